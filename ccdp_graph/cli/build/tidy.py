"""`ccdp tidy`: the records, before they become a graph."""

import json
from datetime import date
from pathlib import Path

import click

from ccdp_graph import pipeline
from ccdp_graph.cli.language import Command
from ccdp_graph.cli.options import (
    RECORDS_DATE_OPTION,
    WORKBOOKS_ARGUMENT,
    format_option,
    output_folder_option,
    project_here,
)
from ccdp_graph.files import write_files


@click.command("tidy", cls=Command)
@WORKBOOKS_ARGUMENT
@format_option(["json", "csv"], "Output format: json for programs, csv to read.", default="json")
@output_folder_option(
    "Write a file for each sheet, and with json the mappings, instead of printing."
)
@RECORDS_DATE_OPTION
def tidy_command(
    workbooks: tuple[Path, ...], output_format: str, folder: Path | None, day: date | None
) -> None:
    """Print the cleaned records of workbooks, before mapping.

    Without WORKBOOK, the workbooks of the project are read, or the bundled ones. With -o, the
    records and mappings are written to a folder, where any YARRRML engine produces the same graph
    as ccdp build.

    \b
    Examples:
      ccdp tidy survey.xlsx --format csv
      ccdp tidy -o records
    """
    project = project_here()
    result = pipeline.tidy_workbooks(workbooks or project.workbooks, project, modified=day)
    if output_format == "csv":
        texts = {f"{d.name}.csv": d.csv_text() for d in result.tidied.documents}
    else:
        texts = {
            f"{d.name}.json": json.dumps(d.json_document(), ensure_ascii=False, indent=2) + "\n"
            for d in result.documents
        }
    if folder is not None:
        if output_format == "json":
            texts |= project.mapping_texts()
        write_files(folder, texts)
        for name in texts:
            click.echo(str(folder / name))
    elif output_format == "csv" or len(texts) == 1:
        click.echo("\n".join(texts.values()), nl=False)
    else:
        documents = {d.name: d.json_document() for d in result.documents}
        click.echo(json.dumps(documents, ensure_ascii=False, indent=2))
