"""The inspection of a workbook: how it would be read, and what is in doubt."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ccdp_graph.cell import CellRef
from ccdp_graph.model import Finding

TEXT = "text"
"""The answer that keeps a column or a word as text."""


class Candidate(NamedTuple):
    """A possible meaning of a header or a word: a column's name or a concept's IRI."""

    value: str
    label: str
    score: float  # 0 to 100


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One header and the column it was matched with.

    Attributes:
        taken: The name of the column, `TEXT` if a person decided so, or "".
        option: For a tick column the option, otherwise "".
        proposal: The match if nobody decides: a column that no likelier header claims, or `TEXT`.
        candidates: The likeliest columns, the best first.
        examples: A few of its values.
    """

    cell: CellRef
    header: str
    taken: str
    option: str
    proposal: str
    candidates: tuple[Candidate, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word that is in no vocabulary of its column.

    Attributes:
        column: The title of the column; `schemes` are its vocabularies.
    """

    word: str
    column: str
    schemes: tuple[str, ...]
    cells: tuple[CellRef, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class BlockInspection:
    """One block of a sheet with its header.

    Attributes:
        mapping: The table that the block belongs to, or the likeliest one.
        known: Whether `ccdp build` reads it as it is.
        why: Why the header was found where it was.
        findings: On what would not become statements.
    """

    sheet: str
    mapping: str
    known: bool
    header_rows: tuple[int, ...]
    why: str
    records: int
    columns: tuple[ColumnMatch, ...]
    words: tuple[UnknownWord, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """The inspection of a whole workbook.

    Attributes:
        left: The sheets in which no header was found.
    """

    workbook: str
    remarks: tuple[str, ...]
    blocks: tuple[BlockInspection, ...]
    left: tuple[str, ...]

    def document(self) -> dict[str, object]:
        """Return the inspection as JSON-ready values."""
        return {
            "workbook": self.workbook,
            "remarks": list(self.remarks),
            "sheets": [_block(block) for block in self.blocks],
            "sheetsWithoutHeader": list(self.left),
        }


def _block(block: BlockInspection) -> dict[str, object]:
    return {
        "sheet": block.sheet,
        "mapping": block.mapping,
        "known": block.known,
        "headerRows": list(block.header_rows),
        "why": block.why,
        "records": block.records,
        "columns": [
            {
                "cell": str(match.cell),
                "header": match.header,
                "takenFor": match.taken,
                "option": match.option,
                "candidates": [_candidate(candidate) for candidate in match.candidates],
                "examples": list(match.examples),
            }
            for match in block.columns
        ],
        "unknownWords": [
            {
                "word": word.word,
                "column": word.column,
                "cells": [str(cell) for cell in word.cells],
                "candidates": [_candidate(candidate) for candidate in word.candidates],
            }
            for word in block.words
        ],
        "kept": [finding.document() for finding in block.findings],
    }


def _candidate(candidate: Candidate) -> Mapping[str, object]:
    return {"value": candidate.value, "label": candidate.label, "score": candidate.score}
