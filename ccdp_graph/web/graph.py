"""The resources of a graph that have a page, and its path."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ccdp_graph.files import Memo
from ccdp_graph.i18n import WORDS
from ccdp_graph.model import CellEvidence, RecordType, RecordTypes
from ccdp_graph.rdf import GraphIndex, Statement, language_of, slug, text_of
from ccdp_graph.web.external import ExternalDescriptions
from ccdp_graph.web.terminology import Terminology

CATALOGUE, PLACE, CONCEPT = "catalogue", "place", "concept"

_OTHERS: Mapping[str, str] = {
    CATALOGUE: "dcat:Catalog",
    PLACE: "dcterms:Location",
    CONCEPT: "skos:Concept",
}
"""The kinds of page beside those of record, by class."""

_NAMES = ("dcterms:title", "foaf:name", "skos:prefLabel")

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

_TAKEN = frozenset({"index"})

_MOST_KEPT = 200_000  # a name and a displayed value a thing and language


class Value(NamedTuple):
    """A value as readers see it; `link` is an address, or a path from the root of the site."""

    text: str
    link: str = ""
    language: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource with a page of its own.

    Attributes:
        term: Its IRI in N-Triples syntax.
        path: The path of its files, without extension.
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
    """A graph as the site uses it.

    Attributes:
        types: The kinds of record.
        things: The resources, by IRI.
        parts: By resource, what is below its IRI: periods, contacts, its catalogue record.
        users: By resource, the properties and resources that refer to it.
        cells: By subject and property, as plain IRIs, the cells behind them.
        external: External descriptions of the targets of links.
        terminology: The ontology and the vocabularies; `schemes` the page of each vocabulary.
        memo: Names by resource and language, and values as they are displayed.
    """

    facts: GraphIndex
    types: RecordTypes
    things: Mapping[str, Resource]
    parts: Mapping[str, tuple[str, ...]]
    users: Mapping[str, tuple[tuple[str, Resource], ...]]
    cells: Mapping[tuple[str, str], tuple[CellEvidence, ...]]
    external: ExternalDescriptions
    terminology: Terminology
    schemes: Mapping[str, str]
    memo: Memo = field(default_factory=lambda: Memo(_MOST_KEPT), repr=False, compare=False)

    @classmethod
    def of(
        cls,
        statements: Iterable[Statement],
        types: RecordTypes,
        cells: Mapping[tuple[str, str], tuple[CellEvidence, ...]],
        external: ExternalDescriptions | None = None,
        terminology: Terminology | None = None,
    ) -> "SiteGraph":
        """Find the resources of a graph, their parts, and their users."""
        facts = GraphIndex.of(statements)
        resources = _find_resources(facts, types)
        owners = {subject: _owner_of(subject, resources) for subject in facts.by_subject}
        parts: dict[str, list[str]] = {}
        users: dict[str, dict[tuple[str, str], None]] = {}
        for subject in sorted(facts.by_subject):
            owner = owners[subject]
            if owner is None:
                continue
            if subject != owner:
                parts.setdefault(owner, []).append(subject)
            for _, predicate, value in facts.statements(subject):
                if value in resources and value != owner and resources[owner].kind != CATALOGUE:
                    users.setdefault(value, {})[predicate, owner] = None
        return cls(
            facts,
            types,
            resources,
            {owner: tuple(part_terms) for owner, part_terms in parts.items()},
            {
                v: tuple((p, resources[o]) for p, o in sorted(users_of_term))
                for v, users_of_term in users.items()
            },
            cells,
            external or ExternalDescriptions(),
            terminology or Terminology(),
            _schemes(facts, (terminology or Terminology()).vocabularies),
        )

    def of_kind(self, kind: str) -> list[Resource]:
        """Return the resources of a kind, by IRI."""
        return [self.things[term] for term in sorted(self.things) if self.things[term].kind == kind]

    @property
    def shown_types(self) -> tuple[RecordType, ...]:
        """The kinds of record of which there is any."""
        kinds = {resource.kind for resource in self.things.values()}
        return tuple(kind for kind in self.types if kind.name in kinds)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of resource: those of record, then the others."""
        return (*(kind.name for kind in self.types), *_OTHERS)

    def kind_label(self, kind: str, language: str) -> str:
        """Return what a resource of a kind is called; one of an earlier release may be unknown."""
        record_type = self.types.get(kind)
        return record_type.label(language) if record_type else WORDS[language].get(kind, kind)

    def kind_plural(self, kind: str, language: str) -> str:
        """Return what the resources of a kind are called, as a heading."""
        record_type = self.types.get(kind)
        return record_type.plural(language) if record_type else WORDS[language][f"{kind}s"]

    def label(self, term: str, language: str) -> tuple[str, str]:
        """Return the name of a resource and its language, preferably the one requested."""
        return self.memo.get(("label", term, language), lambda: self._label(term, language))

    def _label(self, term: str, language: str) -> tuple[str, str]:
        named = chosen(self.facts.values(term, *_NAMES), language)
        return named or (term[1:-1].rstrip("/#").rpartition("/")[2], "")

    def definition(self, term: str, language: str) -> tuple[str, str] | None:
        """Return the definition of a resource, from the graph or else from a vocabulary."""
        for facts in (self.facts, self.terminology.vocabularies):
            if definition := chosen(
                facts.values(term, "dcterms:description", "skos:definition"), language
            ):
                return definition
        return None

    def statements(self, resource: Resource) -> Iterator[Statement]:
        """Yield all statements about a resource and its parts."""
        for subject in (resource.term, *self.parts.get(resource.term, ())):
            yield from self.facts.statements(subject)


