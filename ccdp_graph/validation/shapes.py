"""Shapes as our own engines read them: property shapes that target the instances of classes.

A shape with anything else is still checked: it is left to pySHACL, and reported.
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
    """One constraint of a shape.

    Attributes:
        kind: The SHACL parameter, such as minCount.
        terms: Its values in N-Triples: a single one, the members of sh:in, or the datatypes of
            sh:or.
        shapes: The constraints that sh:node puts on each value.
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
    """Constraints on the values of one property, for every instance of some classes.

    Attributes:
        iri: Its own IRI; `paths` and `targets` (classes) are IRIs too.
        paths: The property, or several whose values are taken together (sh:alternativePath).
        messages: By language.
    """

    iri: str
    paths: tuple[str, ...]
    targets: tuple[str, ...]
    severity: Severity
    messages: Mapping[str, str]
    constraints: tuple[Constraint, ...]

    def rule(self, constraint: Constraint) -> Rule:
        """Return the rule that results of a constraint refer to."""
        path = self.paths[0] if len(self.paths) == 1 else None
        return Rule(self.iri, path, self.severity, self.messages, constraint.component)


@dataclass(frozen=True, slots=True)
class Shapes:
    """A parsed shapes graph.

    Attributes:
        supported: The property shapes that our own engines check.
        for_pyshacl: The shapes graph that is left to pySHACL; without targets if nothing is.
        unsupported: By shape, what our own engines do not support in it.
    """

    supported: tuple[PropertyShape, ...]
    for_pyshacl: "Graph"
    unsupported: Mapping[str, str]


def text_of(term: str) -> str:
    r"""Return the lexical form of a literal in N-Triples.

    >>> text_of('"a \\"b\\" \\u00E9"@en')
    'a "b" é'
    """
    text = term[1 : term.rindex('"')]
    if "\\" not in text:
        return text
    from rdflib.compat import decodeUnicodeEscape

    return decodeUnicodeEscape(text)


def plain(term: str) -> str:
    """Return the IRI, lexical form or blank node label of a term in N-Triples.

    >>> plain("<urn:a>"), plain('"a"@en'), plain("_:a")
    ('urn:a', 'a', 'a')
    """
    if term.startswith("<"):
        return term[1:-1]
    return text_of(term) if term.startswith('"') else term[2:]


def term_of(node: "Node") -> str:
    """Write a term of an rdflib graph in N-Triples."""
    from rdflib import BNode, Literal

    if isinstance(node, Literal):
        datatype = str(node.datatype) if node.datatype else None
        return literal(str(node), language=node.language, datatype=datatype)
    return f"_:{node}" if isinstance(node, BNode) else iri(str(node))
