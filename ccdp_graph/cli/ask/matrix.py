"""`ccdp matrix`: how many records have one value of a dimension and one of another."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import analysis, charts
from ccdp_graph.cli.language import Command, _
from ccdp_graph.cli.options import (
    LANGUAGE_OPTION,
    RESULT_OPTION,
    format_option,
    graph_source_options,
    project_here,
)
from ccdp_graph.cli.output import choose_format, print_table, write_output
from ccdp_graph.errors import QueryError

if TYPE_CHECKING:
    from ccdp_graph.analysis import Matrix
    from ccdp_graph.sparql import Store


FORMATS = ("table", "csv", "json", "xlsx", "svg")

_MAX_COLUMNS = 12  # that a terminal shows side by side


@click.command("matrix", cls=Command)
@click.option(
    "--rows", metavar="DIMENSION", help="Dimension of the rows, such as network; see --dimensions."
)
@click.option(
    "--columns",
    metavar="DIMENSION",
    help="Dimension of the columns, such as data-model; see --dimensions.",
)
@click.option(
    "--cell",
    type=click.Choice(["count", "list"]),
    default="count",
    show_default=True,
    help="What each cell shows: the number of records, or their ids.",
)
@graph_source_options
@format_option(FORMATS)
@RESULT_OPTION
@LANGUAGE_OPTION
@click.option("--stated", is_flag=True, help="Leave out records without a value.")
@click.option("--dimensions", is_flag=True, help="List the dimensions, and stop.")
def matrix_command(
    rows: str | None,
    columns: str | None,
    cell: str,
    source: Callable[[], "Store"],
    output_format: str | None,
    output: Path | None,
    language: str,
    *,
    stated: bool,
    dimensions: bool,
) -> None:
    """Cross-tabulate records by two dimensions.

    JSON and xlsx list the records of every cell; SVG draws a heat map. Records without a value are
    counted by the reason given in the sheet ("unknown", "not stated"), or else as "no value".

    \b
    Examples:
      ccdp matrix --rows network-type --columns federation-approach
      ccdp matrix --rows network --columns data-model --cell list
      ccdp matrix --rows country --columns data-type -o data-types.svg
    """
    project = project_here()
    available = analysis.read_dimensions(project)
    if dimensions:
        listed = [(d.name, d.label(language), ", ".join(d.properties)) for d in available.values()]
        print_table((_("Dimension"), _("Label"), _("Properties")), listed)
        return
    if rows is None or columns is None:
        raise QueryError("give both --rows and --columns; --dimensions lists the choices")
    pair = analysis.dimension_of(available, rows), analysis.dimension_of(available, columns)
    chosen = choose_format(output_format, output, FORMATS)

    facts = analysis.read_facts(source(), project.record_types(), language)
    matrix = analysis.count_matrix(facts, *pair, language=language, with_missing=not stated)
    if chosen == "table" and output is None:
        _print_matrix(matrix, cell)
    else:
        write_output(_render(matrix, chosen, cell), output)


def _render(matrix: "Matrix", output_format: str, cell: str) -> str | bytes:
    if output_format == "svg":
        return charts.draw_heat_map(matrix)
    if output_format == "xlsx":
        return analysis.matrix_workbook(matrix, cell=cell)
    return matrix.json_text() if output_format == "json" else matrix.table(cell=cell).csv_text()


def _print_matrix(matrix: "Matrix", cell: str) -> None:
    """Print the table; on a terminal that cannot hold its columns, each row's filled ones."""
    table = matrix.table(cell=cell)
    headings, body = table.headings, table.texts()
    if sys.stdout.isatty() and (len(headings) > _MAX_COLUMNS or cell == "list"):
        folded = [
            (
                label,
                "\n".join(
                    f"{h}: {t}" for h, t in zip(headings[1:], texts, strict=True) if _is_filled(t)
                ),
            )
            for label, *texts in body
        ]
        print_table((matrix.rows.label, matrix.columns.label), folded)
    else:
        print_table(headings, body)
    if sys.stdout.isatty():
        hint = _("{note}; --format json or xlsx lists the records")
        click.echo(hint.format(note=matrix.note))


def _is_filled(text: str) -> bool:
    return text not in {"", "0"}
