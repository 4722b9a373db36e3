"""A report as a table: what a spreadsheet or a page shows of it."""

from dataclasses import replace

from ccdp_graph.i18n import Texts
from ccdp_graph.model.report import Finding, Report
from ccdp_graph.model.solutions import Solutions

_NAMES = tuple("severity number file cell message suggestion value rule thing property".split())

HEADINGS = Texts(
    (
        "Severity",
        "Number",
        "Workbook or file",
        "Cell",
        "What is wrong",
        "What to do",
        "Value",
        "Rule",
        "Thing",
        "Property",
    )
)

_DECIDE = Texts("To decide")

_OTHERS = Texts("and others such as this: {message}")


def findings_table(report: Report, language: str = "en") -> Solutions:
    """Return a row a finding, the gravest first; then what is not listed, and what to decide."""
    rows = [_row(f, 1, f.severity.label_in(language)) for f in report.findings]
    others = _OTHERS[language]
    for example, number in report.unlisted:
        told = replace(example, message=others.format(message=example.message))
        rows.append(_row(told, number, example.severity.label_in(language)))
    decide = _DECIDE[language]
    rows += [_row(suggestion, 1, decide) for suggestion in report.suggestions]
    return Solutions.of(_NAMES, HEADINGS[language], rows)


def _row(finding: Finding, number: int, severity: str) -> tuple[str | int | None, ...]:
    cells = finding.cells
    return (
        severity,
        number,
        cells[0].workbook if cells else finding.file,
        str(cells[0]) if cells else "",
        finding.message,
        finding.suggestion,
        finding.raw,
        finding.rule,
        finding.focus_node,
        finding.result_path,
    )
