"""Writing an answer in the format that was asked for."""

import re
from collections.abc import Mapping

from ccdp_graph.errors import QueryError
from ccdp_graph.model.solutions import boolean_json
from ccdp_graph.questions.columns import cell_link, cell_text, shown_columns
from ccdp_graph.questions.formats import YES_NO, Answer, asked_for, formats_of
from ccdp_graph.rdf.serialization import turtle_as_json_ld
from ccdp_graph.sparql.stored_query import StoredQuery

_WORDS = {"SELECT": "a table", "ASK": "yes or no", "CONSTRUCT": "a graph", "DESCRIBE": "a graph"}

_MARKED = re.compile(r"([\\`*_\[\]<>|#~])")


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
        return answer if form == "ttl" else turtle_as_json_ld(answer)
    if form == "xlsx":
        from ccdp_graph.spreadsheets.writer import answers_workbook

        columns = shown_columns(query, answer)
        links = {c.place: c.link for c in columns if c.link != c.place}
        return answers_workbook(answer, query.name, links)
    return answer.csv_text() if form == "csv" else answer.json_text()


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
            [_linked(cell_text(row[c.place]), cell_link(row[c.link])) for c in columns]
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
