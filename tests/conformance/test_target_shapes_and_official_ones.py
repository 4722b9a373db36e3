"""Official shapes give the same verdict as our shapes of the targets, on good and broken graphs."""

from functools import cache

import pytest
from breaking import demands_of, violate
from rdflib import FOAF, SH, Graph, URIRef
from standards import STANDARDS, needs_standards
from target_shapes import HEALTH_AGENT, good, shapes_of

from ccdp_graph.model.report import Severity
from ccdp_graph.rdf.namespaces import THINGS
from ccdp_graph.validation.engines.pyshacl import validate
from ccdp_graph.validation.shape_files import read_shape_files

OFFICIAL = {
    "dcat-ap-3": [
        f"dcat-ap-3.0.1/{name}.ttl" for name in ("shapes", "range", "mdr-vocabularies.shape")
    ],
    "healthdcat-ap": ["healthdcat-ap-r8/pyshacl/non-public-shapes.ttl"],
    "fdp": [f"fdp/shapes/shape-{name}.ttl" for name in ("fdp", "resource", "catalog", "dataset")],
}
# What the specification of the FAIR Data Point asks beyond the reference shapes.
ONLY_IN_SPECIFICATION = {
    "licence", "conforms-to", "endpoint", "metadata-identifier", "metadata-issued",
    "metadata-modified", "catalogues", "specification", "has-version",
}  # fmt: skip


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


@needs_standards
@pytest.mark.parametrize("target", OFFICIAL)
def test_official_shapes_give_the_same_verdict_on_good_and_broken_graphs(target: str) -> None:
    ours, theirs = shapes_of(target), official(target)
    if target == "healthdcat-ap":  # the agent alone is no focus node of theirs
        ours = ours - Graph().add((HEALTH_AGENT, SH.targetClass, FOAF.Agent))
    assert verdict(good(target), theirs) == set()
    differing = {}
    for shape, demand in demands_of(shapes_of(target)):
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
