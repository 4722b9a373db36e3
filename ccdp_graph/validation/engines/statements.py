"""Checking statements against shapes as they come from the mapping, before any store holds them.

Only what the shapes speak of is looked at, once a distinct term; a store would have to be loaded
first, and Oxigraph's forgets which kind of integer a number was.
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
    """Give what pySHACL would find, result by result, in the order of shapes and statements.

    Args:
        statements: Each once.
    """
    shapes = tuple(shapes)
    index = _index(statements, tuple(chain.from_iterable(map(_with_nested, shapes))))
    superclasses = _superclasses(index[_SUBCLASS])
    instances: dict[str, dict[str, None]] = {}
    for subject, classes in index[_A].items():
        for name in classes:
            for one in superclasses.get(name, (name,)):
                instances.setdefault(one, {})[subject] = None
    for shape in shapes:
        wanted = [instances.get(f"<{target}>", {}) for target in shape.targets]
        focus_nodes = wanted[0] if len(wanted) == 1 else dict.fromkeys(chain(*wanted))
        values = _given(index, shape)
        for constraint in shape.constraints:
            rule = shape.rule(constraint)
            for focus_node, value in _broken(constraint, focus_nodes, values, index, instances):
                yield Result(rule, focus_node, value)


def _with_nested(shape: PropertyShape) -> Iterator[PropertyShape]:
    yield shape
    yield from (nested for constraint in shape.constraints for nested in constraint.shapes)


def _index(
    statements: Iterable[Statement], shapes: Iterable[PropertyShape]
) -> dict[str, dict[str, list[str]]]:
    """Return objects by predicate and subject, for the predicates that shapes speak of."""
    wanted = {_A: None, _SUBCLASS: None} | {
        f"<{path}>": None for shape in shapes for path in shape.paths
    }
    for shape in shapes:
        for constraint in shape.constraints:
            if constraint.kind in {"lessThan", "lessThanOrEquals"}:
                wanted[constraint.terms[0]] = None
    found: dict[str, dict[str, list[str]]] = {predicate: {} for predicate in wanted}
    for subject, predicate, term in statements:
        values = found.get(predicate)
        if values is not None:
            values.setdefault(subject, []).append(term)
    return found


def _given(index: Mapping[str, _Values], shape: PropertyShape) -> _Values:
    """Return what a shape looks at: of several properties, each value of a subject once."""
    first, *others = (index[f"<{path}>"] for path in shape.paths)
    if not others:
        return first
    found: dict[str, dict[str, None]] = {}
    for values in (first, *others):
        for subject, terms in values.items():
            found.setdefault(subject, {}).update(dict.fromkeys(terms))
    return {subject: list(terms) for subject, terms in found.items()}


def _superclasses(direct: _Values) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in direct:
        waiting, seen = [name], set[str]()
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting += direct.get(one, ())
        found[name] = seen
    return found


def _broken(
    constraint: Constraint,
    focus_nodes: Mapping[str, None],
    values: _Values,
    index: Mapping[str, _Values],
    instances: Mapping[str, Mapping[str, None]],
) -> Iterator[tuple[str, str | None]]:
    """Give the focus nodes that break a constraint, each with the value that does."""
    if constraint.kind in {"minCount", "hasValue"}:
        lacks = _lacking(constraint)
        yield from ((node, None) for node in focus_nodes if lacks(values.get(node, [])))
        return
    own = ((node, given) for node, given in values.items() if node in focus_nodes)
    if constraint.kind == "maxCount":
        most = constraint.number
        yield from ((node, None) for node, given in own if len(given) > most)
    elif constraint.kind == "uniqueLang":
        yield from ((node, None) for node, given in own for _ in _repeated_languages(given))
    elif constraint.kind in {"lessThan", "lessThanOrEquals"}:
        yield from _out_of_order(constraint, own, index[constraint.terms[0]])
    elif constraint.kind == "node":
        given_by = list(own)
        asked = dict.fromkeys(value for _, given in given_by for value in given)
        wrong = {
            node
            for shape in constraint.shapes
            for within in shape.constraints
            for node, _ in _broken(within, asked, _given(index, shape), index, instances)
        }
        yield from ((node, v) for node, given in given_by for v in given if v in wrong)
    else:
        fits = cache(_tested(constraint, instances))
        yield from ((node, value) for node, given in own for value in given if not fits(value))


def _lacking(constraint: Constraint) -> Callable[[list[str]], bool]:
    if constraint.kind == "hasValue":
        return lambda given: constraint.terms[0] not in given
    least = constraint.number
    return lambda given: len(given) < least


def _tested(constraint: Constraint, instances: Mapping[str, Mapping[str, None]]) -> _Test:
    """Return the test that a constraint makes of each value."""
    kind = constraint.kind
    if kind == "nodeKind":
        begins = _KINDS.get(constraint.text.rpartition("#")[2], "")
        return lambda term: term[0] in begins
    if kind == "in":
        members = frozenset(constraint.terms)
        return lambda term: term in members
    if kind == "class":
        own = instances.get(constraint.terms[0], {})
        return lambda term: term in own
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
    """Tell literals of a datatype, ill-typed ones not, by rdflib as pySHACL does."""
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
    constraint: Constraint, own: Iterable[tuple[str, list[str]]], others: _Values
) -> Iterator[tuple[str, str]]:
    order = operator.lt if constraint.kind == "lessThan" else operator.le
    for node, given in own:
        for value in given:
            for other in others.get(node, ()):
                try:
                    fits = order(_comparable(value), _comparable(other))
                except TypeError:  # what cannot be compared is out of order, says SHACL
                    fits = False
                if not fits:
                    yield node, value


def _comparable(term: str) -> Any:
    """Return a value that compares as pySHACL does: IRIs as texts, literals by their value."""
    if term[0] != '"':
        return plain(term)
    value = literal_of(term)
    return str(value) if value.value is None else value.value


def literal_of(term: str) -> "Literal":
    """Return a literal of rdflib, in its value's canonical form as rdflib reads it."""
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
