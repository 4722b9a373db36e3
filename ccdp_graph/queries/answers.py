"""Answers for people: their columns, labels in a language, and formats."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ccdp_graph.i18n import Texts
from ccdp_graph.model import Row, Solutions, Table, TableCell, Term, columns_of
from ccdp_graph.rdf import SKOS, THINGS, shorten
from ccdp_graph.sparql import Store, StoredQuery

LabelIndex = Mapping[str, tuple[str, str]]
"""By concept, its English label and its label in another language."""


def localise_labels(answers: Solutions, labels: LabelIndex, language: str) -> Solutions:
    """Return answers with the labels of their concepts in another language.

    Questions ask for English labels, which every concept has, so that no row is lost where a label
    in another language is missing. A label is replaced only if its concept is in the same row: a
    title that happens to equal a label stays as it is.

    Args:
        labels: The labels in that language, as `read_labels` returns them.
    """
    if not labels:
        return answers

    def localise_row(row: Row) -> Row:
        row_labels = dict([labels[term.value] for term in row if term and term.value in labels])
        if not row_labels:
            return row
        return tuple(
            [
                Term("literal", row_labels[term.value], language)
                if term and term.language == "en" and term.value in row_labels
                else term
                for term in row
            ]
        )

    return replace(answers, rows=tuple(localise_row(row) for row in answers.rows))


def read_labels(store: Store, language: str) -> LabelIndex:
    """Return the labels of all concepts in a language; none for English, as answers have them."""
    if language == "en":
        return {}
    return store.keep((read_labels, language), lambda: _labels(store, language))


def _labels(store: Store, language: str) -> LabelIndex:
    rows = store.rows(
        f"SELECT DISTINCT ?concept ?english ?word WHERE {{ ?concept <{SKOS}prefLabel> ?english , "
        f'?word . FILTER (lang(?english) = "en" && lang(?word) = "{language}") }} '
        "ORDER BY ?concept ?english ?word"
    )
    return {
        concept.value: (english.value, label.value)
        for concept, english, label in rows
        if concept and english and label
    }


_IRI = " IRI"


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it is displayed.

    Attributes:
        place: The position of the variable in each row.
        link: The position of the IRI that the cell links to; its own if no name stands beside it.
    """

    heading: str
    place: int
    link: int


def shown_columns(query: StoredQuery, answers: Solutions) -> tuple[Column, ...]:
    """Return the columns to display; an IRI with a name beside it becomes the link of that name."""
    headings = query.column_headings()
    places = {headings.get(variable, variable): n for n, variable in enumerate(answers.variables)}
    links: dict[int, int] = {}
    for heading, place in places.items():
        name_place = places.get(heading.removesuffix(_IRI))
        if heading.endswith(_IRI) and name_place is not None:
            links[name_place] = place
    return tuple(
        Column(answers.heading(variable), place, links.get(place, place))
        for place, variable in enumerate(answers.variables)
        if place not in links.values()
    )


def cell_text(term: Term | None) -> str:
    """Return the text of a cell: that of a literal, or the short name of an IRI."""
    if term is None:
        return ""
    return shorten(term.value.removeprefix(THINGS)) if term.type == "uri" else term.value


def cell_link(term: Term | None) -> str:
    """Return the web address that a cell links to, or an empty text."""
    if term is None or term.type != "uri":
        return ""
    return term.value if term.value.startswith(("http://", "https://")) else ""


def answer_table(query: StoredQuery, answers: Solutions, title: str = "") -> Table:
    """Return the columns to display as a table of names and numbers, each with its link."""
    columns = shown_columns(query, answers)

    def shown(term: Term | None, target: Term | None) -> TableCell:
        text, value = cell_text(term), term and term.value_in_python()
        language = term.language if term else ""
        return TableCell(value if str(value) == text else text, cell_link(target), language)

    rows = tuple(tuple(shown(row[c.place], row[c.link]) for c in columns) for row in answers.rows)
    return Table(title, columns_of(column.heading for column in columns), rows)


Answer = Solutions | str | bool
"""A table, a graph in Turtle, or yes or no."""

YES_NO = Texts({True: "Yes", False: "No"})


@dataclass(frozen=True, slots=True)
class Format:
    """One format, with its media type."""

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

_FORMATS_OF_FORM = {
    "SELECT": ("csv", "json", "xlsx", "md", "html"),
    "ASK": ("json", "md", "html"),
    "CONSTRUCT": ("ttl", "jsonld", "md", "html"),
    "DESCRIBE": ("ttl", "jsonld", "md", "html"),
}


def formats_of(query: StoredQuery) -> tuple[Format, ...]:
    """Return the formats in which the answer to a question can be written."""
    return tuple(FORMATS[name] for name in _FORMATS_OF_FORM[query.form])


def labelled_arguments(
    query: StoredQuery, arguments: Mapping[str, str] | None, language: str
) -> tuple[tuple[str, str], ...]:
    """Return the label and value of each parameter with a value, whether given or by default."""
    values = (
        (p.label(language), (arguments or {}).get(p.name, p.default)) for p in query.parameters
    )
    return tuple((label, value) for label, value in values if value)
