"""`ccdp publish`: the graph as files that any web host serves."""

import gc
from datetime import date
from pathlib import Path

import click

from ccdp_graph import site
from ccdp_graph.cli.options import date_option, graph_option, project_here
from ccdp_graph.cli.output import print_table, show_progress
from ccdp_graph.releases import releases_folder


@click.command("publish")
@click.option(
    "--site",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="The folder to write; one that holds anything else is refused.",
)
@click.option("--base", required=True, metavar="URL", help="The address it will be served at.")
@graph_option("A build's folder, or its graph.nq.")
@date_option("The day of publication, where not that of the release or latest record.")
@click.option(
    "--version-tag",
    "version",
    default="",
    metavar="TEXT",
    help="The version, where not that of the release, of ccdp.toml, or else the day.",
)
@click.option(
    "--releases",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    show_default="releases in the project folder",
    metavar="DIR",
    help="The folder of releases to show, with their files and changes.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    show_default="one a core",
    metavar="NUMBER",
    help="How many processes make pages; for a while there may be nearly twice as many.",
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
    """Write a site from a build: pages in English and French, and the data in many formats.

    The pages need no script and ask for nothing outside. The folder is replaced as a whole, in one
    step: an earlier site stays whole until the new one is. The same build gives the same bytes.
    Releases (ccdp release) are shown with their changes and files, which are copied as they are.

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
            releases=releases or releases_folder(project, Path.cwd()),
            jobs=jobs or 0,
            progress=progress,
        )
    print_table(
        ("Published", ""),
        [
            ("version", publication.version),
            ("date", publication.day),
            ("address", publication.base),
            ("files", str(file_count)),
            ("written", str(folder)),
        ],
    )
