"""Validation of statements as the mapping gives them, before any store holds them.

Only statements that the shapes name are read, and each distinct term is tested once; a store would
have to be loaded first, and Oxigraph forgets which kind of integer a number was.
"""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from ccdp_graph.rdf import PREFIXES, RDF, XSD, Statement
from ccdp_graph.validation.results import Result
from ccdp_graph.validation.shapes import Constraint, PropertyShape, plain, text_of

if TYPE_CHECKING:
    from rdflib import Literal


_A = f"<{RDF}type>"

_SUBCLASS = f"<{PREFIXES['rdfs']}subClassOf>"

_KINDS = {
    "IRI": "<",
    "Literal": '"',
    "BlankNode": "_",
    "BlankNodeOrIRI": "_<",
    "BlankNodeOrLiteral": '_"',
    "IRIOrLiteral": '<"',
}

_ORDERS: Mapping[str, Callable[[int, int], bool]] = {
    "minInclusive": operator.ge,
    "maxInclusive": operator.le,
    "minExclusive": operator.gt,
    "maxExclusive": operator.lt,
}

_Values = Mapping[str, list[str]]  # objects by subject, of one predicate

_Test = Callable[[str], bool]


def validate_statements(
    statements: Iterable[Statement], shapes: Iterable[PropertyShape]
) -> Iterator[Result]:
    """Yield what pySHACL would find, in the order of shapes and statements.

    Args:
        statements: Each once.
    """
    shapes = tuple(shapes)
    index = _index(statements, tuple(chain.from_iterable(map(_with_nested, shapes))))
    superclasses = _superclasses(index[_SUBCLASS])
    instances: dict[str, dict[str, None]] = {}
    for subject, classes in index[_A].items():
        for name in classes:
            for superclass in superclasses.get(name, (name,)):
                instances.setdefault(superclass, {})[subject] = None
    for shape in shapes:
        members = [instances.get(f"<{target}>", {}) for target in shape.targets]
        focus_nodes = members[0] if len(members) == 1 else dict.fromkeys(chain(*members))
        values = _values_of(index, shape)
        for constraint in shape.constraints:
            rule = shape.rule(constraint)
            for focus_node, value in _violations(constraint, focus_nodes, values, index, instances):
                yield Result(rule, focus_node, value)


def _with_nested(shape: PropertyShape) -> Iterator[PropertyShape]:
    yield shape
    yield from (nested for constraint in shape.constraints for nested in constraint.shapes)


def _index(
    statements: Iterable[Statement], shapes: Iterable[PropertyShape]
) -> dict[str, dict[str, list[str]]]:
    """Return the objects by predicate and subject, for the predicates that shapes name."""
    predicates = {_A: None, _SUBCLASS: None} | {
        f"<{path}>": None for shape in shapes for path in shape.paths
    }
    for shape in shapes:
        for constraint in shape.constraints:
            if constraint.kind in {"lessThan", "lessThanOrEquals"}:
                predicates[constraint.terms[0]] = None
    index: dict[str, dict[str, list[str]]] = {predicate: {} for predicate in predicates}
    for subject, predicate, term in statements:
        values = index.get(predicate)
        if values is not None:
            values.setdefault(subject, []).append(term)
    return index


def _values_of(index: Mapping[str, _Values], shape: PropertyShape) -> _Values:
    """Return the values that a shape constrains; with several properties, each value once."""
    first, *others = (index[f"<{path}>"] for path in shape.paths)
    if not others:
        return first
    merged: dict[str, dict[str, None]] = {}
    for values in (first, *others):
        for subject, terms in values.items():
            merged.setdefault(subject, {}).update(dict.fromkeys(terms))
    return {subject: list(terms) for subject, terms in merged.items()}


def _superclasses(direct: _Values) -> dict[str, set[str]]:
    superclasses: dict[str, set[str]] = {}
    for start in direct:
        waiting, seen = [start], set[str]()
        while waiting:
            class_name = waiting.pop()
            if class_name not in seen:
                seen.add(class_name)
                waiting += direct.get(class_name, ())
        superclasses[start] = seen
    return superclasses


