"""`ccdp link check`: whether web addresses still lead where they should."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import linkcheck, validation
from ccdp_graph.cli.language import Command, _
from ccdp_graph.cli.options import (
    ALLOW_PRIVATE_OPTION,
    LANGUAGE_OPTION,
    RESULT_OPTION,
    date_option,
    format_option,
    graph_source_options,
    project_here,
)
from ccdp_graph.cli.output import (
    choose_format,
    print_table,
    show_progress,
    write_answers,
    write_output,
)
from ccdp_graph.http import Limits

if TYPE_CHECKING:
    from ccdp_graph.linkcheck import LinkReport
    from ccdp_graph.sparql import Store


_FORMATS = ("table", "csv", "xlsx", "json", "html", "text", "sarif")

_SECONDS = 20


@click.command("check", cls=Command)
@graph_source_options
@click.option(
    "--cache",
    type=click.Path(path_type=Path),
    default=Path("link-check.json"),
    show_default=True,
    metavar="FILE",
    help="File that remembers what was visited and when.",
)
@click.option(
    "--days",
    type=click.IntRange(0),
    default=7,
    show_default=True,
    help="Days before an address is visited again; 0 visits all.",
)
@date_option("Date of the visits.", today=True)
@ALLOW_PRIVATE_OPTION
@format_option(_FORMATS)
@RESULT_OPTION
@LANGUAGE_OPTION
@click.pass_context
def check_command(
    ctx: click.Context,
    *,
    source: "Callable[[], Store]",
    cache: Path,
    days: int,
    day: date,
    allow_private: bool,
    output_format: str | None,
    output: Path | None,
    language: str,
) -> None:
    """Check that web addresses still work.

    Websites, sources, documentation and licences are visited: several hosts at a time, each at the
    pace that its robots.txt asks for. Each finding names its cell. Findings are grouped by
    organisation, the one with the most first. The exit status is 1 if an address is dead.

    \b
    Examples:
      ccdp link check
      ccdp link check --days 0 --lang fr -o liens.xlsx
    """
    chosen = choose_format(output_format, output, _FORMATS)
    limits = Limits(seconds=_SECONDS, whole=60, patience=_SECONDS, private=allow_private)
    with show_progress() as progress:
        report = linkcheck.check_links(
            source(),
            project_here(),
            cache,
            day,
            limits,
            days=days,
            language=language,
            progress=progress,
        )
    click.echo(f"{_('addresses')}\t{report.addresses}", err=True)
    click.echo(f"{_('visited now')}\t{report.visited}", err=True)
    if chosen == "table" and output is None:
        _print_links(report, language)
    elif chosen in {"csv", "xlsx", "json"}:
        write_answers(report.table(language), chosen, output, title="links")
    else:
        write_output(validation.report_as(report.report(), chosen, language=language), output)
    ctx.exit(1 if report.leads_nowhere else 0)


def _print_links(report: "LinkReport", language: str) -> None:
    answers = report.table(language)
    rows = [tuple("" if term is None else term.value for term in row[:-1]) for row in answers.rows]
    print_table([answers.heading(name) for name in answers.variables[:-1]], rows)
