"""Datasets in a real CKAN: made, changed, taken away, and nobody else's touched."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from ckan_server import Ckan
from push_rows import ONE, THREE, TWO, Builder, Push
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, URIRef
from repository import ROOT

from ccdp_graph.http.client import HttpClient
from ccdp_graph.http.response import Limits
from ccdp_graph.profiles.ckan import ckan_datasets
from ccdp_graph.profiles.views import view
from ccdp_graph.project.project import open_project
from ccdp_graph.push.ckan import CkanSite
from ccdp_graph.push.run import push_records as carry_out
from ccdp_graph.rdf.index import GraphIndex
from ccdp_graph.validation.graph_files import read_checked

R1 = "https://w3id.org/ccdp/id/resource/r1"


@pytest.fixture(params=["plain_ckan", "health_ckan"])
def site(request: pytest.FixtureRequest) -> Ckan:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Ckan)
    return found


@pytest.fixture
def words(site: Ckan) -> tuple[str, ...]:
    return options(site)


def options(site: Ckan) -> tuple[str, ...]:
    """Return the options of a push into an organisation of the test's own."""
    organisation = site.organisation()
    return "--organisation", organisation, "--name-prefix", f"{organisation}-"


def counts(text: str) -> dict[str, int]:
    told: dict[str, int] = json.loads(text)["counts"]
    return {action: number for action, number in told.items() if number}


def test_a_first_push_makes_all_and_a_second_does_nothing(
    site: Ckan, words: tuple[str, ...], built: Builder, push: Push
) -> None:
    folder = built([ONE, TWO])
    plan = push("ckan", site.url, folder, *words, "--format", "json", token=site.token)
    assert (plan.exit_code, counts(plan.stdout)) == (0, {"create": 2})
    assert site.names(words[1]) == []
    done = push("ckan", site.url, folder, *words, "--apply", token=site.token)
    assert done.exit_code == 0, done.output
    assert "2 created" in done.stdout
    assert site.names(words[1]) == [f"{words[1]}-r1", f"{words[1]}-r2"]
    again = push("ckan", site.url, folder, *words, "--apply", "--format", "json", token=site.token)
    assert counts(again.stdout) == {"unchanged": 2}


def test_what_changed_is_sent_and_what_others_added_stays(
    site: Ckan, words: tuple[str, ...], built: Builder, push: Push
) -> None:
    push("ckan", site.url, built([ONE, TWO]), *words, "--apply", token=site.token)
    name = f"{words[1]}-r1"
    before = site.package(name)
    extras = [*before["extras"], {"key": "reviewed by", "value": "the portal"}]
    site.do("package_patch", id=name, extras=extras, name=f"{name}-renamed", author="Portal")
    folder = built([{**ONE, "Resource name": "Registry One of France"}, TWO])
    plan = push("ckan", site.url, folder, *words, "--format", "json", token=site.token)
    (change,) = [r for r in json.loads(plan.stdout)["records"] if r["action"] != "unchanged"]
    assert (change["identifier"], change["action"]) == (R1, "update")
    assert change["differs"] == ["title"]
    assert push("ckan", site.url, folder, *words, "--apply", token=site.token).exit_code == 0
    after = site.package(f"{name}-renamed")
    assert (after["id"], after["title"]) == (before["id"], "Registry One of France")
    assert (after["author"], after["notes"]) == ("Portal", before["notes"])
    assert {"key": "reviewed by", "value": "the portal"} in after["extras"]
    assert len(site.names(words[1])) == 2


def test_a_value_that_went_away_goes_away_there(
    site: Ckan, words: tuple[str, ...], built: Builder, push: Push
) -> None:
    push("ckan", site.url, built([ONE]), *words, "--apply", token=site.token)
    folder = built([{**ONE, "Institution": "", "Start year": "", "Website": ""}])
    assert push("ckan", site.url, folder, *words, "--apply", token=site.token).exit_code == 0
    told = json.dumps(site.package(f"{words[1]}-r1"))
    assert "Registry One" in told
    for gone in ("Hospital One", "hospital-one", "2004-", "https://one.example.org"):
        assert gone not in told
    again = push("ckan", site.url, folder, *words, "--format", "json", token=site.token)
    assert counts(again.stdout) == {"unchanged": 1}


def test_only_what_is_ours_is_taken_away_and_it_can_come_back(
    plain_ckan: Ckan, built: Builder, push: Push
) -> None:
    site, words = plain_ckan, options(plain_ckan)
    push("ckan", site.url, built([ONE, TWO]), *words, "--apply", token=site.token)
    site.do(
        "package_create",
        name=f"{words[1]}-b3",
        title="Of somebody else",
        notes="Not ours",
        owner_org=words[1],
    )
    gone = push("ckan", site.url, built([ONE, THREE]), *words, "--apply", token=site.token)
    assert gone.exit_code == 0, gone.output
    names = site.names(words[1])
    assert f"{words[1]}-r2" not in names
    assert site.package(f"{words[1]}-b3")["title"] == "Of somebody else"
    (ours,) = [name for name in names if name.startswith(f"{words[1]}-b3-")]
    assert site.package(ours)["title"] == "Biobank Three"
    back = push("ckan", site.url, built([ONE, TWO, THREE]), *words, "--apply", token=site.token)
    assert "1 created, 2 unchanged" in back.stdout
    assert site.package(f"{words[1]}-r2")["state"] == "active"


