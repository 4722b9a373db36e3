"""Typed links from a page to what it is about, for programs. Source: signposting.org/FAIR."""

import json
from collections.abc import Sequence
from typing import Any

from ccdp_graph.i18n import languages
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import Resource, SiteGraph
from ccdp_graph.web.layout import Link, PageLayout
from ccdp_graph.web.structured_data import schema_type

TYPES = {
    ".ttl": ("Turtle", "text/turtle"),
    ".jsonld": ("JSON-LD", "application/ld+json"),
    ".rdf": ("RDF/XML", "application/rdf+xml"),
}

_SCHEMA = "https://schema.org/"

_LINK_SET = "application/linkset+json"

_QUADS = ("dumps/graph.nq", "application/n-quads")


def links_of(resource: Resource, graph: SiteGraph, layout: PageLayout) -> tuple[Link, ...]:
    """Return the links of a resource's pages.

    Only the main catalogue has downloadable content and an author, its publisher.
    """
    address = layout.publication.address
    links = [
        Link("cite-as", resource.iri),
        Link("type", f"{_SCHEMA}AboutPage"),
        Link("type", _SCHEMA + schema_type(graph, resource)),
    ]
    links += [
        Link("describedby", address(resource.path + ending), kind)
        for ending, (_, kind) in TYPES.items()
    ]
    if graph.facts.values(resource.term, "dcat:catalog"):
        publishers = graph.facts.values(resource.term, "dcterms:publisher")
        links += [Link("author", publisher[1:-1]) for publisher in publishers]
        links += [
            Link("item", address(f"dumps/graph{ending}"), kind)
            for ending, (_, kind) in TYPES.items()
        ]
        links.append(Link("item", address(_QUADS[0]), _QUADS[1]))
    links += [Link("license", layout.settings.licence)] if layout.settings.licence else []
    links.append(Link("linkset", address(f"{resource.path}.linkset.json"), _LINK_SET))
    return tuple(links)


def link_set(resource: Resource, layout: PageLayout, links: Sequence[Link]) -> bytes:
    """Write the links of a resource's pages, and those back to them, as a link set.

    Source: RFC 9264, section 4.2; signposting.org/FAIR, level 2.
    """
    pages = [
        layout.publication.address(page_path(resource.path, language)) for language in languages()
    ]
    contexts = [_context(page, links) for page in pages]
    page_targets = [{"href": page, "type": "text/html"} for page in pages]
    for link in links:
        if link.rel == "describedby":
            contexts.append({"anchor": link.href, "describes": page_targets})
        elif link.rel == "item":
            contexts.append({"anchor": link.href, "collection": page_targets})
    return (json.dumps({"linkset": contexts}) + "\n").encode()


def _context(page: str, links: Sequence[Link]) -> dict[str, Any]:
    context: dict[str, Any] = {"anchor": page}
    for link in links:
        if link.rel != "linkset":
            target = {"href": link.href} | ({"type": link.type} if link.type else {})
            context.setdefault(link.rel, []).append(target)
    return context
