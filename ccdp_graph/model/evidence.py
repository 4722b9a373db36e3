"""What analyses speak of: records of the graph, and the cells that a claim rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from ccdp_graph.cell import CellRef


@dataclass(frozen=True, slots=True)
class GraphRecord:
    """A data resource or network, as the graph names it.

    Attributes:
        kind: `resource` or `network`.
        id: The last part of its IRI that stays, as curators know it.
    """

    iri: str
    kind: str
    id: str
    title: str

    def json_record(self) -> dict[str, str]:
        """Return what a program needs to find it again."""
        return {"id": self.id, "title": self.title, "kind": self.kind, "iri": self.iri}


class CellEvidence(NamedTuple):
    """A cell as evidence: where it stands, under which header, and its raw text."""

    cell: CellRef
    header: str = ""
    text: str = ""

    def json_citation(self) -> dict[str, str]:
        """Return it as JSON writes it."""
        return {
            "workbook": self.cell.workbook,
            "sheet": self.cell.sheet,
            "cell": self.cell.address,
            "header": self.header,
            "text": self.text,
        }


def cited(citations: Iterable[CellEvidence], *, longest: int | None = None, more: str = "…") -> str:
    """Name cells for people, each sheet once.

    >>> cells = [CellRef("s.xlsx", "Survey", 3, 3), CellRef("s.xlsx", "Survey", 10, 3)]
    >>> cited(map(CellEvidence, cells))
    'Survey!C3, C10'
    """
    places = sorted({citation.cell for citation in citations})
    shown = places if longest is None else places[:longest]
    parts = [
        f"{sheet}!{', '.join(cell.address for cell in cells)}"
        for sheet, cells in groupby(shown, key=lambda cell: cell.sheet)
    ]
    return "; ".join(parts) + (f" {more}" if len(shown) < len(places) else "")