def test_a_build_that_would_empty_the_organisation_is_refused(
    plain_ckan: Ckan, built: Builder, push: Push
) -> None:
    site, words = plain_ckan, options(plain_ckan)
    rows = [{**ONE, "Resource name": f"Registry {n}", "Acronym": f"N{n}"} for n in range(7)]
    push("ckan", site.url, built(rows), *words, "--apply", token=site.token)
    wrong = built(rows[:1])
    refused = push("ckan", site.url, wrong, *words, "--apply", token=site.token)
    assert refused.exit_code == 2
    assert "6 of our 7 records there would be deleted" in refused.stderr
    assert len(site.names(words[1])) == 7
    meant = push("ckan", site.url, wrong, *words, "--apply", "--delete-many", token=site.token)
    assert meant.exit_code == 0
    assert site.names(words[1]) == [f"{words[1]}-n0"]


def test_ckanext_dcat_gives_back_what_was_pushed(
    site: Ckan, words: tuple[str, ...], built: Builder, push: Push
) -> None:
    push("ckan", site.url, built([ONE]), *words, "--apply", token=site.token)
    graph = Graph().parse(data=site.turtle(f"{words[1]}-r1"), format="turtle")
    thing = URIRef(R1)
    assert (thing, RDF.type, DCAT.Dataset) in graph
    assert (thing, DCTERMS.title, Literal("Registry One")) in graph
    assert (thing, DCTERMS.identifier, Literal("r1")) in graph
    assert (thing, DCAT.landingPage, URIRef("https://one.example.org/")) in graph
    france = URIRef("http://publications.europa.eu/resource/authority/country/FRA")
    assert (thing, DCTERMS.spatial, france) in graph
    (publisher,) = graph.objects(thing, DCTERMS.publisher)
    assert publisher == URIRef("https://w3id.org/ccdp/id/organisation/hospital-one")
    assert Literal("incidence") in set(graph.objects(thing, DCAT.keyword))
    (period,) = graph.objects(thing, DCTERMS.temporal)
    assert "2004" in {str(v)[:4] for v in graph.objects(period, DCAT.startDate)}


def test_a_push_that_is_killed_is_taken_up_without_duplicates(
    plain_ckan: Ckan, built: Builder, push: Push
) -> None:
    site, words = plain_ckan, options(plain_ckan)
    rows = [{**ONE, "Resource name": f"Registry {n}", "Acronym": f"N{n}"} for n in range(7)]
    folder = built(rows)
    program = [sys.executable, "-m", "ccdp_graph", "push", "--target", "ckan", site.url]
    told = {**os.environ, "CCDP_TARGET_TOKEN": site.token}
    process = subprocess.Popen(
        [*program, str(folder), *words, "--apply"], env=told, stdout=subprocess.DEVNULL
    )
    while len(site.names(words[1])) < 2 and process.poll() is None:
        pass
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert 2 <= len(site.names(words[1])) < 7
    done = push("ckan", site.url, folder, *words, "--apply", token=site.token)
    assert done.exit_code == 0, done.output
    assert site.names(words[1]) == [f"{words[1]}-n{n}" for n in range(7)]


def test_a_refused_dataset_is_a_finding_at_its_cell_and_the_others_go_on(
    plain_ckan: Ckan, built: Builder
) -> None:
    files = open_project(ROOT)
    statements, finder = read_checked(
        built([ONE, TWO, THREE]), files.settings.base, files.described_terms
    )
    facts = GraphIndex.of(view("dcat-ap-3", statements, files.settings))
    organisation = plain_ckan.organisation()
    datasets = ckan_datasets(facts, files.settings, f"{organisation}-")
    thing = "https://w3id.org/ccdp/id/resource/r2"
    datasets[thing] = {**datasets[thing], "version": "1" * 101}  # CKAN takes a hundred
    with HttpClient(Limits(private=True, robots=False, pause=0)) as web:
        site = CkanSite(
            web,
            plain_ckan.url,
            plain_ckan.token,
            organisation=organisation,
            datasets=datasets,
            base=files.settings.base,
            prefix=f"{organisation}-",
        )
        outcome = carry_out(site.plan(lambda _: None), site, finder, lambda _: None)
    (finding,) = outcome.findings
    assert (finding.focus_node, finding.cells[0].row) == (thing, 3)
    assert "version" in finding.message
    assert plain_ckan.names(organisation) == [f"{organisation}-b3", f"{organisation}-r1"]


def test_an_account_without_rights_is_told_so_before_anything_is_written(
    plain_ckan: Ckan, built: Builder, push: Push
) -> None:
    organisation = plain_ckan.organisation()
    words = ("--organisation", organisation, "--apply")
    folder = built([ONE])
    for token in (plain_ckan.stranger, "wrong"):
        done = push("ckan", plain_ckan.url, folder, *words, token=token)
        assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
        assert f"may not write into '{organisation}'" in done.stderr
    none = push("ckan", plain_ckan.url, folder, *words)
    assert "set CCDP_TARGET_TOKEN" in none.stderr
    assert plain_ckan.names(organisation) == []


def test_a_wrong_organisation_or_address_is_one_clear_line(
    plain_ckan: Ckan, built: Builder, push: Push, tmp_path: Path
) -> None:
    folder = built([ONE])
    missing = push("ckan", plain_ckan.url, folder, "--organisation", "nobody")
    assert "has no organisation 'nobody'" in missing.stderr
    unnamed = push("ckan", plain_ckan.url, folder)
    assert "--organisation NAME" in unnamed.stderr
    elsewhere = push("ckan", f"{plain_ckan.url}/about", folder, "--organisation", "x")
    assert elsewhere.exit_code == 2
    assert "/about/api/3/action/organization_show" in elsewhere.stderr
    nothing = push("ckan", plain_ckan.url, tmp_path / "none", "--organisation", "x")
    assert nothing.exit_code == 2
    assert {r.stderr.count("\n") for r in (missing, unnamed, elsewhere, nothing)} == {1}
