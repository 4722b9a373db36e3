"""Formats of RDF: what a document is, and what a parser makes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from ccdp_graph.errors import AssetError
from ccdp_graph.i18n import Message


class RdfFormat(Enum):
    """What a document is, by its content and not by what its server claims.

    Turtle is read as TriG and N-Triples as N-Quads, which hold them.
    """

    N_QUADS = "N-Quads"
    TRIG = "Turtle"
    RDF_XML = "RDF/XML"
    JSON_LD = "JSON-LD"
    OAI = "OAI-PMH"
    HTML = "HTML"
    OTHER = "something else"


class Quad(tuple[str, str, str, str]):
    """A statement and the graph it stands in, each term as N-Triples writes it.

    The default graph has no name, and blank nodes have the labels that a parser gave.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a parser made of a document.

    Attributes:
        quads: In the order of the document.
        faults: What was mended or left out, in the reader's words.
    """

    quads: tuple[Quad, ...]
    faults: tuple[Message, ...] = ()


Parse = Callable[[bytes, RdfFormat, str], Parsed]
"""Reads RDF from a document in UTF-8 against a base, or raises AssetError with the line."""

GRAPH_FORMATS = (".nq", ".nt", ".trig", ".ttl")

RDF_FORMATS = (*GRAPH_FORMATS, ".jsonld", ".rdf", ".xml")


def unreadable(
    path: Path, error: SyntaxError | OSError, cure: str = "run ccdp build first"
) -> AssetError:
    """Say in one line why a graph file cannot be read.

    Args:
        cure: What to do where there is no such file.
    """
    if isinstance(error, FileNotFoundError):
        return AssetError(f"no such file; {cure}", path)
    line = error.lineno if isinstance(error, SyntaxError) else None
    return AssetError(f"cannot be read: {error}", path, line)
