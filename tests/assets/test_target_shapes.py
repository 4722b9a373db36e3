"""The shapes of the targets: they speak to curators, and each of their demands can fail."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from breaking import alone, demands_of, violate
from rdflib import DCTERMS, RDF, RDFS, SH, SKOS, Literal, URIRef
from target_shapes import BACKGROUND, HEALTH_AGENT, PATHS, TARGETS, good, shapes_of

from ccdp_graph.rdf.namespaces import SHAPES as OURS
from ccdp_graph.rdf.turtle import canonical_turtle, read_turtle
from ccdp_graph.validation.engines.pyshacl import validate


def demands() -> Iterator[tuple[str, str, str]]:
    """Yield each constraint of each property shape of each target."""
    for target in TARGETS:
        for shape, demand in demands_of(shapes_of(target)):
            yield target, shape, demand


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
    found = [f for f in validate(graph, alone(shapes, URIRef(shape))) if f.rule == shape]
    assert [f.focus_node for f in found][:1] == [str(focus)], f"nothing found breaking {demand}"
