"""Values become terms of the graph: found by word, refused with the nearest, never pasted."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from repository import ROOT

from ccdp_graph.errors import QueryError
from ccdp_graph.model.solutions import Solutions, Term
from ccdp_graph.project.project import Project, open_project
from ccdp_graph.queries.parameters import bind, choices
from ccdp_graph.queries.run import ask
from ccdp_graph.rdf.namespaces import XSD
from ccdp_graph.sparql.oxigraph import EmbeddedStore
from ccdp_graph.sparql.stored_query import StoredQuery, parse_query

TYPES = open_project(ROOT).record_types()
COUNTRY = "http://publications.europa.eu/resource/authority/country/"
MODEL = "https://w3id.org/ccdp/vocab/data-model/"
INJECTIONS = (
    '"} ; DROP ALL ; #',
    "> } UNION { ?a ?b ?c } #",
    "<https://example.org/> ?p ?o . ?s",
    'x" . } INSERT DATA { <a:b> <c:d> "e',
    "\\u003e } #",
)


def question(kind: str, more: str = "") -> StoredQuery:
    text = (
        "#+ summary: {en: What?, fr: Quoi ?}\n"
        f"#+ parameters:\n#+   x: {{type: {kind}{more}, example: y}}\n"
        "SELECT ?_x ?thing WHERE { ?thing <http://purl.org/dc/terms/identifier> ?_x }"
    )
    return parse_query(text, Path("question.rq"), lambda: TYPES)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("country", "France", Term("uri", f"{COUNTRY}FRA")),
        ("country", "fr", Term("uri", f"{COUNTRY}FRA")),
        ("country", "Pérou", Term("uri", f"{COUNTRY}PER")),
        ("country", "Fiji", Term("uri", f"{COUNTRY}FJI")),
        ("region", "Europe", Term("uri", f"{COUNTRY[:-8]}continent/EUROPE")),
        ("concept, scheme: data-model", "OMOP", Term("uri", f"{MODEL}omop-cdm")),
        ("concept, scheme: data-model", "omop-cdm", Term("uri", f"{MODEL}omop-cdm")),
        ("concept, scheme: data-model", f"{MODEL}fhir", Term("uri", f"{MODEL}fhir")),
        ("network", "EuCanImage", Term("uri", "https://w3id.org/ccdp/id/network/eucanimage")),
        ("number", " 17 ", Term("literal", "17", datatype=f"{XSD}integer")),
        ("year", "1985", Term("literal", "1985", datatype=f"{XSD}integer")),
        ("date", "2026-01-31", Term("literal", "2026-01-31", datatype=f"{XSD}date")),
        ("text", "any 'text'", Term("literal", "any 'text'")),
    ],
)
def test_value_becomes_the_term_that_it_stands_for(
    store: EmbeddedStore, files: Project, kind: str, value: str, expected: Term
) -> None:
    assert bind(store, question(kind), {"x": value}, files.concepts) == {"x": expected}


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("country", "Frannce", "x: 'Frannce' is not known; did you mean 'France'"),
        ("concept, scheme: data-model", "OMPO", "did you mean 'OMOP CDM'"),
        ("network", "EuCanImag", "no network is called 'EuCanImag'; did you mean 'EuCanImage'"),
        ("number", "many", "x needs a whole number, not 'many'"),
        ("number", "1" * 30, "x needs a whole number"),
        ("number", "٣", "x needs a whole number"),
        ("year", "85", "x needs a four-digit year, not '85'"),
        ("date", "31.1.2026", "x needs a date such as 2026-01-31, not '31.1.2026'"),
    ],
)
def test_wrong_value_is_refused_with_what_to_do(
    store: EmbeddedStore, files: Project, kind: str, value: str, said: str
) -> None:
    with pytest.raises(QueryError, match=said):
        bind(store, question(kind), {"x": value}, files.concepts)


def test_default_stands_in_for_no_value(store: EmbeddedStore, files: Project) -> None:
    asked = question("number", ", default: 5")
    assert bind(store, asked, {}, files.concepts)["x"].value == "5"
    assert bind(store, asked, {"x": "6"}, files.concepts)["x"].value == "6"
    with pytest.raises(QueryError, match="x is missing: question needs a value for it, such as y"):
        bind(store, question("number"), {}, files.concepts)
    assert bind(store, question("number", ", optional: true"), {}, files.concepts) == {}


@pytest.mark.parametrize("kind", ["text", "country", "network", "concept, scheme: data-model"])
@pytest.mark.parametrize("value", INJECTIONS)
def test_injection_is_a_term_or_refused(
    store: EmbeddedStore, files: Project, kind: str, value: str
) -> None:
    before = len(store)
    asked = question(kind)
    if kind == "text":
        answer = ask(store, asked, {"x": value}, files.concepts)
        assert isinstance(answer, Solutions)
        assert answer.rows == ()
    else:
        with pytest.raises(QueryError):
            ask(store, asked, {"x": value}, files.concepts)
    assert len(store) == before


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_is_bound_as_itself(store: EmbeddedStore, files: Project, value: str) -> None:
    text = (
        "#+ summary: {en: What?, fr: Quoi ?}\n#+ parameters: {x: {type: text, example: y}}\n"
        "SELECT ?_x WHERE { VALUES ?there { 1 } }"
    )
    answer = ask(store, parse_query(text, Path("question.rq")), {"x": value}, files.concepts)
    assert isinstance(answer, Solutions)
    assert [[term.value for term in row if term] for row in answer.rows] == [[value]]


def test_every_choice_is_understood(store: EmbeddedStore, files: Project) -> None:
    for kind in ("country", "network", "resource", "concept, scheme: data-type"):
        asked = question(kind)
        offered = choices(store, asked.parameters[0])
        assert offered
        for choice in offered[:25]:
            term = bind(store, asked, {"x": choice.value}, files.concepts)["x"]
            assert term.value.endswith(f"/{choice.value}")
    assert choices(store, question("text").parameters[0]) is None


def test_choices_speak_the_language_asked_for(store: EmbeddedStore) -> None:
    parameter = question("country").parameters[0]
    assert ("PER", "Pérou") in {(c.value, c.label) for c in choices(store, parameter, "fr") or ()}
    assert ("PER", "Peru") in {(c.value, c.label) for c in choices(store, parameter) or ()}


def test_answers_in_french_change_labels_of_concepts_only(
    store: EmbeddedStore, files: Project
) -> None:
    query = files.query("partners-of-network")
    asked = {"network": "EuCanImage"}
    english, french = (
        ask(store, query, asked, files.concepts, language=language) for language in ("en", "fr")
    )
    assert isinstance(english, Solutions)
    assert isinstance(french, Solutions)
    changed = {
        (old.value, new.value)
        for row, other in zip(english.rows, french.rows, strict=True)
        for old, new in zip(row, other, strict=True)
        if old and new and old != new
    }
    assert ("technical partner", "partenaire technique") in changed
    assert ("Spain", "Espagne") in changed
    assert not [old for old, _ in changed if "EuCan" in old]
    assert french.heading("network_title") == "Réseau"
