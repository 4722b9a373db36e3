"""Shapes as our own engines read them: property shapes whose focus nodes are those of classes.

A shape that asks for what they do not know is no less checked: it is left to pySHACL, and named.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccdp_graph.model import Severity
from ccdp_graph.rdf import PREFIXES, iri, literal
from ccdp_graph.validation.results import Rule

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


SH = PREFIXES["sh"]


@dataclass(frozen=True, slots=True)
class Constraint:
    """One demand of a shape.

    Attributes:
        kind: The SHACL parameter, such as minCount.
        terms: Its values, as N-Triples writes them: one, the members of sh:in, or of sh:or the
            datatypes.
        shapes: What sh:node asks of each value.
    """

    kind: str
    terms: tuple[str, ...]
    shapes: tuple["PropertyShape", ...] = ()

    @property
    def component(self) -> str:
        """The IRI of the constraint component that SHACL names in results."""
        return f"{SH}{self.kind[0].upper()}{self.kind[1:]}ConstraintComponent"

    @property
    def text(self) -> str:
        """The lexical form or the IRI of a single value."""
        return plain(self.terms[0])

    @property
    def number(self) -> int:
        """The value of a count or a length."""
        return int(self.text)


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """What the values of one property have to be, at every instance of some classes.

    Attributes:
        iri: Its own IRI; `paths` and `targets` (classes) are IRIs too.
        paths: The property, or several whose values all count (sh:alternativePath).
        messages: By language.
    """

    iri: str
    paths: tuple[str, ...]
    targets: tuple[str, ...]
    severity: Severity
    messages: Mapping[str, str]
    constraints: tuple[Constraint, ...]

    def rule(self, constraint: Constraint) -> Rule:
        """Return what a result of a constraint says."""
        path = self.paths[0] if len(self.paths) == 1 else None
        return Rule(self.iri, path, self.severity, self.messages, constraint.component)


@dataclass(frozen=True, slots=True)
class Shapes:
    """A shapes graph, read.

    Attributes:
        own: What our own engines check.
        foreign: The shapes graph that is left for pySHACL; without targets where nothing is.
        why_foreign: By shape, what it asks for that our own engines do not know.
    """

    own: tuple[PropertyShape, ...]
    foreign: "Graph"
    why_foreign: Mapping[str, str]


def text_of(term: str) -> str:
    r"""Return the lexical form of a literal that N-Triples writes.

    >>> text_of('"a \\"b\\" \\u00E9"@en')
    'a "b" é'
    """
    text = term[1 : term.rindex('"')]
    if "\\" not in text:
        return text
    from rdflib.compat import decodeUnicodeEscape

    return decodeUnicodeEscape(text)


def plain(term: str) -> str:
    """Return the IRI or the lexical form that N-Triples writes, or a blank node's label.

    >>> plain("<urn:a>"), plain('"a"@en'), plain("_:a")
    ('urn:a', 'a', 'a')
    """
    if term.startswith("<"):
        return term[1:-1]
    return text_of(term) if term.startswith('"') else term[2:]


def term_of(node: "Node") -> str:
    """Write a term of a graph as N-Triples does."""
    from rdflib import BNode, Literal

    if isinstance(node, Literal):
        datatype = str(node.datatype) if node.datatype else None
        return literal(str(node), language=node.language, datatype=datatype)
    return f"_:{node}" if isinstance(node, BNode) else iri(str(node))
