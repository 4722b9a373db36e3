"""The summary of a record: what, where, who, how to reach it, and how it was verified."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ccdp_graph.i18n import WORDS
from ccdp_graph.rdf import name
from ccdp_graph.web.record import Row

_SURE = "ccdp:verification dcterms:source ccdp:sourceText dcterms:modified"

_REACH = "dcat:landingPage ccdp:websiteText dcat:contactPoint ccdp:contactText"

_GROUPS: Mapping[str, Mapping[str, str]] = {
    "network": {
        "what": "dcterms:alternative dcterms:type ccdp:networkTypeText ccdp:federationApproach "
        "ccdp:federationApproachText adms:status ccdp:statusText dcterms:temporal",
        "where": "ccdp:coordinatingCountry ccdp:coordinatingCountryText dcterms:spatial "
        "ccdp:countryText ccdp:geographicScope ccdp:geographicScopeText",
        "held": "dcterms:conformsTo ccdp:dataModelText ccdp:dataType ccdp:dataTypeText",
        "governed": "ccdp:governance ccdp:governanceText",
        "who": "ccdp:coordinatingOrganisation ccdp:technicalPartner dcterms:isPartOf "
        "ccdp:partOfText",
        "reach": _REACH,
        "sure": _SURE,
    },
    "resource": {
        "what": "dcterms:alternative ccdp:resourceType ccdp:resourceTypeText dcterms:temporal",
        "where": "dcterms:spatial ccdp:countryText ccdp:regionName ccdp:coverage ccdp:coverageText",
        "held": "healthdcatap:numberOfUniqueIndividuals ccdp:casesText ccdp:ageRangeText "
        "ccdp:dataType ccdp:dataTypeText dcterms:conformsTo ccdp:dataModelText",
        "governed": "ccdp:access ccdp:accessText ccdp:sharingAbroad ccdp:governance "
        "ccdp:governanceText",
        "who": "dcterms:publisher dcterms:contributor",
        "reach": _REACH,
        "sure": _SURE,
    },
}
"""The properties by kind of record and heading; free text follows its concept."""

_TEXTS = {
    name(concept): name(text)
    for groups in _GROUPS.values()
    for properties in groups.values()
    for concept, text in pairwise(properties.split())
    if text.endswith("Text")
}
"""By property, that of its free text."""


@dataclass(frozen=True, slots=True)
class Group:
    """The facts under one heading of the summary; empty if none is stated."""

    heading: str
    rows: tuple[Row, ...]


def summary_groups(
    kind: str, rows: Sequence[Row], language: str
) -> tuple[tuple[Group, ...], tuple[Row, ...]]:
    """Split the facts of a record into the groups of the summary, and the rest."""
    predicates_by_heading = _predicates_by_heading(kind)
    by_predicate: dict[str, list[Row]] = {}
    for row in rows:
        by_predicate.setdefault(row.predicate, []).append(row)
    groups = tuple(
        Group(
            heading,
            tuple(
                _label_texts([row for p in predicates for row in by_predicate.get(p, ())], language)
            ),
        )
        for heading, predicates in predicates_by_heading.items()
    )
    taken = {predicate for predicates in predicates_by_heading.values() for predicate in predicates}
    return groups, tuple(row for row in rows if row.predicate not in taken)


@lru_cache(maxsize=64)
def _predicates_by_heading(kind: str) -> Mapping[str, Sequence[str]]:
    return {
        heading: [name(entry) for entry in properties.split()]
        for heading, properties in _GROUPS.get(kind, {}).items()
    }


def _label_texts(rows: Sequence[Row], language: str) -> Iterator[Row]:
    """Yield the rows of a group; a text that follows its concept is labelled "As written"."""
    previous = ""
    for row in rows:
        follows = row.predicate == _TEXTS.get(previous)
        yield row._replace(label=WORDS[language]["written"]) if follows else row
        previous = row.predicate
