"""`ccdp format`: Turtle files in canonical form."""

from pathlib import Path

import click


@click.command("format")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a file would change.")
@click.pass_context
def format_command(ctx: click.Context, files: tuple[Path, ...], *, check: bool) -> None:
    """Write Turtle FILES in canonical form: sorted, one block a term, only used prefixes.

    Comments are lost, as in every Turtle parser: write notes as statements.

    \b
    Example:
      ccdp format ontology/*.ttl shapes/*.ttl
    """
    from ccdp_graph.files.atomic import write_file
    from ccdp_graph.rdf.turtle import canonical_turtle, read_turtle

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
