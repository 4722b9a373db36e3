"""`ccdp release`: a build as a dated state that is never changed again."""

from datetime import date
from pathlib import Path

import click

from ccdp_graph import releases
from ccdp_graph.cli.options import date_option, graph_option, output_folder_option, project_here
from ccdp_graph.cli.output import print_table, show_progress


@click.command("release")
@click.argument("version", required=False)
@graph_option("A build's folder.")
@output_folder_option("The folder of all releases.", show_default="releases in the project folder")
@date_option("The day of release, where not that of the latest record.")
@click.option(
    "--with-findings",
    is_flag=True,
    help="Release a build that has findings of severity Violation, too.",
)
def release_command(
    version: str | None, graph: Path, folder: Path | None, day: date | None, *, with_findings: bool
) -> None:
    """Write a build as release VERSION, or without VERSION check and list the releases.

    A release is a folder named by its version: the graph, its DCAT views, the report, what changed
    since the release before, how to cite it, checksums, and its description as DCAT 3. It is never
    changed again, and each release holds those before it against their checksums. A version is of
    numbers (1.2.0, 1.2.0-rc.1) or of the calendar (2026-11-25, 2026.11), and later than the last.

    \b
    Examples:
      ccdp release 1.0.0 --date 2026-11-25
      ccdp release
    """
    project = project_here()
    all_releases = folder or releases.releases_folder(project, Path.cwd())
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
        rows = [(entry.version, entry.issued, entry.notes.get("en", "")) for entry in kept]
        print_table(("Release", "Date", "What changed"), rows)
        click.echo(
            f"releases in {all_releases}: {len(kept)}, every file as it was released",
            err=True,
        )
        return
    print_table(
        ("Released", ""),
        [
            ("version", created.version),
            ("date", created.issued),
            ("identifier", created.iri),
            ("changes", created.notes["en"]),
            ("files", str(len(created.sums))),
            ("written", str(created.folder)),
        ],
    )
