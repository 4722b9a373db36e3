"""Documents of other catalogues, their parsed statements, and findings about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ccdp_graph.i18n import Message, message
from ccdp_graph.model import Finding, Severity
from ccdp_graph.rdf import RdfFormat, Statement


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was fetched; it is fetched again only if it changed.

    Attributes:
        address: The address that was requested.
        file: The SHA-256 of its content, and the name of the file that holds it.
        place: The address after all redirects, the base of its relative IRIs. Empty
            for a file, which has no address of its own.
        link: The Link header of its server, which may name the next page.
        etag: The server's ETag; `modified` its Last-Modified.
        tells: Whether its records are taken, not only its links to other documents.
    """

    address: str
    file: str
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
        keyed: OAI-PMH statements by record identifier; None for a deleted record.
    """

    document: Document
    format: RdfFormat
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...] = ()
    keyed: Mapping[str, tuple[Statement, ...] | None] = field(default_factory=dict)


def harvest_finding(
    severity: Severity, text: Message, place: str, *, line: int | None = None, record: str = ""
) -> Finding:
    """Create a finding about a document, or about a record in it.

    Args:
        place: The address or the file.
        record: The IRI of the record.
    """
    location = str(message("foreign-line", place=place, line=line)) if line else place
    return Finding(
        severity=severity,
        message=text,
        rule=f"harvest#{text.key.removeprefix('foreign-')}",
        focus_node=record or None,
        file=location,
    )
