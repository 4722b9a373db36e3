"""Statements, and the cells that each of them came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ccdp_graph.cell import CellRef
from ccdp_graph.rdf import Statement


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where statements came from.

    Attributes:
        cells: By subject and predicate, the cells whose values stand in these statements.
        rows: By subject, a cell of the row that describes it.
        columns: By document and predicate (IRI), the column (from 1) and header of the cells
            that would give it: where a missing value has to be filled in.
    """

    cells: Mapping[tuple[str, str], tuple[CellRef, ...]]
    rows: Mapping[str, CellRef]


@dataclass(frozen=True, slots=True)
class Materialization:
    """What mappings made of documents: distinct statements, sorted, with their origins."""

    statements: tuple[Statement, ...]
    origins: Provenance

    def lines(self) -> Iterable[str]:
        """Yield the statements as N-Triples lines."""
        return (f"{s} {p} {o} .\n" for s, p, o in self.statements)
