"""Shapes that our engines do not know are checked by pySHACL and named; wrong ones are refused."""

import contextlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner, Result as Done
from rdflib import Graph

from ccdp_graph.cli.main import main
from ccdp_graph.errors import AssetError
from ccdp_graph.rdf.namespaces import RDF
from ccdp_graph.rdf.terms import Statement
from ccdp_graph.sparql.oxigraph import EmbeddedStore
from ccdp_graph.validation.engines.dispatch import results_in_store, results_on_statements
from ccdp_graph.validation.engines.pyshacl import graph_of, reference_results, validate
from ccdp_graph.validation.results import Result
from ccdp_graph.validation.shape_parser import ShapesError, read_shapes

HEAD = """
PREFIX : <urn:x:>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
"""
KNOWN = """:S a sh:NodeShape ; sh:targetClass :Thing ; sh:property :p-of-S .
:p-of-S a sh:PropertyShape ; sh:path :p ; sh:minCount 1 .
"""
FOREIGN = {
    "sh:or": ":q-of-S a sh:PropertyShape ; sh:path :q ; "
    "sh:or ( [ sh:nodeKind sh:IRI ] [ sh:minLength 9 ] ) . :S sh:property :q-of-S .",
    "a property path of several steps": ":q-of-S a sh:PropertyShape ; sh:path ( :p :q ) ; "
    "sh:minCount 1 . :S sh:property :q-of-S .",
    "a property shape without an IRI": ":S sh:property [ sh:path :q ; sh:minCount 1 ] .",
    "sh:closed": ":C a sh:NodeShape ; sh:targetClass :Thing ; sh:closed true ; "
    "sh:property :q-of-C . :q-of-C a sh:PropertyShape ; sh:path :q ; sh:minCount 1 .",
    "sh:targetSubjectsOf": ":T a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property :q-of-T . "
    ":q-of-T a sh:PropertyShape ; sh:path :q ; sh:minCount 1 .",
    "sh:deactivated": ":q-of-S a sh:PropertyShape ; sh:path :q ; sh:minCount 1 ; "
    "sh:deactivated true . :S sh:property :q-of-S .",
}
A = f"<{RDF}type>"
STATEMENTS: tuple[Statement, ...] = (
    ("<urn:x:a>", A, "<urn:x:Thing>"),
    ("<urn:x:b>", A, "<urn:x:Thing>"),
    ("<urn:x:b>", "<urn:x:p>", "<urn:x:a>"),
    ("<urn:x:b>", "<urn:x:q>", '"short"'),
)
THING = "<https://w3id.org/ccdp/id/resource/a>"


def parse(text: str) -> Graph:
    return Graph().parse(data=HEAD + text, format="turtle")


def told(results: list[Result]) -> Counter[tuple[object, ...]]:
    return Counter(
        (r.focus_node, r.rule.path, r.value, r.rule.component, r.rule.severity) for r in results
    )


@pytest.mark.parametrize("reason", FOREIGN)
def test_what_our_engines_do_not_know_is_named_and_checked_all_the_same(reason: str) -> None:
    graph = parse(KNOWN + FOREIGN[reason])
    shapes = read_shapes(graph)
    assert [shape.iri for shape in shapes.supported] == ["urn:x:p-of-S"]
    assert set(shapes.unsupported.values()) == {reason}
    expected = told(list(reference_results(graph_of(STATEMENTS), graph)))
    assert told([r for r, _ in results_on_statements(STATEMENTS, shapes)]) == expected
    store = EmbeddedStore.of(STATEMENTS)
    assert told([r for r, _ in results_in_store(store, shapes, limit=10)]) == expected


@pytest.mark.parametrize(
    ("text", "said", "shape"),
    [
        (":a :b :c .", "no sh:NodeShape", ""),
        (
            KNOWN + "<urn:o> owl:imports <urn:y> .",
            "imports urn:y, which is not downloaded",
            "urn:o",
        ),
        (KNOWN + ":S sh:node :R . :R sh:node :S .", "refers to itself", "urn:x:R"),
        (KNOWN + ":p-of-S sh:path :q .", "needs exactly one sh:path", "urn:x:p-of-S"),
        (KNOWN + ":p-of-S sh:minCount 2 .", "has sh:minCount twice", "urn:x:p-of-S"),
        (KNOWN + ':p-of-S sh:maxCount "many" .', "must be a whole number", "urn:x:p-of-S"),
        (KNOWN + ':p-of-S sh:datatype "date" .', "must be an IRI", "urn:x:p-of-S"),
        (KNOWN + ':p-of-S sh:pattern "(" .', "must be a regular expression", "urn:x:p-of-S"),
        (KNOWN + ":p-of-S sh:severity :Awful .", "has the unknown severity", "urn:x:p-of-S"),
        (KNOWN + ':p-of-S sh:uniqueLang "yes" .', "must be true or false", "urn:x:p-of-S"),
    ],
)
def test_wrong_shapes_are_refused_with_the_shape_at_fault(text: str, said: str, shape: str) -> None:
    with pytest.raises(ShapesError, match=said) as caught:
        read_shapes(parse(text))
    assert caught.value.shape == shape


