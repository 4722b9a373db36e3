"""`ccdp map`: how many records name each country of the world."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import analysis, charts
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


@click.command("map")
@click.option(
    "--count",
    "counted",
    type=click.Choice(["resources", "networks", "all"]),
    default="resources",
    show_default=True,
    help="What is counted.",
)
@click.option(
    "--where",
    "wanted",
    multiple=True,
    metavar="DIMENSION=VALUE",
    help="Count only records with that value, or a narrower one; may be given several times. "
    "ccdp matrix --dimensions lists what there is.",
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
    """Count the records that name each country, as a map of the world or as a table.

    SVG is the map: each country by its number, hatched where records name it but none is counted,
    grey where nothing is known of it. JSON lists the records of every country.

    \b
    Examples:
      ccdp map -o map.svg
      ccdp map --where data-type=genomic -o genomic.svg
      ccdp map --count networks --where data-model=OMOP --format csv
    """
    chosen = choose_format(output_format, output, FORMATS)
    project = project_here()
    dimensions, world = analysis.read_dimensions(project), analysis.read_world(project)
    facts = analysis.read_facts(source(), language)
    choices = tuple(analysis.read_choice(text, facts, dimensions, project) for text in conditions)
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
