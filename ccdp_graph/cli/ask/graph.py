"""`ccdp graph`: a picture of who is connected through what."""

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
from ccdp_graph.cli.output import choose_format, write_output

if TYPE_CHECKING:
    from ccdp_graph.sparql import Store


FORMATS = ("svg", "html", "graphml")


@click.command("graph")
@click.argument("networks", nargs=-1, metavar="[NETWORK]...")
@click.option(
    "--through",
    multiple=True,
    metavar="DIMENSION",
    help="Such as partner, several times; by default coordinator, partner, data-model, country.",
)
@click.option(
    "--neighbours",
    is_flag=True,
    help="Add the networks that share an organisation with these.",
)
@click.option("--shared", is_flag=True, help="Leave out what only one of the networks has.")
@graph_source_options
@format_option(FORMATS, "Default: svg.")
@RESULT_OPTION
@LANGUAGE_OPTION
def graph_command(
    networks: tuple[str, ...],
    through: tuple[str, ...],
    source: Callable[[], "Store"],
    output_format: str | None,
    output: Path | None,
    language: str,
    *,
    neighbours: bool,
    shared: bool,
) -> None:
    """Draw what connects the NETWORKs, or all networks: partners, data models, countries.

    A network is given by id, name or IRI. An HTML file holds the picture and a table, and asks for
    nothing outside; GraphML is for programs such as Gephi and Cytoscape.

    \b
    Examples:
      ccdp graph pcdc --neighbours -o pcdc.svg
      ccdp graph --through data-model --shared -o models.html
    """
    chosen_format = choose_format(output_format, output, FORMATS)
    available = analysis.read_dimensions(project_here())
    dimensions = [
        analysis.dimension_of(available, name)
        for name in dict.fromkeys(through or analysis.THROUGH)
    ]
    store = source()
    connections = analysis.connect(
        analysis.read_facts(store, language),
        dimensions,
        [analysis.find_thing(store, name, kind="network") for name in networks],
        with_neighbours=neighbours,
        only_shared=shared,
        language=language,
    )
    if chosen_format == "svg":
        write_output(charts.connections_picture(connections), output)
        return

    write_output(
        charts.connections_page(connections)
        if chosen_format == "html"
        else charts.connections_graphml(connections),
        output,
    )