def _violations(
    constraint: Constraint,
    focus_nodes: Mapping[str, None],
    values: _Values,
    index: Mapping[str, _Values],
    instances: Mapping[str, Mapping[str, None]],
) -> Iterator[tuple[str, str | None]]:
    """Yield the focus nodes that violate a constraint, each with the offending value."""
    if constraint.kind in {"minCount", "hasValue"}:
        is_lacking = _lacks(constraint)
        yield from ((node, None) for node in focus_nodes if is_lacking(values.get(node, [])))
        return
    focus_values = ((node, terms) for node, terms in values.items() if node in focus_nodes)
    if constraint.kind == "maxCount":
        maximum = constraint.number
        yield from ((node, None) for node, terms in focus_values if len(terms) > maximum)
    elif constraint.kind == "uniqueLang":
        yield from (
            (node, None) for node, terms in focus_values for _ in _repeated_languages(terms)
        )
    elif constraint.kind in {"lessThan", "lessThanOrEquals"}:
        yield from _out_of_order(constraint, focus_values, index[constraint.terms[0]])
    elif constraint.kind == "node":
        listed = list(focus_values)
        nested_nodes = dict.fromkeys(value for _, terms in listed for value in terms)
        failing = {
            node
            for shape in constraint.shapes
            for nested in shape.constraints
            for node, _ in _violations(
                nested, nested_nodes, _values_of(index, shape), index, instances
            )
        }
        yield from ((node, term) for node, terms in listed for term in terms if term in failing)
    else:
        fits = cache(_value_test(constraint, instances))
        yield from (
            (node, value) for node, terms in focus_values for value in terms if not fits(value)
        )


def _lacks(constraint: Constraint) -> Callable[[list[str]], bool]:
    if constraint.kind == "hasValue":
        return lambda terms: constraint.terms[0] not in terms
    minimum = constraint.number
    return lambda terms: len(terms) < minimum


def _value_test(constraint: Constraint, instances: Mapping[str, Mapping[str, None]]) -> _Test:
    """Return the test of each value for a constraint."""
    kind = constraint.kind
    if kind == "nodeKind":
        begins = _KINDS.get(constraint.text.rpartition("#")[2], "")
        return lambda term: term[0] in begins
    if kind == "in":
        members = frozenset(constraint.terms)
        return lambda term: term in members
    if kind == "class":
        members_of_class = instances.get(constraint.terms[0], {})
        return lambda term: term in members_of_class
    if kind == "pattern":
        search = re.compile(constraint.text).search
        return lambda term: term[0] != "_" and search(plain(term)) is not None
    if kind in {"minLength", "maxLength"}:
        compare = operator.ge if kind == "minLength" else operator.le
        number = constraint.number
        return lambda term: term[0] != "_" and compare(len(plain(term)), number)
    if kind == "datatype":
        return _of_datatype(constraint.text)
    if kind == "or":
        tests = [_of_datatype(plain(datatype)) for datatype in constraint.terms]
        return lambda term: any(test(term) for test in tests)
    return _in_range(constraint)


def _of_datatype(datatype: str) -> _Test:
    """Return a test for well-typed literals of a datatype, judged by rdflib as in pySHACL."""
    language_tagged = datatype == RDF + "langString"

    def fits(term: str) -> bool:
        if term[0] != '"':
            return False
        _, _, ending = term.rpartition('"')
        if language_tagged:
            return ending.startswith("@")
        if not ending:
            return datatype == XSD + "string"
        return ending == f"^^<{datatype}>" and not literal_of(term).ill_typed

    return fits


def _in_range(constraint: Constraint) -> _Test:
    bound = literal_of(constraint.terms[0])
    order = _ORDERS[constraint.kind]

    def fits(term: str) -> bool:
        if term[0] != '"':
            return False
        value = literal_of(term)
        if isinstance(value.value, str) != isinstance(bound.value, str):
            return False
        try:
            return order(0 if value.eq(bound) else 1 if value > bound else -1, 0)
        except (TypeError, NotImplementedError):
            return False

    return fits


def _out_of_order(
    constraint: Constraint, focus_values: Iterable[tuple[str, list[str]]], others: _Values
) -> Iterator[tuple[str, str]]:
    order = operator.lt if constraint.kind == "lessThan" else operator.le
    for node, terms in focus_values:
        for value in terms:
            for other in others.get(node, ()):
                try:
                    fits = order(_comparable(value), _comparable(other))
                except TypeError:  # SHACL: what cannot be compared is out of order
                    fits = False
                if not fits:
                    yield node, value


def _comparable(term: str) -> Any:
    """Return a value that compares as in pySHACL: IRIs as texts, literals by their value."""
    if term[0] != '"':
        return plain(term)
    value = literal_of(term)
    return str(value) if value.value is None else value.value


def literal_of(term: str) -> "Literal":
    """Return a term as an rdflib literal, which has the canonical form of its value."""
    from rdflib import Literal, URIRef

    _, _, ending = term.rpartition('"')
    if ending.startswith("@"):
        return Literal(text_of(term), lang=ending[1:])
    return Literal(text_of(term), datatype=URIRef(ending[3:-1]) if ending else None)


def _repeated_languages(terms: list[str]) -> set[str]:
    if len(terms) < 2:
        return set()
    tags = [tag[1:].lower() for term in terms if (tag := term.rpartition('"')[2])[:1] == "@"]
    return {tag for tag in tags if tags.count(tag) > 1}
