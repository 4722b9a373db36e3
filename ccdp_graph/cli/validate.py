"""`ccdp validate`: a graph or workbooks against our shapes, or those of other catalogues."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph.cli.shared import print_table, progress

if TYPE_CHECKING:
    from ccdp_graph.model.target_report import TargetReport


@click.command("validate")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option(
    "-t",
    "--target",
    "targets",
    multiple=True,
    metavar="NAME",
    help="A catalogue to check for, as ccdp targets lists them; may be given several times.",
)
@click.option(
    "--shapes",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A file of SHACL shapes of your own, or a folder of them; all are checked together.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "text"]),
    default="table",
    show_default=True,
    help="table for a look, json for programs, text for the whole report.",
)
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", help="Of what targets ask.")
@click.pass_context
def validate_command(
    ctx: click.Context,
    files: tuple[Path, ...],
    targets: tuple[str, ...],
    shapes: tuple[Path, ...],
    form: str,
    lang: str,
) -> None:
    """Check workbooks, or one graph (.ttl, .nt, .nq), and print every finding with its cell.

    Without FILE, the bundled workbooks (or those of the project) are checked. Nothing is written.
    With --target or --shapes, what each catalogue would say is told instead: how many records
    pass, what blocks the others, and which column or line of ccdp.toml mends most of them.

    \b
    Examples:
      ccdp validate survey.xlsx
      ccdp validate ccdp-build/graph.nq --format json
      ccdp validate --target dcat-ap-3 --target healthdcat-ap
      ccdp validate survey.xlsx --shapes their-shapes.ttl
    """
    from ccdp_graph.checking import check_graph, is_graph
    from ccdp_graph.pipeline import build
    from ccdp_graph.project_files import open_project

    if targets or shapes:
        reports = _target_reports(files, targets, shapes, lang)
        _print_targets(reports, form, lang)
        ctx.exit(0 if all(report.conforms for report in reports) else 1)
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


def _target_reports(
    files: tuple[Path, ...], names: Sequence[str], shapes: Sequence[Path], lang: str
) -> list["TargetReport"]:
    from ccdp_graph.checking import is_graph, read_checked
    from ccdp_graph.pipeline import build
    from ccdp_graph.project_files import open_project
    from ccdp_graph.targeting import Checked, check_shapes, check_target

    project = open_project(Path.cwd())
    chosen = [project.target(name) for name in dict.fromkeys(names)]
    with progress() as tell:
        if len(files) == 1 and is_graph(files[0]):
            checked = Checked(*read_checked(files[0]))
        else:
            made = build(files or project.workbooks, project, progress=tell)
            checked = Checked(made.public, made.finder)
        reports = []
        for target in chosen:
            tell(f"checking {target.name}")
            reports.append(check_target(checked, target, project, language=lang))
        if shapes:
            tell("checking your shapes")
            reports.append(check_shapes(checked, shapes, project, language=lang))
    return reports


def _print_targets(reports: Sequence["TargetReport"], form: str, lang: str) -> None:
    from ccdp_graph.model.target_report import HEADINGS

    if form == "json":
        document = {"targets": [report.document() for report in reports]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for report in reports:
        click.echo(report.heading(lang))
        if report.gaps and form == "table":
            print_table(HEADINGS[lang], report.rows())
        for row in report.rows() if form == "text" else ():
            told = zip(HEADINGS[lang], row, strict=True)
            click.echo("  " + "; ".join(f"{heading}: {said}" for heading, said in told))
