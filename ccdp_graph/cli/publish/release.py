"""`ccdp release`: a build as a dated state that is never changed again."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from ccdp_graph import releases
from ccdp_graph.cli.language import Command, _, current_language
from ccdp_graph.cli.options import date_option, graph_option, output_folder_option, project_here
from ccdp_graph.cli.output import print_table, show_progress


@click.command("release", cls=Command)
@click.argument("version", required=False)
@graph_option("The build to release: its folder.")
@output_folder_option("Folder of all releases.", show_default="releases in the project folder")
@date_option("Date of release, instead of that of the latest record.")
@click.option(
    "--with-findings",
    is_flag=True,
    help="Release a build even if it has Violations.",
)
def release_command(
    version: str | None, graph: Path, folder: Path | None, day: date | None, *, with_findings: bool
) -> None:
    """Create a dated release of a build, or verify all releases.

    Without VERSION, the releases are checked against their checksums and listed. A release is a
    folder named after its version. It holds the graph, its DCAT views, the report, the changes
    since the last release, a citation, checksums and a DCAT 3 description, and is never changed
    again. A version is a number (1.2.0, 1.2.0-rc.1) or a date (2026-11-25, 2026.11), later than the
    last one.

    \b
    Examples:
      ccdp release 1.0.0 --date 2026-11-25
      ccdp release
    """
    project = project_here()
    all_releases = folder or releases.releases_folder(project.folder, Path.cwd())
    with show_progress() as progress:
        if version is None:
            progress("checking the releases")
            kept = releases.read_releases(all_releases, project.settings)
        else:
            created = releases.release(
                graph,
                all_releases,
                project,
                version,
                day=day.isoformat() if day else "",
                with_findings=with_findings,
                progress=progress,
            )
    if version is None:
        rows = [
            (
                entry.version,
                entry.issued,
                _in_language(entry.notes),
            )
            for entry in kept
        ]
        print_table((_("Release"), _("Date"), _("What changed")), rows)
        summary = _("releases in {folder}: {number}, all files unchanged since release")
        click.echo(summary.format(folder=str(all_releases), number=len(kept)), err=True)
        return
    print_table(
        (_("Released"), ""),
        [
            (_("version"), created.version),
            (_("date"), created.issued),
            (_("identifier"), created.iri),
            (_("changes"), _in_language(created.notes)),
            (_("files"), str(len(created.sums))),
            (_("written"), str(created.folder)),
        ],
    )


def _in_language(texts: Mapping[str, str]) -> str:
    return texts.get(current_language()) or texts.get("en", "")
