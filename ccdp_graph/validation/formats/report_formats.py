"""All formats of reports, one entry each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ccdp_graph.errors import OutputError
from ccdp_graph.i18n import Texts
from ccdp_graph.model import Report, findings_table
from ccdp_graph.validation.formats.page import report_page
from ccdp_graph.validation.formats.sarif import sarif_text
from ccdp_graph.validation.formats.shacl_report import report_turtle

_TITLE = Texts("Findings")

Paths = Mapping[str, str]
"""The path of each workbook in the repository, by its name."""


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """A format of reports.

    Attributes:
        name: As `--format` takes it.
        ending: Of a file in this format.
        write: Writes a report in a language.
        binary: Whether no terminal can show it.
    """

    name: str
    ending: str
    write: Callable[[Report, str, Paths], str | bytes]
    binary: bool = False


def _workbook(report: Report, language: str) -> bytes:
    from ccdp_graph.spreadsheets import tables_workbook

    return tables_workbook(findings_table(report, language).table(_TITLE[language]))


REPORT_FORMATS = {
    entry.name: entry
    for entry in (
        ReportFormat("json", ".json", lambda report, _, __: report.json_text()),
        ReportFormat("text", ".txt", lambda report, language, _: report.text(language)),
        ReportFormat("html", ".html", lambda report, language, _: report_page(report, language)),
        ReportFormat("sarif", ".sarif", sarif_text),
        ReportFormat(
            "csv", ".csv", lambda report, language, _: findings_table(report, language).csv_text()
        ),
        ReportFormat(
            "xlsx", ".xlsx", lambda report, language, _: _workbook(report, language), binary=True
        ),
        ReportFormat("ttl", ".ttl", lambda report, language, _: report_turtle(report, language)),
    )
}
"""By name, in the order in which they are offered."""


def format_of(path: Path) -> str:
    """Return the format for a file name.

    >>> format_of(Path("findings.sarif"))
    'sarif'

    Raises:
        OutputError: The ending belongs to no format.
    """
    for name, entry in REPORT_FORMATS.items():
        if path.suffix.lower() == entry.ending:
            return name
    endings = ", ".join(entry.ending for entry in REPORT_FORMATS.values())
    raise OutputError(
        f"{path}: unknown file format; use --format, or a name that ends in one of {endings}"
    )


def report_as(
    report: Report, form: str, *, language: str = "en", paths: Paths | None = None
) -> str | bytes:
    """Write the report in one of `REPORT_FORMATS`.

    Args:
        paths: The path of each workbook in the repository, for SARIF; by default its name.
    """
    return REPORT_FORMATS[form].write(report, language, paths or {})
