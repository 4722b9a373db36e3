"""What a visitor wants to know at once of a record: what, where, who, how to reach it, how sure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
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
"""By kind of record and heading, the properties; free text stands beside the concept."""

_TEXTS = {
    name(before): name(each)
    for groups in _GROUPS.values()
    for properties in groups.values()
    for before, each in pairwise(properties.split())
    if each.endswith("Text")
}
"""By property, that of the text beside its concepts."""


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that answer one question of a visitor; empty where the lists do not say."""

    heading: str
    rows: tuple[Row, ...]


def summary_groups(
    kind: str, rows: Sequence[Row], language: str
) -> tuple[tuple[Group, ...], tuple[Row, ...]]:
    """Part the facts of a record into what is wanted at once, by question, and the rest."""
    wanted = _wanted(kind)
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.predicate, []).append(row)
    groups = tuple(
        Group(heading, tuple(_told([row for p in own for row in found.get(p, ())], language)))
        for heading, own in wanted.items()
    )
    taken = {predicate for own in wanted.values() for predicate in own}
    return groups, tuple(row for row in rows if row.predicate not in taken)


@cache
def _wanted(kind: str) -> Mapping[str, Sequence[str]]:
    return {
        heading: [name(each) for each in properties.split()]
        for heading, properties in _GROUPS.get(kind, {}).items()
    }


def _told(rows: Sequence[Row], language: str) -> Iterator[Row]:
    """Give the rows of a group; a text that follows its concept is named as what was written."""
    before = ""
    for row in rows:
        follows = row.predicate == _TEXTS.get(before)
        yield row._replace(label=WORDS[language]["written"]) if follows else row
        before = row.predicate
