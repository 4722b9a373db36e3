"""Datasets for CKAN: with its own fields and those of ckanext-dcat."""

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
"""The property behind each field of CKAN, so that an error can be traced to a cell."""

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
"""The extras that hold a list, in JSON."""

EXTRAS = frozenset({*_TEXTS, *LISTS, *_ALWAYS}) | {
    *("publisher_uri", "publisher_name", "publisher_url"),
    *("contact_uri", "contact_name", "contact_email"),
    *("spatial_uri", "spatial_text", "temporal_start", "temporal_end"),
}
"""The extras that we write; other extras of a dataset are left as they are."""

_NO_TAG = re.compile(r"[^\w \-.]+")

_MAX_NAME_LENGTH = 100

_TAG_LENGTHS = range(2, 101)


def ckan_datasets(graph: GraphIndex, settings: Settings, prefix: str) -> dict[str, CkanDataset]:
    """Return the datasets of a DCAT-AP view for CKAN, by IRI.

    Shape: each in one language, if possible the first in ccdp.toml; what CKAN has no field for is
    left out.

    Args:
        prefix: What the names (the last parts of addresses) in CKAN begin with.
    """
    datasets = graph.typed("dcat:Dataset")
    return {
        dataset[1:-1]: _dataset(dataset, name, graph, settings)
        for dataset, name in zip(datasets, _names(datasets, graph, prefix), strict=True)
    }


def _names(datasets: list[str], graph: GraphIndex, prefix: str) -> Iterator[str]:
    """Yield a name for each, made from its identifier, with a digest of its IRI where two clash."""
    slugs = [
        slug(prefix + " ".join(map(text_of, graph.values(t, "dcterms:identifier"))), longest=90)
        for t in datasets
    ]
    numbers = Counter(slugs)
    for dataset, name in zip(datasets, slugs, strict=True):
        if numbers[name] == 1 and len(name) >= _TAG_LENGTHS.start:
            yield name
        else:
            digest = hashlib.sha256(dataset.encode()).hexdigest()[:8]
            yield f"{name}-{digest}".strip("-")[:_MAX_NAME_LENGTH]


def _dataset(dataset: str, name: str, graph: GraphIndex, settings: Settings) -> CkanDataset:
    def text(property_name: str, subject: str = dataset) -> str:
        return " ".join(
            map(text_of, chosen(graph.values(subject, property_name), settings.languages))
        )

    return {
        "name": name,
        "title": text("dcterms:title"),
        "notes": text("dcterms:description"),
        "url": text("dcat:landingPage"),
        "license_id": text("dcterms:license"),
        "version": text("dcat:version"),
        "tags": _tags(dataset, graph, settings),
        "resources": _resources(dataset, graph, settings),
        "extras": {key: value for key, value in _extras(dataset, graph, settings) if value},
    }


def _tags(dataset: str, graph: GraphIndex, settings: Settings) -> list[str]:
    first = settings.languages[0] if settings.languages else "en"
    words = {
        " ".join(_NO_TAG.sub(" ", text_of(keyword)).split())
        for keyword in graph.values(dataset, "dcat:keyword")
        if language_of(keyword) in {first, ""}
    }
    return sorted(word for word in words if len(word) in _TAG_LENGTHS)


def _resources(dataset: str, graph: GraphIndex, settings: Settings) -> list[dict[str, str]]:
    resources = []
    for distribution in graph.values(dataset, "dcat:distribution"):
        urls = graph.values(distribution, "dcat:downloadURL") or graph.values(
            distribution, "dcat:accessURL"
        )
        fields = {
            "uri": text_of(distribution),
            "name": " ".join(
                map(
                    text_of, chosen(graph.values(distribution, "dcterms:title"), settings.languages)
                )
            ),
            "url": " ".join(map(text_of, urls[:1])),
            "mimetype": " ".join(map(text_of, graph.values(distribution, "dcat:mediaType")[:1])),
        }
        resources.append({key: value for key, value in fields.items() if value})
    return resources


def _extras(dataset: str, graph: GraphIndex, settings: Settings) -> Iterator[tuple[str, str]]:
    yield "uri", dataset[1:-1]
    yield "acronym", "; ".join(map(text_of, graph.values(dataset, "dcterms:alternative")))
    for key, property_name in _TEXTS.items():
        yield key, " ".join(map(text_of, graph.values(dataset, property_name)[:1]))
    for key, property_name in _MANY.items():
        values = sorted({text_of(value) for value in graph.values(dataset, property_name)})
        yield key, json.dumps(values, ensure_ascii=False) if values else ""
    for agent in graph.values(dataset, "dcterms:publisher")[:1]:
        yield "publisher_uri", text_of(agent)
        yield "publisher_name", _first(agent, graph, "foaf:name")
        yield "publisher_url", _first(agent, graph, "foaf:homepage")
    for contact in graph.values(dataset, "dcat:contactPoint")[:1]:
        yield "contact_uri", text_of(contact)
        yield "contact_name", _first(contact, graph, "vcard:fn")
        yield "contact_email", _first(contact, graph, "vcard:hasEmail").removeprefix("mailto:")
    yield from _spatial(dataset, graph, settings)
    for period in graph.values(dataset, "dcterms:temporal")[:1]:
        yield "temporal_start", _first(period, graph, "dcat:startDate")
        yield "temporal_end", _first(period, graph, "dcat:endDate")


def _first(node: str, graph: GraphIndex, property_name: str) -> str:
    return " ".join(map(text_of, graph.values(node, property_name)[:1]))


def _spatial(dataset: str, graph: GraphIndex, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield the place if there is one; ckanext-dcat has another field for several."""
    places = graph.values(dataset, "dcterms:spatial")
    if len(places) == 1:
        yield "spatial_uri", text_of(places[0])
        yield (
            "spatial_text",
            " ".join(map(text_of, chosen(graph.labels(places), settings.languages))),
        )
    elif places:
        coverage = [
            {
                "uri": text_of(place),
                "text": " ".join(map(text_of, chosen(graph.labels([place]), settings.languages))),
            }
            for place in places
        ]
        yield "spatial_coverage", json.dumps(coverage, ensure_ascii=False)
