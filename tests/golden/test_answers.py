"""Every stored question gives its golden answer, and several agree with plain Python."""

from collections import Counter

import pytest
from repository import GOLDEN, ROOT

from ccdp_graph.model.records import Entry
from ccdp_graph.model.solutions import Solutions, boolean_json
from ccdp_graph.pipeline.model import TidyBuild
from ccdp_graph.pipeline.run import tidy_workbooks
from ccdp_graph.project.project import Project, open_project
from ccdp_graph.queries.run import ask
from ccdp_graph.sparql.oxigraph import EmbeddedStore
from ccdp_graph.sparql.stored_query import StoredQuery

ANSWERS = GOLDEN / "answers"
FILES = open_project(ROOT)
ABROAD = {"federated", "harvested"}  # what these ask is not in the bundled graph
QUERIES = tuple(query for query in FILES.queries() if not ABROAD & set(query.tags))
COUNTRY = "http://publications.europa.eu/resource/authority/country/"


@pytest.fixture(scope="module")
def records() -> TidyBuild:
    return tidy_workbooks(FILES.workbooks, FILES)


def entries(records: TidyBuild, document: str, array: str = "records") -> tuple[Entry, ...]:
    found = next(d for d in records.documents if d.name == document)
    return found.arrays[array]


def listed(entry: Entry, key: str) -> tuple[str, ...]:
    value = entry.values.get(key, ())
    return value if isinstance(value, tuple) else (str(value),)


def answered(store: EmbeddedStore, files: Project, name: str, **given: str) -> Solutions:
    answer = ask(store, files.query(name), given, files.concepts)
    assert isinstance(answer, Solutions)
    return answer


def column(answers: Solutions, variable: str) -> list[str]:
    place = answers.variables.index(variable)
    return [term.value if (term := row[place]) else "" for row in answers.rows]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_question_gives_its_golden_answer(
    query: StoredQuery, store: EmbeddedStore, request: pytest.FixtureRequest
) -> None:
    given = {p.name: p.example for p in query.parameters}
    answer = ask(store, query, given, FILES.concepts)
    if isinstance(answer, bool):
        text, suffix = boolean_json(answer=answer), "json"
    elif isinstance(answer, str):
        text, suffix = answer, "ttl"
    else:
        text, suffix = answer.csv_text(), "csv"
    path = ANSWERS / f"{query.name}.{suffix}"
    if request.config.getoption("--update-golden"):
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode(), "see pytest --update-golden"
    assert text.count("\n") > 1, "an example that has no answer shows nothing"


def test_no_golden_answer_is_without_a_question() -> None:
    assert {path.stem for path in ANSWERS.iterdir()} == {query.name for query in QUERIES}


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
    dkfz = f"{FILES.settings.base}organisation/dkfz"
    expected = {
        str(entry.values["id"])
        for entry in entries(records, "federated-networks")
        for key in ("coordinating_organisation", "technical_partner")
        if dkfz in listed(entry, key)
    }
    answers = answered(store, FILES, "organisation-involvement", organisation="DKFZ")
    assert {iri.rpartition("/")[2] for iri in column(answers, "thing")} == expected
    assert len(expected) > 4


def held(records: TidyBuild, document: str, key: str, *values: str) -> set[str]:
    """Return the ids of the records that have one of some values."""
    return {
        str(entry.values["id"])
        for entry in entries(records, document)
        if set(values) & set(listed(entry, key))
    }


def ids(answers: Solutions, variable: str) -> set[str]:
    return {iri.rpartition("/")[2] for iri in column(answers, variable)}


def test_resources_by_age_agree_with_the_records(store: EmbeddedStore, records: TidyBuild) -> None:
    expected = {
        str(entry.values["id"])
        for entry in entries(records, "data-resources")
        if "age_min" in entry.values and "age_max" in entry.values
        if int(str(entry.values["age_min"])) <= 16 <= int(str(entry.values["age_max"]))
    }
    assert ids(answered(store, FILES, "resources-by-age", age="16"), "resource") == expected
    assert len(expected) > 20


def test_largest_resources_agree_with_the_records(store: EmbeddedStore, records: TidyBuild) -> None:
    counted = {
        str(entry.values["id"]): int(str(entry.values["cases"]))
        for entry in entries(records, "data-resources")
        if "cases" in entry.values
    }
    for given, least in (({}, 1000), ({"least": "20000"}, 20000)):
        expected = {name for name, cases in counted.items() if cases >= least}
        answers = answered(store, FILES, "largest-resources", **given)
        assert ids(answers, "resource") == expected
        assert len(expected) > 5
    most = column(answers, "cases")
    assert most == sorted(most, key=int, reverse=True)


def test_resources_covering_a_year_agree_with_the_records(
    store: EmbeddedStore, records: TidyBuild
) -> None:
    expected = {
        str(entry.values["id"])
        for entry in entries(records, "data-resources")
        if "start_year" in entry.values
        if int(str(entry.values["start_year"])) <= 2001
        if int(str(entry.values.get("end_year", 9999))) >= 2001
    }
    assert (
        ids(answered(store, FILES, "resources-covering-year", year="2001"), "resource") == expected
    )
    assert len(expected) > 40


