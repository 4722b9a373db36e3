"""`ccdp check`: the curator's own workbook, with what is wrong marked in it."""

from pathlib import Path

import click

from ccdp_graph import pipeline, spreadsheets
from ccdp_graph.cli.language import Command, _
from ccdp_graph.cli.options import (
    FORCE_OPTION,
    LANGUAGE_OPTION,
    WORKBOOK_ARGUMENT,
    output_option,
    project_here,
)
from ccdp_graph.cli.output import count_rows, print_table, show_progress


@click.command("check", cls=Command)
@WORKBOOK_ARGUMENT
@output_option("Copy to write; NAME.checked.xlsx next to the workbook by default.")
@LANGUAGE_OPTION
@FORCE_OPTION
@click.pass_context
def check_command(
    ctx: click.Context, workbook: Path, output: Path | None, *, language: str, force: bool
) -> None:
    """Write a copy of a workbook with its errors marked.

    Each faulty cell is coloured and has a comment that says what is wrong. A first sheet lists the
    problems, the most serious and easiest to fix first, with links to their cells. Layout, formulas
    and your own comments are kept, and WORKBOOK itself is never changed. Correct the copy, then
    check or build it: the marks are not read as data, and each disappears once its cell is
    corrected.

    Shapes, slicers, sparklines, threaded comments and, without Pillow, pictures cannot be kept; you
    are told what the copy lacks. A copy of an .xls or .ods file holds values only.

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
    rows = count_rows(report)
    rows += [(_("problems listed"), str(copy.listed)), (_("cells marked"), str(copy.marked))]
    print_table((_("Checked"), workbook.name), [*rows, (_("written"), str(target))])
    if workbook.suffix.lower() not in spreadsheets.EDITED:
        note = _("note: {name} is not an .xlsx file: the copy holds values only")
        click.echo(note.format(name=workbook.name), err=True)
    if copy.lost:
        click.echo(_("note: the copy lacks {lost}").format(lost="; ".join(copy.lost)), err=True)
    ctx.exit(0 if report.conforms else 1)
