"""Which columns of an answer people see: a name that links, not a name and an IRI beside it."""

from dataclasses import dataclass

from ccdp_graph.model.solutions import Answers, Term
from ccdp_graph.rdf.namespaces import THINGS, shorten
from ccdp_graph.sparql.stored_query import StoredQuery

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


def shown_columns(query: StoredQuery, answers: Answers) -> tuple[Column, ...]:
    """Return the columns to show; an IRI whose name stands beside it becomes the name's link."""
    english = query.column_headings()
    names = {english.get(variable, variable): n for n, variable in enumerate(answers.variables)}
    links: dict[int, int] = {}
    for heading, place in names.items():
        named = names.get(heading.removesuffix(_IRI))
        if heading.endswith(_IRI) and named is not None:
            links[named] = place
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
