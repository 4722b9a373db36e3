"""Structured data for dataset search engines: the survey as one dataset, with its downloads."""

from collections.abc import Sequence
from typing import Any

from ccdp_graph.i18n import WORDS
from ccdp_graph.model import Settings
from ccdp_graph.profiles import MAX_DESCRIPTION_LENGTH
from ccdp_graph.rdf import text_of
from ccdp_graph.releases import main_catalogue
from ccdp_graph.sparql import in_language
from ccdp_graph.web.downloads import Download
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import SiteGraph
from ccdp_graph.web.layout import PageLayout

_KEYWORDS = ("ccdp:resourceType", "ccdp:dataType")


def survey_json(
    graph: SiteGraph, layout: PageLayout, downloads: Sequence[Download], language: str
) -> dict[str, Any]:
    """Describe everything that is published as one dataset, with schema.org.

    Shape: what ccdp.toml or the graph lacks is left out. Descriptions are nested.

    Source: the fields that Google Dataset Search asks for and recommends; how to cite the dataset
    itself is `creditText`, since `citation` names articles about it.
    """
    settings, publication = layout.settings, layout.publication
    title = in_language(settings.title, language)
    publisher = _publisher(graph, settings)
    document: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{publication.base}void.ttl#dataset",
        "name": title,
        "alternateName": sorted({*settings.title.values()} - {title}),
        "description": _description(graph, settings, language),
        "url": publication.address(page_path("data", language)),
        "sameAs": settings.homepage,
        "creator": publisher,
        "publisher": publisher,
        "license": settings.licence,
        "version": publication.version,
        "datePublished": settings.issued,
        "dateModified": publication.day,
        "isAccessibleForFree": True,
        "inLanguage": list(settings.languages),
        "keywords": _keywords(graph, language),
        "spatialCoverage": _places(graph, language),
        "creditText": _credit(settings, title, layout, language),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": download.title(language),
                "contentUrl": publication.address(download.path),
                "encodingFormat": download.type,
                "sha256": download.file.sha256,
            }
            for download in downloads
        ],
    }
    catalogue = graph.things[main_catalogue(graph.facts)]
    document["identifier"] = catalogue.iri
    document["includedInDataCatalog"] = {
        "@type": "DataCatalog",
        "@id": catalogue.iri,
        "name": graph.label(catalogue.term, language)[0],
        "url": publication.address(page_path(catalogue.path, language)),
    }
    return {key: value for key, value in document.items() if value}


def _description(graph: SiteGraph, settings: Settings, language: str) -> str:
    """Return the description in ccdp.toml, with the number of records of each kind."""
    counted = "; ".join(
        f"{kind.plural(language)}: {len(graph.of_kind(kind.name))}" for kind in graph.shown_types
    )
    text = in_language(settings.description, language) or in_language(settings.title, language)
    return f"{text.rstrip('.')}. {counted}."[:MAX_DESCRIPTION_LENGTH]


def _publisher(graph: SiteGraph, settings: Settings) -> dict[str, Any]:
    """Describe the publisher, from the graph and ccdp.toml."""
    agents = graph.facts.values(main_catalogue(graph.facts), "dcterms:publisher")
    publisher: dict[str, Any] = {"@type": "Organization", "name": settings.publisher}
    if len(agents) == 1:
        publisher["@id"] = agents[0][1:-1]
        matches = sorted(text_of(term) for term in graph.facts.values(agents[0], "skos:exactMatch"))
        publisher |= {"sameAs": matches} if matches else {}
    return publisher | ({"url": settings.publisher_homepage} if settings.publisher_homepage else {})


def _of_datasets(graph: SiteGraph, *properties: str) -> set[str]:
    """Return the values of properties at all records that are datasets."""
    datasets = [r for kind in graph.types if kind.is_dataset for r in graph.of_kind(kind.name)]
    return {value for record in datasets for value in graph.facts.values(record.term, *properties)}


def _keywords(graph: SiteGraph, language: str) -> list[str]:
    concepts = _of_datasets(graph, *_KEYWORDS)
    return sorted({graph.label(term, language)[0] for term in concepts if term.startswith("<")})


def _places(graph: SiteGraph, language: str) -> list[dict[str, str]]:
    places = _of_datasets(graph, "dcterms:spatial")
    return [
        {"@type": "Place", "@id": term[1:-1], "name": graph.label(term, language)[0]}
        for term in sorted(places)
        if term in graph.things
    ]


def _credit(settings: Settings, title: str, layout: PageLayout, language: str) -> str:
    publication, words = layout.publication, WORDS[language]
    return (
        f"{settings.publisher} ({publication.day[:4]}). {title}, {words['version'].lower()} "
        f"{publication.version}, {publication.day}. {publication.base}"
    )
