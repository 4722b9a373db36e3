"""The shapes of the targets, and a graph for each that they find nothing wrong with."""

from functools import cache

from rdflib import FOAF, SH, Graph, URIRef
from repository import GOLDEN, ROOT

from ccdp_graph.profiles.targets import project_targets
from ccdp_graph.project.project import open_project
from ccdp_graph.rdf.namespaces import SHAPES as OURS
from ccdp_graph.rdf.turtle import read_turtle

TARGETS = [target.name for target in project_targets(open_project(ROOT)) if target.shapes]
PATHS = sorted((ROOT / "shapes" / "targets").glob("*/*.ttl"))
BACKGROUND = sorted((ROOT / "shapes" / "background").glob("*.ttl"))
HEALTH_AGENT = URIRef(OURS + "HealthDcatAp-HealthAgent")


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
    """Return a graph that may be changed, with what the official lists say of their terms."""
    graph = Graph(bind_namespaces="none")
    graph += _good(target)
    return graph


@cache
def _good(target: str) -> Graph:
    graph = Graph(bind_namespaces="none")
    for path in (GOLDEN / "shapes" / "targets" / f"{target}.ttl", *BACKGROUND):
        read_turtle(path, graph)
    return graph
