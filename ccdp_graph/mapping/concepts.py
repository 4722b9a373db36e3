"""The concepts that statements point at, described so that the graph can be read by itself."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ccdp_graph.rdf import PREFIXES, RDF, SKOS, Statement, iri, literal

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


_KEPT = frozenset(
    {RDF + "type"}
    | {
        SKOS + name
        for name in (
            "prefLabel",
            "notation",
            "inScheme",
            "broader",
            "exactMatch",
            "closeMatch",
            "broadMatch",
        )
    }
    | {PREFIXES["dcterms"] + "title"}
    | {PREFIXES["rdfs"] + "seeAlso", PREFIXES["foaf"] + "page"}
)

_FOLLOWED = (SKOS + "broader", SKOS + "inScheme")


def describe_concepts(
    statements: Iterable[Statement], vocabularies: "Graph"
) -> tuple[Statement, ...]:
    """Return what the vocabularies say of each concept used, its broader ones and its scheme.

    Shape: types, labels, notations, schemes, broader concepts and matches; no definitions, which
    the vocabularies themselves publish.
    """
    from rdflib import URIRef

    used = {o[1:-1] for _, _, o in statements if o.startswith("<")}
    waiting = sorted(term for text in used if ((term := URIRef(text)), None, None) in vocabularies)
    seen = set(waiting)
    found: set[Statement] = set()
    while waiting:
        node = waiting.pop()
        for predicate, value in vocabularies.predicate_objects(node):
            if str(predicate) in _KEPT:
                found.add((iri(str(node)), iri(str(predicate)), _written(value)))
            if str(predicate) in _FOLLOWED and isinstance(value, URIRef) and value not in seen:
                seen.add(value)
                waiting.append(value)
    return tuple(sorted(found))


def _written(term: "Node") -> str:
    from rdflib import Literal

    if isinstance(term, Literal):
        datatype = str(term.datatype) if term.datatype else None
        return literal(str(term), language=term.language, datatype=datatype)
    return iri(str(term))
