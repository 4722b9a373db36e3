"""Answers in every format, and questions as web forms without scripts."""

from collections.abc import Mapping

from ccdp_graph.errors import QueryError
from ccdp_graph.i18n import Texts
from ccdp_graph.markup import render, trusted
from ccdp_graph.model import Solutions, boolean_json, escape_markdown
from ccdp_graph.queries.answers import (
    YES_NO,
    Answer,
    answer_table,
    formats_of,
    labelled_arguments,
    shown_columns,
)
from ccdp_graph.queries.parameters import Choice
from ccdp_graph.rdf import turtle_as_json_ld
from ccdp_graph.sparql import StoredQuery

_FORMS = {"SELECT": "a table", "ASK": "yes or no", "CONSTRUCT": "a graph", "DESCRIBE": "a graph"}


def render_answer(
    answer: Answer,
    query: StoredQuery,
    format_name: str,
    *,
    language: str = "en",
    arguments: Mapping[str, str] | None = None,
) -> str | bytes:
    """Write an answer in a format.

    Args:
        arguments: What was asked for, which a page shows above its answer.

    Raises:
        QueryError: The answer cannot be written in that format.
    """
    available = [entry.name for entry in formats_of(query)]
    if format_name not in available:
        choices = f"{', '.join(available[:-1])} or {available[-1]}"
        raise QueryError(f"{query.name} gives {_FORMS[query.form]}; use --format {choices}")
    if format_name == "html":
        return result_page(answer, query, language=language, arguments=arguments)
    if format_name == "md":
        return markdown(answer, query, language=language, arguments=arguments)
    if isinstance(answer, bool):
        return boolean_json(answer=answer)
    if isinstance(answer, str):
        return answer if format_name == "ttl" else turtle_as_json_ld(answer)
    if format_name == "xlsx":
        from ccdp_graph.spreadsheets import tables_workbook

        columns = shown_columns(query, answer)
        links = {c.place: c.link for c in columns if c.link != c.place}
        return tables_workbook(answer.table(query.name, links))
    return answer.csv_text() if format_name == "csv" else answer.json_text()


def markdown(
    answer: Answer,
    query: StoredQuery,
    *,
    language: str = "en",
    arguments: Mapping[str, str] | None = None,
) -> str:
    """Write a question and its answer as Markdown: a heading, and a table with links."""
    title, explanation = query.title(language), query.explanation(language)
    head = f"# {escape_markdown(title)}\n\n{escape_markdown(explanation)}\n\n"
    labelled = labelled_arguments(query, arguments, language)
    lines = (f"- {escape_markdown(label)}: {escape_markdown(value)}\n" for label, value in labelled)
    head += "".join(lines)
    head += "\n" if labelled else ""
    if isinstance(answer, bool):
        return f"{head}{YES_NO[language][answer]}\n"
    if isinstance(answer, str):
        return f"{head}```turtle\n{answer}```\n"
    return head + answer_table(query, answer).markdown()


_PAGE_TEXTS = Texts(
    {
        "required": "required",
        "choose": "Choose …",
        "any": "Any",
        "such_as": "For example",
        "format": "Answer as",
        "ask": "Ask",
        "rows": "Answers:",
    }
)

_FORMATS = Texts({"html": "Page", "xlsx": "Workbook (xlsx)", "csv": "CSV", "json": "JSON"})

_FORMAT_NAMES = {"md": "Markdown", "ttl": "Turtle", "jsonld": "JSON-LD"}

_TYPES = {"number": "number", "year": "number", "date": "date"}


def question_form(
    query: StoredQuery,
    action: str,
    choices: Mapping[str, tuple[Choice, ...]] | None = None,
    *,
    language: str = "en",
    arguments: Mapping[str, str] | None = None,
) -> str:
    """Write a question as an HTML form that is sent by GET.

    Args:
        action: The address that answers.
        choices: The choices of each parameter; a parameter without choices takes any text.
        arguments: Values to fill in instead of the defaults.
    """
    fields = [
        {
            "id": f"{query.name}-{parameter.name}",
            "name": parameter.name,
            "label": parameter.label(language),
            "type": _TYPES.get(parameter.kind, "text"),
            "required": parameter.required,
            "example": parameter.example,
            "value": (arguments or {}).get(parameter.name, parameter.default),
            "choices": (choices or {}).get(parameter.name, ()),
        }
        for parameter in query.parameters
    ]
    names = [entry.name for entry in formats_of(query)]
    return render(
        "queries",
        "form.html",
        query=query,
        action=action,
        fields=fields,
        formats=names,
        language=language,
        texts=_PAGE_TEXTS[language] | {"formats": _FORMATS[language] | _FORMAT_NAMES},
    )


def result_page(
    answer: Answer,
    query: StoredQuery,
    *,
    language: str = "en",
    arguments: Mapping[str, str] | None = None,
) -> str:
    """Write a question with its arguments and its answer as an HTML page."""
    table = ""
    if isinstance(answer, Solutions):
        title = f"{_PAGE_TEXTS[language]['rows']} {len(answer)}"
        table = answer_table(query, answer, title).html(language)
    return render(
        "queries",
        "result.html",
        title=query.title(language),
        query=query,
        language=language,
        truth=YES_NO[language][answer] if isinstance(answer, bool) else "",
        turtle=answer if isinstance(answer, str) else "",
        arguments=labelled_arguments(query, arguments, language),
        table=trusted(table),
    )
