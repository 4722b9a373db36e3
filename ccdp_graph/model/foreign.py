"""What comes from other catalogues: documents, and the statements that were read from them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from ccdp_graph.i18n.messages import Message
from ccdp_graph.model.finding import Finding
from ccdp_graph.model.statements import Statement


class Form(Enum):
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


Parse = Callable[[bytes, Form, str], Parsed]
"""Reads RDF from a document in UTF-8 against a base, or raises AssetError with the line."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it came.

    Attributes:
        address: Where it was asked for.
        place: Where it came from, behind all redirects: what its relative IRIs begin with. Empty
            for a file, which has no address of its own.
        link: The Link header of its server, which may name the next page.
        etag: What the server calls this version; `modified` when it says that it changed.
        tells: Whether its records are taken, not only the way to others.
    """

    address: str
    content: bytes
    place: str = ""
    link: str = ""
    etag: str = ""
    modified: str = ""
    tells: bool = True


@dataclass(frozen=True, slots=True)
class Read:
    """What was read from one document.

    Attributes:
        statements: Without blank nodes.
        keyed: Those of OAI-PMH by the record's identifier; None for one that was deleted.
    """

    document: Document
    form: Form
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...] = ()
    keyed: Mapping[str, tuple[Statement, ...] | None] = field(default_factory=dict)
