"""`ccdp init`: a project folder."""

from pathlib import Path

import click


@click.command("init")
@click.argument("folder", default=".", type=click.Path(path_type=Path), metavar="[DIR]")
def init_command(folder: Path) -> None:
    """Make a project folder: settings, empty decision files, a short README.

    Every command run in the folder finds it; what is decided there is laid over what is bundled.

    \b
    Example:
      ccdp init my-catalogue
    """
    from ccdp_graph.project.scaffold import found_project

    for path in found_project(folder):
        click.echo(str(path))
