"""Answers in every format, and questions as web forms without scripts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ccdp_graph.errors import QueryError
from ccdp_graph.i18n import Texts
from ccdp_graph.markup import render
from ccdp_graph.model import Solutions, Term, boolean_json
from ccdp_graph.queries.answers import (
    YES_NO,
    Answer,
    Column,
    cell_link,
    cell_text,
    formats_of,
    labelled_arguments,
    shown_columns,
)
from ccdp_graph.queries.parameters import Choice
from ccdp_graph.rdf import turtle_as_json_ld
from ccdp_graph.sparql import StoredQuery

_FORMS = {"SELECT": "a table", "ASK": "yes or no", "CONSTRUCT": "a graph", "DESCRIBE": "a graph"}

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")


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
        from ccdp_graph.spreadsheets import answers_workbook

        columns = shown_columns(query, answer)
        links = {c.place: c.link for c in columns if c.link != c.place}
        return answers_workbook(answer, query.name, links)
    return answer.csv_text() if format_name == "csv" else answer.json_text()


def markdown(
    answer: Answer,
    query: StoredQuery,
    *,
    language: str = "en",
    arguments: Mapping[str, str] | None = None,
) -> str:
    """Write a question and its answer as Markdown: a heading, and a table with links."""
    head = f"# {_escaped(query.title(language))}\n\n{_escaped(query.explanation(language))}\n\n"
    labelled = labelled_arguments(query, arguments, language)
    head += "".join(f"- {_escaped(label)}: {_escaped(value)}\n" for label, value in labelled)
    head += "\n" if labelled else ""
    if isinstance(answer, bool):
        return f"{head}{YES_NO[language][answer]}\n"
    if isinstance(answer, str):
        return f"{head}```turtle\n{answer}```\n"
    columns = shown_columns(query, answer)
    lines = [
        [_escaped(column.heading) for column in columns],
        ["---"] * len(columns),
        *(
            [_link(cell_text(row[c.place]), cell_link(row[c.link])) for c in columns]
            for row in answer.rows
        ),
    ]
    return head + "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _escaped(text: str) -> str:
    r"""Escape what Markdown or HTML would read as markup.

    >>> print(_escaped("a|b <i>*c*\nd"))
    a\|b \<i\>\*c\* d
    """
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _link(text: str, address: str) -> str:
    return f"[{_escaped(text)}](<{address.replace('|', '%7C')}>)" if address else _escaped(text)


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


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    link: str
    language: str
    is_number: bool


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
    headings: list[str] = []
    rows: list[list[_Cell]] = []
    if isinstance(answer, Solutions):
        columns = shown_columns(query, answer)
        headings = [column.heading for column in columns]
        rows = [[_cell(row, column) for column in columns] for row in answer.rows]
    return render(
        "queries",
        "result.html",
        title=query.title(language),
        query=query,
        language=language,
        texts=_PAGE_TEXTS[language],
        truth=YES_NO[language][answer] if isinstance(answer, bool) else "",
        turtle=answer if isinstance(answer, str) else "",
        arguments=labelled_arguments(query, arguments, language),
        headings=headings,
        rows=rows,
    )


def _cell(row: tuple[Term | None, ...], column: Column) -> _Cell:
    term = row[column.place]
    number = term is not None and term.datatype.endswith(("#integer", "#nonNegativeInteger"))
    language = term.language if term is not None else ""
    return _Cell(cell_text(term), cell_link(row[column.link]), language, number)
