"""A catalogue of others (CKAN with ckanext-dcat) reads the dumps: what it would then show."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from outside import needs_outside, run
from site_server import Served

from ccdp_graph.pipeline.model import Build
from ccdp_graph.rdf.index import GraphIndex, language_of, text_of

pytestmark = needs_outside

FILES = [
    ("dcat-ap-3.ttl", "turtle", "euro_dcat_ap_3"),
    ("dcat-ap-3.rdf", "xml", "euro_dcat_ap_3"),
    ("dcat-ap-3.jsonld", "json-ld", "euro_dcat_ap_3"),
    ("healthdcat-ap.ttl", "turtle", "euro_health_dcat_ap"),
    ("healthdcat-ap.rdf", "xml", "euro_health_dcat_ap"),
    ("healthdcat-ap.jsonld", "json-ld", "euro_health_dcat_ap"),
]
NUMBERS = {
    "min_typical_age": "healthdcatap:minTypicalAge",
    "max_typical_age": "healthdcatap:maxTypicalAge",
    "number_of_unique_individuals": "healthdcatap:numberOfUniqueIndividuals",
}


@pytest.fixture(scope="module")
def facts(made: Build) -> GraphIndex:
    return GraphIndex.of(made.public)


def texts(values: Iterable[str]) -> list[str]:
    return sorted(map(text_of, values))


def by_language(literals: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for literal in literals:
        found.setdefault(language_of(literal) or "en", []).append(text_of(literal))
    return {language: sorted(said) for language, said in found.items()}


def shown(harvested: dict[str, Any]) -> dict[str, Any]:
    """Return what a harvested dataset says, whether its schema has a field for it or not."""
    flat = {extra["key"]: extra["value"] for extra in harvested["extras"]} | harvested
    for key in ("theme", "spatial_coverage"):
        if isinstance(flat.get(key), str):
            flat[key] = json.loads(flat[key])
    if "spatial_coverage" not in flat:
        flat["spatial_coverage"] = [{"uri": flat["spatial_uri"], "text": flat["spatial_text"]}]
    return flat


def said(texts_by_language: dict[str, Any]) -> dict[str, Any]:
    return {language: text for language, text in texts_by_language.items() if text}


@pytest.mark.parametrize(("file", "form", "profile"), FILES, ids=[name for name, *_ in FILES])
def test_a_catalogue_that_harvests_shows_what_the_graph_says(
    served: Served, facts: GraphIndex, file: str, form: str, profile: str
) -> None:
    done = run("read_dcat.py", served.folder / "dumps" / file, form, profile)
    assert done.returncode == 0, done.stderr[-2000:]
    datasets = [shown(entry) for entry in json.loads(done.stdout)]
    assert {f"<{entry['uri']}>" for entry in datasets} == set(facts.typed("dcat:Dataset"))
    assert len(datasets) == 133
    for entry in datasets:
        term = f"<{entry['uri']}>"
        assert entry["identifier"] in texts(facts.values(term, "dcterms:identifier"))
        titles = by_language(facts.values(term, "dcterms:title"))
        assert said(entry["title_translated"]) == {key: own[0] for key, own in titles.items()}
        told = by_language(facts.values(term, "dcterms:description"))
        notes = said(entry["notes_translated"])
        assert notes == {key: own[0] for key, own in told.items()} or not told
        assert notes  # one is made of the facts where the row has none
        publishers = facts.values(term, "dcterms:publisher")
        assert [f"<{agent['uri']}>" for agent in entry.get("publisher", [])] == publishers
        for agent in entry.get("publisher", []):
            assert agent["name"] in texts(facts.values(f"<{agent['uri']}>", "foaf:name"))
        contacts = facts.values(term, "dcat:contactPoint")
        assert [f"<{contact['uri']}>" for contact in entry.get("contact", [])] == contacts
        for contact in entry.get("contact", []):
            mails = texts(facts.values(f"<{contact['uri']}>", "vcard:hasEmail"))
            assert [contact["email"]] == [mail.removeprefix("mailto:") for mail in mails]
        assert sorted(entry["theme"]) == texts(facts.values(term, "dcat:theme"))
        places = facts.values(term, "dcterms:spatial")
        assert [f"<{place['uri']}>" for place in entry["spatial_coverage"]] == places
        for place in entry["spatial_coverage"]:
            assert place["text"] in map(text_of, facts.labels([f"<{place['uri']}>"]))
        rights = texts(facts.values(term, "dcterms:accessRights"))
        assert [entry["access_rights"]] * len(rights) == rights if rights else True
        assert "access_rights" not in entry or rights
        keywords = {key: sorted(words) for key, words in entry["tags_translated"].items() if words}
        kinds = ("ccdp:resourceType", "ccdp:dataType", "ccdp:ageGroup")
        assert keywords == by_language(facts.labels(facts.values(term, *kinds)))
        if profile == "euro_health_dcat_ap":
            for key, predicate in NUMBERS.items():
                numbers = [int(text_of(value)) for value in facts.values(term, predicate)]
                assert [entry[key]] == numbers if numbers else key not in entry
