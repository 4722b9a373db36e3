"""How commands print and write their results: tables, files, and progress."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import files, model, spreadsheets
from ccdp_graph.cli.language import _, current_language
from ccdp_graph.errors import QueryError

if TYPE_CHECKING:
    from ccdp_graph.model import Report, Solutions


_BINARY = ("xlsx",)


def choose_format(output_format: str | None, output: Path | None, available: Sequence[str]) -> str:
    """Choose the format: the one given, or that of the file extension, or the first available.

    Raises:
        QueryError: The extension is unknown, or a workbook would go to a terminal.
    """
    ending = output.suffix.lower().removeprefix(".") if output else ""
    if output_format is None and ending and ending not in available:
        endings = ", ".join(f".{name}" for name in available if name != "table")
        raise QueryError(f"{output}: unknown file extension; use {endings}, or give --format")
    chosen = output_format or ending or available[0]
    if chosen in _BINARY and output is None and sys.stdout.isatty():
        raise QueryError(f"a workbook cannot be shown on a terminal; add -o result.{chosen}")
    return chosen


def write_output(content: str | bytes, output: Path | None) -> None:
    """Print a result, or write it to a file and say so."""
    if output is None:
        click.echo(content, nl=False)
        return

    files.write_file(output, content)
    click.echo(f"{_('written')}\t{output}")


def write_answers(
    answers: "Solutions", output_format: str, output: Path | None, *, title: str
) -> None:
    """Write a table as CSV, JSON or a workbook."""
    if output_format == "xlsx":
        write_output(spreadsheets.tables_workbook(answers.table(title)), output)
    else:
        write_output(answers.json_text() if output_format == "json" else answers.csv_text(), output)


@contextmanager
def show_progress() -> Iterator[Callable[[str], None]]:
    """Show the current stage on a terminal; print nothing when piped."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status(_("starting")) as status:
        yield lambda stage: status.update(f"{_(stage)} …")


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> None:
    """Print a table: with rules on a terminal, with tabs when piped."""
    if not sys.stdout.isatty():
        for row in (headings, *rows):
            click.echo("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def count_rows(report: "Report") -> list[tuple[str, str]]:
    """Return how many findings there are of each severity, and how many suggestions."""
    language = current_language()
    rows = [
        (
            _("findings: {severity}").format(severity=severity.label_in(language)),
            str(report.count(severity)),
        )
        for severity in model.Severity
    ]
    return [*rows, (_("suggestions to decide"), str(len(report.suggestions)))]


def print_notes(report: "Report") -> None:
    """Print on stderr what was done in another way than usual."""
    for note in report.notes:
        click.echo(_("note: {text}").format(text=note), err=True)


def print_findings(report: "Report", *, longest: int) -> None:
    """Print the kinds of finding, the most severe first, each with its count and an example."""
    language = current_language()
    rows = [
        (
            finding.severity.label_in(language),
            str(number),
            finding.place_in(language),
            finding.message + (f" ({finding.suggestion})" if finding.suggestion else ""),
        )
        for finding, number in model.most_frequent(report.findings, longest=longest)
    ]
    if rows:
        print_table((_("Severity"), _("Count"), _("First at"), _("What is wrong")), rows)
