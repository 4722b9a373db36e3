"""What search engines read in a page: JSON-LD in the words of schema.org."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ccdp_graph.rdf import PREFIXES, A, GraphIndex, language_of, text_of
from ccdp_graph.web.edition import Publication, page_path
from ccdp_graph.web.graph import Resource, SiteGraph, chosen

_SCHEMA = "<" + PREFIXES["schema"]

SCHEMA_TYPES = {
    "resource": "Dataset",
    "network": "Project",
    "organisation": "Organization",
    "catalogue": "DataCatalog",
    "place": "Place",
    "concept": "DefinedTerm",
}

_ONE = {"name", "description"}

_DEEPEST = 2

_HELD_IN = "includedInDataCatalog"


@dataclass(frozen=True, slots=True)
class SchemaOrgView:
    """A graph in the view for schema.org.

    Attributes:
        inside: By thing and language, how one that names it shows it; most are named again.
    """

    facts: GraphIndex
    inside: dict[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)


def page_json(
    graph: SiteGraph, view: SchemaOrgView, thing: Resource, edition: Publication, language: str
) -> dict[str, Any]:
    """Describe a thing for search engines.

    Shape: as the view for schema.org has it, with the things that it names inside; what the view
    leaves out (networks, concepts) by name, description and website.

    Args:
        view: The whole graph in the view for schema.org.
    """
    own = _of_view(view, thing.term, language)
    found: dict[str, Any] = {"@context": "https://schema.org/", "@type": SCHEMA_TYPES[thing.kind]}
    found |= {"@id": thing.iri, "name": graph.label(thing.term, language)[0]} | own
    said = graph.definition(thing.term, language)
    if said and "description" not in found:
        found["description"] = said[0]
    if catalogues := found.get(_HELD_IN):
        pages = {
            text_of(term): edition.address(page_path(graph.things[term].path, language))
            for term in view.facts.values(thing.term, f"schema:{_HELD_IN}")
        }
        told = [{"url": pages[named["@id"]], **named} for named in _each(catalogues)]
        found[_HELD_IN] = told if isinstance(catalogues, list) else told[0]
    same = [term[1:-1] for term in graph.facts.values(thing.term, "skos:exactMatch")]
    if same:
        found.setdefault("sameAs", same[0] if len(same) == 1 else same)
    found.setdefault("url", edition.address(page_path(thing.path, language)))
    found["mainEntityOfPage"] = edition.address(page_path(thing.path, language))
    return found


def script_text(document: Mapping[str, Any]) -> str:
    r"""Write JSON so that it may stand in a script element: nothing in it ends the element.

    >>> print(script_text({"name": "</script><!--"}))
    {"name": "\u003c/script\u003e\u003c!--"}
    """
    text = json.dumps(document, ensure_ascii=False, sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _of_view(view: SchemaOrgView, term: str, language: str, *, depth: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for predicate, values in sorted(view.facts.by_subject.get(term, {}).items()):
        if predicate == A:
            found["@type"] = _class(values)
            continue
        key = predicate.removeprefix(_SCHEMA)[:-1]
        literals = [value for value in values if value.startswith('"')]
        shown = [_inside(view, v, language, depth + 1) for v in values if not v.startswith('"')]
        if literals:
            best = chosen(literals, language)
            assert best is not None
            same = [text_of(v) for v in literals if language_of(v) == best[1]]
            shown += [best[0]] if key in _ONE else sorted(same)
        found[key] = shown[0] if len(shown) == 1 else shown
    return found


def _inside(view: SchemaOrgView, term: str, language: str, depth: int) -> Any:
    """Show what a thing names: as a thing with what is said of it, or as an address.

    What a thing inside names has only its type and name: a text would not be read as a thing.
    """
    if term not in view.facts.by_subject:
        return term[1:-1]
    if depth < _DEEPEST:
        found = view.inside.get((term, language))
        if found is None:
            found = {"@id": term[1:-1], **_of_view(view, term, language, depth=depth)}
            view.inside[term, language] = found
        return found
    said = {"@id": term[1:-1], "@type": _class(view.facts.by_subject[term][A])}
    name = chosen(view.facts.values(term, "schema:name"), language)
    return said | ({"name": name[0]} if name else {})


def _class(classes: Iterable[str]) -> str:
    return min(classes).removeprefix(_SCHEMA)[:-1]


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
