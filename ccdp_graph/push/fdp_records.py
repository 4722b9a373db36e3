"""The records to push to a FAIR Data Point: catalogues and their datasets."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ccdp_graph.model import Settings
from ccdp_graph.rdf import A, GraphIndex, Statement, chosen, iri, literal, name, text_of

_KINDS = {"catalogue": ("dcat:Catalog", "dcat:Resource"), "dataset": ("dcat:Dataset",)}

# What the server sets itself or expresses differently, such as parent and children.
_LEFT_OUT = frozenset(
    name(entry)
    for entry in (
        *("dcterms:issued", "dcterms:modified", "dcterms:isPartOf", "dcterms:hasPart"),
        *("dcterms:identifier", "dcat:version", "dcat:dataset", "dcat:catalog", "dcat:record"),
        *("dcat:distribution", "dcat:service"),
    )
)

# Source: FAIRDataPoint 1.16, its shapes for resources, catalogues and datasets.
_SINGLE_VALUED = frozenset(
    name(entry)
    for entry in (
        *("dcterms:title", "dcterms:description", "dcterms:publisher", "dcterms:language"),
        *("dcterms:license", "dcterms:rights", "dcat:contactPoint", "dcat:landingPage"),
    )
)

_SINGLE_VALUED_OF_OTHERS = frozenset({name("foaf:name")})

_OWN_RECORDS = ("dcat:Dataset", "dcat:Catalog", "dcat:CatalogRecord", "dcat:Resource")

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class FdpRecord:
    """One record, and our resources that it refers to.

    Attributes:
        thing: Our IRI; the server assigns another.
        parent: The resource that it is a part of; empty for the FAIR Data Point itself.
        statements: With our IRI as subject; their `version` ends in a digest of
            all others, which identifies a changed record.
    """

    thing: str
    kind: str
    parent: str
    title: str
    statements: tuple[Statement, ...]


def read_fdp_records(index: GraphIndex, settings: Settings) -> tuple[FdpRecord, ...]:
    """Return the catalogues of a DCAT-AP view that have datasets, each followed by them.

    Shape: as in the view, but with one title, one description and one name per publisher, which is
    what a FAIR Data Point accepts; `dcterms:identifier` is our IRI, and the version is the
    project's, or else the date of the last change.
    """
    records: list[FdpRecord] = []
    listed: set[str] = set()
    days = _days(index)
    for catalogue in index.typed("dcat:Catalog"):
        datasets = [d for d in index.values(catalogue, "dcat:dataset") if d not in listed]
        if datasets:
            records.append(_record(catalogue, "catalogue", "", index, settings, days))
        for dataset in datasets:
            listed.add(dataset)
            records.append(_record(dataset, "dataset", catalogue[1:-1], index, settings, days))
    return tuple(records)


def _record(
    thing: str,
    kind: str,
    parent: str,
    index: GraphIndex,
    settings: Settings,
    days: Mapping[str, str],
) -> FdpRecord:
    statements = {(thing, A, name(entry)) for entry in _KINDS[kind]}
    statements.update(_described(thing, index, settings))
    statements.add((thing, name("dcterms:identifier"), literal(thing[1:-1])))
    lines = "".join(" ".join(statement) + "\n" for statement in sorted(statements))
    digest = hashlib.sha256(lines.encode()).hexdigest()[:_DIGITS]
    version = f"{settings.version or days.get(thing, '1')}+{digest}"
    statements.add((thing, name("dcat:version"), literal(version)))
    title = " ".join(text_of(s[2]) for s in statements if s[:2] == (thing, name("dcterms:title")))
    return FdpRecord(thing[1:-1], kind, parent, title, tuple(sorted(statements)))


def _days(index: GraphIndex) -> dict[str, str]:
    """Return the date of the last change of each resource: its own, or that of its record."""
    days: dict[str, str] = {}
    for node in index.by_subject:
        for day in index.values(node, "dcterms:modified"):
            for thing in (node, *index.values(node, "foaf:primaryTopic")):
                days[thing] = max(days.get(thing, ""), text_of(day)[:10])
    return days


def _described(thing: str, index: GraphIndex, settings: Settings) -> Iterator[Statement]:
    """Yield the description of a record, and of our resources that it refers to."""
    base = iri(settings.base)[:-1]
    waiting, seen = [thing], {thing}
    while waiting:
        node = waiting.pop()
        left_out, single = (
            (_LEFT_OUT, _SINGLE_VALUED)
            if node == thing
            else (frozenset(), _SINGLE_VALUED_OF_OTHERS)
        )
        for predicate, values in index.by_subject.get(node, {}).items():
            if predicate in left_out:
                continue
            for value in (
                chosen(sorted(values), settings.languages) if predicate in single else values
            ):
                yield node, predicate, value
                is_ours = value.startswith(base) and value in index.by_subject
                if is_ours and value not in seen and not _stands_alone(value, index):
                    seen.add(value)
                    waiting.append(value)


def _stands_alone(thing: str, index: GraphIndex) -> bool:
    return any(index.is_a(thing, kind) for kind in _OWN_RECORDS)
