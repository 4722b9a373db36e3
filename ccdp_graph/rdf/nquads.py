"""The public graph of a file: its default graph, without the provenance in the others."""

import re
from pathlib import Path

from ccdp_graph.errors import AssetError
from ccdp_graph.rdf.formats import RDF_FORMATS, unreadable
from ccdp_graph.rdf.terms import Statement

_PART = 1 << 18  # bytes of N-Quads that are looked at together

_SIGNS = rb"[A-Za-z0-9/._~!$&'()*+,;=:@-]*+"

_IRI = rb"<https?://[a-z0-9.-]++(?:/" + _SIGNS + rb")?+(?:#" + _SIGNS + rb")?+>"  # beyond doubt one

_LITERAL = rb'"(?:[^"\\\r\n]++|\\[tbnrf"\\])*+"(?:\^\^' + _IRI + rb"|@[a-z]{2,3})?+"

_TRIPLE = _IRI + rb" " + _IRI + rb" (?:" + _IRI + rb"|" + _LITERAL + rb")"

_GRAPH = re.compile(rb" " + _IRI + rb" \.\n\Z")  # how the last line of a named graph ends


def default_graph(path: Path, text: str | None = None) -> tuple[Statement, ...]:
    """Read the default graph of a file as statements, each once, and look at all IRIs in it.

    Not through a store: Oxigraph's gives every kind of integer back as xsd:integer.

    Args:
        text: Of the file, where it was read already.

    Raises:
        AssetError: There is no such file, or it is not RDF; names file and line.
    """
    import pyoxigraph

    form = pyoxigraph.RdfFormat.from_extension(path.suffix.lower()[1:])
    if form is None and (text is not None or path.exists()):
        raise AssetError(f"not a graph; give one of {', '.join(RDF_FORMATS)}", path)
    try:
        if text is not None:
            quads = pyoxigraph.parse(text, format=form)
        elif form == pyoxigraph.RdfFormat.N_QUADS:
            quads = pyoxigraph.parse(_without_named(path), format=form)
        else:
            quads = pyoxigraph.parse(path=str(path), format=form)
        default = pyoxigraph.DefaultGraph()
        found = (quad.triple for quad in quads if quad.graph_name == default)
        return tuple(
            dict.fromkeys((str(t.subject), str(t.predicate), str(t.object)) for t in found)
        )
    except (SyntaxError, OSError) as error:
        raise unreadable(path, error) from error


def _without_named(path: Path) -> bytes:
    """Read N-Quads, with empty lines where all around is of one named graph.

    Provenance is six lines of seven, and to parse what is then dropped would take most of the
    time. What is not beyond doubt stays, and the parser tells. So line numbers are those of the
    file.
    """
    kept: list[bytes] = []
    with path.open("rb") as file:
        while part := file.read(_PART):
            part += file.readline()
            kept.append(b"\n" * part.count(b"\n") if _is_named(part) else part)
    return b"".join(kept)


def _is_named(lines: bytes) -> bool:
    """Tell whether lines are quads of one named graph, beyond doubt."""
    end = _GRAPH.search(lines, lines.rfind(b"\n", 0, -1) + 1)
    if end is None:
        return False
    return re.fullmatch(rb"(?:" + _TRIPLE + re.escape(end[0]) + rb")*+", lines) is not None
