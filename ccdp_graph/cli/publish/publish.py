"""`ccdp publish`: the graph as files that any web host serves."""

import gc
from datetime import date
from pathlib import Path

import click

from ccdp_graph import site
from ccdp_graph.cli.language import Command, _
from ccdp_graph.cli.options import date_option, graph_option, project_here
from ccdp_graph.cli.output import print_table, show_progress
from ccdp_graph.releases import releases_folder


@click.command("publish", cls=Command)
@click.option(
    "--site",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder to write; it must be empty or an earlier site.",
)
@click.option(
    "--base", required=True, metavar="URL", help="Address at which the site will be served."
)
@graph_option("The build to publish: its folder, or its graph.nq.")
@date_option("Date of publication, instead of that of the release or latest record.")
@click.option(
    "--version-tag",
    "version",
    default="",
    metavar="TEXT",
    help="Version, instead of that of the release or ccdp.toml, or else the date.",
)
@click.option(
    "--releases",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    show_default="releases in the project folder",
    metavar="DIR",
    help="Folder of the releases to show, with their files and changes.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    show_default="one per core",
    metavar="NUMBER",
    help="Number of processes that write pages; at times, nearly twice as many run.",
)
def publish_command(
    folder: Path,
    base: str,
    graph: Path,
    day: date | None,
    version: str,
    releases: Path | None,
    jobs: int | None,
) -> None:
    """Write a static website from a build.

    The site has pages in English, French and Spanish, and the data in many formats. It needs no
    JavaScript and loads nothing from elsewhere. The folder is replaced in one step: the old site
    stays complete until the new one is. The same build always gives the same bytes. Releases (see
    ccdp release) are shown with their changes and files, which are copied unchanged.

    \b
    Example:
      ccdp publish --site public --base https://example.org/ccdp/
    """
    gc.set_threshold(1_000_000, 50, 50)  # the graph stays, and pages leave little garbage
    project = project_here()
    with show_progress() as progress:
        publication, file_count = site.publish(
            graph,
            folder,
            project,
            base=base,
            day=day.isoformat() if day else "",
            version=version,
            releases=releases or releases_folder(project.folder, Path.cwd()),
            jobs=jobs or 0,
            progress=progress,
        )
    print_table(
        (_("Published"), ""),
        [
            (_("version"), publication.version),
            (_("date"), publication.day),
            (_("address"), publication.base),
            (_("files"), str(file_count)),
            (_("written"), str(folder)),
        ],
    )
