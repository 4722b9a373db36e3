"""The formats of answers: one list for the command line, the web and its description."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ccdp_graph.errors import QueryError
from ccdp_graph.model.answers import Answers, boolean_json
from ccdp_graph.model.stored_query import StoredQuery
from ccdp_graph.questions.columns import cell_link, cell_text, shown_columns
from ccdp_graph.rdf.json_ld import json_ld

Answer = Answers | str | bool
"""A table, a graph as Turtle, or whether it is so."""

YES_NO = {"en": {True: "Yes", False: "No"}, "fr": {True: "Oui", False: "Non"}}
_MARKED = re.compile(r"([\\`*_\[\]<>|#~])")


@dataclass(frozen=True, slots=True)
class Format:
    """One format: how it is asked for, and what it is called on the web."""

    name: str
    media_type: str


FORMATS = {
    name: Format(name, media_type)
    for name, media_type in {
        "csv": "text/csv",
        "json": "application/sparql-results+json",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ttl": "text/turtle",
        "jsonld": "application/ld+json",
        "md": "text/markdown",
        "html": "text/html",
    }.items()
}
_OF_FORM = {
    "SELECT": ("csv", "json", "xlsx", "md", "html"),
    "ASK": ("json", "md", "html"),
    "CONSTRUCT": ("ttl", "jsonld", "md", "html"),
    "DESCRIBE": ("ttl", "jsonld", "md", "html"),
}
_WORDS = {"SELECT": "a table", "ASK": "yes or no", "CONSTRUCT": "a graph", "DESCRIBE": "a graph"}


def formats_of(query: StoredQuery) -> tuple[Format, ...]:
    """Return the formats that the answer to a question can be written in."""
    return tuple(FORMATS[name] for name in _OF_FORM[query.form])


def written(
    answer: Answer,
    query: StoredQuery,
    form: str,
    *,
    language: str = "en",
    given: Mapping[str, str] | None = None,
) -> str | bytes:
    """Write an answer in a format.

    Args:
        given: What was asked for, which a page says beside its answer.

    Raises:
        QueryError: The question gives nothing that the format could hold.
    """
    names = [entry.name for entry in formats_of(query)]
    if form not in names:
        known = f"{', '.join(names[:-1])} or {names[-1]}"
        raise QueryError(f"{query.name} gives {_WORDS[query.form]}; ask for --format {known}")
    if form == "html":
        from ccdp_graph.questions.page import result_page

        return result_page(answer, query, language=language, given=given)
    if form == "md":
        return markdown(answer, query, language=language, given=given)
    if isinstance(answer, bool):
        return boolean_json(answer=answer)
    if isinstance(answer, str):
        return answer if form == "ttl" else json_ld(answer)
    if form == "xlsx":
        from ccdp_graph.workbook.answer_writer import answers_workbook

        columns = shown_columns(query, answer)
        links = {c.place: c.link for c in columns if c.link != c.place}
        return answers_workbook(answer, query.name, links)
    return answer.csv_text() if form == "csv" else answer.json_text()


def asked_for(
    query: StoredQuery, given: Mapping[str, str] | None, language: str
) -> tuple[tuple[str, str], ...]:
    """Return the label and value of each parameter that has a value, given or by default."""
    values = ((p.label(language), (given or {}).get(p.name, p.default)) for p in query.parameters)
    return tuple((label, value) for label, value in values if value)


def markdown(
    answer: Answer,
    query: StoredQuery,
    *,
    language: str = "en",
    given: Mapping[str, str] | None = None,
) -> str:
    """Write a question and its answer as Markdown: a heading, and a table whose names link."""
    head = f"# {_marked(query.title(language))}\n\n{_marked(query.explanation(language))}\n\n"
    asked = asked_for(query, given, language)
    head += "".join(f"- {_marked(label)}: {_marked(value)}\n" for label, value in asked)
    head += "\n" if asked else ""
    if isinstance(answer, bool):
        return f"{head}{YES_NO[language][answer]}\n"
    if isinstance(answer, str):
        return f"{head}```turtle\n{answer}```\n"
    columns = shown_columns(query, answer)
    lines = [
        [_marked(column.heading) for column in columns],
        ["---"] * len(columns),
        *(
            [_linked(cell_text(row, column), cell_link(row, column)) for column in columns]
            for row in answer.rows
        ),
    ]
    return head + "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _marked(text: str) -> str:
    r"""Keep a text from being taken for Markdown or HTML.

    >>> print(_marked("a|b <i>*c*\nd"))
    a\|b \<i\>\*c\* d
    """
    return _MARKED.sub(r"\\\1", " ".join(text.split()))


def _linked(text: str, address: str) -> str:
    return f"[{_marked(text)}](<{address.replace('|', '%7C')}>)" if address else _marked(text)
