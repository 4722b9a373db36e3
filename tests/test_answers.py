"""Every stored question gives its golden answer, and several agree with plain Python."""

from collections import Counter
from pathlib import Path

import pytest

from ccdp_graph.asking import ask, open_store
from ccdp_graph.model.answers import Answers
from ccdp_graph.model.record import Entry
from ccdp_graph.model.stored_query import StoredQuery
from ccdp_graph.pipeline import Build, TidyBuild, build, tidy_workbooks
from ccdp_graph.project_files import ProjectFiles, open_project
from ccdp_graph.store.embedded import EmbeddedStore

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "answers"
FILES = open_project(ROOT)
QUERIES = tuple(query for query in FILES.queries() if "federated" not in query.tags)
COUNTRY = "http://publications.europa.eu/resource/authority/country/"


@pytest.fixture(scope="module")
def made() -> Build:
    return build(FILES.workbooks, FILES)


@pytest.fixture(scope="module")
def records() -> TidyBuild:
    return tidy_workbooks(FILES.workbooks, FILES)


@pytest.fixture(scope="module")
def store(made: Build, tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    path.write_text(made.quads(), encoding="utf-8")
    return open_store(path)


def entries(records: TidyBuild, document: str, array: str = "records") -> tuple[Entry, ...]:
    found = next(d for d in records.documents if d.name == document)
    return found.arrays[array]


def listed(entry: Entry, key: str) -> tuple[str, ...]:
    value = entry.values.get(key, ())
    return value if isinstance(value, tuple) else (str(value),)


def answered(store: EmbeddedStore, files: ProjectFiles, name: str, **given: str) -> Answers:
    answer = ask(store, files.query(name), given, files)
    assert isinstance(answer, Answers)
    return answer


def column(answers: Answers, variable: str) -> list[str]:
    place = answers.variables.index(variable)
    return [term.value if (term := row[place]) else "" for row in answers.rows]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_question_gives_its_golden_answer(
    query: StoredQuery, store: EmbeddedStore, request: pytest.FixtureRequest
) -> None:
    given = {p.name: p.example for p in query.parameters if p.example}
    answer = ask(store, query, given, FILES)
    text = answer.csv_text() if isinstance(answer, Answers) else answer
    path = GOLDEN / f"{query.name}.{'csv' if isinstance(answer, Answers) else 'ttl'}"
    if request.config.getoption("--update-golden"):
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode(), "see pytest --update-golden"
    assert text.count("\n") > 1, "an example that has no answer shows nothing"


def test_no_golden_answer_is_without_a_question() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == {query.name for query in QUERIES}


def test_networks_by_data_model_agree_with_the_records(
    store: EmbeddedStore, records: TidyBuild
) -> None:
    model = "https://w3id.org/ccdp/vocab/data-model/omop-cdm"
    expected = {
        str(entry.values["id"])
        for entry in entries(records, "federated-networks")
        if model in listed(entry, "data_model")
    }
    answers = answered(store, FILES, "networks-by-data-model", data_model="OMOP")
    assert {iri.rpartition("/")[2] for iri in column(answers, "network")} == expected
    assert len(expected) > 5


def test_partners_in_several_networks_agree_with_the_records(
    store: EmbeddedStore, records: TidyBuild
) -> None:
    counted = Counter(
        partner
        for entry in entries(records, "federated-networks")
        for partner in set(listed(entry, "technical_partner"))
    )
    expected = {partner for partner, number in counted.items() if number > 1}
    answers = answered(store, FILES, "partners-in-several-networks")
    assert set(column(answers, "partner")) == expected
    assert len(expected) > 10


def test_resources_sharing_abroad_agree_with_the_records(
    store: EmbeddedStore, records: TidyBuild
) -> None:
    yes = {
        f"https://w3id.org/ccdp/vocab/availability/{w}" for w in ("yes", "conditional", "partial")
    }
    expected = {
        str(entry.values["id"])
        for entry in entries(records, "data-resources")
        if yes & set(listed(entry, "sharing_abroad"))
    }
    answers = answered(store, FILES, "resources-sharing-abroad")
    assert {iri.rpartition("/")[2] for iri in column(answers, "resource")} == expected


def test_missing_values_agree_with_the_records(store: EmbeddedStore, records: TidyBuild) -> None:
    unknown = "https://w3id.org/ccdp/vocab/availability/unknown"
    expected = sum(
        entry.values["reason"] == unknown and entry.values["column"] == "access"
        for entry in entries(records, "data-resources", "missing")
    )
    answers = answered(store, FILES, "missing-values", reason="unknown")
    rows = zip(column(answers, "property"), column(answers, "things"), strict=True)
    assert dict(rows)["https://w3id.org/ccdp/ontology#access"] == str(expected) == "72"


def test_countries_without_network_are_named_by_no_network(
    store: EmbeddedStore, records: TidyBuild
) -> None:
    named = {
        country
        for entry in entries(records, "federated-networks")
        for country in listed(entry, "country")
    }
    found = column(answered(store, FILES, "countries-without-network"), "country")
    assert found
    assert not named & set(found)
    held = Counter(
        c for entry in entries(records, "data-resources") for c in listed(entry, "country")
    )
    assert set(found) <= set(held)
    assert f"{COUNTRY}PER" in found


def test_organisation_involvement_agrees_with_the_records(
    store: EmbeddedStore, records: TidyBuild
) -> None:
    dkfz = f"{FILES.project.base}organisation/dkfz"
    expected = {
        str(entry.values["id"])
        for entry in entries(records, "federated-networks")
        for key in ("coordinating_organisation", "technical_partner")
        if dkfz in listed(entry, key)
    }
    answers = answered(store, FILES, "organisation-involvement", organisation="DKFZ")
    assert {iri.rpartition("/")[2] for iri in column(answers, "thing")} == expected
    assert len(expected) > 4
