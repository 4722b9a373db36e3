"""The report in the formats that programs and code hosts read: JSON, SARIF, a SHACL report."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from ccdp_graph.errors import OutputError
from ccdp_graph.model import Finding, Report, Severity, findings_table
from ccdp_graph.rdf import PREFIXES, RDF, SHAPES, XSD, Statement, iri, is_iri, literal, turtle_of

SUFFIXES: Mapping[str, str] = {
    "json": ".json",
    "text": ".txt",
    "html": ".html",
    "sarif": ".sarif",
    "csv": ".csv",
    "xlsx": ".xlsx",
    "ttl": ".ttl",
}


def format_of(path: Path) -> str:
    """Return the format for a file name.

    >>> format_of(Path("findings.sarif"))
    'sarif'

    Raises:
        OutputError: The ending belongs to no format.
    """
    for name, suffix in SUFFIXES.items():
        if path.suffix.lower() == suffix:
            return name
    suffixes = ", ".join(SUFFIXES.values())
    raise OutputError(
        f"{path}: unknown file format; use --format, or a name that ends in one of {suffixes}"
    )


def report_as(
    report: Report, form: str, *, language: str = "en", paths: Mapping[str, str] | None = None
) -> str | bytes:
    """Write the report in one of the formats in `SUFFIXES`.

    Args:
        paths: The path of each workbook in the repository, for SARIF.
    """
    writers: Mapping[str, Callable[[], str | bytes]] = {
        "json": report.json_text,
        "text": lambda: report.text(language),
        "html": lambda: _page(report, language),
        "sarif": lambda: sarif_text(report, paths, language=language),
        "csv": findings_table(report, language).csv_text,
        "xlsx": lambda: _workbook(report, language),
        "ttl": lambda: report_turtle(report, language=language),
    }
    return writers[form]()


def _page(report: Report, language: str) -> str:
    from ccdp_graph.validation.formats_html import report_page

    return report_page(report, language=language)


def _workbook(report: Report, language: str) -> bytes:
    from ccdp_graph.spreadsheets import tables_workbook

    title = {"fr": "Constats"}.get(language, "Findings")
    return tables_workbook(findings_table(report, language).table(title))


SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif_text(
    report: Report, paths: Mapping[str, str] | None = None, *, language: str = "en"
) -> str:
    """Write a report as SARIF.

    Shape: one run; one rule per shape, check or column rule; one result per finding. Findings that
    are not listed become one result with their number as `occurrenceCount`.

    Args:
        paths: The path of each workbook in the repository; by default its name.
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
            _sarif_result(
                finding, count, rule_indexes[finding.rule], paths or {}, language=language
            )
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


_SH = PREFIXES["sh"]

_A = iri(RDF + "type")

_REPORT = iri("urn:ccdp:validation-report")

_LABEL = iri(PREFIXES["rdfs"] + "label")

_COMMENT = iri(PREFIXES["rdfs"] + "comment")


def report_turtle(report: Report, *, language: str = "en") -> str:
    """Write the findings of shapes and checks as a SHACL validation report.

    Shape: no blank nodes, so that equal reports give equal bytes; the label of a result names its
    cell. As SHACL prescribes, any result makes `sh:conforms` false, whatever its severity.
    Findings of column rules are not SHACL results and are left out.
    """
    statements = set(_statements(report, language))
    prefixes = {name: PREFIXES[name] for name in PREFIXES if PREFIXES[name] != SHAPES}
    return turtle_of(sorted(statements), {**prefixes, "ccdps": SHAPES})


def _statements(report: Report, language: str) -> Iterator[Statement]:
    results = [(finding, 0) for finding in report.findings if finding.component]
    results += [(example, number) for example, number in report.unlisted if example.component]
    conforms = literal(str(not results).lower(), datatype=XSD + "boolean")
    yield _REPORT, _A, iri(_SH + "ValidationReport")
    yield _REPORT, iri(_SH + "conforms"), conforms
    counts: Counter[str] = Counter()
    for finding, others in results:
        key = "\n".join((finding.rule, finding.component, finding.focus_node or "", finding.value))
        counts[key] += 1
        digest = sha256(f"{key}\n{counts[key]}".encode()).hexdigest()[:16]
        node = iri(f"urn:ccdp:validation-result:{digest}")
        yield _REPORT, iri(_SH + "result"), node
        yield from _result_statements(node, finding, language)
        if others:
            yield node, _COMMENT, literal(f"and {others - 1} more like this", language="en")


def _result_statements(node: str, finding: Finding, language: str) -> Iterator[Statement]:
    assert finding.focus_node is not None  # every SHACL result has one
    text = f"{finding.message} {finding.suggestion}".strip()
    yield node, _A, iri(_SH + "ValidationResult")
    yield node, iri(_SH + "focusNode"), _focus(finding.focus_node)
    yield node, iri(_SH + "resultSeverity"), iri(_SH + finding.severity.label)
    yield node, iri(_SH + "sourceConstraintComponent"), iri(finding.component)
    yield node, iri(_SH + "resultMessage"), literal(text, language=language)
    if is_iri(finding.rule):
        yield node, iri(_SH + "sourceShape"), iri(finding.rule)
    if finding.result_path:
        yield node, iri(_SH + "resultPath"), iri(finding.result_path)
    if finding.value and not finding.value.startswith("_:"):
        yield node, iri(_SH + "value"), finding.value
    for cell in finding.cells:
        yield node, _LABEL, literal(str(cell))


def _focus(focus_node: str) -> str:
    return iri(focus_node) if is_iri(focus_node) else iri(f"urn:ccdp:blank:{focus_node}")
