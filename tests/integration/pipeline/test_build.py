"""The main job on the bundled workbooks: whole, repeatable, and true to every cell."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyoxigraph
import pytest
from rdflib import Graph
from repository import ROOT

from ccdp_graph.model.solutions import Solutions
from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import open_project
from ccdp_graph.queries.run import ask, open_store

EXAMPLES = sorted((ROOT / "examples").glob("*.xlsx"))
CCDP = "https://w3id.org/ccdp/ontology#"
FILES = ("graph.nq", "graph.ttl", "report.json", "report.txt")


def run(folder: Path, *words: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ccdp_graph", *words]
    environment = os.environ | {"PYTHONHASHSEED": seed}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    done = run(folder, "build")
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", "nothing is said on stderr when piped"
    return folder / "ccdp-build"


def query(built: Path, text: str) -> list[tuple[str, ...]]:
    store = pyoxigraph.Store()
    store.load(path=str(built / "graph.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    solutions = store.query(text)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    return [tuple("" if t is None else t.value for t in row) for row in solutions]


def filled_cells() -> set[tuple[str, str, str, str]]:
    """Read every filled cell of the bundled workbooks by another reader than ours."""
    found = set()
    for path in EXAMPLES:
        for sheet in openpyxl.load_workbook(path, data_only=True):
            for row in sheet.iter_rows():
                for cell in row:
                    text = "" if cell.value is None else str(cell.value).strip()
                    if text:
                        found.add((path.name, sheet.title, cell.coordinate, text))
    return found


def test_all_rows_of_both_workbooks_are_in_the_graph(built: Path) -> None:
    report = json.loads((built / "report.json").read_text(encoding="utf-8"))
    assert report["things"]["data resources"] == 133
    assert report["things"]["networks"] == 95
    assert [sheet["records"] for sheet in report["sheets"]] == [133, 95]
    assert report["conforms"] is True


def test_no_filled_cell_is_lost(built: Path) -> None:
    rows = query(
        built,
        f"""PREFIX c: <{CCDP}> PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT ?file ?sheet ?address ?text WHERE {{ GRAPH ?g {{ ?cell a c:Cell ;
        c:sheetName ?sheet ; c:address ?address ; c:rawText ?text ;
        dcterms:isPartOf/dcterms:isPartOf/dcterms:title ?file }} }}""",
    )
    kept = set(rows)
    report = json.loads((built / "report.json").read_text(encoding="utf-8"))
    said = {
        (finding["workbook"], *place.rsplit("!", 1))
        for finding in report["findings"]
        if "workbook" in finding
        for place in finding.get("cells", [finding.get("cell")])
    }
    headers = {
        ("data-resources.xlsx", "Data resources", 1),
        ("federated-networks.xlsx", "Federated networks", 4),
    }
    for file, sheet, address, text in filled_cells():
        row = int(re.sub(r"\D", "", address))
        if (file, sheet, row) in headers:
            continue
        assert (file, sheet, address, text) in kept or (file, sheet, address) in said, address


def test_every_kept_cell_gave_a_statement_or_has_a_finding(built: Path) -> None:
    silent = query(
        built,
        f"""PREFIX c: <{CCDP}> PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?sheet ?address WHERE {{ GRAPH ?g {{ ?cell a c:Cell ; c:sheetName ?sheet ;
        c:address ?address . OPTIONAL {{ ?said prov:wasDerivedFrom ?cell }}
        FILTER(!BOUND(?said)) }} }}""",
    )
    report = json.loads((built / "report.json").read_text(encoding="utf-8"))
    said = {
        place
        for finding in report["findings"]
        for place in finding.get("cells", [finding.get("cell")])
    }
    assert {f"{sheet}!{address}" for sheet, address in silent} <= said


def test_statements_of_the_provenance_stand_in_the_public_graph(built: Path) -> None:
    lost = query(
        built,
        """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?s ?p WHERE { GRAPH ?g { ?said rdf:subject ?s ; rdf:predicate ?p }
        MINUS { ?s ?p ?o } }""",
    )
    assert lost == []


def test_every_country_cell_is_resolved_or_is_a_finding(built: Path) -> None:
    report = json.loads((built / "report.json").read_text(encoding="utf-8"))
    said = {finding.get("cell") for finding in report["findings"]}
    rows = query(
        built,
        """PREFIX c: <https://w3id.org/ccdp/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT DISTINCT ?address WHERE { GRAPH ?g { ?said prov:wasDerivedFrom ?cell ;
        rdf:predicate dcterms:spatial . ?cell c:columnHeader "Country" ; c:address ?address } }""",
    )
    resolved = {address for (address,) in rows}
    sheet = openpyxl.load_workbook(ROOT / "examples" / "data-resources.xlsx")["Data resources"]
    cells = [cell for cell in sheet["C"][1:] if cell.value]
    assert len(cells) == 133
    for cell in cells:
        assert cell.coordinate in resolved or f"Data resources!{cell.coordinate}" in said


def test_building_again_gives_the_same_bytes_whatever_seed_and_order(
    built: Path, tmp_path: Path
) -> None:
    paths = [str(path) for path in reversed(EXAMPLES)]
    assert run(tmp_path, "build", *paths, "-o", "again", seed="4711").returncode == 0
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (built / name).read_bytes(), name


def test_a_second_build_beside_its_own_ids_gives_the_same_bytes(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(EXAMPLES[1])
    sheet = workbook.worksheets[0]
    sheet["A6"].value, sheet["B6"].value = "A network of a new name", None
    workbook.save(tmp_path / "list.xlsx")
    assert run(tmp_path, "build", "list.xlsx").returncode == 0
    first = {path.name: path.read_bytes() for path in (tmp_path / "ccdp-build").iterdir()}
    assert "identifiers.csv" in first
    assert run(tmp_path, "build", "list.xlsx", seed="9").returncode == 0
    assert {p.name: p.read_bytes() for p in (tmp_path / "ccdp-build").iterdir()} == first


def test_turtle_and_quads_hold_the_same_public_graph(built: Path) -> None:
    turtle = Graph().parse(built / "graph.ttl", format="turtle")
    lines = (built / "graph.nq").read_text(encoding="utf-8").splitlines()
    public = [line for line in lines if not line.endswith("graph/provenance> .")]
    assert set(Graph().parse(data="\n".join(public), format="nt")) == set(turtle)
    read = pyoxigraph.parse(path=str(built / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    assert {f"{q.subject} {q.predicate} {q.object} ." for q in read} == set(public)
    assert not any("_:" in line.split(" ", 1)[0] for line in lines)


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper is not installed")
def test_raptor_reads_the_same_triples(built: Path) -> None:
    command = ["rapper", "-q", "-i", "turtle", "-o", "ntriples", str(built / "graph.ttl")]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    theirs = Graph().parse(data=lines, format="nt")
    ours = Graph().parse(built / "graph.ttl", format="turtle")
    assert set(theirs) == set(ours)


def test_a_project_has_its_own_base_and_publisher_throughout(tmp_path: Path) -> None:
    (tmp_path / "ccdp.toml").write_text(
        'base = "https://example.org/data/"\npublisher = "Example Institute"\n'
        'contact_email = "data@example.org"\n',
        encoding="utf-8",
    )
    files = open_project(tmp_path)
    made = build(files.workbooks, files)
    made.write(tmp_path / "out")
    text = (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")
    assert "https://w3id.org/ccdp/id/" not in text
    assert "<https://example.org/data/catalogue/main/contact>" in text
    assert '"Example Institute"' in text
    assert "https://example.org/data/organisation/dkfz>" in text, "decisions hold under any base"
    assert (tmp_path / "mapping" / "identifiers.csv").exists(), "ids go to the project folder"
    assert made.report.conforms


def test_one_workbook_alone_is_enough(tmp_path: Path) -> None:
    done = run(tmp_path, "build", str(EXAMPLES[1]))
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "ccdp-build" / "report.json").read_text(encoding="utf-8"))
    assert report["things"]["networks"] == 95
    assert "data resources" not in report["things"]


def test_large_build_writes_a_store_that_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccdp_graph.pipeline.model.MANY_QUADS", 1000)
    files = open_project(tmp_path)
    made = build([EXAMPLES[1]], files)
    for _ in range(2):  # the second build replaces the store of the first
        written = made.write(tmp_path / "out")
        assert tmp_path / "out" / "store" in written
    answers = ask(
        open_store(tmp_path / "out"),
        files.query("networks-by-data-model"),
        {"data_model": "OMOP"},
        files.concepts,
    )
    assert isinstance(answers, Solutions)
    assert len(answers.rows) == 8
    hidden = sorted(path.name for path in (tmp_path / "out").glob(".*"))
    assert [name.split(".")[1] for name in hidden] == ["store", "store"], "this one, and one before"
