"""Shapes aimed at some things alone, for pySHACL, which is slow at choosing what to look at."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ccdp_graph.rdf.namespaces import PREFIXES, RDF
from ccdp_graph.rdf.terms import Statement, iri
from ccdp_graph.validation.validator import graph_of

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


_AT_ONCE = 1_000
"""How many things are checked at once: their results are counted and let go, so that a graph with
any number of violations fits."""

_A, _SUBCLASS = iri(RDF + "type"), iri(PREFIXES["rdfs"] + "subClassOf")


def looked_at(statements: Iterable[Statement], shapes: "Graph") -> Iterator[Statement]:
    """Give the statements that shapes can look at: those whose property they name."""
    from rdflib import SH, URIRef

    every = (None, SH.closed, None) in shapes or (None, SH.sparql, None) in shapes
    named = {iri(str(term)) for term in shapes.objects() if isinstance(term, URIRef)}
    named |= {_A, _SUBCLASS}
    return (each for each in statements if every or each[1] in named)


def in_turn(shapes: "Graph", data: "Graph", own: Sequence[str]) -> Iterator["Graph"]:
    """Give the shapes again and again, each time aimed at some of the things of ours alone.

    So the results of a few things are held at a time. pySHACL's own choice of focus nodes is
    quadratic, and would not spare the things that are not ours.
    """
    from rdflib import RDF as TYPES
    from rdflib import RDFS, SH, URIRef

    aims = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
    bare = graph_of(())
    bare += (t for t in shapes if t[1] not in aims and t[1:] != (TYPES.type, RDFS.Class))
    wanted = list(_focus_nodes(shapes, data))
    for start in range(0, len(own), _AT_ONCE):
        chunk = {URIRef(thing) for thing in own[start : start + _AT_ONCE]}
        aimed = graph_of(())
        aimed += bare
        for shape, nodes in wanted:
            for node in nodes & chunk:
                aimed.add((shape, SH.targetNode, node))
        yield aimed


def _focus_nodes(shapes: "Graph", data: "Graph") -> Iterator[tuple["Node", set["Node"]]]:
    """Give the nodes that each shape looks at, in all of SHACL's ways to say so."""
    from rdflib import RDF as TYPES
    from rdflib import RDFS, SH

    classes = list(shapes.subject_objects(SH.targetClass))
    classes += [(shape, shape) for shape in shapes.subjects(TYPES.type, RDFS.Class)]
    for shape, kind in classes:
        kinds = data.transitive_subjects(RDFS.subClassOf, kind)
        yield shape, {node for k in kinds if k for node in data.subjects(TYPES.type, k)}
    for shape, node in shapes.subject_objects(SH.targetNode):
        yield shape, {node}
    for shape, path in shapes.subject_objects(SH.targetSubjectsOf):
        yield shape, set(data.subjects(path))
    for shape, path in shapes.subject_objects(SH.targetObjectsOf):
        yield shape, set(data.objects(None, path))
