"""Shapes by others are read so that reports on them can be compared from day to day."""

from pathlib import Path

from rdflib import SH, BNode

from ccdp_graph.validation.shape_files import read_shape_files

SHAPES = """
PREFIX : <urn:x:>
PREFIX sh: <http://www.w3.org/ns/shacl#>
:S a sh:NodeShape ; sh:targetClass :Thing ;
  sh:property [ sh:path :p ; sh:minCount 1 ] , [ sh:path ( :p :q ) ; sh:in ( "a" "b" ) ] .
"""


def labels(path: Path, text: str) -> dict[str, str]:
    path.write_text(text, encoding="utf-8")
    graph = read_shape_files([path])
    shapes = list(graph.objects(None, SH.property))
    assert all(isinstance(shape, BNode) for shape in shapes), "an IRI would be a path of one step"
    return {str(graph.value(shape, SH.path).__class__.__name__): str(shape) for shape in shapes}


def test_a_shape_without_an_iri_is_called_alike_each_time(tmp_path: Path) -> None:
    first = labels(tmp_path / "a.ttl", SHAPES)
    assert len(set(first.values())) == 2
    assert labels(tmp_path / "b.ttl", SHAPES + ":T a sh:NodeShape .") == first
