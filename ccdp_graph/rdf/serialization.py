"""Graphs and statements as JSON-LD and RDF/XML; equal graphs give equal texts."""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ccdp_graph.rdf.namespaces import PREFIXES
from ccdp_graph.rdf.terms import Statement
from ccdp_graph.rdf.turtle import parse_turtle

if TYPE_CHECKING:
    from pyoxigraph import Quad


def turtle_as_json_ld(turtle: str) -> str:
    """Write a graph that comes as Turtle as JSON-LD, with the project's prefixes as context."""
    graph = parse_turtle(turtle)
    context = {name: namespace for name, namespace in PREFIXES.items() if namespace in turtle}
    text = graph.serialize(format="json-ld", context=context, auto_compact=False)
    document = json.loads(text)
    if "@graph" not in document:  # one thing alone, or none
        document = {
            "@context": document.pop("@context", context),
            "@graph": [document] if document else [],
        }
    return json.dumps(_sorted(document), ensure_ascii=False, indent=2) + "\n"


def _sorted(value: Any, key: str = "") -> Any:
    """Sort keys, and values whose order means nothing: all but those of a list."""
    if isinstance(value, dict):
        return {name: _sorted(value[name], name) for name in sorted(value)}
    if isinstance(value, list):
        ordered = [_sorted(entry) for entry in value]
        return ordered if key == "@list" else sorted(ordered, key=_text)
    return value


def _text(value: Any) -> str:
    return str(value.get("@id", "")) + json.dumps(value) if isinstance(value, dict) else str(value)


def json_ld(statements: Iterable[Statement]) -> bytes:
    """Write statements as JSON-LD in expanded form, in their order."""
    return _json_ld(_parsed(statements))


def rdf_xml_and_json_ld(
    statements: Iterable[Statement], prefixes: Mapping[str, str]
) -> tuple[bytes, bytes]:
    """Write statements as RDF/XML and JSON-LD, which costs little more than one of them."""
    import pyoxigraph

    quads = _parsed(statements)
    form = pyoxigraph.RdfFormat.RDF_XML
    written = pyoxigraph.serialize(quads, format=form, prefixes=dict(prefixes))
    assert written is not None
    return written, _json_ld(quads)


def _parsed(statements: Iterable[Statement]) -> "list[Quad]":
    import pyoxigraph

    lines = "".join([f"{s} {p} {o} .\n" for s, p, o in statements]).encode()
    # lenient, for each term was looked at when it was written
    return list(pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES, lenient=True))


def _json_ld(quads: "list[Quad]") -> bytes:
    import pyoxigraph

    written = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.JSON_LD)
    assert written is not None
    return written + b"\n"
