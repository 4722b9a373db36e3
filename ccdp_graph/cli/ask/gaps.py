"""`ccdp gaps`: where data or networks are missing, and how far that is known."""

import sys
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import analysis
from ccdp_graph.cli.language import Command, _
from ccdp_graph.cli.options import (
    LANGUAGE_OPTION,
    RESULT_OPTION,
    format_option,
    graph_source_options,
    project_here,
)
from ccdp_graph.cli.output import choose_format, print_table, write_answers, write_output
from ccdp_graph.model import cited

if TYPE_CHECKING:
    from ccdp_graph.analysis import Gap
    from ccdp_graph.sparql import Store


FORMATS = ("table", "csv", "json", "xlsx")

_KINDS = ("country-without-network", "region-without-molecular-data", "model-unused", "unanswered")

_MAX_CELLS = 6


@click.command("gaps", cls=Command)
@click.argument("kinds", nargs=-1, type=click.Choice(_KINDS), metavar="[KIND]...")
@graph_source_options
@format_option(FORMATS)
@RESULT_OPTION
@LANGUAGE_OPTION
def gaps_command(
    kinds: tuple[str, ...],
    source: Callable[[], "Store"],
    output_format: str | None,
    output: Path | None,
    language: str,
) -> None:
    """Rank gaps: countries, regions and models without data.

    \b
    KIND is any of these; without it, all are listed:
    country-without-network        has data resources, but no network names the country
    region-without-molecular-data  no data resource of the region has molecular data
    model-unused                   no data resource in the network's countries uses its data model
    unanswered                     the questions that records leave open

    "No", "unknown", "not stated", empty cells and questions that were never asked are counted
    separately, and the cells behind each gap are named.

    \b
    Examples:
      ccdp gaps country-without-network
      ccdp gaps --lang fr -o lacunes.xlsx
    """
    chosen = choose_format(output_format, output, FORMATS)
    project = project_here()
    dimensions = analysis.read_dimensions(project)
    gaps = analysis.find_gaps(
        analysis.read_facts(source(), project.record_types(), language),
        dimensions,
        kinds=kinds or _KINDS,
        language=language,
    )
    if chosen == "table" and output is None:
        _print(gaps, language)
    elif chosen == "json":
        write_output(analysis.gaps_json(gaps), output)
    else:
        write_answers(analysis.gap_answers(gaps, language), chosen, output, title="gaps")


def _print(gaps: tuple["Gap", ...], language: str) -> None:
    headings = (_("Rank"), _("Subject"), _("What is missing"), _("Records say"), _("Cells"))
    longest = _MAX_CELLS if sys.stdout.isatty() else None
    for heading, members in groupby(gaps, key=lambda gap: gap.heading):
        rows = [
            (
                str(gap.rank),
                gap.label,
                gap.says,
                gap.answers_text(language),
                cited(gap.cells, longest=longest),
            )
            for gap in members
        ]
        if not sys.stdout.isatty():
            click.echo(heading)
        print_table(headings, rows, title=heading)
