"""Parsing a shapes graph: what our own engines support, and what is left to pySHACL.

Both engines (`engines.statements` and `engines.sparql`) support the
constraints in `SUPPORTED`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccdp_graph.errors import AssetError
from ccdp_graph.model import Severity
from ccdp_graph.rdf import XSD, empty_graph, read_only, shorten
from ccdp_graph.validation.shapes import SH, Constraint, PropertyShape, Shapes, term_of

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


_COUNTS = frozenset({"minCount", "maxCount", "minLength", "maxLength"})

_RANGES = frozenset({"minInclusive", "maxInclusive", "minExclusive", "maxExclusive"})

_IRIS = frozenset({"nodeKind", "datatype", "class", "lessThan", "lessThanOrEquals"})

_OTHERS = frozenset({"pattern", "in", "uniqueLang", "hasValue"})

SUPPORTED = _COUNTS | _RANGES | _IRIS | _OTHERS

_REPEATED = _RANGES | {"class", "hasValue", "lessThan", "lessThanOrEquals"}  # may be given twice

_ANNOTATIONS = frozenset({"path", "severity", "message", "name", "description", "order", "group"})

_NESTED = frozenset({"or", "node"})

_USED = "a shape used by other shapes"

_NESTING = ("node", "property", "not", "qualifiedValueShape", "and", "or", "xone")


def read_shapes(graph: "Graph", *, nested: bool = False) -> Shapes:
    """Read a shapes graph, and separate what our own engines support from the rest.

    Args:
        nested: Also read a choice of datatypes (sh:or), shapes of values (sh:node) and alternative
            properties (sh:alternativePath), which the engine on statements supports.

    Raises:
        ShapesError: It has no node shape, is recursive, imports another graph, or one of its
            parameters has a value that SHACL does not allow.
    """
    from rdflib import OWL, RDF, SH as SHACL, URIRef

    if (None, RDF.type, SHACL.NodeShape) not in graph:
        raise ShapesError("the shapes graph has no sh:NodeShape; give a SHACL file")
    for subject, imported in graph.subject_objects(OWL.imports):
        message = (
            f"imports {imported}, which is not downloaded; add that file and remove owl:imports"
        )
        raise ShapesError(message, str(subject))
    _check_recursion(graph)
    supported: list[PropertyShape] = []
    unsupported: dict[str, str] = {}
    for_pyshacl = empty_graph()
    for triple in graph:
        for_pyshacl.add(triple)
    for node in sorted(set(graph.subjects(RDF.type, SHACL.NodeShape)), key=str):
        reason, parts = (
            _why_not_plain(graph, node),
            sorted(graph.objects(node, SHACL.property), key=str),
        )
        is_list = reason == _USED and nested  # it is still a plain list of property shapes
        if is_list and not any(_why_unsupported(graph, part, nested=nested) for part in parts):
            supported += [_property_shape(graph, URIRef(str(part)), node) for part in parts]
            for_pyshacl.remove((node, SHACL.targetClass, None))
            continue
        if reason:
            unsupported[str(node)] = reason
            continue
        for part in parts:
            reason = _why_unsupported(graph, part, nested=nested)
            if reason:
                unsupported[str(part)] = reason
                continue
            supported.append(_property_shape(graph, URIRef(str(part)), node))
            for_pyshacl.remove((node, SHACL.property, part))
            for_pyshacl.remove((part, None, None))
        if (node, SHACL.property, None) not in for_pyshacl:
            for_pyshacl.remove((node, SHACL.targetClass, None))
    return Shapes(tuple(supported), read_only(for_pyshacl), unsupported)


class ShapesError(AssetError):
    """A shapes graph is wrong; `shape` says where, so that a caller can name the file."""

    def __init__(self, message: str, shape: str = "") -> None:
        super().__init__(message)
        self.shape = shape


def _why_not_plain(graph: "Graph", node: "Node") -> str:
    """Return why a node shape is more than a list of property shapes for some classes."""
    from rdflib import OWL, RDF, RDFS, SH as SHACL

    plain = {RDF.type, RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy}
    plain |= {SHACL.targetClass, SHACL.property, SHACL.name, SHACL.description}
    for predicate in sorted(set(graph.predicates(node)), key=str):
        if predicate not in plain:
            return shorten(str(predicate))
    if {OWL.Class, RDFS.Class} & set(graph.objects(node, RDF.type)):
        return "a class that is its own target"
    if (None, None, node) in graph:
        return _USED
    return "" if (node, SHACL.targetClass, None) in graph else "a node shape without sh:targetClass"


def _why_unsupported(graph: "Graph", part: "Node", *, nested: bool) -> str:
    """Return what our own engines do not support in a property shape."""
    from rdflib import RDFS, SH as SHACL, BNode

    if isinstance(part, BNode):
        return "a property shape without an IRI"
    if len(set(graph.subject_predicates(part))) > 1:
        return "a property shape shared by several node shapes"
    if len(list(graph.objects(part, SHACL.path))) != 1:
        raise ShapesError(f"{shorten(str(part))} needs exactly one sh:path", str(part))
    paths = _paths(graph, part)
    if not paths or (len(paths) > 1 and not nested):
        return "a property path of several steps"
    for predicate in sorted(set(graph.predicates(part)), key=str):
        name = str(predicate).removeprefix(SH)
        if name in _NESTED and nested and _is_simple(graph, part, name):
            continue
        if str(predicate).startswith(SH) and name not in SUPPORTED | _ANNOTATIONS:
            return f"sh:{name}"
        if (
            name in SUPPORTED
            and name not in _REPEATED
            and len(list(graph.objects(part, predicate))) > 1
        ):
            raise ShapesError(f"{shorten(str(part))} has sh:{name} twice", str(part))
    if any(isinstance(value, BNode) for value in graph.objects(part, RDFS.subClassOf)):
        return "rdfs:subClassOf"
    return ""


def _paths(graph: "Graph", part: "Node") -> tuple[str, ...]:
    """Return the property of a shape or its alternatives; nothing for any other path."""
    from rdflib import SH as SHACL, URIRef
    from rdflib.collection import Collection

    (path,) = graph.objects(part, SHACL.path)
    if isinstance(path, URIRef):
        return (str(path),)
    listed = graph.value(path, SHACL.alternativePath)
    members = [] if listed is None else list(Collection(graph, listed))
    plain = all(isinstance(member, URIRef) for member in members)
    return tuple(map(str, members)) if plain and len(members) > 1 else ()


def _is_simple(graph: "Graph", part: "Node", name: str) -> bool:
    """Return whether sh:or is a choice of datatypes, or sh:node a list of property shapes."""
    from rdflib import RDF, RDFS, SH as SHACL
    from rdflib.collection import Collection

    values = list(graph.objects(part, SHACL[name]))
    if len(values) != 1:
        return False
    if name == "or":
        members = (list(graph.predicate_objects(m)) for m in Collection(graph, values[0]))
        return all(len(pairs) == 1 and pairs[0][0] == SHACL.datatype for pairs in members)
    allowed = {RDF.type, RDFS.label, RDFS.comment, SHACL.property, SHACL.targetClass}
    parts = list(graph.objects(values[0], SHACL.property))
    only_lists = set(graph.predicates(values[0])) <= allowed and bool(parts)
    return only_lists and not any(_why_unsupported(graph, part, nested=False) for part in parts)


def _property_shape(graph: "Graph", part: "Node", node: "Node") -> PropertyShape:
    from rdflib import SH as SHACL, Literal

    messages = [m for m in graph.objects(part, SHACL.message) if isinstance(m, Literal)]
    severity = str(graph.value(part, SHACL.severity) or SHACL.Violation).removeprefix(SH)
    if severity not in {entry.label for entry in Severity}:
        raise ShapesError(f"{shorten(str(part))} has the unknown severity '{severity}'", str(part))
    return PropertyShape(
        iri=str(part),
        paths=_paths(graph, part),
        targets=tuple(sorted(str(c) for c in graph.objects(node, SHACL.targetClass))),
        severity=Severity(severity),
        messages={str(m.language or ""): str(m) for m in sorted(messages)},
        constraints=tuple(_constraints(graph, part)),
    )


def _constraints(graph: "Graph", part: "Node") -> Iterator[Constraint]:
    from rdflib import SH as SHACL, URIRef
    from rdflib.collection import Collection

    for kind in sorted(SUPPORTED | _NESTED):
        for value in sorted(graph.objects(part, URIRef(SH + kind)), key=str):
            if kind == "in":
                yield Constraint(kind, tuple(map(term_of, Collection(graph, value))))
                continue
            if kind == "or":
                members = Collection(graph, value)
                choices = (term_of(d) for m in members for d in graph.objects(m, SHACL.datatype))
                yield Constraint(kind, tuple(choices))
                continue
            if kind == "node":
                parts = sorted(graph.objects(value, SHACL.property), key=str)
                nested = tuple(_property_shape(graph, URIRef(str(p)), value) for p in parts)
                yield Constraint(kind, (term_of(value),), nested)
                continue
            constraint = Constraint(kind, (term_of(value),))
            _check_value(constraint, str(part))
            if kind != "uniqueLang" or constraint.text in {"true", "1"}:
                yield constraint


def _check_value(constraint: Constraint, shape: str) -> None:
    import re

    term, kind = constraint.terms[0], constraint.kind
    expected = ""
    if kind in _COUNTS and not re.fullmatch(rf'"\d+"\^\^<{XSD}\w*nteger>', term):
        expected = "a whole number"
    elif kind in _IRIS and not term.startswith("<"):
        expected = "an IRI"
    elif kind in _RANGES and not term.startswith('"'):
        expected = "a literal"
    elif kind == "uniqueLang" and not term.endswith(f"<{XSD}boolean>"):
        expected = "true or false"
    elif kind == "pattern":
        try:
            re.compile(constraint.text)
        except re.error as error:
            expected = f"a regular expression ({error})"
    if expected:
        raise ShapesError(f"sh:{kind} of {shorten(shape)} must be {expected}", shape)


def _check_recursion(graph: "Graph") -> None:
    from rdflib import URIRef
    from rdflib.collection import Collection

    below: dict[str, set[str]] = {}
    for name in _NESTING:
        for shape, value in graph.subject_objects(URIRef(SH + name)):
            members = Collection(graph, value) if name in {"and", "or", "xone"} else (value,)
            below.setdefault(str(shape), set()).update(map(str, members))
    for start in sorted(below):
        waiting, seen = list(below[start]), set[str]()
        while waiting:
            nested = waiting.pop()
            if nested == start:
                raise ShapesError(
                    f"{shorten(start)} refers to itself, which SHACL leaves undefined", start
                )
            if nested not in seen:
                seen.add(nested)
                waiting += below.get(nested, ())
