"""Every face says what the one description says, and the standards take it."""

import csv
import io
import json

import html5lib
import openpyxl
import pyoxigraph
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from repository import ROOT

from ccdp_graph.errors import QueryError
from ccdp_graph.model.solutions import Solutions, Term
from ccdp_graph.project.project import Project, open_project
from ccdp_graph.queries.answers import FORMATS, formats_of
from ccdp_graph.queries.openapi import openapi_document, openapi_text, operation
from ccdp_graph.queries.parameters import Choice, bind
from ccdp_graph.queries.render import markdown, question_form, render_answer, result_page
from ccdp_graph.queries.run import ask
from ccdp_graph.queries.sparql_executable import bound_text, executables, question_text
from ccdp_graph.rdf.namespaces import PREFIXES, XSD
from ccdp_graph.rdf.turtle import canonical_turtle, parse_turtle
from ccdp_graph.sparql.oxigraph import EmbeddedStore
from ccdp_graph.sparql.stored_query import StoredQuery

QUERIES = open_project(ROOT).queries()
HTML = "{http://www.w3.org/1999/xhtml}"
BOTH = ("en", "fr")

every_question = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)


def examples(query: StoredQuery) -> dict[str, str]:
    return {parameter.name: parameter.example for parameter in query.parameters}


def triples(text: str, form: pyoxigraph.RdfFormat) -> set[str]:
    return {str(quad) for quad in pyoxigraph.parse(text, format=form)}


def answered(
    store: EmbeddedStore, files: Project, name: str, **given: str
) -> tuple[StoredQuery, Solutions]:
    query = files.query(name)
    answer = ask(store, query, given, files.concepts)
    assert isinstance(answer, Solutions)
    return query, answer


@pytest.mark.parametrize("language", BOTH)
def test_openapi_document_is_valid_and_holds_every_question(files: Project, language: str) -> None:
    document = json.loads(
        openapi_text(openapi_document(QUERIES, files.settings, "1.0", language=language))
    )
    validate(document, cls=OpenAPIV31SpecValidator)
    assert len(document["paths"]) == len(QUERIES)


@every_question
def test_operation_has_the_parameters_and_formats_of_the_question(query: StoredQuery) -> None:
    described = operation(query)
    own = [entry for entry in described["parameters"] if entry["name"] not in {"lang", "format"}]
    assert [entry["name"] for entry in own] == [p.name for p in query.parameters]
    for entry, parameter in zip(own, query.parameters, strict=True):
        assert entry["required"] == parameter.required
        assert str(entry["example"]) == parameter.example
    media_types = {entry.media_type for entry in formats_of(query)}
    assert described["responses"]["200"]["content"].keys() == media_types


def test_operation_gives_numbers_as_numbers(files: Project) -> None:
    (entry, *_) = operation(files.query("largest-resources"))["parameters"]
    assert entry["schema"] == {"type": "integer", "default": 1000}
    assert operation(files.query("oldest-records"))["parameters"][0]["schema"]["format"] == "date"
    french = operation(files.query("networks-by-data-model"), "fr")
    assert french["summary"] == "Quels réseaux utilisent un modèle de données ?"


def test_executables_are_canonical_turtle_and_name_every_question(
    store: EmbeddedStore, files: Project
) -> None:
    pairs = [(query, bind(store, query, examples(query), files.concepts)) for query in QUERIES]
    text = executables(pairs, files.settings.base)
    graph = parse_turtle(text)
    assert text == canonical_turtle(graph, PREFIXES)
    assert "\\n" not in text, "a text of many lines stands on many lines"
    nodes = graph.query(
        "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?node ?text WHERE { "
        "?node a sh:SPARQLExecutable ; sh:select|sh:ask|sh:construct ?text }"
    )
    texts = {str(node): str(text) for node, text in nodes}  # type: ignore[misc]
    for query in QUERIES:
        node = f"{files.settings.base}question/{query.name}"
        assert texts[node] == question_text(query)
        assert (f"{node}/example" in texts) == bool(query.parameters)


