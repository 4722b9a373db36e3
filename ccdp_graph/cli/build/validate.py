"""`ccdp validate`: a graph or workbooks against our shapes, or those of other catalogues."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import pipeline, profiles, validation
from ccdp_graph.cli.language import Command, _
from ccdp_graph.cli.options import LANGUAGE_OPTION, format_option, output_option, project_here
from ccdp_graph.cli.output import print_notes, print_table, show_progress
from ccdp_graph.files import write_file
from ccdp_graph.model import Severity

if TYPE_CHECKING:
    from ccdp_graph.model import Report
    from ccdp_graph.profiles import TargetReport


_FORMATS = ["table", *validation.REPORT_FORMATS]

_FORMATS_OF_TARGETS = ("table", "text", "json")


@click.command("validate", cls=Command)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option(
    "-t",
    "--target",
    "targets",
    multiple=True,
    metavar="NAME",
    help="Target catalogue to check for; repeatable. ccdp targets lists them.",
)
@click.option(
    "--shapes",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="SHACL shapes of your own: a file or folder; repeatable, and checked together.",
)
@format_option(
    _FORMATS,
    "Output format: a table by default, text or html to read and share, csv or xlsx for "
    "spreadsheets, sarif for code hosts, json or ttl (a SHACL report) for programs. With -o, the "
    "extension of FILE decides.",
)
@output_option("Write the report to FILE, in the format of its extension.")
@click.option(
    "--fail-on",
    "threshold",
    type=click.Choice(["violation", "warning", "info"]),
    default="violation",
    show_default=True,
    help="Lowest severity that makes the exit status 1.",
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
    """Validate workbooks or a graph, and list all findings.

    FILE is a workbook or a graph (.ttl, .nt, .nq, .trig, or a store's folder). Without FILE, the
    workbooks of the project are checked, or the bundled ones. Each finding names its cell; for a
    graph, as far as its provenance records it. Nothing is written unless you give -o.

    With --target or --shapes, the report shows instead what each catalogue would accept (as table,
    text or json): how many records pass, what blocks the others, and which column or line of
    ccdp.toml would fix most of them.

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
    elif output_format in validation.REPORT_FORMATS and (
        validation.REPORT_FORMATS[output_format].binary
    ):
        raise click.UsageError("a workbook needs a file; give -o report.xlsx")
    project = project_here()
    with show_progress() as progress:
        report = pipeline.check(files, project, language=language, progress=progress)
    print_notes(report)
    if output_format is None or output_format == "table":
        _print_report(report, language)
    else:
        paths = {path.name: _relative_path(path) for path in files or project.workbooks}
        text = validation.report_as(report, output_format, language=language, paths=paths)
        if output is None:
            click.echo(text, nl=False)
        else:
            write_file(output, text)
            click.echo(f"{_('written')}\t{output}")
    ctx.exit(0 if report.passes(Severity[threshold.upper()]) else 1)


def _print_report(report: "Report", language: str) -> None:
    rows = [
        (f.severity.label_in(language), f.place_in(language), f.message, f.suggestion)
        for f in report.findings
    ]
    rows += [
        (
            example.severity.label_in(language),
            _("and {number} more").format(number=number),
            example.message,
            example.suggestion,
        )
        for example, number in report.unlisted
    ]
    print_table((_("Severity"), _("Where"), _("What is wrong"), _("What to do")), rows)


def _relative_path(path: Path) -> str:
    """Return a path as code hosts expect it: relative to this folder if it is below it."""
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
        checked = pipeline.read_built(files, project, progress=progress)
        reports = []
        for target in chosen:
            progress(_("checking {name}").format(name=target.name))
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
        raise click.UsageError(
            f"reports on targets can be written as {', '.join(_FORMATS_OF_TARGETS)}"
        )
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
        click.echo(f"{_('written')}\t{output}")
