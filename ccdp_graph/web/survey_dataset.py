"""What search engines for datasets read of the survey: one dataset, with its files to download."""

from collections.abc import Sequence
from typing import Any

from ccdp_graph.i18n import INDEXES, WORDS
from ccdp_graph.model import Settings
from ccdp_graph.profiles import MAX_DESCRIPTION_LENGTH
from ccdp_graph.rdf import text_of
from ccdp_graph.release import main_catalogue
from ccdp_graph.sparql import in_language
from ccdp_graph.web.downloads import Download
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import SiteGraph
from ccdp_graph.web.layout import PageLayout

_COUNTED = ("resource", "network", "organisation")

_KEYWORDS = ("ccdp:resourceType", "ccdp:dataType")


def survey_json(
    graph: SiteGraph, frame: PageLayout, downloads: Sequence[Download], language: str
) -> dict[str, Any]:
    """Describe all that is published as one dataset, in the words of schema.org.

    Shape: what ccdp.toml or the graph lacks is left out. The things that it names stand inside.

    Source: the fields that Google Dataset Search asks for and recommends; how to cite the dataset
    itself is `creditText`, since `citation` names articles about it.
    """
    project, edition = frame.project, frame.edition
    title = in_language(project.title, language)
    publisher = _publisher(graph, project)
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{edition.base}void.ttl#dataset",
        "name": title,
        "alternateName": sorted({*project.title.values()} - {title}),
        "description": _description(graph, project, language),
        "url": edition.address(page_path("data", language)),
        "sameAs": project.homepage,
        "creator": publisher,
        "publisher": publisher,
        "license": project.licence,
        "version": edition.version,
        "datePublished": project.issued,
        "dateModified": edition.day,
        "isAccessibleForFree": True,
        "inLanguage": list(project.languages),
        "keywords": _keywords(graph, language),
        "spatialCoverage": _places(graph, language),
        "creditText": _credit(project, title, frame, language),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": each.title(language),
                "contentUrl": edition.address(each.path),
                "encodingFormat": each.type,
                "sha256": each.file.sha256,
            }
            for each in downloads
        ],
    }
    catalogue = graph.things[main_catalogue(graph.facts)]
    found["identifier"] = catalogue.iri
    found["includedInDataCatalog"] = {
        "@type": "DataCatalog",
        "@id": catalogue.iri,
        "name": graph.label(catalogue.term, language)[0],
        "url": edition.address(page_path(catalogue.path, language)),
    }
    return {key: value for key, value in found.items() if value}


def _description(graph: SiteGraph, project: Settings, language: str) -> str:
    """Describe the whole by what ccdp.toml says, and by the number of things of each kind."""
    numbers = ((WORDS[language][INDEXES[kind]], len(graph.of_kind(kind))) for kind in _COUNTED)
    counted = "; ".join(f"{word}: {number}" for word, number in numbers if number)
    said = in_language(project.description, language) or in_language(project.title, language)
    return f"{said.rstrip('.')}. {counted}."[:MAX_DESCRIPTION_LENGTH]


def _publisher(graph: SiteGraph, project: Settings) -> dict[str, Any]:
    """Tell who publishes: as the graph knows it, with what ccdp.toml says."""
    agents = graph.facts.values(main_catalogue(graph.facts), "dcterms:publisher")
    found: dict[str, Any] = {"@type": "Organization", "name": project.publisher}
    if len(agents) == 1:
        found["@id"] = agents[0][1:-1]
        same = sorted(text_of(term) for term in graph.facts.values(agents[0], "skos:exactMatch"))
        found |= {"sameAs": same} if same else {}
    return found | ({"url": project.publisher_homepage} if project.publisher_homepage else {})


def _keywords(graph: SiteGraph, language: str) -> list[str]:
    resources = graph.of_kind("resource")
    named = {v for each in resources for v in graph.facts.values(each.term, *_KEYWORDS)}
    return sorted({graph.label(term, language)[0] for term in named if term.startswith("<")})


def _places(graph: SiteGraph, language: str) -> list[dict[str, str]]:
    resources = graph.of_kind("resource")
    found = {v for each in resources for v in graph.facts.values(each.term, "dcterms:spatial")}
    return [
        {"@type": "Place", "@id": term[1:-1], "name": graph.label(term, language)[0]}
        for term in sorted(found)
        if term in graph.things
    ]


def _credit(project: Settings, title: str, frame: PageLayout, language: str) -> str:
    edition, words = frame.edition, WORDS[language]
    return (
        f"{project.publisher} ({edition.day[:4]}). {title}, {words['version'].lower()} "
        f"{edition.version}, {edition.day}. {edition.base}"
    )
