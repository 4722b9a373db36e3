"""Findings, each with its cell and how to mend it, and the report of a build that lists them."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ccdp_graph.model.finding import Finding, Severity

_TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "built": "Built",
        "rows": "{0} of {1} rows ({2} filled cells) of '{3}' in {4}, read as {5}",
        "statements": "{0} statements",
        "found": "Found",
        "more": "… and {0} more: {1}",
        "decide": "For a person to decide",
    },
    "fr": {
        "built": "Construit",
        "rows": "{0} lignes sur {1} ({2} cellules remplies) de « {3} » dans {4}, lues comme {5}",
        "statements": "{0} énoncés",
        "found": "Trouvé",
        "more": "… et {0} autres : {1}",
        "decide": "À décider par une personne",
        "data resources": "ressources de données",
        "networks": "réseaux",
        "organisations": "organismes",
        "catalogues": "catalogues",
    },
}


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
        things: How many things of each kind are described.
        suggestions: Merges that a person should decide, as findings of severity Info.
        unlisted: Where a demand was broken too often to list all, an example and the number of
            the findings that are left out.
        notes: What was done in another way than usual, for a person to know.
    """

    version: str
    workbooks: tuple[tuple[str, str], ...]
    sheets: tuple[SheetCount, ...]
    things: tuple[tuple[str, int], ...]
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
            "things": dict(self.things),
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
        said = _TEXTS.get(language, _TEXTS["en"])
        lines = [f"ccdp-graph {self.version}", "", said["built"]]
        for s in self.sheets:
            told = said["rows"].format(s.records, s.rows, s.cells, s.sheet, s.workbook, s.mapping)
            lines.append(f"  {told}")
        lines += [f"  {number} {said.get(kind, kind)}" for kind, number in self.things]
        lines += [f"  {said['statements'].format(self.statements)}", "", said["found"]]
        lines += [f"  {self.count(severity)} {severity.name_in(language)}" for severity in Severity]
        for severity in Severity:
            chosen = [finding for finding in self.findings if finding.severity is severity]
            lines += ["", severity.name_in(language)] if chosen else []
            lines += _told(chosen, language)
            lines += [
                f"  {said['more'].format(number, example.message)}"
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
