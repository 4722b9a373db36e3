"""`ccdp init`, `ccdp info` and `ccdp format`: a project folder and its files."""

from pathlib import Path

import click

import ccdp_graph
from ccdp_graph.cli.options import project_here
from ccdp_graph.cli.output import print_table
from ccdp_graph.files import write_file
from ccdp_graph.harvests import HARVESTS, harvest_folders
from ccdp_graph.project import init_project
from ccdp_graph.rdf import canonical_turtle, read_turtle


@click.command("format")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option(
    "--check", is_flag=True, help="Change nothing; exit with status 1 if a file would change."
)
@click.pass_context
def format_command(ctx: click.Context, files: tuple[Path, ...], *, check: bool) -> None:
    """Rewrite Turtle files in canonical form.

    Terms and statements are sorted, with one block per term and only the prefixes in use. Comments
    are lost, as with every Turtle parser: write notes as statements.

    \b
    Example:
      ccdp format ontology/*.ttl shapes/*.ttl
    """
    changed = False
    for path in files:
        text = canonical_turtle(read_turtle(path))
        if text == path.read_text(encoding="utf-8"):
            continue
        changed = True
        click.echo(f"{'would change' if check else 'changed'}\t{path}")
        if not check:
            write_file(path, text)
    ctx.exit(1 if check and changed else 0)


_PARTS = ("rdflib", "pyshacl", "pyoxigraph", "python-calamine", "openpyxl", "babel", "rapidfuzz")


@click.command("info")
def info_command() -> None:
    """Show versions, folders, the age of lists, and harvests.

    Use it to see which project and which files a command would work with.

    \b
    Example:
      ccdp info
    """
    from importlib.metadata import version

    project = project_here()
    rows = [("ccdp-graph", ccdp_graph.__version__)]
    rows += [(part, version(part)) for part in _PARTS]
    rows += [("project", str(project.folder or "none; the bundled files alone"))]
    rows += [("base IRI", project.settings.base)]
    rows += [("assets", str(layer)) for layer in project.folders.layers]
    rows += [(f"{name} ({title})", f"as of {day}") for name, title, day in project.pinned_lists()]
    for kind, pattern in (
        ("mappings", "mapping/*.yarrrml.yml"),
        ("vocabularies", "ontology/vocab/*.ttl"),
        ("shapes", "shapes/*.ttl"),
        ("checks", "shapes/checks/*.rq"),
        ("questions", "queries/*.rq"),
    ):
        rows.append((kind, str(len(project.files(pattern)))))
    for source_folder in harvest_folders(project.folder / HARVESTS) if project.folder else ():
        state = source_folder.state()
        if state is not None:
            summary = f"{len(state.records)} records of {state.source}, last changed {state.day}"
            rows.append((f"harvested: {state.name}", summary))
    print_table(("What", "Which"), rows)


@click.command("init")
@click.argument("folder", default=".", type=click.Path(path_type=Path), metavar="[DIR]")
def init_command(folder: Path) -> None:
    """Create a project folder.

    It holds settings, empty decision files and a short README. Every command that is run in the
    folder uses it, and its files take precedence over the bundled ones.

    \b
    Example:
      ccdp init my-catalogue
    """
    for path in init_project(folder):
        click.echo(str(path))
