"""`ccdp match-names`: our IRIs beside the names of a spreadsheet."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import linking
from ccdp_graph.cli.language import Command, _
from ccdp_graph.cli.options import graph_source_options, output_option, project_here, type_option
from ccdp_graph.cli.output import show_progress

if TYPE_CHECKING:
    from ccdp_graph.sparql import Store


@click.command("match-names", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--column", required=True, metavar="HEADER", help="Header of the column of names.")
@output_option("File to write, .xlsx or .csv.", required=True)
@click.option(
    "--country-column", default="", metavar="HEADER", help="Header of the column of countries."
)
@type_option("Match only this type of entity", default="")
@click.option(
    "--index",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Match with an index (see ccdp link index) instead of a graph.",
)
@graph_source_options
def match_names_command(
    file: Path,
    column: str,
    output: Path,
    country_column: str,
    kind: str,
    index: Path | None,
    source: "Callable[[], Store]",
) -> None:
    """Add our IRIs to the names in a spreadsheet.

    FILE is not changed: the output is a copy with IRIs, scores and evidence beside the names in one
    column. An IRI is given only if exactly one entity has the name; otherwise the most likely
    candidates are listed for you to choose from.

    \b
    Examples:
      ccdp match-names partners.xlsx --column Partner -o matched.xlsx
      ccdp match-names partners.csv --column Partner --type organisation -o matched.csv
    """
    project = project_here()
    with show_progress() as progress:
        progress("reading names")
        index_ = (
            linking.build_name_index(source(), project.record_types(), project.concepts())
            if index is None
            else linking.read_index(index)
        )
        progress("comparing names")
        countries = project.concepts() if country_column else None
        matches = linking.match_names(
            file, column, index_, kind=kind, country_column=country_column, countries=countries
        )
    linking.matches_file(output, file, matches)
    click.echo(f"{_('names')}\t{len(matches.rows)}")
    click.echo(f"{_('with an IRI')}\t{linking.count_matched(matches)}")
    click.echo(f"{_('written')}\t{output}")
