"""What CKAN is told of a dataset, and what has to be changed there."""

import json
import re
from typing import Any

from hypothesis import given, strategies as some

from ccdp_graph.model.settings import Settings
from ccdp_graph.profiles.ckan import EXTRAS, LISTS, ckan_datasets
from ccdp_graph.push.ckan_fields import Fields, on_the_wire, unlike
from ccdp_graph.rdf.index import A, GraphIndex, name
from ccdp_graph.rdf.terms import iri, literal

HEALTH = Fields(
    {
        "publisher": frozenset({"uri", "name", "url"}),
        "contact": frozenset({"uri", "name", "email"}),
        "temporal_coverage": frozenset({"start", "end"}),
        "spatial_coverage": frozenset({"uri", "text"}),
        **dict.fromkeys(("uri", "identifier", "theme", "language", "access_rights"), frozenset()),
    }
)
MANY = sorted(LISTS - {"spatial_coverage"})
TEXTS = some.text(some.characters(codec="utf-8", exclude_characters="\r"), max_size=20)
DATASETS = some.builds(
    lambda texts, extras, lists, tags: {
        "name": "a-name",
        **{key: texts.get(key, "") for key in ("title", "notes", "url", "license_id", "version")},
        "tags": sorted(tags),
        "resources": [],
        "extras": {key: value.strip() for key, value in extras.items() if value.strip()}
        | {key: json.dumps(values) for key, values in lists.items() if values},
    },
    some.dictionaries(some.sampled_from(["title", "notes", "url", "version"]), TEXTS),
    some.dictionaries(some.sampled_from(sorted(EXTRAS - LISTS)), TEXTS),
    some.dictionaries(
        some.sampled_from(MANY),
        some.lists(some.text("abc", min_size=1)),
    ),
    some.sets(some.text("abcdef", min_size=2)),
)


@given(DATASETS, DATASETS, some.sampled_from([Fields(), HEALTH]))
def test_after_a_change_nothing_differs_and_what_others_added_stays(
    before: dict[str, Any], after: dict[str, Any], fields: Fields
) -> None:
    package = on_the_wire(before, fields)
    package["extras"] = [*package["extras"], {"key": "of others", "value": "kept"}]
    changes, differs = unlike(on_the_wire(after, fields), package, fields, EXTRAS)
    assert bool(changes) == bool(differs)
    there = {**package, **changes}
    assert {"key": "of others", "value": "kept"} in there["extras"]
    assert unlike(on_the_wire(after, fields), there, fields, EXTRAS) == ({}, ())


def dataset_of(identifier: str, *keywords: str) -> list[tuple[str, str, str]]:
    thing = iri(f"https://example.org/id/resource/{identifier or 'x'}")
    return [
        (thing, A, name("dcat:Dataset")),
        (thing, name("dcterms:identifier"), literal(identifier)),
        *((thing, name("dcat:keyword"), literal(word, language="en")) for word in keywords),
    ]


@given(some.lists(some.text(max_size=200), unique=True, max_size=5))
def test_every_name_is_one_that_ckan_takes_and_no_two_are_the_same(identifiers: list[str]) -> None:
    statements = []
    for number, identifier in enumerate(identifiers):
        thing = iri(f"https://example.org/id/resource/{number}")
        statements += [
            (thing, A, name("dcat:Dataset")),
            (thing, name("dcterms:identifier"), literal(identifier)),
        ]
    names = [
        d["name"] for d in ckan_datasets(GraphIndex.of(statements), Settings(), "ccdp-").values()
    ]
    assert len(set(names)) == len(identifiers)
    assert all(re.fullmatch(r"[a-z0-9_-]{2,100}", one) for one in names)


@given(some.text(max_size=150))
def test_every_tag_is_one_that_ckan_takes(word: str) -> None:
    facts = GraphIndex.of(dataset_of("a", word))
    (dataset,) = ckan_datasets(facts, Settings(), "ccdp-").values()
    for tag in dataset["tags"]:
        assert re.fullmatch(r"[\w \-.]{2,100}", tag)


def test_texts_are_in_the_projects_first_language() -> None:
    thing = iri("https://example.org/id/resource/a")
    titles = literal("Registre", language="fr"), literal("Registry", language="en")
    facts = GraphIndex.of(
        [*dataset_of("a"), *((thing, name("dcterms:title"), title) for title in titles)]
    )
    for language, wanted in (("en", "Registry"), ("fr", "Registre")):
        (dataset,) = ckan_datasets(facts, Settings(languages=(language, "es")), "").values()
        assert dataset["title"] == wanted
