"""Turtle files are the same graphs through Oxigraph's reader as through rdflib's own."""

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import XSD
from repository import ROOT

from ccdp_graph.errors import TurtleError
from ccdp_graph.rdf.parsing import read_turtle_files
from ccdp_graph.rdf.turtle import read_turtle

BUNDLED = sorted([*ROOT.glob("ontology/**/*.ttl"), *ROOT.glob("shapes/**/*.ttl")])
A = "http://example.org/a"


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_bundled_file_is_the_same_graph(path: Path) -> None:
    ours, theirs = read_turtle_files([path]), read_turtle(path)
    assert isomorphic(ours, theirs)
    assert dict(ours.namespaces()) == dict(theirs.namespaces())


@pytest.mark.parametrize(
    "value",
    ['"007"^^xsd:integer', '"a"^^xsd:string', '"a"@en-gb', "1.50", "true", "[ a <b:c> ]", "(1 2)"],
)
def test_a_value_is_the_same_term(value: str, tmp_path: Path) -> None:
    path = tmp_path / "one.ttl"
    path.write_text(f"PREFIX xsd: <{XSD}>\n<{A}> <{A}> {value} .\n", encoding="utf-8")
    assert isomorphic(read_turtle_files([path]), read_turtle(path))


def test_a_typed_text_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "one.ttl"
    path.write_text(f'<{A}> <{A}> "a"^^<{XSD.string}> .\n', encoding="utf-8")
    typed = Literal("a", datatype=XSD.string)
    assert list(read_turtle_files([path])) == [(URIRef(A), URIRef(A), typed)]


def test_a_language_is_in_lower_case(tmp_path: Path) -> None:
    path = tmp_path / "one.ttl"
    path.write_text(f'<{A}> <{A}> "a"@EN-gb .\n', encoding="utf-8")
    assert list(read_turtle_files([path])) == [(URIRef(A), URIRef(A), Literal("a", "en-gb"))]


def test_several_files_make_one_graph(tmp_path: Path) -> None:
    whole = Graph()
    for number, path in enumerate((tmp_path / "one.ttl", tmp_path / "two.ttl")):
        path.write_text(f"<{A}> <{A}> {number} , [] .\n", encoding="utf-8")
        read_turtle(path, whole)
    assert isomorphic(read_turtle_files(sorted(tmp_path.iterdir())), whole)


@pytest.mark.parametrize("content", [b"<a> <b>\n<c> <d> .", b"<a> <b> \xff ."])
def test_what_is_no_turtle_is_named_with_its_line(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "wrong.ttl"
    path.write_bytes(content)
    with pytest.raises(TurtleError, match=r"wrong\.ttl"):
        read_turtle_files([path])
    path.unlink()
    with pytest.raises(TurtleError, match="cannot be read"):
        read_turtle_files([path])
