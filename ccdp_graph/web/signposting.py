"""Typed links that lead programs from a page to what it is about. Source: signposting.org/FAIR."""

import json
from collections.abc import Sequence
from typing import Any

from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import LANGUAGES, Resource, SiteGraph
from ccdp_graph.web.layout import Link, PageLayout
from ccdp_graph.web.structured_data import SCHEMA_TYPES

TYPES = {
    ".ttl": ("Turtle", "text/turtle"),
    ".jsonld": ("JSON-LD", "application/ld+json"),
    ".rdf": ("RDF/XML", "application/rdf+xml"),
}

_SCHEMA = "https://schema.org/"

_LINK_SET = "application/linkset+json"

_QUADS = ("dumps/graph.nq", "application/n-quads")


def links_of(thing: Resource, graph: SiteGraph, frame: PageLayout) -> tuple[Link, ...]:
    """Return the links of the pages of a thing.

    Only the catalogue over all has content to download, and an author: who publishes it.
    """
    address = frame.edition.address
    found = [
        Link("cite-as", thing.iri),
        Link("type", f"{_SCHEMA}AboutPage"),
        Link("type", _SCHEMA + SCHEMA_TYPES[thing.kind]),
    ]
    found += [
        Link("describedby", address(thing.path + ending), kind)
        for ending, (_, kind) in TYPES.items()
    ]
    if graph.facts.values(thing.term, "dcat:catalog"):
        publishers = graph.facts.values(thing.term, "dcterms:publisher")
        found += [Link("author", publisher[1:-1]) for publisher in publishers]
        found += [
            Link("item", address(f"dumps/graph{ending}"), kind)
            for ending, (_, kind) in TYPES.items()
        ]
        found.append(Link("item", address(_QUADS[0]), _QUADS[1]))
    found += [Link("license", frame.project.licence)] if frame.project.licence else []
    found.append(Link("linkset", address(f"{thing.path}.linkset.json"), _LINK_SET))
    return tuple(found)


def link_set(thing: Resource, frame: PageLayout, links: Sequence[Link]) -> bytes:
    """Write the links of the pages of a thing, and those back to them, as a link set.

    Source: RFC 9264, section 4.2; signposting.org/FAIR, level 2.
    """
    pages = [frame.edition.address(page_path(thing.path, language)) for language in LANGUAGES]
    contexts = [_context(page, links) for page in pages]
    back = [{"href": page, "type": "text/html"} for page in pages]
    for link in links:
        if link.rel == "describedby":
            contexts.append({"anchor": link.href, "describes": back})
        elif link.rel == "item":
            contexts.append({"anchor": link.href, "collection": back})
    return (json.dumps({"linkset": contexts}) + "\n").encode()


def _context(page: str, links: Sequence[Link]) -> dict[str, Any]:
    context: dict[str, Any] = {"anchor": page}
    for link in links:
        if link.rel != "linkset":
            target = {"href": link.href} | ({"type": link.type} if link.type else {})
            context.setdefault(link.rel, []).append(target)
    return context
