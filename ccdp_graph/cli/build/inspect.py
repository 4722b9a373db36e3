"""`ccdp inspect`: how a workbook would be read."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import layouts
from ccdp_graph.cli.language import Command, _, current_language
from ccdp_graph.cli.options import (
    AS_OPTION,
    WORKBOOK_ARGUMENT,
    format_option,
    output_option,
    project_here,
)
from ccdp_graph.cli.output import print_table, show_progress
from ccdp_graph.files import write_file
from ccdp_graph.i18n import in_language

if TYPE_CHECKING:
    from ccdp_graph.layouts import BlockInspection, Candidate, ColumnMatch


@click.command("inspect", cls=Command)
@WORKBOOK_ARGUMENT
@AS_OPTION
@format_option(
    ["table", "json", "xlsx"],
    "Output format: a table to read, json for programs, or a workbook.",
    default="table",
)
@output_option("Also write the result to FILE.")
def inspect_command(workbook: Path, table: str, output_format: str, output: Path | None) -> None:
    """Show how a workbook would be read.

    Lists the headers, the columns they are matched to, and the words that are not in any list.
    Scores run from 0 to 100. Nothing is written unless you give -o.

    \b
    Examples:
      ccdp inspect survey.xlsx
      ccdp inspect survey.ods --as data-resources --format xlsx -o look.xlsx
    """
    with show_progress() as progress:
        progress("inspecting")
        inspection = layouts.inspect_layout(workbook, project_here(), mapping=table).inspection
    if output_format == "xlsx":
        target = output or Path(f"{workbook.stem}.inspection.xlsx")
        write_file(target, layouts.inspection_workbook(inspection, current_language()))
        click.echo(str(target))
        return
    text = json.dumps(inspection.document(), ensure_ascii=False, indent=2)
    if output is not None:
        write_file(output, f"{text}\n")
    if output_format == "json":
        click.echo(text)
        return
    for remark in inspection.remarks:
        click.echo(remark)
    for block in inspection.blocks:
        _print_block(block)
    for name in inspection.left:
        click.echo(_("Sheet '{sheet}': no header row was found").format(sheet=name))


def _print_block(block: "BlockInspection") -> None:
    summary = (
        _("Sheet '{sheet}': read as {mapping}; {why}; {records} records")
        if block.known
        else _(
            "Sheet '{sheet}': not recognised yet, closest to {mapping}; {why}; {records} records"
        )
    )
    click.echo(
        summary.format(
            sheet=block.sheet,
            mapping=block.mapping,
            why=in_language(block.why, current_language()),
            records=block.records,
        )
    )
    print_table(
        (
            _("Cell"),
            _("Header"),
            _("Read as"),
            _("Best match"),
            _("Second match"),
            _("Examples"),
        ),
        [
            (
                str(match.cell),
                match.header,
                f"{match.taken} [{match.option}]" if match.option else match.taken,
                *_two_best(match),
                " | ".join(match.examples)[:60],
            )
            for match in block.columns
        ],
    )
    if block.words:
        print_table(
            (_("Unknown word"), _("Column"), _("Count"), _("First at"), _("Did you mean")),
            [
                (
                    word.word,
                    word.column,
                    str(len(word.cells)),
                    str(word.cells[0]),
                    ", ".join(_scored(candidate) for candidate in word.candidates),
                )
                for word in block.words
            ],
        )
    if block.findings:
        language = current_language()
        print_table(
            (_("Where"), _("What would be left out")),
            [
                (finding.place_in(language), finding.localised(language).message)
                for finding in block.findings
            ],
        )


def _two_best(match: "ColumnMatch") -> tuple[str, str]:
    scored = [_scored(candidate) for candidate in match.candidates[:2]]
    return (*scored, "", "")[0], (*scored, "", "")[1]


def _scored(candidate: "Candidate") -> str:
    return f"{candidate.label} {candidate.score:.0f}"
