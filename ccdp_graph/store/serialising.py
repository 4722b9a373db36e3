"""Statements in the formats that Oxigraph writes."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ccdp_graph.model.statements import Statement

if TYPE_CHECKING:
    from pyoxigraph import Quad


def parsed(statements: Iterable[Statement]) -> "tuple[Quad, ...]":
    """Read statements once, to be written in several formats."""
    import pyoxigraph

    lines = "".join([f"{s} {p} {o} .\n" for s, p, o in statements]).encode()
    return tuple(pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES))


def rdf_xml(quads: "tuple[Quad, ...]", prefixes: Mapping[str, str]) -> bytes:
    """Write what was `parsed` as RDF/XML, in its order."""
    import pyoxigraph

    form = pyoxigraph.RdfFormat.RDF_XML
    written = pyoxigraph.serialize(quads, format=form, prefixes=dict(prefixes))
    assert written is not None
    return written


def json_ld(quads: "tuple[Quad, ...]") -> bytes:
    """Write what was `parsed` as JSON-LD in expanded form, in its order."""
    import pyoxigraph

    written = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.JSON_LD)
    assert written is not None
    return written + b"\n"
