"""The report for code hosts and editors. Source: SARIF 2.1.0, OASIS."""

import json
from collections.abc import Mapping
from urllib.parse import quote

from ccdp_graph.model import Finding, Report, Severity

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif_text(report: Report, language: str, paths: Mapping[str, str]) -> str:
    """Write a report as SARIF.

    Shape: one run; one rule per shape, check or column rule; one result per finding. Findings that
    are not listed become one result with their number as `occurrenceCount`.

    Args:
        paths: The path of each workbook in the repository; where there is none, its name.
    """
    entries = [(finding, 1) for finding in (*report.findings, *report.suggestions)]
    entries += report.unlisted
    rules = sorted({finding.rule for finding, _ in entries})
    messages: dict[str, str] = {}
    for finding, _ in entries:
        messages.setdefault(finding.rule, finding.message)
    rule_indexes = {rule: number for number, rule in enumerate(rules)}
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
            _sarif_result(finding, count, rule_indexes[finding.rule], paths, language=language)
            for finding, count in entries
        ],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: str, message: str) -> dict[str, object]:
    descriptor: dict[str, object] = {"id": rule, "shortDescription": {"text": message}}
    if rule.startswith("http"):
        descriptor["helpUri"] = rule
    return descriptor


def _sarif_result(
    finding: Finding, count: int, rule_index: int, paths: Mapping[str, str], *, language: str
) -> dict[str, object]:
    text = f"{finding.place_in(language)}: {finding.message}"
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{text} {finding.suggestion}".strip()},
        "locations": _locations(finding, paths),
    }
    if count > 1:
        result["occurrenceCount"] = count
    return result


def _locations(finding: Finding, paths: Mapping[str, str]) -> list[dict[str, object]]:
    focus = [{"fullyQualifiedName": finding.focus_node}] if finding.focus_node else []
    locations: list[dict[str, object]] = []
    for cell in finding.cells:
        physical: dict[str, object] = {
            "artifactLocation": {"uri": quote(paths.get(cell.workbook, cell.workbook))},
            "region": {"startLine": cell.row, "startColumn": cell.column},
        }
        locations.append(
            {
                "physicalLocation": physical,
                "logicalLocations": [{"fullyQualifiedName": str(cell)}, *focus],
            }
        )
    if finding.file and not locations:
        locations.append({"physicalLocation": {"artifactLocation": {"uri": quote(finding.file)}}})
    if focus and not locations:
        locations.append({"logicalLocations": focus})
    return locations
