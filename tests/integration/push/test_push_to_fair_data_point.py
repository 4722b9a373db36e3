"""Records in a FAIR Data Point: published, changed without loss, resumed, and ours alone."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fdp_server import FDP, PASSWORD, USER, FdpServer, fair_data_point, said
from push_fixtures import SHAPES
from push_rows import ONE, THREE, TWO, Builder, Push
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, URIRef

BASE = "https://w3id.org/ccdp/id/"
CATALOGUE = f"{BASE}catalogue/data-resources"
R1, R2 = f"{BASE}resource/r1", f"{BASE}resource/r2"

needs_shapes = pytest.mark.skipif(
    not SHAPES, reason="the FAIR Data Point's shapes are not beside the checkout; set CCDP_SHARED"
)


@pytest.fixture
def moved() -> Iterator[FdpServer]:
    """A FAIR Data Point that calls itself by another address than the one it is asked at."""
    with fair_data_point(SHAPES, "https://fdp.example.org/base") as server:
        yield server


def titles(server: FdpServer, kind: str) -> set[str]:
    return {
        str(title)
        for iri in server.of_kind(kind)
        for title in server.records[iri].objects(URIRef(iri), DCTERMS.title)
    }


def test_a_plan_writes_nothing_and_a_first_push_publishes_all(
    fdp: FdpServer, built: Builder, push: Push
) -> None:
    folder = built([ONE, TWO])
    plan = push("fdp", fdp.url, folder)
    assert plan.exit_code == 0, plan.output
    assert "3 create" in plan.stdout
    assert fdp.writes() == []
    done = push("fdp", fdp.url, folder, "--apply", token=fdp.token)
    assert done.exit_code == 0, done.output
    assert "3 created" in done.stdout
    assert titles(fdp, "dataset") == {"Registry One", "Registry Two"}
    assert fdp.drafts == set()
    iri, graph = said(fdp, R1)
    catalogue, _ = said(fdp, CATALOGUE)
    assert graph.value(URIRef(iri), DCTERMS.isPartOf) == URIRef(catalogue)
    assert (URIRef(catalogue), DCAT.dataset, URIRef(iri)) in fdp.records[catalogue]
    publisher = graph.value(URIRef(iri), DCTERMS.publisher)
    assert (publisher, None, Literal("Hospital One")) in graph


def test_a_second_push_writes_nothing(fdp: FdpServer, built: Builder, push: Push) -> None:
    folder = built([ONE, TWO])
    push("fdp", fdp.url, folder, "--apply", token=fdp.token)
    before = len(fdp.writes())
    again = push("fdp", fdp.url, folder, "--apply", token=fdp.token)
    assert "3 unchanged" in again.stdout
    assert len(fdp.writes()) == before


def test_what_others_hung_below_a_record_stays_when_it_is_changed(
    fdp: FdpServer, built: Builder, push: Push
) -> None:
    push("fdp", fdp.url, built([ONE, TWO]), "--apply", token=fdp.token)
    iri, _ = said(fdp, R1)
    theirs = fdp.store(
        "distribution",
        Graph().parse(
            data=f"""<> a <{DCAT.Distribution}>, <{DCAT.Resource}> ;
              <{DCTERMS.title}> "A file" ; <{DCTERMS.isPartOf}> <{iri}> ; <{DCAT}version> "1" ;
              <{DCAT.mediaType}> "text/csv" ; <{DCAT.downloadURL}> <https://one.example.org/f> ;
              <{DCTERMS.publisher}> [ <http://xmlns.com/foaf/0.1/name> "One" ] .""",
            format="turtle",
            publicID=f"{fdp.url}/distribution/new",
        ),
    )
    folder = built([{**ONE, "Notes": "Now with another text."}, TWO])
    plan = push("fdp", fdp.url, folder, "--format", "json", token=fdp.token)
    (change,) = [r for r in json.loads(plan.stdout)["records"] if r["action"] != "unchanged"]
    assert (change["identifier"], change["action"]) == (R1, "update")
    assert "dcterms:description" in change["differs"]
    assert push("fdp", fdp.url, folder, "--apply", token=fdp.token).exit_code == 0
    _, after = said(fdp, R1)
    assert (URIRef(iri), DCAT.distribution, URIRef(theirs)) in after
    assert str(after.value(URIRef(iri), DCTERMS.description)) == "Now with another text."


def test_a_changed_catalogue_keeps_its_datasets(fdp: FdpServer, built: Builder, push: Push) -> None:
    push("fdp", fdp.url, built([ONE, TWO]), "--apply", token=fdp.token)
    catalogue, graph = said(fdp, CATALOGUE)
    graph.set((URIRef(catalogue), DCTERMS.title, Literal("Changed by hand")))
    done = push("fdp", fdp.url, built([ONE, TWO]), "--apply", token=fdp.token)
    assert "1 updated, 2 unchanged" in done.stdout
    assert "Changed by hand" not in titles(fdp, "catalog")
    held = set(fdp.records[catalogue].objects(URIRef(catalogue), DCAT.dataset))
    assert held == {URIRef(iri) for iri in fdp.of_kind("dataset")}


