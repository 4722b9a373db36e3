"""A report as SARIF, which code hosts show beside the file that a pull request changes.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0. A cell is a region:
its row is the line, which in a text file it is, and its column the column.
"""

import json
from collections.abc import Mapping
from urllib.parse import quote

from ccdp_graph.model.report import Finding, Report, Severity

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif_text(
    report: Report, paths: Mapping[str, str] | None = None, *, language: str = "en"
) -> str:
    """Write a report as SARIF.

    Shape: one run; a rule a shape, check or column rule; a result a finding. Findings that are not
    listed are one result with their number as `occurrenceCount`.

    Args:
        paths: By workbook, where it lies relative to the repository; by default its name.
    """
    counted = [(finding, 1) for finding in (*report.findings, *report.suggestions)]
    counted += report.unlisted
    rules = sorted({finding.rule for finding, _ in counted})
    messages: dict[str, str] = {}
    for finding, _ in counted:
        messages.setdefault(finding.rule, finding.message)
    places = {rule: place for place, rule in enumerate(rules)}
    driver = {
        "name": "ccdp-graph",
        "version": report.version,
        "rules": [_rule(rule, messages[rule]) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "results": [
            _sarif_result(finding, number, places[finding.rule], paths or {}, language=language)
            for finding, number in counted
        ],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: str, message: str) -> dict[str, object]:
    described: dict[str, object] = {"id": rule, "shortDescription": {"text": message}}
    if rule.startswith("http"):
        described["helpUri"] = rule
    return described


def _sarif_result(
    finding: Finding, number: int, place: int, paths: Mapping[str, str], *, language: str
) -> dict[str, object]:
    text = f"{finding.place_in(language)}: {finding.message}"
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": place,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{text} {finding.suggestion}".strip()},
        "locations": _locations(finding, paths),
    }
    if number > 1:
        result["occurrenceCount"] = number
    return result


def _locations(finding: Finding, paths: Mapping[str, str]) -> list[dict[str, object]]:
    thing = [{"fullyQualifiedName": finding.focus_node}] if finding.focus_node else []
    found: list[dict[str, object]] = []
    for cell in finding.cells:
        place: dict[str, object] = {
            "artifactLocation": {"uri": quote(paths.get(cell.workbook, cell.workbook))},
            "region": {"startLine": cell.row, "startColumn": cell.column},
        }
        found.append(
            {
                "physicalLocation": place,
                "logicalLocations": [{"fullyQualifiedName": str(cell)}, *thing],
            }
        )
    if finding.file and not found:
        found.append({"physicalLocation": {"artifactLocation": {"uri": quote(finding.file)}}})
    if thing and not found:
        found.append({"logicalLocations": thing})
    return found