@every_question
def test_example_of_a_question_runs_as_it_stands_with_the_same_answer(
    query: StoredQuery, store: EmbeddedStore, files: Project
) -> None:
    if "federated" in query.tags:
        pytest.skip("its example asks a server of its own, as test_federated_questions.py does")
    terms = bind(store, query, examples(query), files.concepts)
    answer = store._store.query(bound_text(query, terms))
    if isinstance(answer, pyoxigraph.QuerySolutions):
        expected = store.select(query, terms, "en")
        found = [
            tuple(None if value is None else value.value for value in solution)
            for solution in answer
        ]
        assert found == [tuple(t and t.value for t in row) for row in expected.rows]
    elif isinstance(answer, pyoxigraph.QueryTriples):
        lines = {f"{t.subject} {t.predicate} {t.object} .\n" for t in answer}
        assert "".join(sorted(lines)) == store.construct(query, terms)
    else:
        assert bool(answer) == store.ask(query, terms)


@every_question
@pytest.mark.parametrize("language", BOTH)
def test_form_is_html_in_which_every_field_has_a_label(query: StoredQuery, language: str) -> None:
    chosen = {p.name: (Choice("a", "<A>"), Choice("b", "B")) for p in query.parameters[:1]}
    text = question_form(query, "/questions/x", chosen, language=language)
    tree = html5lib.HTMLParser(strict=True).parseFragment(text)
    labels = {label.get("for") for label in tree.iter(f"{HTML}label")}
    fields = [
        field
        for tag in ("input", "select")
        for field in tree.iter(f"{HTML}{tag}")
        if field.get("type") != "hidden"
    ]
    assert {field.get("id") for field in fields} == labels
    assert {f.get("name") for f in fields} == {*(p.name for p in query.parameters), "format"}
    for parameter in query.parameters:
        (field,) = (f for f in fields if f.get("name") == parameter.name)
        assert ("required" in field.attrib) == parameter.required
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert query.title(language) in "".join(tree.itertext())


def test_page_and_markdown_say_what_was_asked_for(store: EmbeddedStore, files: Project) -> None:
    query, answer = answered(store, files, "largest-resources")
    assert "<dd>1000</dd>" in result_page(answer, query)
    given = {"least": "<b>5"}
    assert "<dd>&lt;b&gt;5</dd>" in result_page(answer, query, arguments=given)
    said = markdown(answer, query, language="fr", arguments=given)
    assert "- Nombre minimal de personnes: \\<b\\>5\n\n|" in said


def test_form_keeps_what_was_given_and_escapes_it(files: Project) -> None:
    query = files.query("cell-origin")
    text = question_form(query, "/x", arguments={"sheet": '"><script>alert(1)</script>'})
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_page_links_names_and_hides_their_iris(store: EmbeddedStore, files: Project) -> None:
    query, answer = answered(store, files, "networks-by-data-model", data_model="OMOP")
    for language in BOTH:
        tree = html5lib.HTMLParser(strict=True).parse(result_page(answer, query, language=language))
        assert tree.get("lang") == language
        headings = ["".join(cell.itertext()) for cell in tree.iter(f"{HTML}th")]
        assert headings == ["Network", "Data model"]
        links = [link.get("href") for link in tree.iter(f"{HTML}a")]
        assert len(links) == 2 * len(answer.rows)
        assert "https://w3id.org/ccdp/id/network/darwin-eu" in links


def test_page_makes_no_link_of_what_is_no_web_address(files: Project) -> None:
    query = files.query("dead-ended-networks")
    row = (Term("uri", "javascript:alert(1)"), Term("literal", "<b>x</b>", "en"), None)
    answer = Solutions(tuple(query.headings), query.column_headings(), (row,))
    assert "<b>" not in result_page(answer, query)
    assert "javascript" not in result_page(answer, query)
    assert "javascript" not in markdown(answer, query)


