"""The shapes of the targets: each demand can fail, and official shapes give the same verdict."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rdflib import DCTERMS, FOAF, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, Node, URIRef
from rdflib.collection import Collection
from repository import GOLDEN, ROOT

from ccdp_graph.model.report import Severity
from ccdp_graph.profiles.targets import project_targets
from ccdp_graph.project.project import open_project
from ccdp_graph.rdf.namespaces import SHAPES as OURS, THINGS
from ccdp_graph.rdf.turtle import canonical_turtle, read_turtle
from ccdp_graph.validation.engines.pyshacl import validate
from ccdp_graph.validation.shape_files import read_shape_files

SHARED = Path(os.environ.get("CCDP_SHARED", ROOT.parent / "shared"))
STANDARDS = SHARED / "standards"
OFFICIAL = {
    "dcat-ap-3": [
        f"dcat-ap-3.0.1/{name}.ttl" for name in ("shapes", "range", "mdr-vocabularies.shape")
    ],
    "healthdcat-ap": ["healthdcat-ap-r8/pyshacl/non-public-shapes.ttl"],
    "fdp": [f"fdp/shapes/shape-{name}.ttl" for name in ("fdp", "resource", "catalog", "dataset")],
}
FILES = open_project(ROOT)
TARGETS = [target.name for target in project_targets(FILES) if target.shapes]
PATHS = sorted((ROOT / "shapes" / "targets").glob("*/*.ttl"))
BACKGROUND = sorted((ROOT / "shapes" / "background").glob("*.ttl"))
SAID = {RDF.type, SH.path, SH.name, SH.description, SH.message, SH.severity, RDFS.seeAlso}
OTHER = URIRef("https://example.org/other")
HEALTH_AGENT = URIRef(OURS + "HealthDcatAp-HealthAgent")
# What the specification of the FAIR Data Point asks beyond the reference shapes.
ONLY_IN_SPECIFICATION = {
    "licence", "conforms-to", "endpoint", "metadata-identifier", "metadata-issued",
    "metadata-modified", "catalogues", "specification", "has-version",
}  # fmt: skip


@cache
def shapes_of(target: str) -> Graph:
    """Read the shapes of one target, without those of the profile that it builds on."""
    graph = Graph(bind_namespaces="none")
    for path in PATHS:
        if path.parent.name == target:
            read_turtle(path, graph)
    if (HEALTH_AGENT, None, None) in graph:  # reached by sh:node alone; so it can be seen to fail
        graph.add((HEALTH_AGENT, SH.targetClass, FOAF.Agent))
    return graph


def good(target: str) -> Graph:
    graph = read_turtle(GOLDEN / "shapes" / "targets" / f"{target}.ttl")
    return graph + background()


@cache
def background() -> Graph:
    graph = Graph(bind_namespaces="none")
    for path in BACKGROUND:
        read_turtle(path, graph)
    return graph


def demands() -> Iterator[tuple[str, str, str]]:
    """Give each constraint of each property shape of each target."""
    for target in TARGETS:
        shapes = shapes_of(target)
        for shape in sorted(shapes.subjects(RDF.type, SH.PropertyShape), key=str):
            for predicate in sorted(set(shapes.predicates(shape)) - SAID, key=str):
                yield target, str(shape), str(predicate)


def only(graph: Graph, subject: Node, predicate: Node) -> Node:
    value = graph.value(subject, predicate)
    assert value is not None
    return value


def violate(graph: Graph, shapes: Graph, shape: URIRef, demand: URIRef) -> URIRef:
    """Break one demand of a shape at one focus node, and return that node."""
    path = only(shapes, shape, SH.path)
    (holder,) = shapes.subjects(SH.property, shape)
    focus = min(graph.subjects(RDF.type, only(shapes, holder, SH.targetClass)), key=str)
    assert isinstance(focus, URIRef)
    if isinstance(path, BNode):
        for either in Collection(shapes, only(shapes, path, SH.alternativePath)):
            graph.remove((focus, either, None))
        return focus
    if (focus, path, None) not in graph:
        named = (s for s in graph.subjects(path) if isinstance(s, URIRef))
        focus = min(s for s in named if s.startswith(THINGS))
    value = graph.value(focus, path)
    assert value is not None, f"the good graph has no {path}"
    if demand == SH.minCount:
        graph.remove((focus, path, None))
    elif demand == SH.maxCount:
        graph.add((focus, path, another(value)))
    elif demand in {SH.minLength, SH.maxLength}:
        graph.set((focus, path, Literal("x" * (6000 if demand == SH.maxLength else 1), lang="en")))
    elif demand == SH.nodeKind:
        graph.set((focus, path, OTHER if isinstance(value, Literal) else Literal(str(value))))
    else:
        known = {SH.pattern, SH.datatype, SH["in"], SH["or"], SH["class"], SH.node, SH.hasValue}
        assert demand in known, f"write how to break {demand}"
        graph.set((focus, path, Literal("not this") if isinstance(value, Literal) else OTHER))
    return focus


def another(value: Node) -> Node:
    if isinstance(value, URIRef):
        return OTHER
    assert isinstance(value, Literal)
    text = {
        XSD.date: "2020-01-01",
        XSD.dateTime: "2020-01-01T00:00:00Z",
        XSD.gYear: "1999",
        XSD.boolean: "true",
        XSD.nonNegativeInteger: "5",
    }
    return Literal(text.get(value.datatype or XSD.string, "another"), datatype=value.datatype)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_file_is_canonical_and_has_one_class(path: Path) -> None:
    graph = read_turtle(path)
    assert path.read_text(encoding="utf-8") == canonical_turtle(graph)
    (node,) = graph.subjects(RDF.type, SH.NodeShape)
    assert len(list(graph.objects(node, SH.targetClass))) == (0 if node == HEALTH_AGENT else 1)


@pytest.mark.parametrize("path", BACKGROUND, ids=lambda path: path.stem)
def test_background_is_canonical_and_says_where_lists_come_from(path: Path) -> None:
    graph = read_turtle(path)
    assert path.read_text(encoding="utf-8") == canonical_turtle(graph)
    for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme):
        for needed in (DCTERMS.source, DCTERMS.modified, DCTERMS.license):
            assert (scheme, needed, None) in graph


@pytest.mark.parametrize("target", TARGETS)
def test_property_shapes_speak_two_languages_and_name_their_clause(target: str) -> None:
    shapes = shapes_of(target)
    found = list(shapes.subjects(RDF.type, SH.PropertyShape))
    assert found
    for shape in found:
        assert isinstance(shape, URIRef)
        assert str(shape).startswith(OURS)
        for needed in (SH.name, SH.description, SH.message):
            told = [t for t in shapes.objects(shape, needed) if isinstance(t, Literal)]
            assert sorted(str(t.language) for t in told) == ["en", "fr"], f"{needed} of {shape}"
        assert shapes.value(shape, SH.severity) in {SH.Violation, SH.Warning}
        assert str(shapes.value(shape, RDFS.seeAlso)).startswith("https://")
    terms = {t for triple in shapes for t in triple if str(t).startswith(str(SH))}
    assert not {t for t in terms if isinstance(t, URIRef) and t not in SH}
    assert not terms & {SH.sparql, SH.js, SH.rule, SH.target}


@pytest.mark.parametrize("target", TARGETS)
def test_good_graph_has_no_result_of_any_severity(target: str) -> None:
    assert validate(good(target), shapes_of(target)) == ()


@pytest.mark.parametrize(("target", "shape", "demand"), list(demands()))
def test_breaking_a_demand_is_found_at_its_node(target: str, shape: str, demand: str) -> None:
    graph, shapes = good(target), shapes_of(target)
    focus = violate(graph, shapes, URIRef(shape), URIRef(demand))
    found = [f for f in validate(graph, shapes) if f.rule == shape]
    assert [f.focus_node for f in found][:1] == [str(focus)], f"nothing found breaking {demand}"


@cache
def official(target: str) -> Graph:
    return read_shape_files([STANDARDS / name for name in OFFICIAL[target]])


def verdict(graph: Graph, shapes: Graph) -> set[tuple[str, str]]:
    """Return the nodes of ours and the properties at which something required is wrong.

    The name of a path of several properties differs from graph to graph, so it is left out.
    """
    return {
        (str(f.focus_node), f.result_path if f.result_path.startswith("http") else "either")
        for f in validate(graph, shapes)
        if f.severity is Severity.VIOLATION and f.result_path and THINGS in str(f.focus_node)
    }


@pytest.mark.skipif(not STANDARDS.is_dir(), reason="the official shapes are not here")
@pytest.mark.parametrize("target", OFFICIAL)
def test_official_shapes_give_the_same_verdict_on_good_and_broken_graphs(target: str) -> None:
    ours, theirs = shapes_of(target), official(target)
    if target == "healthdcat-ap":  # the agent alone is no focus node of theirs
        ours = ours - Graph().add((HEALTH_AGENT, SH.targetClass, FOAF.Agent))
    assert verdict(good(target), theirs) == set()
    differing = {}
    for _, shape, demand in (entry for entry in demands() if entry[0] == target):
        name = shape.rpartition("#")[2].split("-", 2)[-1]
        required = (URIRef(shape), SH.severity, SH.Violation) in ours
        if not required or (target == "fdp" and name in ONLY_IN_SPECIFICATION):
            continue
        graph = good(target)
        violate(graph, shapes_of(target), URIRef(shape), URIRef(demand))
        found, expected = verdict(graph, ours), verdict(graph, theirs)
        if found != expected:
            differing[name, demand.rpartition("#")[2]] = found ^ expected
    assert differing == {}
