"""Findings, each with its cell and how to mend it, and the report of a build that lists them."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import Plural, Texts, in_language, message

_SEVERITIES = Texts({"Violation": "Violation", "Warning": "Warning", "Info": "Info"})


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

    def label_in(self, language: str) -> str:
        """Return the word for it; in English it is SHACL's."""
        return _SEVERITIES[language][self.value]

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
    def cell(self) -> CellRef | None:
        """The chief cell, if a cell is concerned."""
        return self.cells[0] if self.cells else None

    @property
    def place(self) -> str:
        """The chief cell, or where no cell is concerned the file, or the thing."""
        return self.place_in("en")

    def place_in(self, language: str) -> str:
        """Return the place in a language; cells, files and things have no other name in it."""
        if self.cells:
            return str(self.cells[0])
        return self.file or self.focus_node or in_language(message("whole-build"), language)

    def localised(self, language: str) -> "Finding":
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


_TEXTS = Texts(
    {
        "built": "Built",
        "rows": "{records} of {number} rows ({cells} filled cells) of '{sheet}' in {workbook}, "
        "read as {mapping}",
        "statements": Plural("{number:n} statement", "{number:n} statements"),
        "found": "Found",
        "more": "… and {number} more: {message}",
        "decide": "For a person to decide",
    }
)


@dataclass(frozen=True, slots=True)
class SheetCount:
    """What one sheet gave: rows below its header, records, filled cells."""

    workbook: str
    sheet: str
    mapping: str
    rows: int
    records: int
    cells: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a build made and found.

    Attributes:
        things: What the things of each kind are called, by language, and how many are described.
        suggestions: Merges that a person should decide, as findings of severity Info.
        unlisted: Where a demand was broken too often to list all, an example and the number of
            the findings that are left out.
        notes: What was done in another way than usual, for a person to know.
    """

    version: str
    workbooks: tuple[tuple[str, str], ...]
    sheets: tuple[SheetCount, ...]
    things: tuple[tuple[Mapping[str, str], int], ...]
    statements: int
    findings: tuple[Finding, ...]
    suggestions: tuple[Finding, ...]
    unlisted: tuple[tuple[Finding, int], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether no finding is a Violation."""
        return self.passes(Severity.VIOLATION)

    def passes(self, gravest: Severity) -> bool:
        """Whether no finding is of that severity or a graver one."""
        return all(self.count(severity) == 0 for severity in Severity if severity <= gravest)

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        listed = sum(finding.severity is severity for finding in self.findings)
        return listed + sum(n for example, n in self.unlisted if example.severity is severity)

    def json_text(self) -> str:
        """Return the report for programs."""
        document: dict[str, object] = {
            "version": self.version,
            "conforms": self.conforms,
            "workbooks": [{"name": name, "sha256": digest} for name, digest in self.workbooks],
            "sheets": [
                {
                    "workbook": sheet.workbook,
                    "sheet": sheet.sheet,
                    "mapping": sheet.mapping,
                    "rows": sheet.rows,
                    "records": sheet.records,
                    "cells": sheet.cells,
                }
                for sheet in self.sheets
            ],
            "things": {words["en"]: number for words, number in self.things},
            "statements": self.statements,
            "counts": {severity.label: self.count(severity) for severity in Severity},
            "findings": [finding.document() for finding in self.findings],
            "suggestions": [finding.document() for finding in self.suggestions],
        }
        if self.unlisted:
            document["unlisted"] = [
                {"number": number, **example.document()} for example, number in self.unlisted
            ]
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def text(self, language: str = "en") -> str:
        """Return the report for people: what was built, then every finding with its cell."""
        said = _TEXTS[language]
        lines = [f"ccdp-graph {self.version}", "", said["built"]]
        for s in self.sheets:
            told = said["rows"].format(
                records=s.records,
                number=s.rows,
                cells=s.cells,
                sheet=s.sheet,
                workbook=s.workbook,
                mapping=s.mapping,
            )
            lines.append(f"  {told}")
        lines += [f"  {number} {words.get(language, words['en'])}" for words, number in self.things]
        lines += [f"  {said['statements'].format(number=self.statements)}", "", said["found"]]
        lines += [
            f"  {self.count(severity)} {severity.label_in(language)}" for severity in Severity
        ]
        for severity in Severity:
            chosen = [finding for finding in self.findings if finding.severity is severity]
            lines += ["", severity.label_in(language)] if chosen else []
            lines += _told(chosen, language)
            lines += [
                f"  {said['more'].format(number=number, message=example.message)}"
                for example, number in self.unlisted
                if example.severity is severity
            ]
        if self.suggestions:
            lines += ["", said["decide"]]
            lines += _told(self.suggestions, language)
        return "\n".join(lines) + "\n"


def most_frequent(findings: Sequence[Finding], *, longest: int) -> list[tuple[Finding, int]]:
    """Return the gravest, then most frequent kinds of finding, one example of each."""
    examples: dict[tuple[str, str, str], Finding] = {}
    numbers: Counter[tuple[str, str, str]] = Counter()
    for finding in findings:
        said = finding.message if finding.result_path else ""
        kind = finding.severity.label, finding.rule, said
        examples.setdefault(kind, finding)
        numbers[kind] += 1
    order = sorted(examples, key=lambda kind: (examples[kind].severity.rank, -numbers[kind], kind))
    return [(examples[kind], numbers[kind]) for kind in order[:longest]]


def _told(findings: Sequence[Finding], language: str) -> list[str]:
    return [
        f"  {finding.place_in(language)}: {finding.message}"
        + (f" [{finding.suggestion}]" if finding.suggestion else "")
        for finding in findings
    ]
