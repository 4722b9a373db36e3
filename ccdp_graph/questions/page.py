"""A question as a web form, and its answer as a page: HTML that needs no script."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ccdp_graph.model.solutions import Answers, Term
from ccdp_graph.questions.columns import Column, cell_link, cell_text, shown_columns
from ccdp_graph.questions.formats import YES_NO, Answer, asked_for, formats_of
from ccdp_graph.questions.values import Choice
from ccdp_graph.sparql.stored_query import StoredQuery

if TYPE_CHECKING:
    from jinja2 import Environment


_PAGE_WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "required": "required",
        "choose": "Choose …",
        "any": "Any",
        "such_as": "Such as",
        "format": "Answer as",
        "ask": "Ask",
        "rows": "Answers:",
    },
    "fr": {
        "required": "obligatoire",
        "choose": "Choisir…",
        "any": "Tous",
        "such_as": "Par exemple",
        "format": "Réponse sous forme de",
        "ask": "Demander",
        "rows": "Réponses :",
    },
}

_FORMATS = {
    "en": {"html": "Page", "xlsx": "Workbook (xlsx)", "csv": "CSV", "json": "JSON"},
    "fr": {"html": "Page", "xlsx": "Classeur (xlsx)", "csv": "CSV", "json": "JSON"},
}

_ALIKE = {"md": "Markdown", "ttl": "Turtle", "jsonld": "JSON-LD"}

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
    given: Mapping[str, str] | None = None,
) -> str:
    """Write a question as an HTML form that asks it by GET.

    Args:
        action: The address that answers.
        choices: By parameter, what can be chosen; a parameter without takes any text.
        given: Values to fill in, where not the defaults.
    """
    fields = [
        {
            "id": f"{query.name}-{parameter.name}",
            "name": parameter.name,
            "label": parameter.label(language),
            "type": _TYPES.get(parameter.kind, "text"),
            "required": parameter.required,
            "example": parameter.example,
            "value": (given or {}).get(parameter.name, parameter.default),
            "choices": (choices or {}).get(parameter.name, ()),
        }
        for parameter in query.parameters
    ]
    names = [entry.name for entry in formats_of(query)]
    template = _environment().get_template("form.html")
    return template.render(
        query=query,
        action=action,
        fields=fields,
        formats=names,
        language=language,
        words=_PAGE_WORDS[language] | {"formats": _FORMATS[language] | _ALIKE},
    )


def result_page(
    answer: Answer,
    query: StoredQuery,
    *,
    language: str = "en",
    given: Mapping[str, str] | None = None,
) -> str:
    """Write a question, what was asked for and the answer as a whole HTML page."""
    headings: list[str] = []
    rows: list[list[_Cell]] = []
    if isinstance(answer, Answers):
        columns = shown_columns(query, answer)
        headings = [column.heading for column in columns]
        rows = [[_cell(row, column) for column in columns] for row in answer.rows]
    return (
        _environment()
        .get_template("result.html")
        .render(
            query=query,
            language=language,
            words=_PAGE_WORDS[language],
            truth=YES_NO[language][answer] if isinstance(answer, bool) else "",
            turtle=answer if isinstance(answer, str) else "",
            asked=asked_for(query, given, language),
            headings=headings,
            rows=rows,
        )
    )


def _cell(row: tuple[Term | None, ...], column: Column) -> _Cell:
    term = row[column.place]
    number = term is not None and term.datatype.endswith(("#integer", "#nonNegativeInteger"))
    language = term.language if term is not None else ""
    return _Cell(cell_text(term), cell_link(row[column.link]), language, number)


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("ccdp_graph.questions"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
