"""`ccdp link check`: whether web addresses still lead where they should."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import linkcheck, validation
from ccdp_graph.cli.options import (
    LANGUAGE_OPTION,
    RESULT_OPTION,
    asks_a_graph,
    date_of,
    project_here,
)
from ccdp_graph.cli.output import form_of, print_table, progress, write_answers, write_output
from ccdp_graph.http import Limits

if TYPE_CHECKING:
    from ccdp_graph.linkcheck import LinkReport
    from ccdp_graph.sparql import Store


_FORMATS = ("table", "csv", "xlsx", "json", "html", "text", "sarif")

_SECONDS = 20


@click.command("check")
@asks_a_graph
@click.option(
    "--cache",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("link-check.json"),
    show_default=True,
    metavar="FILE",
    help="Remembers what was visited and when.",
)
@click.option(
    "--days",
    type=click.IntRange(0),
    default=7,
    show_default=True,
    help="How long a visit counts; 0 asks all again.",
)
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=date_of,
    default=lambda: date.today().isoformat(),  # noqa: DTZ011, the curator's own day
    show_default="today",
    help="The day of the visits.",
)
@click.option(
    "--allow-private", is_flag=True, help="Also visit addresses of a private network, or yours."
)
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Default: a table.")
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
    form: str | None,
    output: Path | None,
    lang: str,
) -> None:
    """Visit the web addresses of a graph, and tell which are dead or have moved.

    Websites, sources, documentation and licences are visited, several hosts at a time and each
    host slowly, as its robots.txt asks. Each finding names its cell; those of an organisation
    stand together, the organisation with most of them first. The exit status is 1 where an
    address leads nowhere.

    \b
    Examples:
      ccdp link check
      ccdp link check --days 0 --lang fr -o liens.xlsx
    """
    chosen = form_of(form, output, _FORMATS)
    limits = Limits(seconds=_SECONDS, whole=60, patience=_SECONDS, private=allow_private)
    with progress() as tell:
        found = linkcheck.check_links(
            source(),
            project_here(),
            cache,
            day,
            limits,
            days=days,
            language=lang,
            progress=tell,
        )
    click.echo(f"addresses\t{found.addresses}\nvisited now\t{found.visited}", err=True)
    if chosen == "table" and output is None:
        _print(found, lang)
    elif chosen in {"csv", "xlsx", "json"}:
        write_answers(found.table(lang), chosen, output, title="links")
    else:
        write_output(validation.report_as(found.report(), chosen, language=lang), output)
    ctx.exit(1 if found.leads_nowhere else 0)


def _print(found: "LinkReport", lang: str) -> None:
    answers = found.table(lang)
    rows = [tuple("" if term is None else term.value for term in row[:-1]) for row in answers.rows]
    print_table([answers.heading(name) for name in answers.variables[:-1]], rows)
