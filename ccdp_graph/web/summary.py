"""The summary of a record: what, where, who, how to reach it, and how it was verified."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ccdp_graph.i18n import WORDS
from ccdp_graph.model import RecordType
from ccdp_graph.rdf import iri
from ccdp_graph.schemas import GROUPS
from ccdp_graph.web.record import Row

_TEXT = "Text>"
"""How the name of a property ends that holds the words of a cell which became no concept."""


@dataclass(frozen=True, slots=True)
class Group:
    """The facts under one heading of the summary; empty if none is stated."""

    heading: str
    rows: tuple[Row, ...]


def summary_groups(
    kind: RecordType | None, rows: Sequence[Row], language: str
) -> tuple[tuple[Group, ...], tuple[Row, ...]]:
    """Split the facts of a resource into the groups of the summary, and the rest.

    Args:
        kind: The kind of record; None if the resource is none.
    """
    headings = kind.groups if kind else {}
    predicates_by_heading = {key: [*map(iri, headings[key])] for key in GROUPS if key in headings}
    next_of = dict(pair for names in predicates_by_heading.values() for pair in pairwise(names))
    by_predicate: dict[str, list[Row]] = {}
    for row in rows:
        by_predicate.setdefault(row.predicate, []).append(row)
    groups = tuple(
        Group(
            heading,
            tuple(
                _label_texts(
                    [row for p in predicates for row in by_predicate.get(p, ())], next_of, language
                )
            ),
        )
        for heading, predicates in predicates_by_heading.items()
    )
    taken = {predicate for predicates in predicates_by_heading.values() for predicate in predicates}
    return groups, tuple(row for row in rows if row.predicate not in taken)


def _label_texts(rows: Sequence[Row], next_of: Mapping[str, str], language: str) -> Iterator[Row]:
    """Yield the rows of a group; a text that follows its concept is labelled "As written".

    Args:
        next_of: The property that is declared after each.
    """
    previous = ""
    for row in rows:
        follows = row.predicate.endswith(_TEXT) and row.predicate == next_of.get(previous)
        yield row._replace(label=WORDS[language]["written"]) if follows else row
        previous = row.predicate
