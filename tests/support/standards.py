"""The official shapes that lie beside the repository, and what they find."""

import os
import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph
from repository import ROOT

from ccdp_graph.model.report import Finding, Severity
from ccdp_graph.rdf.namespaces import THINGS
from ccdp_graph.rdf.turtle import parse_turtle
from ccdp_graph.validation.engines.pyshacl import validate
from ccdp_graph.validation.shape_files import read_shape_files

STANDARDS = Path(os.environ.get("CCDP_SHARED", ROOT.parent / "shared")) / "standards"
needs_standards = pytest.mark.skipif(
    not STANDARDS.is_dir(), reason="the official shapes are not here"
)


@cache
def official(*names: str) -> Graph:
    """Read official shapes by their paths, without the ending."""
    return read_shape_files([STANDARDS / f"{name}.ttl" for name in names])


def fdp_reference() -> Graph:
    """Read the shapes that the reference implementation of a FAIR Data Point starts with."""
    names = ("fdp", "resource", "catalog", "dataset", "metadata-service")
    return official(*(f"fdp/shapes/shape-{name}" for name in names))


@cache
def known() -> Graph:
    """Return what the official shapes take for known."""
    graph = Graph(bind_namespaces="none")
    for name in ("background.ttl", "eu-authority/nal-background.ttl"):
        graph.parse(STANDARDS / name)
    return graph


def required(graph: Graph, shapes: Graph, base: str = THINGS) -> list[Finding]:
    """Return what official shapes find wrong with things of ours, which begin with `base`."""
    return [
        finding
        for finding in validate(graph + known(), shapes)
        if finding.severity is Severity.VIOLATION and base in str(finding.focus_node)
    ]


def mended_specification() -> Graph:
    """Read the shapes of the specification, which are no Turtle as they stand, as they are meant.

    A number and prefixes are missing, names are misspelt, and one demand stands for another.
    """
    graph = Graph(bind_namespaces="none")
    for name in ("shacl-fdp", "shacl-catalog"):
        text = (STANDARDS / "fdp" / "spec" / f"{name}.ttl").read_text(encoding="utf-8")
        text = text.replace("sh:maxCount ;", "sh:maxCount 1 ;")
        text = text.replace("sh:ContactPointShape", ":ContactPointShape")
        text = text.replace("endPointURL", "endpointURL").replace(
            "dct:conformsToF", "fdp-o:conformsToF"
        )
        text = re.sub(r"metadataIdentifier(?= ;\s+sh:datatype)", "metadataModified", text)
        text = re.sub(r"sh:nodeKind fdp-o:\w+", "sh:nodeKind sh:IRI", text)
        prefixes = (
            "@prefix fdp-o: <https://w3id.org/fdp/fdp-o#> ."
            "@prefix vcard: <http://www.w3.org/2006/vcard/ns#> ."
        )
        parse_turtle(prefixes + text, None, graph)
    return graph
