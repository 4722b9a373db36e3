"""`ccdp graph`: a picture of who is connected through what."""

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
from ccdp_graph.cli.output import choose_format, write_output
from ccdp_graph.model import NETWORK

if TYPE_CHECKING:
    from ccdp_graph.sparql import Store


FORMATS = ("svg", "html", "graphml")


@click.command("graph", cls=Command)
@click.argument("networks", nargs=-1, metavar="[NETWORK]...")
@click.option(
    "--through",
    multiple=True,
    metavar="DIMENSION",
    help="What connects them, such as partner; repeatable. By default coordinator, partner, "
    "data-model and country.",
)
@click.option(
    "--neighbours",
    is_flag=True,
    help="Add the networks that share an organisation with the given ones.",
)
@click.option("--shared", is_flag=True, help="Leave out anything that only one network has.")
@graph_source_options
@format_option(FORMATS, "Output format; svg by default.")
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
    """Draw how networks are connected.

    Networks are linked by the partners, data models and countries that they share. NETWORK is an
    id, name or IRI; without it, all networks are drawn. HTML holds the picture and a table and
    loads nothing from elsewhere; GraphML is for programs such as Gephi and Cytoscape.

    \b
    Examples:
      ccdp graph pcdc --neighbours -o pcdc.svg
      ccdp graph --through data-model --shared -o models.html
    """
    chosen_format = choose_format(output_format, output, FORMATS)
    project = project_here()
    available, types = analysis.read_dimensions(project), project.record_types()
    dimensions = [
        analysis.dimension_of(available, name)
        for name in dict.fromkeys(through or analysis.THROUGH)
    ]
    store = source()
    connections = analysis.connect(
        analysis.read_facts(store, types, language),
        dimensions,
        [analysis.find_thing(store, types, name, role=NETWORK) for name in networks],
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
