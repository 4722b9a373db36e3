"""`ccdp check`: the curator's own workbook, with what is wrong marked in it."""

from pathlib import Path

import click

from ccdp_graph import pipeline, spreadsheets
from ccdp_graph.cli.options import (
    FORCE_OPTION,
    LANGUAGE_OPTION,
    WORKBOOK_ARGUMENT,
    output_option,
    project_here,
)
from ccdp_graph.cli.output import print_table, show_progress
from ccdp_graph.model import Severity


@click.command("check")
@WORKBOOK_ARGUMENT
@output_option("The copy to write; by default NAME.checked.xlsx beside the workbook.")
@LANGUAGE_OPTION
@FORCE_OPTION
@click.pass_context
def check_command(
    ctx: click.Context, workbook: Path, output: Path | None, *, language: str, force: bool
) -> None:
    """Write a copy of WORKBOOK in which each faulty cell is coloured and says what is wrong.

    A first sheet lists the problems, the gravest and cheapest to mend first, with links to their
    cells. Layout, formulas and your own comments stay; WORKBOOK itself is never touched. Mend the
    copy and check or build that: our marks are not read as yours, and go when a cell is mended.

    Shapes, slicers, sparklines, threads of comments and, without Pillow, pictures cannot be kept;
    what the copy lacks is said. Of .xls and .ods the copy holds the values only.

    \b
    Examples:
      ccdp check survey.xlsx
      ccdp check survey.ods -o to-mend.xlsx
      ccdp check survey.xlsx --lang fr
    """
    target = spreadsheets.output_path(workbook, output, force=force)
    with show_progress() as progress:
        project = project_here()
        report = pipeline.build([workbook], project, language=language, progress=progress).report
        progress("marking")
        copy = spreadsheets.write_marked_copy(workbook, target, report, language=language)
    rows = [(f"findings: {severity.label}", str(report.count(severity))) for severity in Severity]
    rows += [("suggestions to decide", str(len(report.suggestions)))]
    rows += [("problems listed", str(copy.listed)), ("cells marked", str(copy.marked))]
    print_table(("Checked", workbook.name), [*rows, ("written", str(target))])
    if workbook.suffix.lower() not in spreadsheets.EDITED:
        click.echo(f"note: {workbook.name} is no .xlsx: the copy holds its values only", err=True)
    if copy.lost:
        click.echo(f"note: the copy lacks {'; '.join(copy.lost)}", err=True)
    ctx.exit(0 if report.conforms else 1)
