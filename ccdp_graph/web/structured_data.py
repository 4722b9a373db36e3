"""Structured data for search engines: JSON-LD with schema.org."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ccdp_graph.files import Memo
from ccdp_graph.rdf import PREFIXES, A, GraphIndex, language_of, text_of
from ccdp_graph.web.edition import Publication, page_path
from ccdp_graph.web.graph import CATALOGUE, CONCEPT, PLACE, Resource, SiteGraph, chosen

_SCHEMA = "<" + PREFIXES["schema"]

_SCHEMA_TYPES = {CATALOGUE: "DataCatalog", PLACE: "Place", CONCEPT: "DefinedTerm"}

_SINGLE_VALUED = {"name", "description"}

_MAX_DEPTH = 2

_HELD_IN = "includedInDataCatalog"

_MOST_NESTED = 16_384


@dataclass(frozen=True, slots=True)
class SchemaOrgView:
    """A graph in the view for schema.org.

    Attributes:
        nested: Nested descriptions, by resource and language.
    """

    facts: GraphIndex
    nested: Memo = field(default_factory=lambda: Memo(_MOST_NESTED), repr=False, compare=False)


def schema_type(graph: SiteGraph, resource: Resource) -> str:
    """Return the type of a resource in schema.org."""
    record_type = graph.types.get(resource.kind)
    return record_type.schema_type if record_type else _SCHEMA_TYPES[resource.kind]


def page_json(
    graph: SiteGraph,
    view: SchemaOrgView,
    resource: Resource,
    publication: Publication,
    language: str,
) -> dict[str, Any]:
    """Describe a resource for search engines.

    Shape: as in the view for schema.org, with nested descriptions of what it refers to; what the
    view leaves out (networks, concepts) has name, description and website.

    Args:
        view: The whole graph in the view for schema.org.
    """
    from_view = _describe(view, resource.term, language)
    document: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": schema_type(graph, resource),
    }
    document |= {"@id": resource.iri, "name": graph.label(resource.term, language)[0]} | from_view
    definition = graph.definition(resource.term, language)
    if definition and "description" not in document:
        document["description"] = definition[0]
    if catalogues := document.get(_HELD_IN):
        pages = {
            text_of(term): publication.address(page_path(graph.things[term].path, language))
            for term in view.facts.values(resource.term, f"schema:{_HELD_IN}")
        }
        with_urls = [
            {"url": pages[catalogue["@id"]], **catalogue} for catalogue in _as_list(catalogues)
        ]
        document[_HELD_IN] = with_urls if isinstance(catalogues, list) else with_urls[0]
    matches = [term[1:-1] for term in graph.facts.values(resource.term, "skos:exactMatch")]
    if matches:
        document.setdefault("sameAs", matches[0] if len(matches) == 1 else matches)
    document.setdefault("url", publication.address(page_path(resource.path, language)))
    document["mainEntityOfPage"] = publication.address(page_path(resource.path, language))
    return document


def script_text(document: Mapping[str, Any]) -> str:
    r"""Write JSON for a script element: nothing in it can end the element.

    >>> print(script_text({"name": "</script><!--"}))
    {"name": "\u003c/script\u003e\u003c!--"}
    """
    text = json.dumps(document, ensure_ascii=False, sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _describe(view: SchemaOrgView, term: str, language: str, *, depth: int = 0) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for predicate, values in sorted(view.facts.by_subject.get(term, {}).items()):
        if predicate == A:
            properties["@type"] = _class(values)
            continue
        key = predicate.removeprefix(_SCHEMA)[:-1]
        literals = [value for value in values if value.startswith('"')]
        items = [
            _nested_value(view, v, language, depth + 1) for v in values if not v.startswith('"')
        ]
        if literals:
            best = chosen(literals, language)
            assert best is not None
            texts = [text_of(v) for v in literals if language_of(v) == best[1]]
            items += [best[0]] if key in _SINGLE_VALUED else sorted(texts)
        properties[key] = items[0] if len(items) == 1 else items
    return properties


def _nested_value(view: SchemaOrgView, term: str, language: str, depth: int) -> Any:
    """Return what a resource refers to: as a nested description, or as an address.

    A second level has only type and name: as a plain text it would not be read as a resource.
    """
    if term not in view.facts.by_subject:
        return term[1:-1]
    if depth < _MAX_DEPTH:
        return view.nested.get(
            (term, language),
            lambda: {"@id": term[1:-1], **_describe(view, term, language, depth=depth)},
        )
    reference = {"@id": term[1:-1], "@type": _class(view.facts.by_subject[term][A])}
    name = chosen(view.facts.values(term, "schema:name"), language)
    return reference | ({"name": name[0]} if name else {})


def _class(classes: Iterable[str]) -> str:
    return min(classes).removeprefix(_SCHEMA)[:-1]


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
