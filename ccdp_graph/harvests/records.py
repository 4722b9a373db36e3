"""Which resources of a source are records, and which of them can be taken."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ccdp_graph.harvests.documents import Document, ParsedDocument, harvest_finding
from ccdp_graph.harvests.state import Record
from ccdp_graph.i18n import message
from ccdp_graph.model import Finding, Severity
from ccdp_graph.rdf import Statement, expand, iri

_SCHEMA = ("http://schema.org/", "https://schema.org/")


def _names(*prefixed: str) -> frozenset[str]:
    return frozenset(iri(expand(name)) for name in prefixed)


def _schema(local: str) -> frozenset[str]:
    return frozenset(iri(namespace + local) for namespace in _SCHEMA)


_A = iri(expand("rdf:type"))

CATALOGUE = iri(expand("dcat:Catalog"))

RECORDS = _schema("Dataset") | _names(
    "dcat:Dataset", "dcat:DatasetSeries", "dcat:DataService", "dcat:Resource"
)
"""The classes of records."""

_NOT_RECORDS = _names(
    *("dcat:Catalog", "dcat:CatalogRecord", "dcat:Distribution"),
    *("fdp-o:FAIRDataPoint", "fdp-o:MetadataService"),
)

_LISTING = _schema("dataset") | _names("dcat:dataset", "dcat:service", "dcat:resource")

_TITLES = _schema("name") | _names("dcterms:title", "rdfs:label", "skos:prefLabel", "foaf:name")

_TITLES |= {iri("http://purl.org/dc/elements/1.1/title")}

_DISTRIBUTION = _schema("distribution") | _names("dcat:distribution")

_OUR_CELLS = _names("ccdp:Cell", "ccdp:CellStatement", "ccdp:Row", "ccdp:Workbook")


@dataclass(frozen=True, slots=True)
class SelectedRecords:
    """What is taken from a source.

    Attributes:
        statements: Each once, sorted.
        records: By IRI.
        dropped: How many records could not be taken.
    """

    statements: tuple[Statement, ...]
    records: tuple[Record, ...]
    dropped: int
    findings: tuple[Finding, ...]


def select_records(parsed: Sequence[ParsedDocument], base: str, node_base: str) -> SelectedRecords:
    """Take the records of a source, and everything that belongs to them.

    Shape: a record is a dataset, series, service or resource with a type and a title; one without
    is a finding, and is left out with all that belongs to it alone. Also left out is what
    only this project describes: resources below `<base>harvest/`, and the cells of its workbooks.

    Args:
        node_base: The prefix of the IRIs given to blank nodes.
    """
    descriptions, sources = _by_subject(parsed)
    reserved = _reserved(descriptions, base, node_base)
    for resource in reserved:
        del descriptions[resource]
    types = {s: {o for p, o in description if p == _A} for s, description in descriptions.items()}
    listed_by = {
        o: s for s, description in descriptions.items() for p, o in description if p in _LISTING
    }
    typed = [s for s in descriptions if types[s] & RECORDS and not types[s] & _NOT_RECORDS]
    kept, dropped, findings = list[str](), dict[str, None](), list[Finding]()
    if reserved:
        text = message("foreign-ours-to-say", number=len(reserved), iri=reserved[0][1:-1])
        findings.append(harvest_finding(Severity.WARNING, text, sources[reserved[0]].address))
    for resource in typed:
        if any(
            p in _TITLES and o.startswith('"') and _has_text(o) for p, o in descriptions[resource]
        ):
            kept.append(resource)
        else:
            dropped[resource] = None
            findings.append(_finding_about("foreign-no-title", resource, sources[resource]))
    for resource, catalogue in listed_by.items():
        if resource.startswith("<") and resource not in descriptions:
            findings.append(_finding_about("foreign-not-described", resource, sources[catalogue]))
        elif resource in descriptions and not types[resource]:
            dropped[resource] = None
            findings.append(_finding_about("foreign-no-type", resource, sources[resource]))
    removed = _unreachable(descriptions, dropped, [s for s in descriptions if s not in dropped])
    statements = sorted(
        (s, p, o)
        for s, description in descriptions.items()
        if s not in removed
        for p, o in description
    )
    records = [
        Record(
            resource[1:-1], _digest(resource, descriptions, node_base), sources[resource].address
        )
        for resource in sorted(kept)
    ]
    own_iris = [record.iri for record in records if record.iri.startswith(base)]
    if own_iris:
        text = message("foreign-ours", number=len(own_iris), iri=own_iris[0])
        findings.append(harvest_finding(Severity.INFO, text, sources[f"<{own_iris[0]}>"].address))
    return SelectedRecords(tuple(statements), tuple(records), len(dropped), tuple(findings))


def _reserved(
    descriptions: Mapping[str, Mapping[tuple[str, str], None]], base: str, node_base: str
) -> list[str]:
    """Return the resources that no source may describe, because only this project does."""
    below = f"<{base}harvest/"
    return [
        resource
        for resource, description in descriptions.items()
        if (resource.startswith(below) and not resource.startswith(f"<{node_base}"))
        or any(p == _A and o in _OUR_CELLS for p, o in description)
    ]


def _by_subject(
    parsed: Sequence[ParsedDocument],
) -> tuple[dict[str, dict[tuple[str, str], None]], dict[str, Document]]:
    """Join documents: the description of each resource, and the document that types it first."""
    descriptions: dict[str, dict[tuple[str, str], None]] = {}
    sources: dict[str, Document] = {}
    typed: set[str] = set()
    for document in parsed:
        for subject, predicate, value in document.statements:
            descriptions.setdefault(subject, {})[predicate, value] = None
            if predicate == _A and subject not in typed:
                typed.add(subject)
                sources[subject] = document.document
            sources.setdefault(subject, document.document)
    return descriptions, sources


def _has_text(text: str) -> bool:
    return bool(text[1 : text.rindex('"')].strip())


def _finding_about(key: str, resource: str, document: Document) -> Finding:
    severity = Severity.WARNING if key == "foreign-not-described" else Severity.VIOLATION
    place = document.place or document.address
    return harvest_finding(severity, message(key, iri=resource[1:-1]), place, record=resource[1:-1])


def _unreachable(
    descriptions: Mapping[str, Mapping[tuple[str, str], None]],
    dropped: Iterable[str],
    remaining: Iterable[str],
) -> set[str]:
    """Return dropped resources, and everything reachable only from them."""
    reached = _reached(descriptions, dropped, frozenset())
    roots = [resource for resource in remaining if resource not in reached]
    return reached - _reached(descriptions, roots, frozenset(dropped))


def _reached(
    descriptions: Mapping[str, Mapping[tuple[str, str], None]],
    starts: Iterable[str],
    closed: frozenset[str],
) -> set[str]:
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for _, value in descriptions.get(waiting.pop(), {}):
            if value in descriptions and value not in seen and value not in closed:
                seen.add(value)
                waiting.append(value)
    return seen


def _digest(
    record: str, descriptions: Mapping[str, Mapping[tuple[str, str], None]], node_base: str
) -> str:
    """Return a digest of the description of a record, its blank nodes and its distributions."""
    seen, waiting = {record}, [record]
    lines = []
    while waiting:
        subject = waiting.pop()
        for predicate, value in descriptions.get(subject, {}):
            lines.append(f"{subject} {predicate} {value}")
            followed = value.startswith(f"<{node_base}") or predicate in _DISTRIBUTION
            if followed and value not in seen:
                seen.add(value)
                waiting.append(value)
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def conflicting_iris(records: Iterable[Record], others: Mapping[str, str]) -> Iterator[Finding]:
    """Report IRIs that another source also describes; both graphs keep their own.

    Args:
        others: By IRI, the name of the other source.
    """
    for record in records:
        if record.iri in others:
            text = message("foreign-claimed", iri=record.iri, other=others[record.iri])
            yield harvest_finding(Severity.WARNING, text, record.document, record=record.iri)


def deduplicate_oai(parsed: Sequence[ParsedDocument]) -> list[ParsedDocument]:
    """Keep of each OAI-PMH page the records that no later page repeats or deletes.

    A page that has none left is left out.
    """
    last = {key: number for number, document in enumerate(parsed) for key in document.keyed}
    kept = []
    for number, document in enumerate(parsed):
        latest = {
            key: statements_of_record
            for key, statements_of_record in document.keyed.items()
            if last[key] == number
        }
        if latest:
            statements = tuple(
                statement
                for statements_of_record in latest.values()
                for statement in statements_of_record or ()
            )
            kept.append(replace(document, statements=statements, keyed=latest))
        elif not document.keyed:
            kept.append(document)
    return kept