def test_page_tells_yes_or_no_and_shows_a_graph(store: EmbeddedStore, files: Project) -> None:
    query = files.query("is-data-type-held-in-country")
    assert "<strong>Oui</strong>" in result_page(answer=True, query=query, language="fr")
    assert "<strong>No</strong>" in result_page(answer=False, query=query)
    profile = files.query("country-profile")
    turtle = ask(store, profile, {"country": "Peru"}, files.concepts)
    page = result_page(turtle, profile)
    assert "<pre>PREFIX at: &lt;http://publications" in page
    html5lib.HTMLParser(strict=True).parse(page)


def test_markdown_has_a_table_whose_names_link(store: EmbeddedStore, files: Project) -> None:
    query, answer = answered(store, files, "networks-by-data-model", data_model="OMOP")
    lines = markdown(answer, query).splitlines()
    assert lines[0] == "# Which networks use a given data model?"
    assert lines[4:6] == ["| Network | Data model |", "| --- | --- |"]
    assert len(lines) == 6 + len(answer.rows)
    assert all("](<https://w3id.org/ccdp/id/network/" in line for line in lines[6:])


def test_json_ld_is_the_same_graph_as_the_turtle(store: EmbeddedStore, files: Project) -> None:
    for name in ("country-profile", "catalogue-description"):
        query = files.query(name)
        turtle = ask(store, query, examples(query), files.concepts)
        assert isinstance(turtle, str)
        text = render_answer(turtle, query, "jsonld")
        assert isinstance(text, str)
        assert triples(text, pyoxigraph.RdfFormat.JSON_LD) == triples(
            turtle, pyoxigraph.RdfFormat.TURTLE
        )
        assert text == render_answer(turtle, query, "jsonld")


def test_csv_and_json_have_the_same_rows(store: EmbeddedStore, files: Project) -> None:
    query, answer = answered(store, files, "capacity-needs")
    rows = list(csv.reader(io.StringIO(str(render_answer(answer, query, "csv")))))
    document = json.loads(render_answer(answer, query, "json"))
    assert len(rows) - 1 == len(document["results"]["bindings"]) == len(answer.rows)
    assert rows[0] == ["Need IRI", "Need", "Number of resources", "Number of countries"]


@pytest.mark.parametrize(
    ("name", "form", "said"),
    [
        ("capacity-needs", "ttl", "gives a table; use --format csv, json, xlsx, md or html"),
        ("country-profile", "csv", "gives a graph; use --format ttl, jsonld, md or html"),
        ("is-data-type-held-in-country", "csv", "gives yes or no; use --format json, md or"),
    ],
)
def test_format_that_cannot_hold_the_answer_is_refused(
    store: EmbeddedStore, files: Project, name: str, form: str, said: str
) -> None:
    query = files.query(name)
    with pytest.raises(QueryError, match=said):
        render_answer(ask(store, query, examples(query), files.concepts), query, form)


def test_every_format_of_a_form_is_written(store: EmbeddedStore, files: Project) -> None:
    tried = set()
    for name in ("capacity-needs", "country-profile", "is-data-type-held-in-country"):
        query = files.query(name)
        answer = ask(store, query, examples(query), files.concepts)
        for entry in formats_of(query):
            assert render_answer(answer, query, entry.name, language="fr")
            tried.add(entry.name)
    assert tried == FORMATS.keys()


def test_workbook_holds_no_live_formula_and_numbers_are_numbers(files: Project) -> None:
    query = files.query("capacity-needs")
    row = (
        Term("uri", "https://example.org/need"),
        Term("literal", '=HYPERLINK("https://example.org/")', "en"),
        Term("literal", "7", datatype=f"{XSD}integer"),
        Term("literal", "1" * 20, datatype=f"{XSD}integer"),
    )
    answer = Solutions(tuple(query.headings), query.column_headings(), (row,))
    content = render_answer(answer, query, "xlsx")
    assert isinstance(content, bytes)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == [
        *("Need", "Number of resources", "Number of countries", "Need IRI"),
    ]
    assert [cell.value for cell in sheet[2]] == [
        *('=HYPERLINK("https://example.org/")', 7, "1" * 20, "https://example.org/need"),
    ]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "s", "s"]
    assert sheet["A2"].hyperlink.target == "https://example.org/need"
