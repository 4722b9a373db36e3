"""`ccdp validate`: a graph or a workbook against our shapes."""

from pathlib import Path

import click

from ccdp_graph.cli.shared import print_table, progress


@click.command("validate")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "text"]),
    default="table",
    show_default=True,
    help="table for a look, json for programs, text for the whole report.",
)
@click.pass_context
def validate_command(ctx: click.Context, files: tuple[Path, ...], form: str) -> None:
    """Check workbooks, or one graph (.ttl, .nt, .nq), and print every finding with its cell.

    Without FILE, the bundled workbooks (or those of the project) are checked. Nothing is written.

    \b
    Examples:
      ccdp validate survey.xlsx
      ccdp validate ccdp-build/graph.nq --format json
    """
    from ccdp_graph.checking import check_graph, is_graph
    from ccdp_graph.pipeline import build
    from ccdp_graph.project_files import open_project

    project = open_project(Path.cwd())
    with progress() as tell:
        if len(files) == 1 and is_graph(files[0]):
            report = check_graph(files[0], project)
        else:
            report = build(files or project.workbooks, project, progress=tell).report
    if form == "json":
        click.echo(report.json_text(), nl=False)
    elif form == "text":
        click.echo(report.text(), nl=False)
    else:
        print_table(
            ("Severity", "Where", "What is wrong", "What to do"),
            [(f.severity.label, f.place, f.message, f.suggestion) for f in report.findings],
        )
    ctx.exit(0 if report.conforms else 1)
