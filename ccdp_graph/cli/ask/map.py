"""`ccdp map`: how many records name each country of the world."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import analysis, charts
from ccdp_graph.cli.language import Command
from ccdp_graph.cli.options import (
    LANGUAGE_OPTION,
    RESULT_OPTION,
    format_option,
    graph_source_options,
    project_here,
)
from ccdp_graph.cli.output import choose_format, print_table, write_answers, write_output

if TYPE_CHECKING:
    from ccdp_graph.sparql import Store


FORMATS = ("table", "csv", "json", "xlsx", "svg")


@click.command("map", cls=Command)
@click.option(
    "--count",
    "counted",
    default="",
    metavar="RECORDS",
    help="What to count: resources, networks, the records of a kind of yours, or all; by default "
    "the first of these that the graph has.",
)
@click.option(
    "--where",
    "conditions",
    multiple=True,
    metavar="DIMENSION=VALUE",
    help="Count only records with this value or a narrower one; repeatable. "
    "ccdp matrix --dimensions lists the dimensions.",
)
@graph_source_options
@format_option(FORMATS)
@RESULT_OPTION
@LANGUAGE_OPTION
def map_command(
    counted: str,
    conditions: tuple[str, ...],
    source: Callable[[], "Store"],
    output_format: str | None,
    output: Path | None,
    language: str,
) -> None:
    """Count records by country, as a world map or a table.

    SVG draws the map: each country is coloured by its number of records, hatched where records name
    it but none is counted, and grey where nothing is known. JSON lists the records of each country.

    \b
    Examples:
      ccdp map -o map.svg
      ccdp map --where data-type=genomic -o genomic.svg
      ccdp map --count networks --where data-model=OMOP --format csv
    """
    chosen = choose_format(output_format, output, FORMATS)
    project = project_here()
    dimensions, world = analysis.read_dimensions(project), analysis.read_world(project)
    facts = analysis.read_facts(source(), project.record_types(), language)
    choices = tuple(
        analysis.read_choice(text, facts, dimensions, project.concepts) for text in conditions
    )
    counts = analysis.count_countries(
        facts, dimensions, world, counted=counted, choices=choices, language=language
    )
    if chosen == "svg":
        write_output(charts.draw_world_map(counts, world), output)
    elif chosen == "json":
        write_output(counts.json_text(), output)
    elif chosen == "table" and output is None:
        headings, *rows = counts.table()
        print_table(headings, rows, title=counts.title)
        if counts.note:
            click.echo(counts.note, err=True)
    else:
        write_answers(counts.answers(), chosen, output, title="map")
