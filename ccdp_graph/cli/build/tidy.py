"""`ccdp tidy`: the records, before they become a graph."""

import json
from datetime import date
from pathlib import Path

import click

from ccdp_graph import pipeline, spreadsheets
from ccdp_graph.cli.options import DATE_OPTION, WORKBOOKS_ARGUMENT, project_here
from ccdp_graph.files import write_files


@click.command("tidy")
@WORKBOOKS_ARGUMENT
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv"]),
    default="json",
    show_default=True,
    help="json for programs, csv for a look at the records.",
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write one file a sheet, and with json the mappings, instead of printing.",
)
@DATE_OPTION
def tidy_command(
    workbooks: tuple[Path, ...], form: str, folder: Path | None, modified: date | None
) -> None:
    """Print the records of the WORKBOOKs, or of the bundled ones.

    With -o, any YARRRML engine run in the folder gives the same graph as ccdp build.

    \b
    Examples:
      ccdp tidy survey.xlsx --format csv
      ccdp tidy -o records
    """
    files = project_here()
    made = pipeline.tidy_workbooks(workbooks or files.workbooks, files, modified=modified)
    if form == "csv":
        texts = {f"{d.name}.csv": spreadsheets.records_csv(d) for d in made.tidied.documents}
    else:
        texts = {
            f"{d.name}.json": json.dumps(d.json_document(), ensure_ascii=False, indent=2) + "\n"
            for d in made.documents
        }
    if folder is not None:
        if form == "json":
            texts |= files.mapping_texts()
        write_files(folder, texts)
        for name in texts:
            click.echo(str(folder / name))
    elif form == "csv" or len(texts) == 1:
        click.echo("\n".join(texts.values()), nl=False)
    else:
        whole = {d.name: d.json_document() for d in made.documents}
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
