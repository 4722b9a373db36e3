"""Another instance of this program: its published site is harvested whole, and what comes of it."""

import re
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner
from foreign_catalogues import OTHER, catalogue
from site_server import Served

from ccdp_graph.cli.main import main
from ccdp_graph.harvests.records import RECORDS
from ccdp_graph.harvests.run import HarvestRequest, harvest
from ccdp_graph.harvests.state import Harvest
from ccdp_graph.http.client import HttpClient
from ccdp_graph.http.response import Limits
from ccdp_graph.pipeline.model import Build
from ccdp_graph.project.project import Project, open_project

A = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DATASET = "http://www.w3.org/ns/dcat#Dataset"


@pytest.fixture
def ours(tmp_path: Path) -> Project:
    (tmp_path / "ccdp.toml").write_text('base = "https://ours.example/id/"\n')
    return open_project(tmp_path)


def take(address: str, ours: Project) -> Harvest:
    assert ours.folder is not None
    wish = HarvestRequest(address, "2026-11-01", name="sister")
    with HttpClient(Limits(private=True, pause=0)) as web:
        done = harvest(wish, ours, ours.folder / "harvest", web)
        before = content(ours.folder)
        again = harvest(
            HarvestRequest(address, "2026-12-24", name="sister"), ours, done.folder.parent, web
        )
    assert not again.written
    assert content(ours.folder) == before
    state = (ours.folder / "harvest/sister/state.json").read_text()
    assert '"issued": "2026-11-01"' in state
    return loaded(ours)


def loaded(ours: Project) -> Harvest:
    from ccdp_graph.harvests.storage import HarvestFolder

    assert ours.folder is not None
    state = HarvestFolder(ours.folder / "harvest/sister").state()
    assert state is not None
    return state


def content(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def typed(ours: Project, kind: str) -> set[str]:
    assert ours.folder is not None
    found = pyoxigraph.Store()
    path = ours.folder / "harvest/sister/records.nq"
    found.load(path=str(path), format=pyoxigraph.RdfFormat.N_QUADS)
    quads = found.quads_for_pattern(None, pyoxigraph.NamedNode(A), pyoxigraph.NamedNode(kind))
    return {str(quad.subject) for quad in quads}


def test_all_records_come_by_void(served: Served, made: Build, ours: Project) -> None:
    state = take(served.address, ours)
    assert state.kind == "void"
    expected = {s for s, p, o in made.public if p == f"<{A}>" and o in RECORDS}
    expected -= {s for s, _, o in made.public if o.endswith(("#Catalog>", "#CatalogRecord>"))}
    assert {f"<{record.iri}>" for record in state.records} == expected
    assert len(typed(ours, DATASET)) == 133
    asked = [document.address.removeprefix(served.address) for document in state.documents]
    assert "dumps/graph.ttl" in asked
    assert len(asked) == len({re.sub(r"\.\w+$", "", name) for name in asked})


def test_all_resources_come_by_the_fair_data_point(served: Served, ours: Project) -> None:
    state = take(f"{served.address}fdp/index.ttl", ours)
    assert state.kind == "fdp"
    assert len(state.documents) == 136
    assert len(typed(ours, DATASET)) == 133
    assert len(state.records) == 133


def test_a_build_holds_what_was_harvested_and_its_site_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ccdp.toml").write_text('base = "https://ours.example/id/"\n')
    hostile = "<script>alert(1)</script>"
    theirs = catalogue("ab").replace('dct:title "b"@en', f'dct:title "{hostile}"@en')
    Path("theirs.ttl").write_text(theirs + f"<{OTHER}c> a dcat:DataService ; dct:title 'C'@fr .\n")

    def run(*words: str) -> str:
        done = CliRunner().invoke(main, list(words))
        assert done.exit_code in {0, 1}, done.output
        return done.stdout

    run("build", "-o", "before")
    run("harvest", "theirs.ttl", "--date", "2026-11-01")
    assert "harvested: theirs\t3 records\n" in run("build")
    assert Path("before/graph.ttl").read_bytes() == Path("ccdp-build/graph.ttl").read_bytes()
    before, after = (Path(f"{name}/graph.nq").read_text() for name in ("before", "ccdp-build"))
    assert after == before + Path("harvest/theirs/records.nq").read_text()
    answer = run("query", "records-with-word", "--word", "script", "--format", "csv")
    assert answer.splitlines()[1].startswith(f"{hostile},theirs,2026-11-01,{OTHER}b,")
    run("publish", "--site", "site", "--base", "https://ours.example/")
    page = Path("site/source/theirs.html").read_text()
    assert "3 records from theirs.ttl, last changed on 2026-11-01." in page
    assert f'<a href="{OTHER}a" rel="external nofollow">a</a>' in page
    assert "&lt;script&gt;alert(1)" in page
    assert hostile not in page
    french = Path("site/fr/source/theirs.html").read_text()
    assert "Service de données" in french
    assert 'href="../../fr/source/theirs.html"' in Path("site/fr/source/index.html").read_text()
    assert 'href="source/index.html"' in Path("site/index.html").read_text().replace("./", "")


def test_what_was_tampered_with_is_not_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ccdp.toml").write_text("")
    Path("theirs.ttl").write_text(catalogue("ab"))
    CliRunner().invoke(main, ["harvest", "theirs.ttl"])
    records, state = (Path("harvest/theirs") / name for name in ("records.nq", "state.json"))
    before = records.read_bytes(), state.read_bytes()
    with records.open("a") as file:
        file.write("this is no statement\n")
    done = CliRunner().invoke(main, ["build"])
    assert done.exit_code == 2
    assert "records.nq: was changed since it was harvested" in done.stderr
    assert not Path("ccdp-build").exists()
    assert CliRunner().invoke(main, ["harvest", "theirs.ttl"]).exit_code == 0
    assert (records.read_bytes(), state.read_bytes()) == before, "mended, to the byte"
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