def chosen(literals: Iterable[str], language: str) -> tuple[str, str] | None:
    """Choose among translations: one in the language, in English, or in any."""
    order = {language: 0, "en": 1, "": 2}
    ranked = sorted((order.get(language_of(literal), 3), literal) for literal in literals)
    return (text_of(ranked[0][1]), language_of(ranked[0][1])) if ranked else None


def _find_resources(facts: GraphIndex, types: RecordTypes) -> dict[str, Resource]:
    kinds: dict[str, str] = {}
    for kind, class_name in {**{t.name: t.class_iri for t in types}, **_OTHERS}.items():
        for term in facts.typed(class_name):
            kinds.setdefault(term, kind)
    taken: set[str] = set()
    resources = {}
    for term in sorted(kinds):
        path = _path(term, kinds[term], facts, taken)
        taken.add(path.casefold())
        resources[term] = Resource(term, kinds[term], path)
    return resources


def _schemes(*sources: GraphIndex) -> dict[str, str]:
    """Return the path of the page of each vocabulary."""
    paths: dict[str, str] = {}
    for scheme in sorted({term for facts in sources for term in facts.typed("skos:ConceptScheme")}):
        last = slug(re.split("[/#]", scheme[1:-1].rstrip("/#"))[-1]) or "other"
        digest = hashlib.sha256(scheme.encode()).hexdigest()[:8]
        taken = f"vocabulary/{last}" in paths.values() or last in _TAKEN
        paths[scheme] = f"vocabulary/{last}-{digest}" if taken else f"vocabulary/{last}"
    return paths


def _path(term: str, kind: str, facts: GraphIndex, taken: set[str]) -> str:
    """Return the path of a resource's files, unique even where case is ignored."""
    last = re.split("[/#]", term[1:-1].rstrip("/#"))[-1]
    folder = kind
    if kind == CONCEPT:
        schemes = facts.values(term, "skos:inScheme")
        scheme = re.split("[/#]", schemes[0][1:-1].rstrip("/#"))[-1] if schemes else "other"
        folder = f"concept/{slug(scheme) or 'other'}"
    is_plain = _PLAIN.fullmatch(last) and last.casefold() not in _TAKEN
    path = f"{folder}/{last}"
    if is_plain and path.casefold() not in taken:
        return path
    digest = hashlib.sha256(term.encode()).hexdigest()[:8]
    return f"{folder}/{slug(last) or 'thing'}-{digest}"


def _owner_of(subject: str, resources: Mapping[str, Resource]) -> str | None:
    above = subject
    while above:
        if above in resources:
            return above
        head = above.removesuffix(">").rpartition("/")[0]
        above = f"{head}>" if "/" in head.removeprefix("<") else ""
    return None