def test_networks_by_status_and_years_agree_with_the_records(
    store: EmbeddedStore, records: TidyBuild
) -> None:
    vocabulary = "https://w3id.org/ccdp/vocab/status/"
    active = held(records, "federated-networks", "status", f"{vocabulary}active")
    completed = held(records, "federated-networks", "status", f"{vocabulary}completed")
    ends = {
        str(entry.values["id"]): str(entry.values["end_year"])
        for entry in entries(records, "federated-networks")
        if "end_year" in entry.values
    }
    expected = {name for name in active if ends.get(name, "9999") < "2027"}
    expected |= completed - ends.keys()
    answers = answered(store, FILES, "status-against-years", year="2027")
    assert ids(answers, "network") == expected
    assert len(expected) > 5


def test_dead_ended_networks_agree_with_the_records(
    store: EmbeddedStore, records: TidyBuild
) -> None:
    reached = {
        str(entry.values["record"]) for entry in entries(records, "federated-networks", "contacts")
    }
    expected = {
        str(entry.values["id"])
        for entry in entries(records, "federated-networks")
        if not entry.values.keys() & {"website", "contact_text"}
    } - reached
    assert ids(answered(store, FILES, "dead-ended-networks"), "network") == expected
    assert len(expected) > 5


def test_capacity_needs_agree_with_the_records(store: EmbeddedStore, records: TidyBuild) -> None:
    counted = Counter(
        need
        for entry in entries(records, "data-resources")
        for need in set(listed(entry, "capacity_need"))
    )
    answers = answered(store, FILES, "capacity-needs")
    numbers = map(int, column(answers, "resources"))
    assert dict(zip(column(answers, "need"), numbers, strict=True)) == counted
    assert counted.most_common(1)[0][0].endswith("/trained-staff")


def test_holders_in_no_network_agree_with_the_records(
    store: EmbeddedStore, records: TidyBuild
) -> None:
    joined = {
        organisation
        for entry in entries(records, "federated-networks")
        for key in ("coordinating_organisation", "technical_partner")
        for organisation in listed(entry, key)
    }
    holders = {
        publisher
        for entry in entries(records, "data-resources")
        for publisher in listed(entry, "publisher")
    }
    found = set(column(answered(store, FILES, "holders-in-no-network"), "organisation"))
    assert found == holders - joined
    assert len(found) > 50


def test_countries_without_molecular_data_agree_with_the_records(
    store: EmbeddedStore, records: TidyBuild
) -> None:
    yes = held(records, "data-resources", "molecular_data", *sharing_words())
    countries: dict[bool, set[str]] = {True: set(), False: set()}
    for entry in entries(records, "data-resources"):
        countries[str(entry.values["id"]) in yes] |= set(listed(entry, "country"))
    answers = answered(store, FILES, "countries-without-molecular-data")
    assert set(column(answers, "country")) == countries[False] - countries[True]


def sharing_words() -> tuple[str, ...]:
    scheme = "https://w3id.org/ccdp/vocab/availability/"
    return tuple(scheme + word for word in ("yes", "partial", "conditional"))


def test_resources_for_survival_studies_agree_with_the_records(
    store: EmbeddedStore, records: TidyBuild
) -> None:
    expected = set.intersection(
        *(
            held(records, "data-resources", key, *sharing_words())
            for key in ("stage_data", "treatment_data", "outcome_data")
        )
    )
    answers = answered(store, FILES, "resources-for-survival-studies")
    assert ids(answers, "resource") == expected
    assert len(expected) > 10


def test_what_health_dcat_ap_lacks_agrees_with_the_records(
    store: EmbeddedStore, records: TidyBuild
) -> None:
    rows = entries(records, "data-resources")
    answers = answered(store, FILES, "lacking-for-health-dcat-ap")
    found = dict(
        zip(column(answers, "property"), map(int, column(answers, "resources")), strict=True)
    )
    keys = {
        "http://purl.org/dc/terms/conformsTo": "data_model",
        "http://healthdataportal.eu/ns/health#hasCodingSystem": "classification",
        "http://healthdataportal.eu/ns/health#populationCoverage": "population_covered",
    }
    for name, key in keys.items():
        assert found[name] == sum(key not in entry.values for entry in rows)


def test_networks_by_approach_agree_with_the_records(
    store: EmbeddedStore, records: TidyBuild
) -> None:
    scheme = "https://w3id.org/ccdp/vocab/federation-approach/"
    narrower = ("federated", "federated-analysis", "federated-query", "federated-learning")
    expected = held(
        records, "federated-networks", "federation_approach", *(scheme + word for word in narrower)
    )
    answers = answered(store, FILES, "networks-by-approach", approach="federated")
    assert ids(answers, "network") == expected


def test_resources_by_region_agree_with_the_records(
    store: EmbeddedStore, records: TidyBuild
) -> None:
    codes = "ARG BOL BRA CHL COL ECU GUY PER PRY SUR URY VEN".split()
    expected = held(records, "data-resources", "country", *(COUNTRY + code for code in codes))
    answers = answered(store, FILES, "resources-by-region", region="South America")
    assert ids(answers, "resource") == expected
    assert len(expected) > 4


def test_unrecognised_words_agree_with_the_records(
    store: EmbeddedStore, records: TidyBuild
) -> None:
    counted = Counter(
        word
        for entry in entries(records, "federated-networks")
        for word in set(listed(entry, "scope_text"))
    )
    answers = answered(store, FILES, "unrecognised-words")
    names = ("property", "text", "things")
    rows = zip(*(column(answers, name) for name in names), strict=True)
    found = {text: int(number) for name, text, number in rows if name.endswith("#scopeText")}
    assert found == counted
