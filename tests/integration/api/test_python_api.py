"""What programs in Python get from the public API, and how it speaks of what they gave it."""

from datetime import date
from pathlib import Path

import pytest
from repository import ROOT

from ccdp_graph import (
    AssetError,
    ParameterError,
    QueryError,
    Severity,
    Store,
    ask,
    build,
    diff,
    open_project,
    open_store,
    publish,
    release,
    tidy,
    validate,
)

NETWORKS = ROOT / "examples" / "federated-networks.xlsx"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("api") / "build"
    build(project=open_project(ROOT)).write(folder)
    return folder


@pytest.fixture(scope="module")
def bundled(folder: Path) -> Store:
    return open_store(folder)


def test_answers_are_rows_of_python_values_and_a_data_frame(bundled: Store) -> None:
    solutions = ask(bundled, "networks-by-data-model", data_model="OMOP")
    rows = list(solutions)
    assert len(rows) == len(solutions) > 5
    assert {row["data_model"] for row in rows} == {"OMOP CDM"}
    frame = solutions.to_pandas()
    assert list(frame.columns) == list(solutions.variables)
    assert len(frame) == len(rows)


def test_numbers_are_numbers(bundled: Store) -> None:
    row = next(iter(ask(bundled, "capacity-needs")))
    assert isinstance(row["resources"], int)


def test_headings_and_labels_come_in_the_language_asked_for(bundled: Store) -> None:
    french = ask(bundled, "capacity-needs", language="fr")
    assert "personnel formé" in {row["need_name"] for row in french}


def test_a_graph_is_a_row_a_triple_and_yes_or_no_is_one_answer(bundled: Store) -> None:
    triples = ask(bundled, "network-profile", network="pcdc")
    assert triples.variables == ("subject", "predicate", "object")
    question = "is-data-type-held-in-country"
    (row,) = ask(bundled, question, data_type="genomic", country="US")
    assert row == {"answer": True}


def test_a_wrong_value_is_said_in_the_words_of_the_caller(bundled: Store) -> None:
    with pytest.raises(ParameterError, match=r"^data_model: 'OMPO' is not known") as caught:
        ask(bundled, "networks-by-data-model", data_model="OMPO")
    error = caught.value
    assert (error.parameter, error.value, error.suggestions) == (
        "data_model",
        "OMPO",
        ("OMOP CDM",),
    )


def test_an_unknown_parameter_and_a_missing_one_are_named(bundled: Store) -> None:
    with pytest.raises(ParameterError, match=r"data_modle: .*did you mean 'data_model'"):
        ask(bundled, "networks-by-data-model", data_modle="OMOP")
    with pytest.raises(ParameterError, match="country is missing: country-profile needs") as caught:
        ask(bundled, "country-profile")
    assert caught.value.suggestions == ("Peru",)
    with pytest.raises(QueryError, match="did you mean 'networks-by-data-model'"):
        ask(bundled, "networks-by-data-modle")


def test_a_build_is_an_rdflib_graph_where_one_is_wanted() -> None:
    built = build(str(NETWORKS), project=open_project(ROOT))
    assert len(built.to_rdflib()) == len(built.public)


def test_workbooks_and_graphs_are_validated_by_one_call(folder: Path) -> None:
    report = validate(NETWORKS, project=open_project(ROOT))
    assert report.conforms
    assert all(finding.severity is not Severity.VIOLATION for finding in report.findings)
    assert validate(folder).conforms
    with pytest.raises(AssetError, match="checked alone"):
        validate(folder, NETWORKS)


def test_records_are_given_by_table() -> None:
    records = tidy(NETWORKS, project=open_project(ROOT))["federated-networks"]
    assert len(records) == 95
    assert all("name" in record for record in records)


def test_builds_are_compared_released_and_published(folder: Path, tmp_path: Path) -> None:
    assert diff(folder, folder).records == ()
    made = release("1.0.0", folder, tmp_path / "releases", day=date(2026, 1, 31))
    assert (made.folder / "graph.ttl").is_file()
    publication = publish(folder, tmp_path / "site", base="https://example.org/ccdp/")
    assert publication.base == "https://example.org/ccdp/"
    assert (tmp_path / "site" / "index.html").is_file()
