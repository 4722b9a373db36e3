"""`ccdp template`: a blank survey to collect new data with."""

from pathlib import Path

import click

from ccdp_graph.cli.options import FORCE_OPTION, LANGUAGE_OPTION, output_option, project_here
from ccdp_graph.project import make_template, write_template


@click.command("template")
@click.argument("tables", nargs=-1, metavar="[TABLE]...")
@output_option("The workbook to write.", default=Path("survey.xlsx"))
@LANGUAGE_OPTION
@FORCE_OPTION
def template_command(tables: tuple[str, ...], output: Path, language: str, *, force: bool) -> None:
    """Make a blank survey of the TABLEs, or of all, to be filled in and given to ccdp build.

    The workbook has a sheet of help, a sheet a table with an example and drop-down lists, and
    the lists themselves.

    \b
    Examples:
      ccdp template
      ccdp template data-resources --lang fr -o questionnaire.xlsx
    """
    content = make_template(project_here(), tables, language)
    write_template(output, content, overwrite=force)
    click.echo(f"written\t{output}")
    click.echo(f"Fill it in, then run: ccdp build {output}")