def test_a_value_that_went_away_changes_the_record(
    fdp: FdpServer, built: Builder, push: Push
) -> None:
    push("fdp", fdp.url, built([ONE]), "--apply", token=fdp.token)
    done = push("fdp", fdp.url, built([{**ONE, "Website": ""}]), "--apply", token=fdp.token)
    assert "1 updated" in done.stdout
    iri, graph = said(fdp, R1)
    assert graph.value(URIRef(iri), DCAT.landingPage) is None


def test_only_records_of_ours_are_deleted(fdp: FdpServer, built: Builder, push: Push) -> None:
    push("fdp", fdp.url, built([ONE, TWO]), "--apply", token=fdp.token)
    theirs_like(fdp, R1, "Of somebody else")
    done = push("fdp", fdp.url, built([ONE, THREE]), "--apply", token=fdp.token)
    assert (
        "1 created, 1 updated, 1 deleted, 1 unchanged" in done.stdout
    )  # the catalogue's countries
    assert titles(fdp, "dataset") == {"Registry One", "Biobank Three", "Of somebody else"}


def theirs_like(server: FdpServer, thing: str, title: str) -> str:
    """Put a dataset of somebody else beside one of ours, and return its address."""
    iri, record = said(server, thing)
    theirs = Graph()
    theirs += record
    theirs.remove((None, DCTERMS.identifier, None))
    theirs.set((URIRef(iri), DCTERMS.title, Literal(title)))
    return server.store("dataset", theirs)


def test_a_catalogue_that_holds_records_of_others_is_left(
    fdp: FdpServer, built: Builder, push: Push
) -> None:
    push("fdp", fdp.url, built([ONE]), "--apply", token=fdp.token)
    mine, _ = said(fdp, CATALOGUE)
    other = f"{BASE}catalogue/old"
    old = Graph()
    for s, p, o in fdp.records[mine]:
        if p not in {DCAT.dataset, DCTERMS.identifier}:
            old.add((s, p, o))
    old.add((URIRef(mine), DCTERMS.identifier, Literal(other)))
    catalogue = fdp.store("catalog", old)
    stranger = theirs_like(fdp, R1, "Of somebody else")
    fdp.records[stranger].set((URIRef(stranger), DCTERMS.isPartOf, URIRef(catalogue)))
    fdp.records[catalogue].add((URIRef(catalogue), DCAT.dataset, URIRef(stranger)))
    fdp.records[mine].remove((None, DCAT.dataset, URIRef(stranger)))
    done = push("fdp", fdp.url, built([ONE]), "--apply", token=fdp.token)
    assert done.exit_code == 1
    assert "it holds 1 records that are not ours" in done.stdout
    assert stranger in fdp.records
    assert catalogue in fdp.records


def test_a_link_to_a_catalogue_that_is_gone_does_not_matter(
    fdp: FdpServer, built: Builder, push: Push
) -> None:
    home, gone = fdp.records[fdp.root], URIRef(f"{fdp.root}/catalog/gone")
    home.add((URIRef(fdp.root), URIRef(FDP + "metadataCatalog"), gone))
    done = push("fdp", fdp.url, built([ONE]), "--apply", token=fdp.token)
    assert done.exit_code == 0, done.output
    assert titles(fdp, "dataset") == {"Registry One"}


def test_a_push_whose_answer_was_lost_is_taken_up_without_duplicates(
    fdp: FdpServer, built: Builder, push: Push
) -> None:
    folder = built([ONE, TWO])
    fdp.breaks = 1  # the catalogue is stored, and then a dataset, of which we do not hear
    broken = push("fdp", fdp.url, folder, "--apply", token=fdp.token)
    assert broken.exit_code == 2
    assert "1 of 3 done; push again to continue" in broken.stderr
    assert len(fdp.of_kind("dataset")) == len(fdp.drafts) == 1
    plan = push("fdp", fdp.url, folder, token=fdp.token)
    assert "1 create, 1 publish, 1 unchanged" in plan.stdout
    done = push("fdp", fdp.url, folder, "--apply", token=fdp.token)
    assert "1 created, 1 published, 1 unchanged" in done.stdout
    assert len(fdp.of_kind("dataset")) == 2
    assert fdp.drafts == set()


