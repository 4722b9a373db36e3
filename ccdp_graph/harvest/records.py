"""Which things of others are records, and which of those we can take."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ccdp_graph.harvest.documents import Document, ParsedDocument, harvest_finding
from ccdp_graph.harvest.state import Record
from ccdp_graph.i18n import message
from ccdp_graph.model import Finding, Severity
from ccdp_graph.rdf import Statement, expand, iri

_SCHEMA = ("http://schema.org/", "https://schema.org/")


def _names(*prefixed: str) -> frozenset[str]:
    return frozenset(iri(expand(one)) for one in prefixed)


def _schema(local: str) -> frozenset[str]:
    return frozenset(iri(namespace + local) for namespace in _SCHEMA)


_A = iri(expand("rdf:type"))

CATALOGUE = iri(expand("dcat:Catalog"))

RECORDS = _schema("Dataset") | _names(
    "dcat:Dataset", "dcat:DatasetSeries", "dcat:DataService", "dcat:Resource"
)
"""What a record is an instance of."""

_OTHERS = _names(
    *("dcat:Catalog", "dcat:CatalogRecord", "dcat:Distribution"),
    *("fdp-o:FAIRDataPoint", "fdp-o:MetadataService"),
)

_LISTS = _schema("dataset") | _names("dcat:dataset", "dcat:service", "dcat:resource")

_TITLES = _schema("name") | _names("dcterms:title", "rdfs:label", "skos:prefLabel", "foaf:name")

_TITLES |= {iri("http://purl.org/dc/elements/1.1/title")}

_DISTRIBUTION = _schema("distribution") | _names("dcat:distribution")

_OUR_CELLS = _names("ccdp:Cell", "ccdp:CellStatement", "ccdp:Row", "ccdp:Workbook")


@dataclass(frozen=True, slots=True)
class SelectedRecords:
    """What is taken of a source.

    Attributes:
        statements: Each once, sorted.
        records: By IRI.
        dropped: How many records could not be taken.
    """

    statements: tuple[Statement, ...]
    records: tuple[Record, ...]
    dropped: int
    findings: tuple[Finding, ...]


def select_records(reads: Sequence[ParsedDocument], base: str, names: str) -> SelectedRecords:
    """Take the records of a source, and all that hangs on them.

    Shape: a record is a dataset, series, service or resource with a type and a title; one without
    is a finding, and what hangs on it alone goes with it. What is ours to say is left out: of
    things below `<base>harvest/`, and which cell says what.

    Args:
        names: What the names of blank nodes begin with.
    """
    about, told_by = _by_subject(reads)
    forged = _ours_to_say(about, base, names)
    for thing in forged:
        del about[thing]
    kinds = {s: {o for p, o in own if p == _A} for s, own in about.items()}
    listed = {o: s for s, own in about.items() for p, o in own if p in _LISTS}
    typed = [s for s in about if kinds[s] & RECORDS and not kinds[s] & _OTHERS]
    kept, dropped, findings = list[str](), dict[str, None](), list[Finding]()
    if forged:
        said = message("foreign-ours-to-say", number=len(forged), iri=forged[0][1:-1])
        findings.append(harvest_finding(Severity.WARNING, said, told_by[forged[0]].address))
    for thing in typed:
        if any(p in _TITLES and o.startswith('"') and _said(o) for p, o in about[thing]):
            kept.append(thing)
        else:
            dropped[thing] = None
            findings.append(_lacking("foreign-no-title", thing, told_by[thing]))
    for thing, catalogue in listed.items():
        if thing.startswith("<") and thing not in about:
            findings.append(_lacking("foreign-not-described", thing, told_by[catalogue]))
        elif thing in about and not kinds[thing]:
            dropped[thing] = None
            findings.append(_lacking("foreign-no-type", thing, told_by[thing]))
    gone = _alone(about, dropped, [s for s in about if s not in dropped])
    statements = sorted((s, p, o) for s, own in about.items() if s not in gone for p, o in own)
    records = [
        Record(thing[1:-1], _digest(thing, about, names), told_by[thing].address)
        for thing in sorted(kept)
    ]
    ours = [record.iri for record in records if record.iri.startswith(base)]
    if ours:
        said = message("foreign-ours", number=len(ours), iri=ours[0])
        findings.append(harvest_finding(Severity.INFO, said, told_by[f"<{ours[0]}>"].address))
    return SelectedRecords(tuple(statements), tuple(records), len(dropped), tuple(findings))


def _ours_to_say(
    about: Mapping[str, Mapping[tuple[str, str], None]], base: str, names: str
) -> list[str]:
    """Return the things that a source could only lie about."""
    below = f"<{base}harvest/"
    return [
        thing
        for thing, said in about.items()
        if (thing.startswith(below) and not thing.startswith(f"<{names}"))
        or any(p == _A and o in _OUR_CELLS for p, o in said)
    ]


def _by_subject(
    reads: Sequence[ParsedDocument],
) -> tuple[dict[str, dict[tuple[str, str], None]], dict[str, Document]]:
    """Join documents: what is said of each thing, and the document that says its type first."""
    about: dict[str, dict[tuple[str, str], None]] = {}
    told_by: dict[str, Document] = {}
    typed: set[str] = set()
    for read in reads:
        for subject, predicate, value in read.statements:
            about.setdefault(subject, {})[predicate, value] = None
            if predicate == _A and subject not in typed:
                typed.add(subject)
                told_by[subject] = read.document
            told_by.setdefault(subject, read.document)
    return about, told_by


def _said(text: str) -> bool:
    return bool(text[1 : text.rindex('"')].strip())


def _lacking(key: str, thing: str, document: Document) -> Finding:
    severity = Severity.WARNING if key == "foreign-not-described" else Severity.VIOLATION
    place = document.place or document.address
    return harvest_finding(severity, message(key, iri=thing[1:-1]), place, thing=thing[1:-1])


def _alone(
    about: Mapping[str, Mapping[tuple[str, str], None]],
    dropped: Iterable[str],
    others: Iterable[str],
) -> set[str]:
    """Return dropped things, and all that only they lead to."""
    below = _reached(about, dropped, frozenset())
    roots = [thing for thing in others if thing not in below]
    return below - _reached(about, roots, frozenset(dropped))


def _reached(
    about: Mapping[str, Mapping[tuple[str, str], None]],
    starts: Iterable[str],
    closed: frozenset[str],
) -> set[str]:
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for _, value in about.get(waiting.pop(), {}):
            if value in about and value not in seen and value not in closed:
                seen.add(value)
                waiting.append(value)
    return seen


def _digest(thing: str, about: Mapping[str, Mapping[tuple[str, str], None]], names: str) -> str:
    """Return a digest of what is said of a record, its blank nodes and its distributions."""
    seen, waiting = {thing}, [thing]
    lines = []
    while waiting:
        subject = waiting.pop()
        for predicate, value in about.get(subject, {}):
            lines.append(f"{subject} {predicate} {value}")
            own = value.startswith(f"<{names}") or predicate in _DISTRIBUTION
            if own and value not in seen:
                seen.add(value)
                waiting.append(value)
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def conflicting_iris(records: Iterable[Record], others: Mapping[str, str]) -> Iterator[Finding]:
    """Tell of IRIs that another source claims too; both graphs keep their own.

    Args:
        others: By IRI, the name of the other source.
    """
    for record in records:
        if record.iri in others:
            said = message("foreign-claimed", iri=record.iri, other=others[record.iri])
            yield harvest_finding(Severity.WARNING, said, record.document, thing=record.iri)


def deduplicate_oai(reads: Sequence[ParsedDocument]) -> list[ParsedDocument]:
    """Leave to each page of OAI-PMH the records that no later page says again, or deletes.

    A page that has none left is left out.
    """
    last = {key: place for place, read in enumerate(reads) for key in read.keyed}
    found = []
    for place, read in enumerate(reads):
        own = {key: said for key, said in read.keyed.items() if last[key] == place}
        if own:
            statements = tuple(statement for said in own.values() for statement in said or ())
            found.append(replace(read, statements=statements, keyed=own))
        elif not read.keyed:
            found.append(read)
    return found
