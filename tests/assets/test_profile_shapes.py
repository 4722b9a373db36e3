"""Our SHACL profile: it speaks to curators, and each of its demands can fail."""

from pathlib import Path

import pytest
from breaking import alone, demands_of, violate
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from repository import GOLDEN, ROOT

from ccdp_graph.rdf.turtle import canonical_turtle, read_turtle
from ccdp_graph.validation.engines.pyshacl import validate

PATHS = sorted((ROOT / "shapes").glob("*.ttl"))
GOOD = GOLDEN / "shapes" / "good.ttl"


def all_shapes() -> Graph:
    graph = Graph(bind_namespaces="none")
    for path in PATHS:
        graph += read_turtle(path)
    return graph


SHAPES = all_shapes()
PROPERTY_SHAPES = sorted(str(shape) for shape in SHAPES.subjects(RDF.type, SH.PropertyShape))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_file_is_canonical_and_has_one_class(path: Path) -> None:
    graph = read_turtle(path)
    assert path.read_text(encoding="utf-8") == canonical_turtle(graph)
    nodes = list(graph.subjects(RDF.type, SH.NodeShape))
    assert len(nodes) == 1
    assert len(list(graph.objects(nodes[0], SH.targetClass))) == 1


@pytest.mark.parametrize("name", PROPERTY_SHAPES)
def test_property_shape_is_named_and_speaks_two_languages(name: str) -> None:
    shape = URIRef(name)
    for needed in (SH.name, SH.description, SH.message):
        languages = sorted(
            str(t.language) for t in SHAPES.objects(shape, needed) if isinstance(t, Literal)
        )
        assert languages == ["en", "fr"], f"{needed} of {name}"
    assert SHAPES.value(shape, SH.severity) in {SH.Violation, SH.Warning, SH.Info}
    for message in SHAPES.objects(shape, SH.message):
        assert not {"focus node", "sh:", "minCount"} & set(str(message).split())


def test_property_shapes_are_iris() -> None:
    found = list(SHAPES.subjects(RDF.type, SH.PropertyShape))
    assert len(found) > 90
    assert all(isinstance(shape, URIRef) for shape in found)


def test_only_core_terms_of_shacl_are_used() -> None:
    terms = {t for triple in SHAPES for t in triple if isinstance(t, URIRef)}
    used = {t for t in terms if str(t).startswith(str(SH))}
    assert not {t for t in used if t not in SH}
    assert not used & {SH.sparql, SH.js, SH.rule, SH.target}


def test_lists_of_values_are_whole() -> None:
    lists = [Collection(SHAPES, node) for node in SHAPES.objects(None, SH["in"])]
    assert [len(entries) for entries in lists] == [3]


def test_good_graph_has_no_result_of_any_severity() -> None:
    assert validate(read_turtle(GOOD), SHAPES) == ()


@pytest.mark.parametrize(("shape", "demand"), list(demands_of(SHAPES)))
def test_breaking_a_demand_is_found_at_its_node(shape: str, demand: str) -> None:
    graph = read_turtle(GOOD)
    focus = violate(graph, SHAPES, URIRef(shape), URIRef(demand))
    found = [f for f in validate(graph, alone(SHAPES, URIRef(shape))) if f.rule == shape]
    assert [f.focus_node for f in found][:1] == [str(focus)], f"nothing found breaking {demand}"
    assert found[0].message in {str(m) for m in SHAPES.objects(URIRef(shape), SH.message)}


def test_every_path_is_written_by_a_mapping() -> None:
    from ccdp_graph.project.project import open_project

    mappings = open_project(ROOT).mappings()
    written = {part.predicate for mapping in mappings for part in mapping.predicate_objects}
    assert {str(path) for path in SHAPES.objects(None, SH.path)} <= written
