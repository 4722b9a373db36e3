"""How the analyses give their results: in which form, and to where."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ccdp_graph.model.solutions import Answers


RESULT_OPTION = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to a file; its ending says the format.",
)

LANGUAGE_OPTION = click.option(
    "--lang", type=click.Choice(["en", "fr"]), default="en", help="Of headings and labels."
)

_BINARY = ("xlsx",)


def form_of(form: str | None, output: Path | None, known: Sequence[str]) -> str:
    """Choose the format: as asked for, or by the file's ending, or the first that is known.

    Raises:
        QueryError: The ending is of no known format, or a workbook has no file to go to.
    """
    from ccdp_graph.errors import QueryError

    ending = output.suffix.lower().removeprefix(".") if output else ""
    if form is None and ending and ending not in known:
        forms = ", ".join(f".{name}" for name in known if name != "table")
        raise QueryError(f"{output}: unknown ending; use {forms}, or give --format")
    chosen = form or ending or known[0]
    if chosen in _BINARY and output is None and sys.stdout.isatty():
        raise QueryError(f"a workbook needs a file; add -o result.{chosen}")
    return chosen


def give(content: str | bytes, output: Path | None) -> None:
    """Print a result, or write it to a file and say so."""
    if output is None:
        click.echo(content, nl=False)
        return
    from ccdp_graph.files.atomic import write_file

    write_file(output, content)
    click.echo(f"written\t{output}")


def give_answers(answers: "Answers", form: str, output: Path | None, *, title: str) -> None:
    """Give a table as CSV, JSON or a workbook."""
    if form == "xlsx":
        from ccdp_graph.spreadsheets.writer import answers_workbook

        give(answers_workbook(answers, title), output)
    else:
        give(answers.json_text() if form == "json" else answers.csv_text(), output)
