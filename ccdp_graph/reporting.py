"""A report in the formats that people, programs and code hosts read."""

from collections.abc import Callable, Mapping
from pathlib import Path

from ccdp_graph.errors import OutputError
from ccdp_graph.model.finding_table import findings_table
from ccdp_graph.model.report import Report

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
    """Return the format that a file's name asks for.

    >>> format_of(Path("findings.sarif"))
    'sarif'

    Raises:
        OutputError: Its ending is of none.
    """
    for form, suffix in SUFFIXES.items():
        if path.suffix.lower() == suffix:
            return form
    known = ", ".join(SUFFIXES.values())
    raise OutputError(f"{path}: give --format, or a name that ends in one of {known}")


def report_as(
    report: Report, form: str, *, language: str = "en", paths: Mapping[str, str] | None = None
) -> str | bytes:
    """Write a report in one of the formats of `SUFFIXES`.

    Args:
        paths: By workbook, where it lies relative to the repository, for SARIF.
    """
    writers: Mapping[str, Callable[[], str | bytes]] = {
        "json": report.json_text,
        "text": lambda: report.text(language),
        "html": lambda: _page(report, language),
        "sarif": lambda: _sarif(report, language, paths),
        "csv": findings_table(report, language).csv_text,
        "xlsx": lambda: _workbook(report, language),
        "ttl": lambda: _turtle(report, language),
    }
    return writers[form]()


def _page(report: Report, language: str) -> str:
    from ccdp_graph.validation.report_page import report_page

    return report_page(report, language=language)


def _sarif(report: Report, language: str, paths: Mapping[str, str] | None) -> str:
    from ccdp_graph.validation.sarif import sarif_text

    return sarif_text(report, paths, language=language)


def _workbook(report: Report, language: str) -> bytes:
    from ccdp_graph.spreadsheets.writer import answers_workbook

    title = {"fr": "Constats"}.get(language, "Findings")
    return answers_workbook(findings_table(report, language), title)


def _turtle(report: Report, language: str) -> str:
    from ccdp_graph.validation.report_graph import report_turtle

    return report_turtle(report, language=language)