def test_a_push_that_is_killed_is_taken_up_without_duplicates(
    fdp: FdpServer, built: Builder, push: Push
) -> None:
    rows = [{**ONE, "Resource name": f"Registry {n}", "Acronym": f"N{n}"} for n in range(12)]
    folder = built(rows)
    words = [sys.executable, "-m", "ccdp_graph", "push", "--target", "fdp", fdp.url, str(folder)]
    told = {**os.environ, "CCDP_TARGET_TOKEN": fdp.token}
    process = subprocess.Popen([*words, "--apply"], env=told, stdout=subprocess.DEVNULL)
    while len(fdp.of_kind("dataset")) < 3 and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    there = len(fdp.of_kind("dataset"))
    assert 3 <= there < 12
    done = push("fdp", fdp.url, folder, "--apply", token=fdp.token)
    assert done.exit_code == 0, done.output
    assert titles(fdp, "dataset") == {row["Resource name"] for row in rows}
    assert len(fdp.of_kind("dataset")) == 12
    assert fdp.drafts == set()


def test_a_busy_server_is_waited_for(fdp: FdpServer, built: Builder, push: Push) -> None:
    fdp.busy = 2
    done = push("fdp", fdp.url, built([ONE]), "--apply", token=fdp.token)
    assert "2 created" in done.stdout
    assert fdp.busy == 0


@needs_shapes
def test_a_refused_record_is_a_finding_at_its_cell_and_the_others_go_on(
    fdp: FdpServer, built: Builder, push: Push
) -> None:
    folder = built([ONE, {**TWO, "Institution": ""}, THREE])
    done = push("fdp", fdp.url, folder, "--apply", "--format", "json", token=fdp.token)
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    (finding,) = told["findings"]
    assert finding["cell"] == "survey!D3"
    assert finding["focusNode"] == R2
    assert "dcterms:publisher" in finding["message"]
    assert "fix the record" in finding["suggestion"]
    assert titles(fdp, "dataset") == {"Registry One", "Biobank Three"}
    assert {r["identifier"] for r in told["records"] if not r["done"]} == {R2}


def test_who_may_not_delete_is_told_of_each_record(
    fdp: FdpServer, built: Builder, push: Push
) -> None:
    push("fdp", fdp.url, built([ONE, TWO]), "--apply", token=fdp.token)
    fdp.admin = False
    done = push("fdp", fdp.url, built([ONE]), "--apply", token=fdp.token)
    assert done.exit_code == 1
    assert "was not deleted: Access Denied" in done.stdout
    assert "ask whoever runs the other catalogue" in done.stdout


def test_a_user_and_password_serve_as_well_as_a_token(
    fdp: FdpServer, built: Builder, push: Push, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def with_netrc(password: str) -> None:
        path = tmp_path / "netrc"
        path.write_text(f"machine 127.0.0.1 login {USER} password {password}\n")
        monkeypatch.setenv("NETRC", str(path))

    with_netrc("wrong")
    refused = push("fdp", fdp.url, built([ONE]), "--apply", netrc=True)
    assert refused.exit_code == 2
    assert "rejects this user or password (401)" in refused.stderr
    assert "wrong" not in refused.stderr
    with_netrc(PASSWORD)
    assert push("fdp", fdp.url, built([ONE]), "--apply", netrc=True).exit_code == 0
    assert titles(fdp, "dataset") == {"Registry One"}


def test_a_token_that_is_not_known_ends_the_push_at_once(
    fdp: FdpServer, built: Builder, push: Push
) -> None:
    done = push("fdp", fdp.url, built([ONE, TWO]), "--apply", token="old")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "(401)" in done.stderr
    assert fdp.writes() == []


def test_a_server_may_call_itself_by_another_address(
    moved: FdpServer, built: Builder, push: Push
) -> None:
    folder = built([ONE])
    assert push("fdp", moved.url, folder, "--apply", token=moved.token).exit_code == 0
    iri, _ = said(moved, R1)
    assert iri.startswith("https://fdp.example.org/base/dataset/")
    assert "2 unchanged" in push("fdp", moved.url, folder, token=moved.token).stdout


def test_an_answer_cannot_lead_us_elsewhere_with_our_token(
    fdp: FdpServer, built: Builder, push: Push
) -> None:
    home = fdp.records[fdp.root]
    elsewhere = URIRef("http://169.254.169.254/catalog/1")
    home.add((URIRef(fdp.root), URIRef(FDP + "metadataCatalog"), elsewhere))
    done = push("fdp", fdp.url, built([ONE]), "--apply", token=fdp.token)
    assert done.exit_code == 2
    assert "which is not one of its own records" in done.stderr


def test_what_is_no_fair_data_point_is_one_clear_line(
    fdp: FdpServer, built: Builder, push: Push
) -> None:
    home = fdp.records[fdp.root]
    home.remove((URIRef(fdp.root), RDF.type, URIRef(FDP + "FAIRDataPoint")))
    done = push("fdp", fdp.url, built([ONE]))
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "describes no FAIR Data Point" in done.stderr
