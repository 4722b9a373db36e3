"""A file of records: taken with its history, swapped in whole, and the same bytes each time."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner, Result
from foreign_catalogues import HEAD, OTHER, catalogue
from repository import ROOT

from ccdp_graph.cli.main import main

BASE = "https://w3id.org/ccdp/id/"
DCAT, DCTERMS = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
PROV, FOAF = "http://www.w3.org/ns/prov#", "http://xmlns.com/foaf/0.1/"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ccdp.toml").write_text("")
    return tmp_path


def harvest(*words: str, day: str = "2026-11-01") -> Result:
    return CliRunner().invoke(main, ["harvest", *words, "--date", day])


def told(result: Result) -> dict[str, str]:
    return dict(line.split("\t")[:2] for line in result.stdout.splitlines() if "\t" in line)


def content(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def store(folder: Path) -> pyoxigraph.Store:
    found = pyoxigraph.Store()
    found.load(path=str(folder / "records.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    return found


def records(folder: Path) -> dict[str, tuple[str, str]]:
    """By record, the days on which its catalogue record says it came and changed."""
    query = f"""SELECT ?topic ?issued ?modified {{ GRAPH <{BASE}graph/harvest/{folder.name}> {{
        <{BASE}harvest/{folder.name}> a <{DCAT}Catalog> ; <{DCAT}record> ?record .
        ?record a <{DCAT}CatalogRecord> ; <{FOAF}primaryTopic> ?topic ;
          <{DCTERMS}source> ?source ; <{PROV}wasDerivedFrom> ?document ;
          <{DCTERMS}issued> ?issued ; <{DCTERMS}modified> ?modified .
        ?activity <{PROV}used> ?document . <{BASE}harvest/{folder.name}>
          <{PROV}wasGeneratedBy> ?activity . ?topic a ?kind }} }}"""
    rows = store(folder).query(query)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    return {row[0].value.removeprefix(OTHER): (row[1].value, row[2].value) for row in rows}


def test_records_come_with_a_catalogue_record_and_no_blank_node(project: Path) -> None:
    Path("theirs.ttl").write_text(catalogue("ab"))
    result = harvest("theirs.ttl")
    assert result.exit_code == 0, result.output
    folder = project / "harvest/theirs"
    assert told(result)["new records"] == "2"
    assert told(result)["formats"] == "Turtle"
    assert records(folder) == dict.fromkeys("ab", ("2026-11-01", "2026-11-01"))
    lines = (folder / "records.nq").read_text().splitlines()
    assert lines == sorted(set(lines))
    assert not any("_:" in line for line in lines)
    assert all(line.endswith(f"<{BASE}graph/harvest/theirs> .") for line in lines)
    assert sum(PROV + "SoftwareAgent" in line for line in lines) == 1


def test_a_second_harvest_changes_no_byte_even_later(project: Path) -> None:
    Path("theirs.ttl").write_text(catalogue("ab"))
    harvest("theirs.ttl")
    before = content(project / "harvest")
    result = harvest("theirs.ttl", day="2026-12-24")
    assert told(result)["written"] == "nothing; no record has changed"
    assert told(result)["unchanged records"] == "2"
    assert content(project / "harvest") == before


def test_new_changed_and_gone_records_are_told_and_dated(project: Path) -> None:
    Path("theirs.ttl").write_text(catalogue("abcdef"))
    harvest("theirs.ttl")
    Path("theirs.ttl").write_text(catalogue("bcdefg").replace('"Publisher of b"', '"Another"'))
    result = harvest("theirs.ttl", day="2026-12-24")
    rows = told(result)
    assert [rows[f"{kind} records"] for kind in ("new", "changed", "unchanged")] == ["1", "1", "4"]
    assert rows["removed records"] == "1"
    folder = project / "harvest/theirs"
    found = records(folder)
    assert found["b"] == ("2026-11-01", "2026-12-24")
    assert found["c"] == ("2026-11-01", "2026-11-01")
    assert found["g"] == ("2026-12-24", "2026-12-24")
    assert "a" not in found
    assert json.loads((folder / "state.json").read_text())["gone"] == {OTHER + "a": "2026-12-24"}
    report = json.loads((folder / "report.json").read_text())
    assert report["records"]["gone"] == [OTHER + "a"]
    assert "no longer exists" in (folder / "report.txt").read_text()
    Path("theirs.ttl").write_text(catalogue("abcdefg"))
    harvest("theirs.ttl", day="2026-12-25")
    assert json.loads((folder / "state.json").read_text())["gone"] == {}


def test_a_record_without_title_or_type_goes_with_what_hangs_on_it(project: Path) -> None:
    bad = (
        f"<{OTHER}> dcat:dataset <{OTHER}typeless>, <{OTHER}nowhere> .\n"
        f"<{OTHER}typeless> dct:title 'no type' .\n"
        f"<{OTHER}untitled> a dcat:Dataset ; dct:title ' ' ; dct:publisher <{OTHER}body> ;\n"
        f"  dcat:distribution <{OTHER}its-own> .\n<{OTHER}its-own> dct:title 'its own' .\n"
    )
    Path("theirs.ttl").write_text(catalogue("a") + bad)
    result = harvest("theirs.ttl")
    assert result.exit_code == 1
    assert told(result)["records left out"] == "2"
    assert set(records(project / "harvest/theirs")) == {"a"}
    text = (project / "harvest/theirs/records.nq").read_text()
    assert f"<{OTHER}body> <{FOAF}name>" in text, "the catalogue uses it too"
    assert not [word for word in ("its own", "no type", "<untitled") if word in text]
    said = (project / "harvest/theirs/report.txt").read_text()
    assert f"{OTHER}untitled has no title" in said
    assert f"{OTHER}typeless has no type" in said
    assert f"The catalogue lists {OTHER}nowhere, but no document" in said


def test_what_empties_a_graph_is_refused_until_forced(project: Path) -> None:
    Path("theirs.ttl").write_text(catalogue("abcdef"))
    harvest("theirs.ttl")
    before = content(project / "harvest")
    Path("theirs.ttl").write_text(HEAD)
    result = harvest("theirs.ttl")
    assert result.exit_code == 2
    assert result.stderr == (
        "error: theirs.ttl: no record was found. it describes no dataset, service or series\n"
    )
    Path("theirs.ttl").write_text(catalogue("ab"))
    result = harvest("theirs.ttl")
    assert result.exit_code == 2
    assert "4 of 6 records are gone" in result.stderr
    assert content(project / "harvest") == before
    assert harvest("theirs.ttl", "--force").exit_code == 0
    assert set(records(project / "harvest/theirs")) == {"a", "b"}


def test_strict_takes_nothing_where_there_is_a_violation(project: Path) -> None:
    Path("theirs.ttl").write_text(catalogue("a") + f"<{OTHER}b> a dcat:Dataset .\n")
    result = harvest("theirs.ttl", "--strict")
    assert result.exit_code == 1
    assert "nothing was written, because of --strict" in result.stderr
    assert not (project / "harvest").exists()


def test_one_iri_of_two_sources_stays_in_both_and_is_said(project: Path) -> None:
    Path("one.ttl").write_text(catalogue("ab"))
    Path("two.ttl").write_text(catalogue("bc"))
    harvest("one.ttl")
    harvest("two.ttl")
    assert set(records(project / "harvest/one")) == {"a", "b"}
    assert set(records(project / "harvest/two")) == {"b", "c"}
    said = (project / "harvest/two/report.txt").read_text()
    assert f"The source 'one' also has a record with the IRI {OTHER}b" in said
    result = CliRunner().invoke(main, ["harvest", "--list"])
    assert [line.split("\t")[:4] for line in result.stdout.splitlines()[1:]] == [
        ["one", "dcat", "one.ttl", "2"],
        ["two", "dcat", "two.ttl", "2"],
    ]


def test_what_others_say_of_our_harvests_is_left_out(project: Path) -> None:
    lie = f"<{BASE}harvest/one/record/x> a dcat:CatalogRecord ; dct:title 'a lie' .\n"
    ours = f"<{BASE}resource/sccr> a dcat:Dataset ; dct:title 'theirs of ours' .\n"
    Path("theirs.ttl").write_text(catalogue("a") + lie + ours)
    harvest("theirs.ttl")
    text = (project / "harvest/theirs/records.nq").read_text()
    assert "a lie" not in text
    assert "theirs of ours" in text
    said = (project / "harvest/theirs/report.txt").read_text()
    assert "1 record has an IRI under our own base" in said


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["absent.ttl"], "absent.ttl: cannot be read (No such file or directory)"),
        (["theirs.ttl", "--name", "Big Name"], "--name 'Big Name': use lower-case letters"),
        (
            ["theirs.ttl", "--type", "fdp"],
            "theirs.ttl: is not a web address, which --type fdp needs",
        ),
        (["page.html"], "page.html: no record was found. The document cannot be read: it is HTML"),
    ],
)
def test_bad_input_is_one_line(project: Path, words: list[str], error: str) -> None:
    (project / "theirs.ttl").write_text(catalogue("a"))
    (project / "page.html").write_text("<html></html>")
    result = harvest(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {error}")
    assert result.stderr.count("\n") == 1
    assert not (project / "harvest").exists()


def test_a_name_is_of_one_source(project: Path) -> None:
    (project / "a.ttl").write_text(catalogue("a"))
    (project / "b.ttl").write_text(catalogue("b"))
    assert harvest("a.ttl", "--name", "x").exit_code == 0
    result = harvest("b.ttl", "--name", "x")
    assert "'x' is already the name of a.ttl; give another --name" in result.stderr
    (project / "a.ttl").write_text(catalogue("ab"))
    assert told(harvest("--name", "x"))["new records"] == "1"
    assert harvest("--name", "y").exit_code == 2


def test_without_a_project_a_folder_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.ttl").write_text(catalogue("a"))
    assert "there is no project folder" in harvest("a.ttl").stderr
    assert harvest("a.ttl", "-o", "out").exit_code == 0
    assert set(records(tmp_path / "out/a")) == {"a"}


def test_a_folder_with_something_else_in_it_is_refused(project: Path) -> None:
    Path("theirs.ttl").write_text(catalogue("a"))
    (project / "harvest/theirs").mkdir(parents=True)
    (project / "harvest/theirs/letter.txt").write_text("mine")
    result = harvest("theirs.ttl")
    assert result.exit_code == 2
    assert "was not written by ccdp harvest" in result.stderr


def test_findings_are_told_in_french(project: Path) -> None:
    (project / "theirs.ttl").write_text(catalogue("a") + f"<{OTHER}b> a dcat:Dataset .\n")
    result = harvest("theirs.ttl", "--lang", "fr")
    assert told(result)["nouvelles fiches"] == "1"
    assert f"La fiche {OTHER}b n’a pas de titre" in result.stdout


_DIES = """
import os, signal, sys
from ccdp_graph.files import atomic
from ccdp_graph.cli.main import main

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

atomic._exchange = die
main(["harvest", "theirs.ttl", "--date", "2026-12-24"])
"""


def test_a_harvest_killed_before_the_swap_leaves_the_old_copy(project: Path) -> None:
    Path("theirs.ttl").write_text(catalogue("abcde"))
    harvest("theirs.ttl")
    before = content(project / "harvest/theirs")
    Path("theirs.ttl").write_text(catalogue("abcdef"))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", _DIES], cwd=project, env=environment)
    assert done.returncode == -signal.SIGKILL
    assert content(project / "harvest/theirs") == before
    assert told(harvest("theirs.ttl"))["new records"] == "1"
    assert [path.name for path in (project / "harvest").iterdir()] == ["theirs"]
