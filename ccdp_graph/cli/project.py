"""`ccdp init`, `info`, `schema` and `format`: a project folder and its files."""

import json
from pathlib import Path

import click

import ccdp_graph
from ccdp_graph.cli.language import Command, _
from ccdp_graph.cli.options import output_option, project_here
from ccdp_graph.cli.output import print_table, write_output
from ccdp_graph.files import write_file
from ccdp_graph.harvests import HARVESTS, harvest_folders
from ccdp_graph.project import init_project
from ccdp_graph.rdf import canonical_turtle, read_turtle
from ccdp_graph.schemas import FILE_FORMATS


@click.command("format", cls=Command)
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
        click.echo(f"{_('would change') if check else _('changed')}\t{path}")
        if not check:
            write_file(path, text)
    ctx.exit(1 if check and changed else 0)


_PARTS = ("rdflib", "pyshacl", "pyoxigraph", "python-calamine", "openpyxl", "babel", "rapidfuzz")


@click.command("info", cls=Command)
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
    rows += [(_("project"), str(project.folder or _("none; the bundled files alone")))]
    rows += [(_("base IRI"), project.settings.base)]
    rows += [(_("assets"), str(layer)) for layer in project.folders.layers]
    rows += [
        (f"{name} ({title})", _("as of {day}").format(day=day))
        for name, title, day in project.pinned_lists()
    ]
    for kind, pattern in (
        (_("mappings"), "mapping/*.yarrrml.yml"),
        (_("vocabularies"), "ontology/vocab/*.ttl"),
        (_("shapes"), "shapes/*.ttl"),
        (_("checks"), "shapes/checks/*.rq"),
        (_("questions"), "queries/*.rq"),
    ):
        rows.append((kind, str(len(project.files(pattern)))))
    for source_folder in harvest_folders(project.folder / HARVESTS) if project.folder else ():
        state = source_folder.state()
        if state is not None:
            summary = _("{number} records of {source}, last changed {day}").format(
                number=len(state.records), source=state.source, day=state.day
            )
            rows.append((_("harvested: {name}").format(name=state.name), summary))
    print_table((_("What"), _("Which")), rows)


@click.command("init", cls=Command)
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


@click.command("schema", cls=Command)
@click.argument("name", required=False, type=click.Choice(FILE_FORMATS), metavar="[FORMAT]")
@output_option("File to write; by default the schema is printed.")
def schema_command(name: str | None, output: Path | None) -> None:
    """Print the JSON Schema of a kind of file, or list all kinds.

    An editor that is given the schema explains keys, completes them, and marks what is wrong. Files
    that 'ccdp init' and 'ccdp adopt' write name theirs in the first line.

    \b
    Examples:
      ccdp schema
      ccdp schema column-file -o column-file.json
    """
    if name is None:
        rows = [(each.name, each.files, each.title) for each in FILE_FORMATS.values()]
        print_table((_("Format"), _("Files"), _("What it is")), rows)
    else:
        schema = FILE_FORMATS[name].json_schema()
        write_output(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", output)
