"""OAI-PMH pages: their records and resumption tokens. Source: OAI-PMH 2.0."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ccdp_graph.rdf import DCAT, DCTERMS, FOAF, RDF, Statement, iri, literal, repair_iri

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


OAI = "http://www.openarchives.org/OAI/2.0/"

_DC = "{http://purl.org/dc/elements/1.1/}"

_RDF_ROOT = f"{{{RDF}}}RDF"

_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_A = iri(RDF + "type")

_RECORD = re.compile(rb"<(?=(?:[\w.-]+:)?record[\s>])")

_END = re.compile(rb"</(?:[\w.-]+:)?record\s*>")

_NAMESPACES = re.compile(rb"""\sxmlns(?::[\w.-]+)?\s*=\s*(?:"[^"]*"|'[^']*')""")

_TOKEN = re.compile(rb"<(?:[\w.-]+:)?resumptionToken\b[^>]*>([^<]+)<")

_IDENTIFIER = re.compile(rb"<(?:[\w.-]+:)?identifier>\s*([^<]+?)\s*</")

_TEXT_ELEMENTS = (
    "title",
    "description",
    "language",
    "rights",
    "type",
    "coverage",
    "source",
    "format",
)


@dataclass(frozen=True, slots=True)
class OaiRecord:
    """A record of an OAI-PMH page.

    Attributes:
        rdf_xml: Its metadata if they are RDF; `statements` if they are Dublin Core.
        fault: Why it could not be read.
    """

    identifier: str = ""
    deleted: bool = False
    rdf_xml: bytes = b""
    statements: tuple[Statement, ...] = ()
    fault: str = ""
    line: int | None = None


def token_of(content: bytes) -> str:
    """Return the resumption token of a page, or an empty string."""
    from html import unescape

    match = _TOKEN.search(content)
    return unescape(match[1].decode("utf-8", "replace")).strip() if match else ""


def error_of(content: bytes) -> tuple[str, str]:
    """Return the code and text of an OAI-PMH error, or two empty strings."""
    match = re.search(
        rb"""<(?:[\w.-]+:)?error\b[^>]*\bcode\s*=\s*["'](\w+)["'][^>]*?(?:/>|>([^<]*))""", content
    )
    if match is None:
        return "", ""
    return match[1].decode(), " ".join((match[2] or b"").decode("utf-8", "replace").split())


def oai_records(content: bytes) -> Iterator[OaiRecord]:
    """Yield the records of a page; one that is not well-formed does not affect the others."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(content)
    except ParseError:
        yield from _one_by_one(content)
        return
    for record in root.iter(f"{{{OAI}}}record"):
        yield _record(record)


def _one_by_one(content: bytes) -> Iterator[OaiRecord]:
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import fromstring

    starts = [match.start() for match in _RECORD.finditer(content)]
    declared = b"".join(dict.fromkeys(_NAMESPACES.findall(content[: min(starts, default=0)])))
    for start, next_start in pairwise([*starts, len(content)]):
        end = _END.search(content, start, next_start)
        chunk = content[start : end.end() if end else next_start]
        try:
            yield _record(fromstring(b"<page" + declared + b">" + chunk + b"</page>")[0])
        except ParseError as error:
            identifier = _IDENTIFIER.search(chunk)
            yield OaiRecord(
                identifier=identifier[1].decode("utf-8", "replace") if identifier else "",
                fault=f"is not XML ({error})",
                line=content.count(b"\n", 0, start) + 1,
            )


def _record(record: "Element") -> OaiRecord:
    from xml.etree.ElementTree import tostring

    header = record.find(f"{{{OAI}}}header")
    identifier = "" if header is None else header.findtext(f"{{{OAI}}}identifier", "").strip()
    if header is None or not identifier:
        return OaiRecord(fault="has no identifier")
    if header.get("status") == "deleted":
        return OaiRecord(identifier, deleted=True)
    metadata = record.find(f"{{{OAI}}}metadata")
    inner = None if metadata is None else next(iter(metadata), None)
    if inner is None:
        return OaiRecord(identifier, fault="has no metadata")
    if inner.find(f"{_DC}title") is not None or inner.tag.endswith("}dc"):
        return OaiRecord(identifier, statements=tuple(_dublin_core(identifier, inner)))
    if inner.tag != _RDF_ROOT and not any(RDF in name for name in inner.attrib):
        return OaiRecord(identifier, fault=f"is neither RDF nor Dublin Core ({inner.tag})")
    return OaiRecord(identifier, rdf_xml=tostring(inner, encoding="utf-8"))


def _dublin_core(identifier: str, metadata: "Element") -> Iterator[Statement]:
    """Map the fifteen Dublin Core elements to DCAT.

    A record is a dataset if its type says so, otherwise a resource. Names of people and
    organisations are kept as names.
    """
    record = iri(repair_iri(identifier) or f"urn:oai:{repair_iri('a:' + identifier) or identifier}")
    elements = [
        (element.tag.removeprefix(_DC), " ".join((element.text or "").split()), element)
        for element in metadata
        if isinstance(element.tag, str) and element.tag.startswith(_DC)
    ]
    types = {text.lower().rpartition("/")[2] for name, text, _ in elements if name == "type"}
    yield record, _A, iri(DCAT + ("Dataset" if "dataset" in types else "Resource"))
    yield record, iri(DCTERMS + "identifier"), literal(identifier)
    for number, (name, text, element) in enumerate(elements):
        language = element.get(_XML_LANGUAGE)
        if not text:
            continue
        if name in _TEXT_ELEMENTS:
            yield record, iri(DCTERMS + name), literal(text, language=language)
        elif name == "subject":
            yield record, iri(DCAT + "keyword"), literal(text, language=language)
        elif name == "date":
            yield record, iri(DCTERMS + "date"), literal(text)
        elif name in {"creator", "publisher", "contributor"}:
            agent = f"_:agent{number}"
            yield record, iri(DCTERMS + name), agent
            yield agent, _A, iri(FOAF + "Agent")
            yield agent, iri(FOAF + "name"), literal(text)
        elif name in {"identifier", "relation"} and text.startswith(("http://", "https://")):
            address = iri(repair_iri(text) or text)
            predicate = DCAT + "landingPage" if name == "identifier" else DCTERMS + "relation"
            yield record, iri(predicate), address
        elif name == "identifier":
            yield record, iri(DCTERMS + "identifier"), literal(text)


def formats_of(content: bytes) -> tuple[str, ...]:
    """Return the names of the formats that a server lists."""
    prefixes = re.findall(rb"<(?:[\w.-]+:)?metadataPrefix>\s*([^<]+?)\s*</", content)
    return tuple(name.decode("utf-8", "replace") for name in prefixes)


def identity_of(content: bytes) -> tuple[str, str]:
    """Return how a server keeps track of deletions, and the date of its response."""
    deletions = re.search(rb"<(?:[\w.-]+:)?deletedRecord>\s*(\w+)", content)
    day = re.search(rb"<(?:[\w.-]+:)?responseDate>\s*(\d{4}-\d\d-\d\d)", content)
    return (deletions[1].decode() if deletions else "no"), (day[1].decode() if day else "")
