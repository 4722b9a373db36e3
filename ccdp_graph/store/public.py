"""The public graph of a file: its default graph, without the provenance in the others."""

import re
from pathlib import Path

from ccdp_graph.errors import AssetError
from ccdp_graph.model.statements import Statement
from ccdp_graph.store.embedded import RDF_FORMATS, unreadable

_GRAPH = re.compile(rb' <[^\x00-\x20<>"]*> \.\n\Z')  # how the last line of a named graph ends
_STRANGE = (b"  <", b"\n ", b"\t")  # not just one space between terms, as is usual
_COMMENT = re.compile(rb"\. *#")
_REST = bytes(set(range(256)) - set(b" \n"))
_TRIPLE = b"\n   \n"  # a line without `_REST`: its object is the graph that other lines are in


def default_graph(path: Path) -> tuple[Statement, ...]:
    """Read the default graph of a file as statements, each once.

    Not through a store: Oxigraph's gives every kind of integer back as xsd:integer.

    Raises:
        AssetError: There is no such file, or it is not RDF; names file and line.
    """
    import pyoxigraph

    form = pyoxigraph.RdfFormat.from_extension(path.suffix.lower()[1:])
    if form is None and path.exists():
        raise AssetError(f"not a graph; give one of {', '.join(RDF_FORMATS)}", path)
    try:
        if form == pyoxigraph.RdfFormat.N_QUADS:
            quads = pyoxigraph.parse(_public_part(path.read_bytes()), format=form)
        else:
            quads = pyoxigraph.parse(path=str(path), format=form)
        default = pyoxigraph.DefaultGraph()
        found = (quad.triple for quad in quads if quad.graph_name == default)
        return tuple(
            dict.fromkeys((str(t.subject), str(t.predicate), str(t.object)) for t in found)
        )
    except (SyntaxError, OSError) as error:
        raise unreadable(path, error) from error


def _public_part(content: bytes) -> bytes:
    """Leave out the named graphs at the end of N-Quads: provenance is six lines of seven.

    A build writes graph by graph, and to parse what is then dropped would take most of the time.
    What stands in another order, or is written in another way than usual, stays.
    """
    while True:
        end = _GRAPH.search(content, content.rfind(b"\n", 0, -1) + 1)
        if end is None:
            return content
        start = content.rfind(b"\n", 0, content.find(end[0])) + 1
        quads = content[start - 1 :]  # with the end of the line before
        if not start or quads.count(b"\n") != quads.count(end[0]) + 1:  # others are among them
            return content
        if any(strange in quads for strange in _STRANGE) or _COMMENT.search(quads):
            return content
        if _TRIPLE in quads.translate(None, _REST):
            return content
        content = content[:start]