def test_what_pyshacl_refuses_is_one_line() -> None:
    graph = parse(
        KNOWN + ':q-of-S a sh:PropertyShape ; sh:path :q ; sh:or "x" . :S sh:property :q-of-S .'
    )
    with pytest.raises(AssetError, match="the shapes") as caught:
        validate(graph_of(STATEMENTS), graph)
    assert "\n" not in str(caught.value)


def run(folder: Path, *words: str) -> Done:
    with contextlib.chdir(folder):
        return CliRunner().invoke(main, ["validate", *words])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "ccdp.toml").touch()
    (tmp_path / "shapes" / "checks").mkdir(parents=True)
    kind = "<https://w3id.org/ccdp/ontology#DataResource>"
    (tmp_path / "graph.nt").write_text(f"{THING} {A} {kind} .\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "shapes/own.ttl",
            f"{HEAD}\n{KNOWN}:p-of-S sh:minCount 2 .\n",
            "shapes/own.ttl, line 7: urn:x:p-of-S has sh:minCount twice",
        ),
        (
            "shapes/own.ttl",
            f"{HEAD}\n<urn:o> owl:imports <urn:y> .\n",
            "shapes/own.ttl, line 6: imports urn:y",
        ),
        ("shapes/own.ttl", "a b", "shapes/own.ttl, line 1: not Turtle"),
        (
            "shapes/checks/own.rq",
            "SELECT ?focus WHERE {}",
            "own.rq, line 1: the header of '#+' lines needs the key 'rule'",
        ),
    ],
)
def test_bad_file_of_a_project_is_one_line_with_file_and_line(
    project: Path, name: str, text: str, said: str
) -> None:
    (project / name).write_text(text, encoding="utf-8")
    done = run(project, "graph.nt")
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_foreign_shape_of_a_project_is_noted_on_stderr(project: Path) -> None:
    text = KNOWN.replace(":Thing", "<https://w3id.org/ccdp/ontology#DataResource>")
    (project / "shapes" / "own.ttl").write_text(HEAD + text + FOREIGN["sh:or"], encoding="utf-8")
    done = run(project, "graph.nt")
    assert done.exit_code == 1
    assert (
        "note: urn:x:q-of-S is checked by pySHACL, which is slower, because of sh:or" in done.stderr
    )
    assert "does not conform to the shape" in done.stdout or "urn:x:p" in done.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the graph is empty"),
        (f"<urn:a> {A} <urn:B> .\n", "the project's shapes apply to nothing in the graph"),
    ],
)
def test_graph_that_is_empty_or_of_another_project_is_refused(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "other.nt").write_text(text, encoding="utf-8")
    done = run(tmp_path, "other.nt")
    assert done.exit_code == 2
    assert f"other.nt: {said}" in done.stderr or f"other.nt: the graph holds {said}" in done.stderr


def test_store_on_disk_is_checked_where_it_lies(project: Path) -> None:
    store = pyoxigraph.Store(str(project / "store"))
    store.load(path=str(project / "graph.nt"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    store.flush()
    del store
    of_file, of_store = run(project, "graph.nt"), run(project, "store")
    assert of_store.exit_code == 1
    assert sorted(of_store.stdout.splitlines()) == sorted(of_file.stdout.splitlines())


def test_hundred_thousand_violations_are_grouped_and_counted_in_bounded_memory(
    tmp_path: Path,
) -> None:
    path = tmp_path / "graph.nt"
    kind = "<http://www.w3.org/2006/vcard/ns#Kind>"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"<https://w3id.org/ccdp/id/c/{n}> {A} {kind} .\n" for n in range(100_000))
    bounded = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))\n"
        "from ccdp_graph.cli.main import main; main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", bounded, "validate", str(path), "--format", "text"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=os.environ)
    assert done.returncode == 1, done.stderr
    assert "  100000 Violation" in done.stdout
    assert "… and 99000 more: A contact needs a name" in done.stdout
    assert done.stdout.count("A contact needs a name") == 1001
