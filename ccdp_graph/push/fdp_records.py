"""The records of a FAIR Data Point that takes them one by one: catalogues and their datasets."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ccdp_graph.model import Settings
from ccdp_graph.rdf import A, GraphIndex, Statement, chosen, iri, literal, name, text_of

_KINDS = {"catalogue": ("dcat:Catalog", "dcat:Resource"), "dataset": ("dcat:Dataset",)}

# What the other side sets itself, or says in another way: where a record belongs, what it holds.
_LEFT_OUT = frozenset(
    name(entry)
    for entry in (
        *("dcterms:issued", "dcterms:modified", "dcterms:isPartOf", "dcterms:hasPart"),
        *("dcterms:identifier", "dcat:version", "dcat:dataset", "dcat:catalog", "dcat:record"),
        *("dcat:distribution", "dcat:service"),
    )
)

# Source: FAIRDataPoint 1.16, its shapes for resources, catalogues and datasets.
_ONE = frozenset(
    name(entry)
    for entry in (
        *("dcterms:title", "dcterms:description", "dcterms:publisher", "dcterms:language"),
        *("dcterms:license", "dcterms:rights", "dcat:contactPoint", "dcat:landingPage"),
    )
)

_ONE_OF_OTHERS = frozenset({name("foaf:name")})

_ALONE = ("dcat:Dataset", "dcat:Catalog", "dcat:CatalogRecord", "ccdp:Network")

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class FdpRecord:
    """One record, and the things of ours that it speaks of.

    Attributes:
        thing: Its IRI here; there, the server gives it another.
        parent: The thing that it is a part of; nothing for the FAIR Data Point itself.
        statements: With the IRI from here as subject; `version` among them ends in a digest of
            all others, so that a changed record is known by it.
    """

    thing: str
    kind: str
    parent: str
    title: str
    statements: tuple[Statement, ...]


def read_fdp_records(facts: GraphIndex, project: Settings) -> tuple[FdpRecord, ...]:
    """Give the catalogues of a DCAT-AP view that hold datasets, each followed by those.

    Shape: as the view says it, but one title, one description and one name a publisher, which is
    what a FAIR Data Point takes; `dcterms:identifier` is the IRI from here, and a version is the
    project's, or else the day of the last change.
    """
    found: list[FdpRecord] = []
    seen: set[str] = set()
    days = _days(facts)
    for catalogue in facts.typed("dcat:Catalog"):
        datasets = [d for d in facts.values(catalogue, "dcat:dataset") if d not in seen]
        if datasets:
            found.append(_record(catalogue, "catalogue", "", facts, project, days))
        for dataset in datasets:
            seen.add(dataset)
            found.append(_record(dataset, "dataset", catalogue[1:-1], facts, project, days))
    return tuple(found)


def _record(
    thing: str,
    kind: str,
    parent: str,
    facts: GraphIndex,
    project: Settings,
    days: Mapping[str, str],
) -> FdpRecord:
    told = {(thing, A, name(entry)) for entry in _KINDS[kind]}
    told.update(_said(thing, facts, project))
    told.add((thing, name("dcterms:identifier"), literal(thing[1:-1])))
    lines = "".join(" ".join(statement) + "\n" for statement in sorted(told))
    digest = hashlib.sha256(lines.encode()).hexdigest()[:_DIGITS]
    version = f"{project.version or days.get(thing, '1')}+{digest}"
    told.add((thing, name("dcat:version"), literal(version)))
    title = " ".join(text_of(s[2]) for s in told if s[:2] == (thing, name("dcterms:title")))
    return FdpRecord(thing[1:-1], kind, parent, title, tuple(sorted(told)))


def _days(facts: GraphIndex) -> dict[str, str]:
    """Return the day of the last change of each thing: its own, or that of its record."""
    found: dict[str, str] = {}
    for node in facts.by_subject:
        for day in facts.values(node, "dcterms:modified"):
            for thing in (node, *facts.values(node, "foaf:primaryTopic")):
                found[thing] = max(found.get(thing, ""), text_of(day)[:10])
    return found


def _said(thing: str, facts: GraphIndex, project: Settings) -> Iterator[Statement]:
    """Give what is said of a record, and of the things of ours that this leads to."""
    base = iri(project.base)[:-1]
    waiting, seen = [thing], {thing}
    while waiting:
        node = waiting.pop()
        left_out, single = (_LEFT_OUT, _ONE) if node == thing else (frozenset(), _ONE_OF_OTHERS)
        for predicate, values in facts.by_subject.get(node, {}).items():
            if predicate in left_out:
                continue
            for value in (
                chosen(sorted(values), project.languages) if predicate in single else values
            ):
                yield node, predicate, value
                ours = value.startswith(base) and value in facts.by_subject
                if ours and value not in seen and not _stands_alone(value, facts):
                    seen.add(value)
                    waiting.append(value)


def _stands_alone(thing: str, facts: GraphIndex) -> bool:
    return any(facts.is_a(thing, kind) for kind in _ALONE)
