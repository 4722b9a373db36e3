"""Statements in the formats that Oxigraph writes."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ccdp_graph.model.statements import Statement

if TYPE_CHECKING:
    from pyoxigraph import Quad


def rdf_xml(statements: Iterable[Statement], prefixes: Mapping[str, str]) -> bytes:
    """Write statements as RDF/XML, in their order."""
    return _rdf_xml(_parsed(statements), prefixes)


def json_ld(statements: Iterable[Statement]) -> bytes:
    """Write statements as JSON-LD in expanded form, in their order."""
    return _json_ld(_parsed(statements))


def rdf_xml_and_json_ld(
    statements: Iterable[Statement], prefixes: Mapping[str, str]
) -> tuple[bytes, bytes]:
    """Write statements in both formats, which costs little more than one: most is to read them."""
    quads = _parsed(statements)
    return _rdf_xml(quads, prefixes), _json_ld(quads)


def _parsed(statements: Iterable[Statement]) -> "tuple[Quad, ...]":
    import pyoxigraph

    lines = "".join([f"{s} {p} {o} .\n" for s, p, o in statements]).encode()
    return tuple(pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES))


def _rdf_xml(quads: "tuple[Quad, ...]", prefixes: Mapping[str, str]) -> bytes:
    import pyoxigraph

    form = pyoxigraph.RdfFormat.RDF_XML
    written = pyoxigraph.serialize(quads, format=form, prefixes=dict(prefixes))
    assert written is not None
    return written


def _json_ld(quads: "tuple[Quad, ...]") -> bytes:
    import pyoxigraph

    written = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.JSON_LD)
    assert written is not None
    return written + b"\n"
