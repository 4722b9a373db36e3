"""What is wrong with a cell, or worth knowing about it, and how to mend it."""

from dataclasses import dataclass, replace
from enum import Enum

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n.messages import in_language, message

_SEVERITIES = {"fr": {"Warning": "Avertissement", "Info": "Information"}}


class Severity(Enum):
    """SHACL's three severities, the gravest first.

    >>> sorted([Severity.INFO, Severity.VIOLATION])[0].label
    'Violation'
    """

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"

    @property
    def label(self) -> str:
        """The name in SHACL's vocabulary."""
        return self.value

    def name_in(self, language: str) -> str:
        """Return the word for it; in English it is SHACL's."""
        return _SEVERITIES.get(language, {}).get(self.value, self.value)

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)

    def __lt__(self, other: "Severity") -> bool:
        """Order the gravest first."""
        return self.rank < other.rank

    def __le__(self, other: "Severity") -> bool:
        """Order the gravest first."""
        return self.rank <= other.rank


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or remark, in the curator's words.

    Attributes:
        cells: The cells it speaks of, the chief one first; for a missing value the empty cell.
            Empty only where no cell could supply what is asked.
        raw: What stands in the chief cell.
        suggestion: What to do or to write instead, or nothing.
        rule: The column rule or the SHACL property shape (an IRI) that found it.
        focus_node: The thing described, and `result_path` the property; None for a column rule
            that made no statement.
        component: The SHACL constraint component that was broken (an IRI), of a shape's result.
        value: The value of a shape's result as N-Triples writes it.
        file: The file of the project that a value came from, where no cell gave it.
    """

    severity: Severity
    message: str
    rule: str
    cells: tuple[CellRef, ...] = ()
    raw: str = ""
    suggestion: str = ""
    focus_node: str | None = None
    result_path: str | None = None
    component: str = ""
    value: str = ""
    file: str = ""

    @property
    def place(self) -> str:
        """The chief cell, or where no cell is concerned the file, or the thing."""
        return self.place_in("en")

    def place_in(self, language: str) -> str:
        """Return the place in a language; cells, files and things have no other name in it."""
        if self.cells:
            return str(self.cells[0])
        return self.file or self.focus_node or in_language(message("whole-build"), language)

    def told_in(self, language: str) -> "Finding":
        """Return the finding with what a column rule says in a language."""
        return replace(
            self,
            message=in_language(self.message, language),
            suggestion=in_language(self.suggestion, language),
        )

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: the gravest first, then by workbook, sheet, row and column."""
        return (
            self.severity.rank,
            self.cells,
            self.focus_node or "",
            self.rule,
            self.message,
            self.raw,
        )

    def document(self) -> dict[str, object]:
        """Return the finding as JSON-ready values; empty ones are left out."""
        workbook = self.cells[0].workbook if self.cells else ""
        found: dict[str, object] = {
            "severity": self.severity.label,
            "cell": str(self.cells[0]) if self.cells else "",
            "cells": [str(cell) for cell in self.cells] if len(self.cells) > 1 else [],
            "workbook": workbook,
            "file": self.file,
            "raw": self.raw,
            "message": self.message,
            "suggestion": self.suggestion,
            "rule": self.rule,
            "focusNode": self.focus_node or "",
            "resultPath": self.result_path or "",
        }
        return {key: value for key, value in found.items() if value}
