"""`ccdp query`: the stored questions and their answers."""

import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph.cli.shared import asks_a_graph, print_table

if TYPE_CHECKING:
    from ccdp_graph.model.answers import Answers
    from ccdp_graph.model.graph_store import GraphStore
    from ccdp_graph.model.stored_query import StoredQuery

FORMATS = ("table", "csv", "json", "ttl", "xlsx")


@click.command(
    "query",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": True},
)
@click.argument("name", required=False)
@click.argument("values", nargs=-1, type=click.UNPROCESSED, metavar="[--PARAMETER VALUE]...")
@asks_a_graph
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: a table; ttl for questions that give a graph.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file.")
@click.option(
    "--lang", type=click.Choice(["en", "fr"]), default="en", help="Of questions and headings."
)
@click.option("--show", is_flag=True, help="Print the question's text and parameters.")
def query_command(
    name: str | None,
    values: tuple[str, ...],
    source: Callable[[], "GraphStore"],
    form: str | None,
    output: Path | None,
    lang: str,
    *,
    show: bool,
) -> None:
    """Ask the stored question NAME of a build; without NAME, list the questions.

    Values are labels, ids, codes or IRIs: OMOP, FR, "European Union".

    \b
    Examples:
      ccdp query
      ccdp query networks-by-data-model --data-model OMOP
      ccdp query resources-by-country-and-data-type --country Peru --format csv
    """
    from ccdp_graph.project_files import open_project

    files = open_project(Path.cwd())
    if name is None:
        print_table(
            ("Question", "What it asks", "Parameters"),
            [
                (q.name, q.summary.get(lang, ""), " ".join(_option(p) for p in q.parameters))
                for q in files.queries()
            ],
        )
        return
    query = files.query(name)
    if show:
        _show(query, lang)
        return
    from ccdp_graph.asking import ask, stream

    given = parse_values(query, values)
    if form in {"csv", "json"} and query.form == "SELECT":  # however many rows there are
        from ccdp_graph.model.answer_stream import streamed

        found = stream(source(), query, given, files)
        _out(streamed(found, form, query.column_headings(lang)), output)
        return
    answered = ask(source(), query, given, files, language=lang)
    if isinstance(answered, str):
        _write_text(answered, output, form, query)
    else:
        _write_answers(answered, output, form, query)


def _option(parameter: object) -> str:
    from ccdp_graph.model.stored_query import Parameter

    assert isinstance(parameter, Parameter)
    return f"[{parameter.option}]" if parameter.optional else parameter.option


def parse_values(query: "StoredQuery", words: tuple[str, ...]) -> dict[str, str]:
    """Read `--country FR` and `--country=FR` as the question's parameters."""
    from ccdp_graph.errors import QueryError
    from ccdp_graph.project_files import nearest_of

    known = {parameter.option: parameter.name for parameter in query.parameters}
    given: dict[str, str] = {}
    waiting = list(words)
    while waiting:
        option, equals, value = waiting.pop(0).partition("=")
        if option not in known:
            there = nearest_of(option, known) if known else "; it has no parameters"
            raise QueryError(f"{query.name} has no parameter '{option}'{there}")
        if not equals:
            if not waiting:
                raise QueryError(f"{option} needs a value")
            value = waiting.pop(0)
        given[known[option]] = value
    return given


def _show(query: "StoredQuery", lang: str) -> None:
    click.echo(query.summary.get(lang, query.name))
    click.echo(query.description.get(lang, ""))
    for parameter in query.parameters:
        kind = f"{parameter.kind} of {parameter.scheme}" if parameter.scheme else parameter.kind
        may = ", may be left out" if parameter.optional else ""
        label = parameter.labels.get(lang, parameter.name)
        click.echo(f"  {parameter.option}  {label} ({kind}{may}), such as {parameter.example}")
    click.echo(query.text)


def _write_text(text: str, output: Path | None, form: str | None, query: "StoredQuery") -> None:
    from ccdp_graph.errors import QueryError

    if form not in {None, "ttl"}:
        raise QueryError(f"{query.name} gives a graph; ask for --format ttl")
    _out(text, output)


def _write_answers(
    answers: "Answers", output: Path | None, form: str | None, query: "StoredQuery"
) -> None:
    from ccdp_graph.errors import QueryError

    if form == "ttl":
        raise QueryError(f"{query.name} gives a table; ask for --format csv, json or xlsx")
    if form == "xlsx":
        if output is None and sys.stdout.isatty():
            raise QueryError("a workbook needs a file; add -o answers.xlsx")
        from ccdp_graph.workbook.answer_writer import answers_workbook

        _out(answers_workbook(answers, query.name), output)
    else:
        shown = _shown(answers, query)
        rows = [
            ["" if (t := row[n]) is None else _short(t.value) for n in shown]
            for row in answers.rows
        ]
        print_table([answers.heading(answers.variables[n]) for n in shown], rows)
        if sys.stdout.isatty():
            click.echo(f"{len(rows)} rows; --format csv, json or xlsx gives the IRIs too")


def _shown(answers: "Answers", query: "StoredQuery") -> list[int]:
    """Choose the columns to show: on a terminal, no IRI of a thing that is named beside it."""
    named = query.column_headings()
    words = set(named.values())
    return [
        number
        for number, variable in enumerate(answers.variables)
        if not sys.stdout.isatty()
        or not (heading := named.get(variable, "")).endswith(" IRI")
        or heading.removesuffix(" IRI") not in words
    ]


def _short(value: str) -> str:
    from ccdp_graph.rdf.namespaces import THINGS, shorten

    return value.removeprefix(THINGS) if sys.stdout.isatty() else shorten(value)


def _out(content: str | bytes | Iterator[str], output: Path | None) -> None:
    if output is None and not isinstance(content, str | bytes):
        while text := "".join(islice(content, 1000)):  # each echo is written at once
            click.echo(text, nl=False)
        return
    if output is None:
        click.echo(content, nl=False)
        return
    from ccdp_graph.output import write_file

    write_file(output, content)
