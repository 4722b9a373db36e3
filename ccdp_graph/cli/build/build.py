"""`ccdp build`: the main job."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import harvests, pipeline
from ccdp_graph.cli.options import (
    BUILD_FOLDER,
    RECORDS_DATE_OPTION,
    WORKBOOKS_ARGUMENT,
    output_folder_option,
    project_here,
)
from ccdp_graph.cli.output import print_findings, print_table, show_progress
from ccdp_graph.model import Severity
from ccdp_graph.project import REGISTER

if TYPE_CHECKING:
    from ccdp_graph.project import Project


@click.command("build")
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
            progress=progress,
        )
        report = result.report
        refused = strict and not report.conforms
        progress("writing")
        written = () if refused else result.write(folder)
    rows = [
        (f"{s.workbook}, sheet '{s.sheet}', as {s.mapping}", f"{s.records} of {s.rows} rows")
        for s in report.sheets
    ]
    rows += [(words["en"], str(number)) for words, number in report.things]
    rows += [("statements", str(report.statements))]
    rows += [(f"harvested: {name}", f"{number} records") for name, number in _harvested(project)]
    rows += [(f"findings: {severity.label}", str(report.count(severity))) for severity in Severity]
    rows += [("suggestions to decide", str(len(report.suggestions)))]
    rows += [("written", str(path)) for path in written]
    for note in report.notes:
        click.echo(f"note: {note}", err=True)
    print_table(("Built", ""), rows)
    print_findings(report, longest=10)
    if refused:
        click.echo("nothing was written, because of --strict and a Violation", err=True)
    ctx.exit(0 if report.conforms else 1)


def _harvested(project: "Project") -> list[tuple[str, int]]:
    folders = (
        harvests.harvest_folders(project.folder / harvests.HARVESTS)
        if project.folder is not None
        else ()
    )
    states = [state for harvested in folders if (state := harvested.state()) is not None]
    return [(state.name, len(state.records)) for state in states]
