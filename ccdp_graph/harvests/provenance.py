"""Provenance of a harvest: a catalogue record per record, with source and date."""

import hashlib
from collections.abc import Iterable, Iterator

from ccdp_graph.harvests.documents import Document
from ccdp_graph.harvests.state import Harvest, Record
from ccdp_graph.rdf import (
    CCDP,
    DCAT,
    DCTERMS,
    FOAF,
    PROV,
    RDF,
    XSD,
    Statement,
    iri,
    is_iri,
    literal,
    slug,
)

_A = iri(RDF + "type")


def harvest_graph(base: str, name: str) -> str:
    """Return the IRI of the named graph that holds a source's records."""
    return f"{base}graph/harvest/{name}"


def harvest_iri(base: str, name: str) -> str:
    """Return the IRI of a source, which the IRIs of its description start with."""
    return f"{base}harvest/{name}"


def node_base(base: str, name: str) -> str:
    """Return the prefix of the IRIs given to a source's blank nodes."""
    return f"{harvest_iri(base, name)}/node/"


def describe_harvest(harvest: Harvest, base: str, version: str) -> Iterator[Statement]:
    """Describe what was harvested, from where and when.

    Shape: a `dcat:Catalog` for the source, with a `dcat:CatalogRecord` a record, whose
    `foaf:primaryTopic` is the record's own IRI; one `prov:Activity`, which used the documents.

    Args:
        version: The version of this program, which is the agent.
    """
    catalogue = iri(harvest_iri(base, harvest.name))
    yield catalogue, _A, iri(DCAT + "Catalog")
    yield catalogue, _A, iri(PROV + "Entity")
    yield catalogue, iri(DCTERMS + "title"), literal(harvest.name)
    yield catalogue, iri(DCTERMS + "source"), _address(harvest.source)
    yield catalogue, iri(DCTERMS + "modified"), _day(harvest.day)
    pages = {
        document.address: f"{catalogue[:-1]}/document/{document.file[:16]}>"
        for document in harvest.documents
    }
    yield from _activity(harvest, catalogue, pages.values(), base, version)
    for document in harvest.documents:
        yield from _document(document, pages[document.address])
    for record in harvest.records:
        yield from _record(record, catalogue, pages[record.document])


def _activity(
    harvest: Harvest, catalogue: str, pages: Iterable[str], base: str, version: str
) -> Iterator[Statement]:
    digested = "\n".join(
        [version, harvest.day, *sorted(document.file for document in harvest.documents)]
    )
    activity = f"{catalogue[:-1]}/activity/{hashlib.sha256(digested.encode()).hexdigest()[:16]}>"
    agent = iri(f"{base}agent/ccdp-graph-{version}")
    moment = literal(f"{harvest.day}T00:00:00Z", datatype=XSD + "dateTime")
    yield catalogue, iri(PROV + "wasGeneratedBy"), activity
    yield activity, _A, iri(PROV + "Activity")
    yield activity, iri(PROV + "endedAtTime"), moment
    yield activity, iri(PROV + "wasAssociatedWith"), agent
    yield agent, _A, iri(PROV + "SoftwareAgent")
    yield agent, iri(FOAF + "name"), literal(f"ccdp-graph {version}")
    for page in pages:
        yield activity, iri(PROV + "used"), page


def _document(document: Document, page: str) -> Iterator[Statement]:
    yield page, _A, iri(PROV + "Entity")
    yield page, iri(DCTERMS + "source"), _address(document.address)
    yield page, iri(CCDP + "sha256"), literal(document.file)


def _record(record: Record, catalogue: str, page: str) -> Iterator[Statement]:
    digest = hashlib.sha256(record.iri.encode()).hexdigest()[:8]
    local_name = slug(record.iri.rstrip("/#").replace("#", "/").rpartition("/")[2], longest=40)
    node = f"{catalogue[:-1]}/record/{'-'.join(part for part in (local_name, digest) if part)}>"
    yield catalogue, iri(DCAT + "record"), node
    yield node, _A, iri(DCAT + "CatalogRecord")
    yield node, iri(FOAF + "primaryTopic"), iri(record.iri)
    yield node, iri(DCTERMS + "source"), _address(record.document)
    yield node, iri(PROV + "wasDerivedFrom"), page
    yield node, iri(DCTERMS + "issued"), _day(record.issued)
    yield node, iri(DCTERMS + "modified"), _day(record.modified)


def _address(text: str) -> str:
    """Return an address as an IRI, or a file name as a literal."""
    return iri(text) if is_iri(text) else literal(text)


def _day(day: str) -> str:
    return literal(day, datatype=XSD + "date")
