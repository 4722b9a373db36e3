"""`ccdp check`: a curator's own workbook with its faulty cells marked."""

from pathlib import Path

import click

from ccdp_graph.cli.shared import print_findings, progress


@click.command("check")
@click.argument("workbook", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the marked copy goes; by default WORKBOOK.checked.xlsx beside it.",
)
@click.option("--force", is_flag=True, help="Write over a file that is no checked copy.")
@click.pass_context
def check_command(ctx: click.Context, workbook: Path, output: Path | None, *, force: bool) -> None:
    """Mark what is wrong in a copy of WORKBOOK: cells coloured and commented, a list in front.

    The workbook itself is never touched. Layout, formulas and your own comments stay; shapes and
    slicers, which openpyxl cannot keep, are named when there are any. Mend the copy and check it
    again: old marks go.

    \b
    Example:
      ccdp check survey.xlsx -o survey.checked.xlsx
    """
    from ccdp_graph.curating import check_workbook, checked_path, write_checked
    from ccdp_graph.project_files import open_project

    target = output or checked_path(workbook)
    with progress() as tell:
        made = check_workbook(workbook, open_project(Path.cwd()), progress=tell)
    write_checked(workbook, target, made.content, overwrite=force)
    for remark in made.remarks:
        click.echo(remark, err=True)
    click.echo(f"written\t{target}")
    print_findings(made.report, longest=10)
    ctx.exit(0 if made.report.conforms else 1)
