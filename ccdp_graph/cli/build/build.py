"""`ccdp build`: the main job."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import harvests, pipeline
from ccdp_graph.cli.language import Command, _, current_language
from ccdp_graph.cli.options import (
    BUILD_FOLDER,
    RECORDS_DATE_OPTION,
    WORKBOOKS_ARGUMENT,
    output_folder_option,
    project_here,
)
from ccdp_graph.cli.output import (
    count_rows,
    print_findings,
    print_notes,
    print_table,
    show_progress,
)
from ccdp_graph.project import REGISTER

if TYPE_CHECKING:
    pass


@click.command("build", cls=Command)
@WORKBOOKS_ARGUMENT
@output_folder_option(
    "Folder to write into; other files in it are left alone.", default=BUILD_FOLDER
)
@RECORDS_DATE_OPTION
@click.option("--strict", is_flag=True, help="Write nothing if there is a Violation.")
@click.pass_context
def build_command(
    ctx: click.Context,
    workbooks: tuple[Path, ...],
    folder: Path,
    day: date | None,
    *,
    strict: bool,
) -> None:
    """Build the knowledge graph from workbooks, and validate it.

    Without WORKBOOK, the workbooks of the project are built, or the bundled ones. Writes graph.ttl
    (the public graph), graph.nq (with provenance and everything from ccdp harvest), report.json and
    report.txt. The same workbooks always give the same bytes.

    \b
    Example:
      ccdp build survey.xlsx networks.xlsx -o out
    """
    project = project_here()
    with show_progress() as progress:
        identifiers = project.identifiers(folder / REGISTER if project.folder is None else None)
        result = pipeline.build(
            workbooks or project.workbooks,
            project,
            modified=day,
            known=identifiers,
            language=current_language(),
            progress=progress,
        )
        report = result.report
        refused = strict and not report.conforms
        progress("writing")
        written = () if refused else result.write(folder)
    rows = [
        (
            _("{workbook}, sheet '{sheet}', as {mapping}").format(
                workbook=s.workbook, sheet=s.sheet, mapping=s.mapping
            ),
            _("{records} of {rows} rows").format(records=s.records, rows=s.rows),
        )
        for s in report.sheets
    ]
    rows += [
        (words.get(current_language(), words["en"]), str(number)) for words, number in report.things
    ]
    rows += [(_("statements"), str(report.statements))]
    rows += [
        (_("harvested: {name}").format(name=name), _("{number} records").format(number=number))
        for name, number in _harvested(project.folder)
    ]
    rows += count_rows(report)
    rows += [(_("written"), str(path)) for path in written]
    print_notes(report)
    print_table((_("Built"), ""), rows)
    print_findings(report, longest=10)
    if refused:
        click.echo(_("nothing was written, because of --strict and a Violation"), err=True)
    ctx.exit(0 if report.conforms else 1)


def _harvested(project_folder: Path | None) -> list[tuple[str, int]]:
    if project_folder is None:
        return []
    folders = harvests.harvest_folders(project_folder / harvests.HARVESTS)
    states = [state for harvested in folders if (state := harvested.state()) is not None]
    return [(state.name, len(state.records)) for state in states]
