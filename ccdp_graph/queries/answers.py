"""Answers for people: their columns, their labels in a language, and their formats."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ccdp_graph.model import Row, Solutions, Term
from ccdp_graph.rdf import SKOS, THINGS, shorten
from ccdp_graph.sparql import Store, StoredQuery

LabelIndex = Mapping[str, tuple[str, str]]
"""By concept, its English label and that in another language."""


def localise_labels(answers: Solutions, labels: LabelIndex, language: str) -> Solutions:
    """Return answers with the labels of their concepts in a language.

    The questions ask for English labels, which every concept has, so that a concept without a label
    in some other language costs no row. Only a label whose concept stands in the same row is
    exchanged: a title that happens to read like a concept stays.

    Args:
        labels: Of that language, as `read_labels` gives them.
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
    """Read the labels of all concepts in a language; none for English, which answers are in."""
    if language == "en":
        return {}
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
    """One column as it is shown.

    Attributes:
        place: Of the variable in each row.
        link: The place of the IRI that the cell leads to; its own, where it has no name beside it.
    """

    heading: str
    place: int
    link: int


def shown_columns(query: StoredQuery, answers: Solutions) -> tuple[Column, ...]:
    """Return the columns to show; an IRI whose name stands beside it becomes the name's link."""
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
    """Return what a cell says of what stands in its place: a text, or the short name of an IRI."""
    if term is None:
        return ""
    return shorten(term.value.removeprefix(THINGS)) if term.type == "uri" else term.value


def cell_link(term: Term | None) -> str:
    """Return the web address that a cell leads to by what stands in its link, or nothing."""
    if term is None or term.type != "uri":
        return ""
    return term.value if term.value.startswith(("http://", "https://")) else ""


Answer = Solutions | str | bool
"""A table, a graph as Turtle, or whether it is so."""

YES_NO = {"en": {True: "Yes", False: "No"}, "fr": {True: "Oui", False: "Non"}}


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

_FORMATS_OF_FORM = {
    "SELECT": ("csv", "json", "xlsx", "md", "html"),
    "ASK": ("json", "md", "html"),
    "CONSTRUCT": ("ttl", "jsonld", "md", "html"),
    "DESCRIBE": ("ttl", "jsonld", "md", "html"),
}


def formats_of(query: StoredQuery) -> tuple[Format, ...]:
    """Return the formats that the answer to a question can be written in."""
    return tuple(FORMATS[name] for name in _FORMATS_OF_FORM[query.form])


def labelled_arguments(
    query: StoredQuery, arguments: Mapping[str, str] | None, language: str
) -> tuple[tuple[str, str], ...]:
    """Return the label and value of each parameter that has a value, given or by default."""
    values = (
        (p.label(language), (arguments or {}).get(p.name, p.default)) for p in query.parameters
    )
    return tuple((label, value) for label, value in values if value)
