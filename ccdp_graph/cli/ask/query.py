"""`ccdp query`: the stored questions and their answers."""

import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

import ccdp_graph
from ccdp_graph import queries, sparql
from ccdp_graph.cli.ask.question import (
    QuestionCommand,
    complete_name,
    option_help,
    parameter_values,
)
from ccdp_graph.cli.language import _
from ccdp_graph.cli.options import (
    LANGUAGE_OPTION,
    format_option,
    graph_source_options,
    output_option,
    project_here,
)
from ccdp_graph.cli.output import print_table
from ccdp_graph.errors import QueryError
from ccdp_graph.files import write_file
from ccdp_graph.i18n import did_you_mean
from ccdp_graph.model import Solutions, csv_rows, json_rows
from ccdp_graph.rdf import shorten

if TYPE_CHECKING:
    from ccdp_graph.model import Solutions
    from ccdp_graph.sparql import Store, StoredQuery


FORMATS = ("table", "csv", "json", "xlsx", "md", "html", "ttl", "jsonld")

DESCRIPTIONS = ("openapi", "turtle", "form")


@click.command("query", cls=QuestionCommand)
@click.argument("name", required=False, shell_complete=complete_name)
@graph_source_options
@format_option(
    FORMATS, "Output format; a table by default, or ttl for questions that return a graph."
)
@output_option("Write to FILE, in the format of its extension.")
@LANGUAGE_OPTION
@click.option(
    "--tag", multiple=True, help="List only questions with this tag, such as curator; repeatable."
)
@click.option("--search", default="", metavar="WORD", help="List only questions about this.")
@click.option(
    "--show", is_flag=True, help="Print the question, its parameters and its SPARQL text."
)
@click.option(
    "--describe",
    type=click.Choice(DESCRIPTIONS),
    help="Describe questions instead: OpenAPI 3.1, sh:SPARQLExecutable (Turtle) or a web form.",
)
@click.pass_context
def query_command(
    ctx: click.Context,
    name: str | None,
    source: Callable[[], "Store"],
    output_format: str | None,
    output: Path | None,
    language: str,
    tag: tuple[str, ...],
    search: str,
    describe: str | None,
    *,
    show: bool,
) -> None:
    """Ask a stored question, or list all questions.

    NAME is a question; without it, the questions are listed. Each question has its own parameters,
    which ccdp query NAME --help lists. Values are labels, ids, codes or IRIs: OMOP, FR, "European
    Union".

    \b
    Examples:
      ccdp query --tag curator
      ccdp query networks-by-data-model --help
      ccdp query networks-by-data-model --data-model OMOP
      ccdp query resources-by-country-and-data-type --country Peru --format csv
      ccdp query --describe openapi -o openapi.json
    """
    if name is not None:
        found: tuple[StoredQuery, ...] = (project_here().query(name),)
    else:
        found = _select(project_here().queries(), tag, search, language)
    if describe is not None:
        _write(_describe(found, describe, source, language), output)
    elif name is None:
        _list(found, language)
    elif show:
        _show(found[0], language)
    else:
        _answer(found[0], parameter_values(ctx), source, output_format, output, language)


def _answer(
    query: "StoredQuery",
    values: dict[str, str],
    source: Callable[[], "Store"],
    output_format: str | None,
    output: Path | None,
    language: str,
) -> None:
    if output_format == "xlsx" and output is None and sys.stdout.isatty():
        raise QueryError("a workbook cannot be shown on a terminal; add -o answers.xlsx")
    for_reading = output_format in {None, "table"} and output is None
    chosen = (
        _default_format(query, output) if output_format in {None, "table"} else str(output_format)
    )
    if (
        not for_reading
        and chosen in {"csv", "json"}
        and query.form == "SELECT"
        and language == "en"
    ):
        concepts = project_here().concepts
        found = queries.stream(source(), query, values, concepts)  # however many rows there are
        headings = query.column_headings(language)
        rows = (
            csv_rows(found.variables, headings, found.rows)
            if chosen == "csv"
            else json_rows(found.variables, found.rows)
        )
        _write(rows, output)
        return
    answer = queries.ask(source(), query, values, project_here().concepts, language=language)
    if for_reading and isinstance(answer, bool):
        click.echo(queries.YES_NO[language][answer])
    elif for_reading and isinstance(answer, Solutions):
        _print_answers(answer, query)
    else:
        _write(
            queries.render_answer(answer, query, chosen, language=language, arguments=values),
            output,
        )


