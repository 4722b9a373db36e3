"""The datasets as CKAN knows them: its own fields, and the fields that ckanext-dcat names."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from ccdp_graph.model import Settings
from ccdp_graph.rdf import GraphIndex, chosen, language_of, slug, text_of

CkanDataset = Mapping[str, Any]
"""A dataset as `package_create` takes it, with its extras as a mapping of texts."""

PROPERTIES: Mapping[str, str] = MappingProxyType(
    {
        "title": "dcterms:title",
        "notes": "dcterms:description",
        "url": "dcat:landingPage",
        "license_id": "dcterms:license",
        "version": "dcat:version",
        "tags": "dcat:keyword",
        "resources": "dcat:distribution",
        "contact_name": "dcat:contactPoint",
        "contact_email": "dcat:contactPoint",
        "publisher_name": "dcterms:publisher",
        "identifier": "dcterms:identifier",
    }
)
"""The property that fields of CKAN come from, so that a refusal leads back to a cell."""

# Source: ckanext-dcat 2, docs/mapping.md and its schemas dcat_ap_full and health_dcat_ap.
_TEXTS = {
    "access_rights": "dcterms:accessRights",
    "frequency": "dcterms:accrualPeriodicity",
    "identifier": "dcterms:identifier",
    "issued": "dcterms:issued",
    "max_typical_age": "healthdcatap:maxTypicalAge",
    "min_typical_age": "healthdcatap:minTypicalAge",
    "number_of_records": "healthdcatap:numberOfRecords",
    "number_of_unique_individuals": "healthdcatap:numberOfUniqueIndividuals",
}

_MANY = {
    "alternate_identifier": "adms:identifier",
    "applicable_legislation": "dcatap:applicableLegislation",
    "coding_system": "healthdcatap:hasCodingSystem",
    "conforms_to": "dcterms:conformsTo",
    "documentation": "foaf:page",
    "health_category": "healthdcatap:healthCategory",
    "health_theme": "healthdcatap:healthTheme",
    "language": "dcterms:language",
    "population_coverage": "healthdcatap:populationCoverage",
    "theme": "dcat:theme",
}

_ALWAYS = frozenset({"uri", "acronym"})

LISTS = frozenset({*_MANY, "spatial_coverage"})
"""The extras that hold a list, as JSON."""

EXTRAS = frozenset({*_TEXTS, *LISTS, *_ALWAYS}) | {
    *("publisher_uri", "publisher_name", "publisher_url"),
    *("contact_uri", "contact_name", "contact_email"),
    *("spatial_uri", "spatial_text", "temporal_start", "temporal_end"),
}
"""The extras that are ours to write; others at the same dataset are left as they are."""

_NO_TAG = re.compile(r"[^\w \-.]+")

_MAX_NAME_LENGTH = 100

_TAG_LENGTHS = range(2, 101)


def ckan_datasets(facts: GraphIndex, project: Settings, prefix: str) -> dict[str, CkanDataset]:
    """Give the datasets of a DCAT-AP view as CKAN's, by IRI.

    Shape: one language each, the first of ccdp.toml where it is said; what CKAN has no place for
    is left out.

    Args:
        prefix: What the names (the last parts of addresses) there begin with.
    """
    things = facts.typed("dcat:Dataset")
    return {
        thing[1:-1]: _dataset(thing, name, facts, project)
        for thing, name in zip(things, _names(things, facts, prefix), strict=True)
    }


def _names(things: list[str], facts: GraphIndex, prefix: str) -> Iterator[str]:
    """Give a name to each: of its identifier, or of its IRI where two would have the same."""
    told = [
        slug(prefix + " ".join(map(text_of, facts.values(t, "dcterms:identifier"))), longest=90)
        for t in things
    ]
    numbers = Counter(told)
    for thing, name in zip(things, told, strict=True):
        if numbers[name] == 1 and len(name) >= _TAG_LENGTHS.start:
            yield name
        else:
            digest = hashlib.sha256(thing.encode()).hexdigest()[:8]
            yield f"{name}-{digest}".strip("-")[:_MAX_NAME_LENGTH]


def _dataset(thing: str, name: str, facts: GraphIndex, project: Settings) -> CkanDataset:
    def one(entry: str, of: str = thing) -> str:
        return " ".join(map(text_of, chosen(facts.values(of, entry), project.languages)))

    return {
        "name": name,
        "title": one("dcterms:title"),
        "notes": one("dcterms:description"),
        "url": one("dcat:landingPage"),
        "license_id": one("dcterms:license"),
        "version": one("dcat:version"),
        "tags": _tags(thing, facts, project),
        "resources": _resources(thing, facts, project),
        "extras": {key: value for key, value in _extras(thing, facts, project) if value},
    }


def _tags(thing: str, facts: GraphIndex, project: Settings) -> list[str]:
    first = project.languages[0] if project.languages else "en"
    words = {
        " ".join(_NO_TAG.sub(" ", text_of(keyword)).split())
        for keyword in facts.values(thing, "dcat:keyword")
        if language_of(keyword) in {first, ""}
    }
    return sorted(word for word in words if len(word) in _TAG_LENGTHS)


def _resources(thing: str, facts: GraphIndex, project: Settings) -> list[dict[str, str]]:
    found = []
    for entry in facts.values(thing, "dcat:distribution"):
        urls = facts.values(entry, "dcat:downloadURL") or facts.values(entry, "dcat:accessURL")
        told = {
            "uri": text_of(entry),
            "name": " ".join(
                map(text_of, chosen(facts.values(entry, "dcterms:title"), project.languages))
            ),
            "url": " ".join(map(text_of, urls[:1])),
            "mimetype": " ".join(map(text_of, facts.values(entry, "dcat:mediaType")[:1])),
        }
        found.append({key: value for key, value in told.items() if value})
    return found


def _extras(thing: str, facts: GraphIndex, project: Settings) -> Iterator[tuple[str, str]]:
    yield "uri", thing[1:-1]
    yield "acronym", "; ".join(map(text_of, facts.values(thing, "dcterms:alternative")))
    for key, entry in _TEXTS.items():
        yield key, " ".join(map(text_of, facts.values(thing, entry)[:1]))
    for key, entry in _MANY.items():
        values = sorted({text_of(value) for value in facts.values(thing, entry)})
        yield key, json.dumps(values, ensure_ascii=False) if values else ""
    for agent in facts.values(thing, "dcterms:publisher")[:1]:
        yield "publisher_uri", text_of(agent)
        yield "publisher_name", _first(agent, facts, "foaf:name")
        yield "publisher_url", _first(agent, facts, "foaf:homepage")
    for contact in facts.values(thing, "dcat:contactPoint")[:1]:
        yield "contact_uri", text_of(contact)
        yield "contact_name", _first(contact, facts, "vcard:fn")
        yield "contact_email", _first(contact, facts, "vcard:hasEmail").removeprefix("mailto:")
    yield from _spatial(thing, facts, project)
    for period in facts.values(thing, "dcterms:temporal")[:1]:
        yield "temporal_start", _first(period, facts, "dcat:startDate")
        yield "temporal_end", _first(period, facts, "dcat:endDate")


def _first(node: str, facts: GraphIndex, entry: str) -> str:
    return " ".join(map(text_of, facts.values(node, entry)[:1]))


def _spatial(thing: str, facts: GraphIndex, project: Settings) -> Iterator[tuple[str, str]]:
    """Give the place where there is one; ckanext-dcat has another field for several."""
    places = facts.values(thing, "dcterms:spatial")
    if len(places) == 1:
        yield "spatial_uri", text_of(places[0])
        yield (
            "spatial_text",
            " ".join(map(text_of, chosen(facts.labels(places), project.languages))),
        )
    elif places:
        told = [
            {
                "uri": text_of(place),
                "text": " ".join(map(text_of, chosen(facts.labels([place]), project.languages))),
            }
            for place in places
        ]
        yield "spatial_coverage", json.dumps(told, ensure_ascii=False)
