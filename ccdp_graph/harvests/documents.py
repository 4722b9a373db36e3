"""Documents of other catalogues, what was read from them, and findings with their addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ccdp_graph.i18n import Message, message
from ccdp_graph.model import Finding, Severity
from ccdp_graph.rdf import RdfFormat, Statement


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
class ParsedDocument:
    """What was read from one document.

    Attributes:
        statements: Without blank nodes.
        keyed: Those of OAI-PMH by the record's identifier; None for one that was deleted.
    """

    document: Document
    format: RdfFormat
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...] = ()
    keyed: Mapping[str, tuple[Statement, ...] | None] = field(default_factory=dict)


def harvest_finding(
    severity: Severity, text: Message, place: str, *, line: int | None = None, record: str = ""
) -> Finding:
    """Say something of a document, or of a thing in it.

    Args:
        place: The address or the file.
        thing: The IRI of the record.
    """
    location = str(message("foreign-line", place=place, line=line)) if line else place
    return Finding(
        severity=severity,
        message=text,
        rule=f"harvest#{text.key.removeprefix('foreign-')}",
        focus_node=record or None,
        file=location,
    )