def _default_format(query: "StoredQuery", output: Path | None) -> str:
    """Choose the format where none is given: by the file extension, or else the simplest."""
    suffix = output.suffix.lower()[1:] if output is not None else ""
    return (
        suffix
        if suffix in queries.FORMATS
        else {"SELECT": "csv", "ASK": "json"}.get(query.form, "ttl")
    )


def _select(
    questions: tuple["StoredQuery", ...], tags: tuple[str, ...], word: str, language: str
) -> tuple["StoredQuery", ...]:
    """Select the questions that have all the tags and are about the word."""
    tags_in_use = {tag for query in questions for tag in query.tags}
    for tag in tags:
        if tag not in tags_in_use:
            raise QueryError(f"no question has the tag '{tag}'{did_you_mean(tag, tags_in_use)}")
    found = tuple(q for q in questions if set(tags) <= set(q.tags) and q.is_about(word, language))
    if not found:
        raise QueryError(f"no question is about '{word}'; ccdp query lists all questions")
    return found


def _list(questions: tuple["StoredQuery", ...], language: str) -> None:
    """List questions: a table for each audience on a terminal, one table when piped."""
    groups = [*sparql.AUDIENCES, ""]
    ordered = sorted(questions, key=lambda query: (groups.index(query.audience), query.name))
    rows = {
        group: [
            (query.name, query.title(language), _option_names(query), query.audience)
            for query in ordered
            if query.audience == group
        ]
        for group in groups
    }
    headings = (_("Question"), _("What it asks"), _("Parameters"), _("Audience"))
    if not sys.stdout.isatty():
        print_table(headings, [row for group in groups for row in rows[group]])
        return
    for group in groups:
        if rows[group]:
            title = sparql.AUDIENCES[group][language] if group else ""
            print_table(headings[:3], [row[:3] for row in rows[group]], title)


def _option_names(query: "StoredQuery") -> str:
    return " ".join(p.option if p.required else f"[{p.option}]" for p in query.parameters)


def _describe(
    questions: tuple["StoredQuery", ...],
    description: str,
    source: Callable[[], "Store"],
    language: str,
) -> str:
    project = project_here()
    if description == "openapi":
        version = ccdp_graph.__version__
        document = queries.openapi_document(questions, project.settings, version, language=language)
        return queries.openapi_text(document)
    store = source()
    if description == "turtle":
        examples = (
            (
                query,
                queries.bind(
                    store,
                    query,
                    {p.name: p.example for p in query.parameters},
                    project.concepts,
                ),
            )
            for query in questions
        )
        return queries.executables(examples, project.settings.base)

    return "\n".join(
        queries.question_form(
            query,
            f"{queries.ROUTE}/{query.name}",
            {p.name: queries.choices(store, p, language) or () for p in query.parameters},
            language=language,
        )
        for query in questions
    )


def _show(query: "StoredQuery", language: str) -> None:
    click.echo(query.title(language))
    click.echo(query.explanation(language))
    for parameter in query.parameters:
        click.echo(f"  {parameter.option}  {option_help(parameter, language)}")
    click.echo(query.text)


def _print_answers(answers: "Solutions", query: "StoredQuery") -> None:
    """Print a table: names only on a terminal, every column when piped."""
    if not sys.stdout.isatty():
        headings = [answers.heading(variable) for variable in answers.variables]
        rows = [[shorten(term.value) if term else "" for term in row] for row in answers.rows]
        print_table(headings, rows)
        return
    table = queries.answer_table(query, answers)
    print_table(table.headings, table.texts())
    hint = _("{number} rows; --format csv, json or xlsx includes the IRIs")
    click.echo(hint.format(number=len(answers.rows)))


def _write(content: str | bytes | Iterator[str], output: Path | None) -> None:
    if output is None and not isinstance(content, str | bytes):
        while text := "".join(islice(content, 1000)):  # each echo is written at once
            click.echo(text, nl=False)
        return
    if output is None:
        click.echo(content, nl=False)
        return

    write_file(output, content)
