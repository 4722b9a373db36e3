"""Statements by subject and property, as a view asks for them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ccdp_graph.rdf.namespaces import RDF, expand
from ccdp_graph.rdf.terms import Statement, iri

A = iri(RDF + "type")

_ESCAPE = re.compile(r'\\(?:u([0-9A-F]{4})|([nrtbf"\\]))')

_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "\\": "\\"}


@lru_cache(maxsize=1024)
def name(prefixed: str) -> str:
    """Write a prefixed name as an N-Triples term.

    >>> name("dcterms:title")
    '<http://purl.org/dc/terms/title>'
    """
    return iri(expand(prefixed))


def text_of(term: str) -> str:
    r"""Return what a literal says, or the IRI itself.

    >>> text_of('"a \\"b\\""@en'), text_of("<https://example.org/>")
    ('a "b"', 'https://example.org/')
    """
    if not term.startswith('"'):
        return term[1:-1]
    text = term[1 : term.rfind('"')]
    if "\\" not in text:  # as mostly
        return text
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else _ESCAPED[m[2]], text)


def language_of(term: str) -> str:
    """Return the language of a literal, or nothing.

    >>> language_of('"a"@en'), language_of('"a"')
    ('en', '')
    """
    if not term.startswith('"'):
        return ""
    end = term.rfind('"') + 1
    return term[end + 1 :] if term.startswith("@", end) else ""


def chosen(values: list[str], languages: Sequence[str]) -> list[str]:
    """Return the one value that serves: that of the first language, if it is said."""
    first = languages[0] if languages else "en"
    own = [value for value in values if language_of(value) in {first, ""}]
    return (own or values)[:1]


@dataclass(frozen=True, slots=True)
class GraphIndex:
    """A graph by subject and property; all terms are written as N-Triples writes them.

    Attributes:
        by_class: The things of each class, sorted.
    """

    by_subject: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    by_class: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> "GraphIndex":
        """Sort statements by subject and property."""
        found: dict[str, dict[str, list[str]]] = {}
        typed: dict[str, set[str]] = {}
        for subject, predicate, value in statements:
            found.setdefault(subject, {}).setdefault(predicate, []).append(value)
            if predicate == A:
                typed.setdefault(value, set()).add(subject)
        return cls(found, {kind: sorted(those) for kind, those in typed.items()})

    def values(self, subject: str, *properties: str) -> list[str]:
        """Return the values of some properties (prefixed names) of a thing, sorted."""
        own = self.by_subject.get(subject)
        if own is None:
            return []
        found: list[str] = []
        for entry in properties:
            found += own.get(name(entry), ())
        return sorted(found)

    def typed(self, kind: str) -> list[str]:
        """Return all things of a class (a prefixed name), sorted."""
        return list(self.by_class.get(name(kind), ()))

    def is_a(self, subject: str, kind: str) -> bool:
        """Tell whether a thing has a class (a prefixed name)."""
        own = self.by_subject.get(subject)
        return own is not None and name(kind) in own.get(A, ())

    def labels(self, concepts: Iterable[str]) -> list[str]:
        """Return the preferred labels of concepts, as literals of all languages, sorted."""
        return sorted({label for c in concepts for label in self.values(c, "skos:prefLabel")})

    def statements(self, subject: str) -> Iterator[Statement]:
        """Yield all that is said of a thing."""
        for predicate, values in self.by_subject.get(subject, {}).items():
            for value in values:
                yield subject, predicate, value

    def all_statements(self) -> Iterator[Statement]:
        """Yield all that is said."""
        for subject in self.by_subject:
            yield from self.statements(subject)
