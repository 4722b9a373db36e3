"""The formats of answers: one list for the command line, the web and its description."""

from collections.abc import Mapping
from dataclasses import dataclass

from ccdp_graph.model.solutions import Answers
from ccdp_graph.sparql.stored_query import StoredQuery

Answer = Answers | str | bool
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

_OF_FORM = {
    "SELECT": ("csv", "json", "xlsx", "md", "html"),
    "ASK": ("json", "md", "html"),
    "CONSTRUCT": ("ttl", "jsonld", "md", "html"),
    "DESCRIBE": ("ttl", "jsonld", "md", "html"),
}


def formats_of(query: StoredQuery) -> tuple[Format, ...]:
    """Return the formats that the answer to a question can be written in."""
    return tuple(FORMATS[name] for name in _OF_FORM[query.form])


def asked_for(
    query: StoredQuery, given: Mapping[str, str] | None, language: str
) -> tuple[tuple[str, str], ...]:
    """Return the label and value of each parameter that has a value, given or by default."""
    values = ((p.label(language), (given or {}).get(p.name, p.default)) for p in query.parameters)
    return tuple((label, value) for label, value in values if value)
