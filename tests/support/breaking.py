"""Graphs that break one demand of SHACL shapes each, and the shape of that demand by itself."""

from collections.abc import Iterator

from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, Node, URIRef
from rdflib.collection import Collection

from ccdp_graph.rdf.namespaces import THINGS

SAID = {RDF.type, SH.path, SH.name, SH.description, SH.message, SH.severity, RDFS.seeAlso}
"""What a property shape says beside its demands."""
OTHER = URIRef("urn:other")
_LENGTHS = {SH.minLength: 1, SH.maxLength: 6000}
_NUMBERS = {SH.lessThanOrEquals: "99", SH.maxInclusive: "121"}


def demands_of(shapes: Graph) -> Iterator[tuple[str, str]]:
    """Yield each constraint of each property shape."""
    for shape in sorted(shapes.subjects(RDF.type, SH.PropertyShape), key=str):
        for predicate in sorted(set(shapes.predicates(shape)) - SAID, key=str):
            yield str(shape), str(predicate)


def only(graph: Graph, subject: Node, predicate: Node) -> Node:
    value = graph.value(subject, predicate)
    assert value is not None
    return value


def holder_of(shapes: Graph, shape: Node) -> Node:
    (holder,) = shapes.subjects(SH.property, shape)
    return holder


def alone(shapes: Graph, shape: Node) -> Graph:
    """Return a property shape, what it refers to, and of its node shape the targets.

    pySHACL reads it in a moment, and all shapes of a profile in many.
    """
    part, holder = Graph(bind_namespaces="none"), holder_of(shapes, shape)
    nodes = [holder]
    while nodes:
        node = nodes.pop()
        for triple in shapes.triples((node, None, None)):
            others = node == holder and triple[1] == SH.property and triple[2] != shape
            if not others and triple not in part:
                part.add(triple)
                nodes.append(triple[2])
    return part


def violate(graph: Graph, shapes: Graph, shape: URIRef, demand: URIRef) -> URIRef:
    """Break one demand of a shape at one focus node, and return that node."""
    path = only(shapes, shape, SH.path)
    target = only(shapes, holder_of(shapes, shape), SH.targetClass)
    focus = min(graph.subjects(RDF.type, target), key=str)
    assert isinstance(focus, URIRef)
    if isinstance(path, BNode):
        for either in Collection(shapes, only(shapes, path, SH.alternativePath)):
            graph.remove((focus, either, None))
        return focus
    if (focus, path, None) not in graph:
        named = (s for s in graph.subjects(path) if isinstance(s, URIRef))
        focus = min(s for s in named if s.startswith(THINGS))
    value = only(graph, focus, path)
    if demand == SH.minCount:
        graph.remove((focus, path, None))
    elif demand == SH.maxCount:
        graph.add((focus, path, another(value)))
    elif demand == SH.uniqueLang:
        graph.add((focus, path, Literal("A second title", lang="en")))
    elif demand in _NUMBERS:
        graph.set((focus, path, Literal(_NUMBERS[demand], datatype=XSD.nonNegativeInteger)))
    elif demand in _LENGTHS:
        graph.set((focus, path, Literal("x" * _LENGTHS[demand], lang="en")))
    elif demand == SH.nodeKind:
        graph.set((focus, path, OTHER if isinstance(value, Literal) else Literal(str(value))))
    else:
        known = {SH.pattern, SH.datatype, SH["in"], SH["or"], SH["class"], SH.node, SH.hasValue}
        assert demand in known, f"write how to break {demand}"
        graph.set((focus, path, Literal("not this") if isinstance(value, Literal) else OTHER))
    return focus


def another(value: Node) -> Node:
    """Return another value of the same kind."""
    if isinstance(value, URIRef):
        return URIRef(f"{value[:-1]}{'A' if value[-1] != 'A' else 'B'}")
    assert isinstance(value, Literal)
    text = {
        XSD.date: "2020-01-01",
        XSD.dateTime: "2020-01-01T00:00:00Z",
        XSD.gYear: "1999",
        XSD.boolean: "true",
        XSD.nonNegativeInteger: "5",
    }
    return Literal(text.get(value.datatype or XSD.string, "another"), datatype=value.datatype)
