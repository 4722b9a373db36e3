"""`ccdp template`: a blank survey to collect new data with."""

from pathlib import Path

import click

from ccdp_graph.cli.language import Command, _
from ccdp_graph.cli.options import FORCE_OPTION, LANGUAGE_OPTION, output_option, project_here
from ccdp_graph.project import make_template, write_template


@click.command("template", cls=Command)
@click.argument("tables", nargs=-1, metavar="[TABLE]...")
@output_option("Workbook to write.", default=Path("survey.xlsx"))
@LANGUAGE_OPTION
@FORCE_OPTION
def template_command(tables: tuple[str, ...], output: Path, language: str, *, force: bool) -> None:
    """Write a blank survey workbook to collect new data in.

    TABLE limits the survey to these tables; without it, all are included. The workbook has a help
    sheet, a sheet for each table with an example row and drop-down lists, and the lists themselves.
    Fill it in and pass it to ccdp build.

    \b
    Examples:
      ccdp template
      ccdp template data-resources --lang fr -o questionnaire.xlsx
    """
    content = make_template(project_here(), tables, language)
    write_template(output, content, overwrite=force)
    click.echo(f"{_('written')}\t{output}")
    click.echo(_("Fill it in, then run: {command}").format(command=f"ccdp build {output}"))
