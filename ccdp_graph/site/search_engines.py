"""What search engines read in a page: JSON-LD in the words of schema.org."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ccdp_graph.publishing.facts import A, Facts, language_of, text_of
from ccdp_graph.rdf.namespaces import PREFIXES
from ccdp_graph.site.edition import Edition, page_path
from ccdp_graph.site.things import SiteGraph, Thing, chosen

if TYPE_CHECKING:
    from markupsafe import Markup

_SCHEMA = "<" + PREFIXES["schema"]
_TYPES = {
    "resource": "Dataset",
    "network": "Project",
    "organisation": "Organization",
    "catalogue": "DataCatalog",
    "place": "Place",
    "concept": "DefinedTerm",
}
_ONE = {"name", "description"}


def page_json(
    graph: SiteGraph, view: Facts, thing: Thing, edition: Edition, language: str
) -> dict[str, Any]:
    """Describe a thing for search engines.

    Shape: as the view for schema.org has it, with the things that it names inside; what the view
    leaves out (networks, concepts) by name, description and website.

    Args:
        view: The whole graph in the view for schema.org.
    """
    own = _of_view(view, thing.term, language, within=True)
    found: dict[str, Any] = {"@context": "https://schema.org/", "@type": _TYPES[thing.kind]}
    found |= {"@id": thing.iri, "name": graph.label(thing.term, language)[0]} | own
    said = chosen(
        graph.facts.values(thing.term, "dcterms:description", "skos:definition"), language
    )
    if said and "description" not in found:
        found["description"] = said[0]
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


def script_markup(document: Mapping[str, Any]) -> "Markup":
    """Write JSON as the content of a script element, which a template must not escape again."""
    from markupsafe import Markup

    return Markup(script_text(document))  # noqa: S704, nothing in it ends the element


def _of_view(view: Facts, term: str, language: str, *, within: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for predicate, values in sorted(view.by_subject.get(term, {}).items()):
        if predicate == A:
            found["@type"] = sorted(values)[0].removeprefix(_SCHEMA)[:-1]
            continue
        key = predicate.removeprefix(_SCHEMA)[:-1]
        literals = [value for value in values if value.startswith('"')]
        shown = [_inside(view, v, language, within=within) for v in values if v not in literals]
        if literals:
            best = chosen(literals, language)
            assert best is not None
            same = [text_of(v) for v in literals if language_of(v) == best[1]]
            shown += [best[0]] if key in _ONE else sorted(same)
        found[key] = shown[0] if len(shown) == 1 else shown
    return found


def _inside(view: Facts, term: str, language: str, *, within: bool) -> Any:
    if within and term in view.by_subject:
        return {"@id": term[1:-1], **_of_view(view, term, language, within=False)}
    return term[1:-1]
