"""The things of a graph that have a page, and where it lies."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ccdp_graph.model import CellEvidence
from ccdp_graph.rdf import GraphIndex, Statement, language_of, slug, text_of
from ccdp_graph.web.external import ExternalDescriptions
from ccdp_graph.web.terminology import Terminology

LANGUAGES = ("en", "fr")

KINDS: Mapping[str, str] = {
    "resource": "ccdp:DataResource",
    "network": "ccdp:Network",
    "organisation": "foaf:Organization",
    "catalogue": "dcat:Catalog",
    "place": "dcterms:Location",
    "concept": "skos:Concept",
}
"""Kinds of page by class; a thing of two is of the first."""

_NAMES = ("dcterms:title", "foaf:name", "skos:prefLabel")

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

_TAKEN = frozenset({"index"})


class Value(NamedTuple):
    """A value as a reader sees it; `link` is an address, or a way from the root of the site."""

    text: str
    link: str = ""
    language: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Resource:
    """A thing with a page of its own.

    Attributes:
        term: Its IRI, as N-Triples writes it.
        path: Of its files, without an ending.
    """

    term: str
    kind: str
    path: str

    @property
    def iri(self) -> str:
        """Its IRI."""
        return self.term[1:-1]


@dataclass(frozen=True, slots=True)
class SiteGraph:
    """A graph as the site looks at it.

    Attributes:
        things: By IRI.
        parts: By thing, what lies below it in its IRI: periods, contacts, its catalogue record.
        users: By thing, the properties and things that name it.
        cells: By subject and property, as plain IRIs, the cells that speak of them.
        elsewhere: What is known of the things of other places that links name.
        lore: What ontology and vocabularies say, and `schemes` the page of each vocabulary.
        labels: By thing and language, the names that were looked up before.
        shown: By term and language, what readers were shown before.
    """

    facts: GraphIndex
    things: Mapping[str, Resource]
    parts: Mapping[str, tuple[str, ...]]
    users: Mapping[str, tuple[tuple[str, Resource], ...]]
    cells: Mapping[tuple[str, str], tuple[CellEvidence, ...]]
    elsewhere: ExternalDescriptions
    lore: Terminology
    schemes: Mapping[str, str]
    labels: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    shown: dict[tuple[str, str], Value] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        statements: Iterable[Statement],
        cells: Mapping[tuple[str, str], tuple[CellEvidence, ...]],
        elsewhere: ExternalDescriptions | None = None,
        lore: Terminology | None = None,
    ) -> "SiteGraph":
        """Find the things of a graph, their parts, and who names whom."""
        facts = GraphIndex.of(statements)
        things = _things(facts)
        owners = {subject: _owner(subject, things) for subject in facts.by_subject}
        parts: dict[str, list[str]] = {}
        users: dict[str, dict[tuple[str, str], None]] = {}
        for subject in sorted(facts.by_subject):
            owner = owners[subject]
            if owner is None:
                continue
            if subject != owner:
                parts.setdefault(owner, []).append(subject)
            for _, predicate, value in facts.statements(subject):
                if value in things and value != owner and things[owner].kind != "catalogue":
                    users.setdefault(value, {})[predicate, owner] = None
        return cls(
            facts,
            things,
            {owner: tuple(own) for owner, own in parts.items()},
            {v: tuple((p, things[o]) for p, o in sorted(who)) for v, who in users.items()},
            cells,
            elsewhere or ExternalDescriptions(),
            lore or Terminology(),
            _schemes(facts, (lore or Terminology()).vocabularies),
        )

    def of_kind(self, kind: str) -> list[Resource]:
        """Return the things of a kind, by IRI."""
        return [self.things[term] for term in sorted(self.things) if self.things[term].kind == kind]

    def label(self, term: str, language: str) -> tuple[str, str]:
        """Return the name of a thing and the language it is in: the one asked for, if it has it."""
        found = self.labels.get((term, language))
        if found is None:
            found = chosen(self.facts.values(term, *_NAMES), language) or (
                term[1:-1].rstrip("/#").rpartition("/")[2],
                "",
            )
            self.labels[term, language] = found
        return found

    def definition(self, term: str, language: str) -> tuple[str, str] | None:
        """Return what a thing is said to be, by the graph or else by a vocabulary."""
        for facts in (self.facts, self.lore.vocabularies):
            if said := chosen(
                facts.values(term, "dcterms:description", "skos:definition"), language
            ):
                return said
        return None

    def statements(self, thing: Resource) -> Iterator[Statement]:
        """Give all that is said of a thing and of its parts."""
        for subject in (thing.term, *self.parts.get(thing.term, ())):
            yield from self.facts.statements(subject)


def chosen(literals: Iterable[str], language: str) -> tuple[str, str] | None:
    """Choose among literals that say the same: one in the language, in English, in any."""
    order = {language: 0, "en": 1, "": 2}
    found = sorted((order.get(language_of(each), 3), each) for each in literals)
    return (text_of(found[0][1]), language_of(found[0][1])) if found else None


def _things(facts: GraphIndex) -> dict[str, Resource]:
    kinds: dict[str, str] = {}
    for kind, class_name in KINDS.items():
        for term in facts.typed(class_name):
            kinds.setdefault(term, kind)
    taken: set[str] = set()
    things = {}
    for term in sorted(kinds):
        path = _path(term, kinds[term], facts, taken)
        taken.add(path.casefold())
        things[term] = Resource(term, kinds[term], path)
    return things


def _schemes(*sources: GraphIndex) -> dict[str, str]:
    """Name the page of each vocabulary."""
    found: dict[str, str] = {}
    for scheme in sorted({term for facts in sources for term in facts.typed("skos:ConceptScheme")}):
        last = slug(re.split("[/#]", scheme[1:-1].rstrip("/#"))[-1]) or "other"
        digest = hashlib.sha256(scheme.encode()).hexdigest()[:8]
        taken = f"vocabulary/{last}" in found.values() or last in _TAKEN
        found[scheme] = f"vocabulary/{last}-{digest}" if taken else f"vocabulary/{last}"
    return found


def _path(term: str, kind: str, facts: GraphIndex, taken: set[str]) -> str:
    """Name the files of a thing, so that no two clash even where case is ignored."""
    last = re.split("[/#]", term[1:-1].rstrip("/#"))[-1]
    folder = kind
    if kind == "concept":
        schemes = facts.values(term, "skos:inScheme")
        scheme = re.split("[/#]", schemes[0][1:-1].rstrip("/#"))[-1] if schemes else "other"
        folder = f"concept/{slug(scheme) or 'other'}"
    plain = _PLAIN.fullmatch(last) and last.casefold() not in _TAKEN
    path = f"{folder}/{last}"
    if plain and path.casefold() not in taken:
        return path
    digest = hashlib.sha256(term.encode()).hexdigest()[:8]
    return f"{folder}/{slug(last) or 'thing'}-{digest}"


def _owner(subject: str, things: Mapping[str, Resource]) -> str | None:
    above = subject
    while above:
        if above in things:
            return above
        head = above.removesuffix(">").rpartition("/")[0]
        above = f"{head}>" if "/" in head.removeprefix("<") else ""
    return None
