"""`ccdp release`: a build as a dated state that is never changed again."""

from datetime import date
from pathlib import Path

import click

from ccdp_graph import releases
from ccdp_graph.cli.options import OUTPUT, date_of, project_here
from ccdp_graph.cli.output import print_table, progress


@click.command("release")
@click.argument("version", required=False)
@click.option(
    "-g",
    "--graph",
    "build",
    type=click.Path(path_type=Path),
    default=OUTPUT,
    show_default=True,
    metavar="DIR",
    help="A build's folder.",
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    show_default="releases in the project folder",
    metavar="DIR",
    help="The folder of all releases.",
)
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=date_of,
    metavar="YYYY-MM-DD",
    help="The day of release, where not that of the latest record.",
)
@click.option(
    "--with-findings",
    is_flag=True,
    help="Release a build that has findings of severity Violation, too.",
)
def release_command(
    version: str | None, build: Path, folder: Path | None, day: date | None, *, with_findings: bool
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
    files = project_here()
    where = folder or releases.releases_folder(files, Path.cwd())
    with progress() as tell:
        if version is None:
            tell("checking the releases")
            found = releases.read_releases(where, files.settings)
        else:
            made = releases.release(
                build,
                where,
                files,
                version,
                day=day.isoformat() if day else "",
                with_findings=with_findings,
                progress=tell,
            )
    if version is None:
        rows = [(each.version, each.issued, each.notes.get("en", "")) for each in found]
        print_table(("Release", "Date", "What changed"), rows)
        click.echo(f"releases in {where}: {len(found)}, every file as it was released", err=True)
        return
    print_table(
        ("Released", ""),
        [
            ("version", made.version),
            ("date", made.issued),
            ("identifier", made.iri),
            ("changes", made.notes["en"]),
            ("files", str(len(made.sums))),
            ("written", str(made.folder)),
        ],
    )
