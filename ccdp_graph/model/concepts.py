"""Concepts by the words that people write for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ccdp_graph.rdf import SKOS, VOCABULARY, normalised

if TYPE_CHECKING:
    from rdflib import Graph, URIRef


REASONS = VOCABULARY + "availability/reason"

_MATCHES = ("exactMatch", "closeMatch", "broadMatch")


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of a scheme.

    Attributes:
        scheme: The last part of its scheme's IRI, such as `data-model` or `country`.
        labels: The preferred label by language.
        notations: Codes such as FR and FRA.
        matches: IRIs of matching concepts elsewhere, the closest first.
    """

    iri: str
    scheme: str
    labels: Mapping[str, str]
    alternatives: tuple[str, ...] = ()
    notations: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The English label, or any."""
        return self.labels.get("en") or next(iter(self.labels.values()), self.iri)

    def label_in(self, language: str) -> str:
        """Return the label in a language, or the usual one."""
        return self.labels.get(language) or self.label

    @property
    def words(self) -> Iterable[str]:
        """All that people may write for it."""
        return (*self.labels.values(), *self.alternatives, *self.notations)

    def match_in(self, namespace: str) -> str | None:
        """Return the closest match whose IRI begins with a namespace."""
        return next((iri for iri in self.matches if iri.startswith(namespace)), None)


@dataclass(frozen=True, slots=True)
class ConceptScheme:
    """A list of words as people call it.

    Attributes:
        name: The last part of its IRI, such as `data-model`.
        titles: By language.
    """

    name: str
    titles: Mapping[str, str]

    def label_in(self, language: str) -> str:
        """Return the title in a language, in English, or else the name."""
        return self.titles.get(language) or self.titles.get("en") or self.name


@dataclass(frozen=True, slots=True)
class ConceptIndex:
    """All concepts, found by label, alternative label or notation, whatever the spelling."""

    concepts: tuple[Concept, ...]
    reasons: frozenset[str] = frozenset()
    _titles: Mapping[str, Mapping[str, str]] = field(repr=False, default_factory=dict)
    _by_word: Mapping[tuple[str, str], Concept] = field(repr=False, default_factory=dict)
    _by_iri: Mapping[str, Concept] = field(repr=False, default_factory=dict)
    _near: Mapping[str, Sequence[tuple[int, str]]] = field(repr=False, default_factory=dict)

    @classmethod
    def of(
        cls,
        concepts: Iterable[Concept],
        reasons: Iterable[str] = (),
        titles: Mapping[str, Mapping[str, str]] | None = None,
    ) -> "ConceptIndex":
        """Index concepts; the first one that claims a word of a scheme keeps it.

        Args:
            titles: Of schemes, by name and language.
        """
        ordered = tuple(sorted(concepts, key=lambda concept: (concept.scheme, concept.iri)))
        by_word: dict[tuple[str, str], Concept] = {}
        for preferred in (True, False):  # a preferred label wins over another's alternative
            for concept in ordered:
                for word in concept.labels.values() if preferred else concept.words:
                    by_word.setdefault((concept.scheme, normalised(word)), concept)
        by_iri = {concept.iri: concept for concept in ordered}
        near: dict[str, list[tuple[int, str]]] = {}
        for place, (scheme, word) in enumerate(by_word):
            if len(word) > 2:  # a shorter one is near to many
                near.setdefault(scheme, []).append((place, word))
        return cls(ordered, frozenset(reasons), titles or {}, by_word, by_iri, near)

    @classmethod
    def from_graph(cls, graph: "Graph") -> "ConceptIndex":
        """Index every concept of a graph in each scheme that it is in."""
        return cls.of(
            _concepts_of(graph),
            (str(iri) for iri in graph.objects(_term(REASONS), _skos("member"))),
            _scheme_titles(graph),
        )

    def find(self, word: str, schemes: Iterable[str]) -> Concept | None:
        """Return the concept that a word stands for in the first scheme that knows it."""
        key = normalised(word)
        return next(
            (self._by_word[scheme, key] for scheme in schemes if (scheme, key) in self._by_word),
            None,
        )

    def reason(self, word: str) -> Concept | None:
        """Return the reason for a missing value that a word gives, such as "not stated"."""
        concept = self.find(word, ("availability",))
        return concept if concept and concept.iri in self.reasons else None

    def by_iri(self, iri: str) -> Concept | None:
        """Return the concept with that IRI."""
        return self._by_iri.get(iri)

    def scheme(self, name: str) -> ConceptScheme:
        """Return a scheme by the last part of its IRI."""
        return ConceptScheme(name, self._titles.get(name, {}))

    def of_scheme(self, *schemes: str) -> tuple[Concept, ...]:
        """Return the concepts of some schemes."""
        return tuple(concept for concept in self.concepts if concept.scheme in schemes)

    def nearest(self, word: str, schemes: Iterable[str], *, least: float = 80) -> Concept | None:
        """Return the concept with the most similar label, if it is similar enough (0 to 100)."""
        found = self.near(word, schemes, number=1, least=least)
        return found[0][0] if found else None

    def near(
        self, word: str, schemes: Iterable[str], *, number: int, least: float = 45
    ) -> tuple[tuple[Concept, float], ...]:
        """Return the concepts with the most similar words and their scores, the best first."""
        from rapidfuzz import fuzz, process

        choices = sorted(  # in the order of all words
            (place, word, scheme)
            for scheme in set(schemes)
            for place, word in self._near.get(scheme, ())
        )
        found: dict[str, tuple[Concept, float]] = {}
        for _, score, index in process.extract(
            normalised(word),
            [word for _, word, _ in choices],
            scorer=fuzz.ratio,
            score_cutoff=least,
            limit=number * 4,  # several words may belong to one concept
        ):
            concept = self._by_word[choices[index][2], choices[index][1]]
            found.setdefault(concept.iri, (concept, score))
        return tuple(found.values())[:number]


def _term(iri: str) -> "URIRef":
    from rdflib import URIRef

    return URIRef(iri)


def _skos(name: str) -> "URIRef":
    return _term(SKOS + name)


def _scheme_titles(graph: "Graph") -> dict[str, dict[str, str]]:
    from rdflib import DCTERMS, RDF, Literal

    return {
        str(scheme).rstrip("/").rpartition("/")[2]: {
            title.language or "": str(title)
            for title in sorted(graph.objects(scheme, DCTERMS.title), key=str)
            if isinstance(title, Literal)
        }
        for scheme in graph.subjects(RDF.type, _skos("ConceptScheme"))
    }


def _concepts_of(graph: "Graph") -> Iterable[Concept]:
    from rdflib import RDF, Literal

    for node in graph.subjects(RDF.type, _skos("Concept")):
        labels = {
            label.language or "": str(label)
            for label in graph.objects(node, _skos("prefLabel"))
            if isinstance(label, Literal)
        }
        alternatives = tuple(sorted(str(term) for term in graph.objects(node, _skos("altLabel"))))
        notations = tuple(sorted(str(term) for term in graph.objects(node, _skos("notation"))))
        matches = tuple(
            iri
            for relation in _MATCHES
            for iri in sorted(str(term) for term in graph.objects(node, _skos(relation)))
        )
        for scheme in sorted(str(term) for term in graph.objects(node, _skos("inScheme"))):
            name = scheme.rstrip("/").rpartition("/")[2]
            yield Concept(
                str(node), name, dict(sorted(labels.items())), alternatives, notations, matches
            )
