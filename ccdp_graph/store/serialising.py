"""Statements in the formats that Oxigraph writes."""

from collections.abc import Iterable, Mapping

from ccdp_graph.model.statements import Statement


def rdf_xml(statements: Iterable[Statement], prefixes: Mapping[str, str]) -> bytes:
    """Write statements as RDF/XML, in their order."""
    import pyoxigraph

    quads = pyoxigraph.parse(_lines(statements), format=pyoxigraph.RdfFormat.N_TRIPLES)
    form = pyoxigraph.RdfFormat.RDF_XML
    written = pyoxigraph.serialize(quads, format=form, prefixes=dict(prefixes))
    assert written is not None
    return written


def json_ld(statements: Iterable[Statement]) -> bytes:
    """Write statements as JSON-LD in expanded form, in their order."""
    import pyoxigraph

    quads = pyoxigraph.parse(_lines(statements), format=pyoxigraph.RdfFormat.N_TRIPLES)
    written = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.JSON_LD)
    assert written is not None
    return written + b"\n"


def _lines(statements: Iterable[Statement]) -> bytes:
    return "".join(f"{s} {p} {o} .\n" for s, p, o in statements).encode()
