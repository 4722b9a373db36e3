"""Turtle files are the same graphs through Oxigraph's reader as through rdflib's own."""

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import XSD
from repository import ROOT

from ccdp_graph.errors import AssetError, TurtleError
from ccdp_graph.files.texts import read_text
from ccdp_graph.rdf.parsing import parse_turtle_files
from ccdp_graph.rdf.turtle import read_turtle

BUNDLED = sorted([*ROOT.glob("ontology/**/*.ttl"), *ROOT.glob("shapes/**/*.ttl")])
A = "http://example.org/a"


def parsed(*paths: Path) -> Graph:
    return parse_turtle_files((read_text(path), path) for path in paths)


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_bundled_file_is_the_same_graph(path: Path) -> None:
    ours, theirs = parsed(path), read_turtle(path)
    assert isomorphic(ours, theirs)
    assert dict(ours.namespaces()) == dict(theirs.namespaces())


@pytest.mark.parametrize(
    "value",
    ['"007"^^xsd:integer', '"a"^^xsd:string', '"a"@en-gb', "1.50", "true", "[ a <b:c> ]", "(1 2)"],
)
def test_a_value_is_the_same_term(value: str, tmp_path: Path) -> None:
    path = tmp_path / "one.ttl"
    path.write_text(f"PREFIX xsd: <{XSD}>\n<{A}> <{A}> {value} .\n", encoding="utf-8")
    assert isomorphic(parsed(path), read_turtle(path))


def test_a_typed_text_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "one.ttl"
    path.write_text(f'<{A}> <{A}> "a"^^<{XSD.string}> .\n', encoding="utf-8")
    typed = Literal("a", datatype=XSD.string)
    assert list(parsed(path)) == [(URIRef(A), URIRef(A), typed)]


def test_a_language_is_in_lower_case(tmp_path: Path) -> None:
    path = tmp_path / "one.ttl"
    path.write_text(f'<{A}> <{A}> "a"@EN-gb .\n', encoding="utf-8")
    assert list(parsed(path)) == [(URIRef(A), URIRef(A), Literal("a", "en-gb"))]


def test_several_files_make_one_graph(tmp_path: Path) -> None:
    whole = Graph()
    for number, path in enumerate((tmp_path / "one.ttl", tmp_path / "two.ttl")):
        path.write_text(f"<{A}> <{A}> {number} , [] .\n", encoding="utf-8")
        read_turtle(path, whole)
    assert isomorphic(parsed(*sorted(tmp_path.iterdir())), whole)


def test_what_is_no_turtle_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong.ttl"
    path.write_bytes(b"<a> <b>\n<c> <d> .")
    with pytest.raises(TurtleError, match=r"wrong\.ttl"):
        parsed(path)
    path.write_bytes(b"<a> <b> \xff .")
    with pytest.raises(AssetError, match=r"wrong\.ttl, line 1: is not UTF-8"):
        parsed(path)
