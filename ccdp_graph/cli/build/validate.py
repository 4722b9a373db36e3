"""`ccdp validate`: a graph or workbooks against our shapes, or those of other catalogues."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import pipeline, profiles, validation
from ccdp_graph.cli.options import LANGUAGE_OPTION, format_option, output_option, project_here
from ccdp_graph.cli.output import print_table, show_progress
from ccdp_graph.files import write_file
from ccdp_graph.model import Severity

if TYPE_CHECKING:
    from ccdp_graph.model import Report
    from ccdp_graph.profiles import TargetReport


_FORMATS = ["table", "json", "text", "html", "sarif", "csv", "xlsx", "ttl"]

_FORMATS_OF_TARGETS = ("table", "text", "json")

_HEADINGS = {
    "en": ("Severity", "Where", "What is wrong", "What to do"),
    "fr": ("Gravité", "Où", "Ce qui ne va pas", "Que faire"),
}

_MORE = {"en": "and {0} more", "fr": "et {0} autres"}


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
@format_option(
    _FORMATS,
    "table (the default) for a look, text for the whole report, html to pass on, csv or xlsx "
    "for a spreadsheet, sarif for code hosts, json and ttl (SHACL's own report) for programs; with "
    "-o, the ending of FILE tells.",
)
@output_option("Write the report to FILE instead.")
@click.option(
    "--fail-on",
    "gravest",
    type=click.Choice(["violation", "warning", "info"]),
    default="violation",
    show_default=True,
    help="The least severity of a finding that makes the exit status 1.",
)
@LANGUAGE_OPTION
@click.pass_context
def validate_command(
    ctx: click.Context,
    files: tuple[Path, ...],
    *,
    targets: tuple[str, ...],
    shapes: tuple[Path, ...],
    output_format: str | None,
    output: Path | None,
    threshold: str,
    language: str,
) -> None:
    """Check workbooks, or one graph (.ttl, .nt, .nq, .trig, or a store), and tell every finding.

    Without FILE, the bundled workbooks (or those of the project) are checked. Findings name their
    cells; of a graph, as far as its provenance knows them. Only -o writes anything.

    With --target or --shapes, what each catalogue would say is told instead (as table, text or
    json): how many records pass, what blocks the others, and which column or line of ccdp.toml
    mends most of them.

    \b
    Examples:
      ccdp validate survey.xlsx
      ccdp validate survey.xlsx --lang fr -o constats.html
      ccdp validate ccdp-build/graph.nq --format json --fail-on warning
      ccdp validate --target dcat-ap-3 --target healthdcat-ap
      ccdp validate survey.xlsx --shapes their-shapes.ttl
    """
    if targets or shapes:
        reports = _target_reports(files, targets, shapes, language)
        _write_target_reports(reports, output_format or "table", output, language)
        ctx.exit(0 if all(report.passes(Severity[threshold.upper()]) for report in reports) else 1)
    if output is not None:
        output_format = (
            validation.format_of(output) if output_format in {None, "table"} else output_format
        )
    elif output_format == "xlsx":
        raise click.UsageError("xlsx is no text; give -o FILE too")
    project = project_here()
    workbooks = files or project.workbooks
    with show_progress() as progress:
        if len(files) == 1 and validation.is_graph(files[0]):
            report = validation.check_graph(files[0], project, language=language)
        else:
            report = pipeline.build(workbooks, project, language=language, progress=progress).report
    for note in report.notes:
        click.echo(f"note: {note}", err=True)
    if output_format is None or output_format == "table":
        _print_report(report, language)
    else:
        paths = {path.name: _relative_path(path) for path in workbooks}
        text = validation.report_as(report, output_format, language=language, paths=paths)
        if output is None:
            click.echo(text, nl=False)
        else:
            write_file(output, text)
            click.echo(f"written\t{output}")
    ctx.exit(0 if report.passes(Severity[threshold.upper()]) else 1)


def _print_report(report: "Report", language: str) -> None:
    rows = [
        (f.severity.name_in(language), f.place_in(language), f.message, f.suggestion)
        for f in report.findings
    ]
    rows += [
        (
            example.severity.name_in(language),
            _MORE[language].format(number),
            example.message,
            example.suggestion,
        )
        for example, number in report.unlisted
    ]
    print_table(_HEADINGS[language], rows)


def _relative_path(path: Path) -> str:
    """Return a path as a code host wants it: relative to this folder where it lies below."""
    absolute = path.resolve()
    return (
        absolute.relative_to(Path.cwd()) if absolute.is_relative_to(Path.cwd()) else path
    ).as_posix()


def _target_reports(
    files: tuple[Path, ...], names: Sequence[str], shapes: Sequence[Path], language: str
) -> list["TargetReport"]:
    project = project_here()
    chosen = [profiles.project_target(name, project) for name in dict.fromkeys(names)]
    with show_progress() as progress:
        if len(files) == 1 and validation.is_graph(files[0]):
            checked = profiles.CheckedGraph(*validation.read_checked(files[0], project))
        else:
            result = pipeline.build(files or project.workbooks, project, progress=progress)
            checked = profiles.CheckedGraph(result.public, result.finder)
        reports = []
        for target in chosen:
            progress(f"checking {target.name}")
            reports.append(profiles.check_target(checked, target, project, language=language))
        if shapes:
            progress("checking your shapes")
            reports.append(profiles.check_shapes(checked, shapes, project, language=language))
    return reports


def _write_target_reports(
    reports: Sequence["TargetReport"], output_format: str, output: Path | None, language: str
) -> None:
    if output is not None and output_format == "table":
        output_format = "json" if output.suffix.lower() == ".json" else "text"
    if output_format not in _FORMATS_OF_TARGETS:
        raise click.UsageError(f"targets are told as {', '.join(_FORMATS_OF_TARGETS)}")
    if output_format == "table":
        for report in reports:
            click.echo(report.heading(language))
            if report.gaps:
                print_table(profiles.HEADINGS[language], report.rows())
        return
    if output_format == "json":
        document = {"targets": [report.document() for report in reports]}
        text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    else:
        text = "".join(report.text(language) for report in reports)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text)
        click.echo(f"written\t{output}")
