"""Signposts: a library of others finds them, and each leads where it says."""

import json
from typing import Any

import pytest
from outside import needs_outside, run
from site_server import Served

from ccdp_graph.pipeline.model import Build

pytestmark = needs_outside

PAGES = {
    "resource/rnce": "Dataset",
    "network/pcdc": "Project",
    "organisation/inserm": "Organization",
    "place/FRA": "Place",
    "concept/data-model/omop-cdm": "DefinedTerm",
    "catalogue/main": "DataCatalog",
    "catalogue/data-resources": "DataCatalog",
}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture(scope="module")
def found(served: Served) -> dict[str, Any]:
    """What the library finds, by page, in both languages."""
    paths = [f"{folder}{path}.html" for path in PAGES for folder in ("", "fr/")]
    done = run("follow_signposts.py", *(served.address + path for path in paths))
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert len(told) == 14
    return {address.removeprefix(served.address): said for address, said in told.items()}


def targets(signposts: list[dict[str, str]], rel: str) -> list[str]:
    return sorted(each["target"] for each in signposts if each["rel"] == rel)


def test_each_kind_of_page_says_what_it_is_about_and_under_which_licence(
    found: dict[str, Any], made: Build
) -> None:
    subjects = {subject for subject, _, _ in made.public}
    for path, said in found.items():
        signs = said["page"]
        (cited,) = targets(signs, "cite-as")
        assert f"<{cited}>" in subjects
        kind = PAGES[path.removeprefix("fr/").removesuffix(".html")]
        expected = ["https://schema.org/AboutPage", f"https://schema.org/{kind}"]
        assert targets(signs, "type") == expected
        assert targets(signs, "license") == [LICENCE]
        assert len(targets(signs, "describedby")) == 3


def test_the_catalogue_over_all_names_its_files_and_its_author(
    found: dict[str, Any], served: Served, made: Build
) -> None:
    signs = found["catalogue/main.html"]["page"]
    files = [f"dumps/graph{ending}" for ending in (".jsonld", ".nq", ".rdf", ".ttl")]
    assert targets(signs, "item") == [served.address + file for file in files]
    (author,) = targets(signs, "author")
    name = ("http://xmlns.com/foaf/0.1/name", f'"{made.settings.publisher}"')
    assert (f"<{author}>", f"<{name[0]}>", name[1]) in made.public
    assert targets(found["resource/rnce.html"]["page"], "item") == []


def test_whatever_a_signpost_points_to_here_answers_with_its_type(
    found: dict[str, Any], served: Served
) -> None:
    followed = set()
    for said in found.values():
        for sign in said["page"] + said["linkset"]:
            if sign["target"].startswith(served.address):
                assert sign["type"], sign
                followed.add((sign["target"], sign["type"]))
    assert len(followed) == 7 * 4 + 4  # 3 descriptions and a link set each, and 4 files
    for target, kind in followed:
        assert served.get(target)[1] == kind, target


def test_a_link_set_says_what_its_pages_say_and_leads_back(
    found: dict[str, Any], served: Served
) -> None:
    for path, said in found.items():
        shown = sorted(json.dumps(s) for s in said["page"] if s["rel"] != "linkset")
        assert sorted(json.dumps(s) for s in said["linkset"]) == shown
        (address,) = targets(said["page"], "linkset")
        contexts = json.loads(served.get(address)[0])["linkset"]
        back = {c["anchor"] for c in contexts if served.address + path in leads_to(c)}
        files = targets(said["page"], "describedby") + targets(said["page"], "item")
        assert back == set(files)


def leads_to(context: dict[str, Any]) -> set[str]:
    links = context.get("describes", []) + context.get("collection", [])
    return {link["href"] for link in links}


def test_api_catalogue_and_void_lead_to_files_of_the_types_that_they_say(served: Served) -> None:
    content, kind = served.get(f"{served.address}.well-known/api-catalog")
    assert kind == "application/linkset+json"
    items = [
        item
        for context in json.loads(content)["linkset"]
        for rel in ("item", "describedby")
        for item in context.get(rel, [])
    ]
    assert len(items) > 20
    for item in items:
        assert served.get(item["href"])[1] == item["type"], item
    assert served.get(f"{served.address}.well-known/void")[1] == "text/turtle"
