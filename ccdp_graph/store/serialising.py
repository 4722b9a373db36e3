"""Statements in the formats that Oxigraph writes."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ccdp_graph.model.statements import Statement

if TYPE_CHECKING:
    from pyoxigraph import Quad


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
