"""`ccdp why`: from a statement back to workbook, cell, raw text and rule."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import analysis
from ccdp_graph.cli.language import Command
from ccdp_graph.cli.options import (
    LANGUAGE_OPTION,
    RESULT_OPTION,
    format_option,
    graph_source_options,
    project_here,
)
from ccdp_graph.cli.output import choose_format, print_table, write_answers
from ccdp_graph.rdf import shorten

if TYPE_CHECKING:
    from ccdp_graph.model import Solutions
    from ccdp_graph.sparql import Store


FORMATS = ("table", "csv", "json", "xlsx")


@click.command("why", cls=Command)
@click.argument("subject")
@click.argument("property_name", required=False, metavar="[PROPERTY]")
@graph_source_options
@format_option(FORMATS)
@RESULT_OPTION
@LANGUAGE_OPTION
def why_command(
    subject: str,
    property_name: str | None,
    source: Callable[[], "Store"],
    output_format: str | None,
    output: Path | None,
    language: str,
) -> None:
    """Trace statements back to their cells and mapping rules.

    SUBJECT is an IRI, id or name of a resource, network or organisation. PROPERTY, such as
    dcterms:spatial or the header of its column, limits the answer to that property. Shown are the
    workbook, sheet and cell with its header and text, the lines of the mapping and of the column
    file, and the date of the workbook.

    \b
    Examples:
      ccdp why rnce
      ccdp why "Pediatric Cancer Data Commons" "Data model"
    """
    chosen = choose_format(output_format, output, FORMATS)
    project = project_here()
    evidence = analysis.why(
        source(),
        project.record_types(),
        subject,
        property_name,
        lines=analysis.read_mapping_lines(project),
        names=analysis.read_property_words(project),
        language=language,
    )
    if chosen == "table" and output is None:
        _print_evidence(evidence)
    else:
        write_answers(evidence, chosen, output, title="why")


def _print_evidence(evidence: "Solutions") -> None:
    """Print the statements, with names for IRIs and the place of the cell in one word."""
    shown = ("property_name", "value", "cell", "header", "text", "mapping", "column", "date")
    rows = []
    for answer in evidence.rows:
        row = {
            v: "" if t is None else t.value for v, t in zip(evidence.variables, answer, strict=True)
        }
        value = row["value_name"] or shorten(row["value"])
        place = f"{row['workbook']} {row['sheet']}!{row['cell']}" if row["cell"] else ""
        rows.append([{**row, "value": value, "cell": place}[name] for name in shown])
    print_table([evidence.heading(name) for name in shown], rows)
