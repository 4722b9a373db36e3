"""Parameters bound in a text: nothing breaks out, and both ways of binding agree."""

import pyoxigraph
import pytest
from hypothesis import given, settings, strategies as st

from ccdp_graph.errors import QueryError
from ccdp_graph.model.solutions import Term
from ccdp_graph.rdf.namespaces import XSD
from ccdp_graph.sparql.binding import bound_text, render_term, tokens
from ccdp_graph.sparql.oxigraph import term_of

Bound = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

DATA = """
<http://e/a> <http://e/p> 1, 2 ; <http://e/q> "x", "?_x", "y'\\"" .
<http://e/b> <http://e/p> 2, 3 ; <http://e/q> "x"@en .
<http://e/c> <http://e/q> "x" ; <http://e/r> <http://e/a> .
"""
QUESTIONS = (
    "SELECT ?_x (COUNT(?y) AS ?n) { ?_x <http://e/p> ?y } GROUP BY ?_x",
    "SELECT ?_x (COUNT(*) AS ?n) { ?s <http://e/p> ?y OPTIONAL { ?_x <http://e/p> ?y } } "
    "GROUP BY ?_x",
    "SELECT ?_x ?y ?z { ?s <http://e/p> ?y OPTIONAL { ?_x <http://e/p> ?z FILTER (?z = ?y) } }",
    "SELECT DISTINCT ?_x ?s { ?s <http://e/q> ?_x } ORDER BY ?s ?_x",
    "SELECT ?s ?_x { ?s ?p ?o FILTER (?o = ?_x) } ORDER BY str(?_x) ?s",
    "SELECT ?s ?_x { ?s <http://e/p> ?y MINUS { ?_x <http://e/p> ?y } }",
    "SELECT ?_x ?y { ?s <http://e/p> ?y { SELECT ?_x ?y { ?_x <http://e/p> ?y } } }",
    "SELECT ?_x ?n { { SELECT ?_x (COUNT(?y) AS ?n) { ?_x ?p ?y } GROUP BY ?_x } }",
    "SELECT ?_x ?y { { ?_x <http://e/p> ?y } UNION { ?y <http://e/r> ?_x } } # ?_x <",
    "SELECT ?_x (SUM(?y) AS ?n) { ?s <http://e/q> ?_x ; <http://e/p> ?y } GROUP BY ?_x "
    "HAVING (SUM(?y) > 1)",
    "SELECT ?_x ?s { ?s <http://e/q> '''?_x''' , \"x\" FILTER (?s != ?_x) }",
    "SELECT ?_x ?y { ?_x <http://e/p> ?y { SELECT DISTINCT ?_x { ?_x ?p ?z } ORDER BY ?_x } }",
    "SELECT $_x ?t { $_x <http://e/r>?/<http://e/p> ?t }",
)
IRIS = st.sampled_from(["http://e/a", "http://e/b", "http://e/c", "http://e/none"]).map(
    lambda iri: Term("uri", iri)
)
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
PLAIN = st.one_of(
    st.sampled_from(["x", "?_x", "y'\"", "\\u0022", '\\"', '" . } #', "\\\\U0001F600"]), TEXTS
).map(lambda text: Term("literal", text, datatype=XSD + "string"))
NUMBERS = st.integers(0, 3).map(lambda n: Term("literal", str(n), datatype=XSD + "integer"))


def alike(word: str) -> list[Bound]:
    """Return terms that differ only in what they are."""
    whole, part = (pyoxigraph.NamedNode(XSD + name) for name in ("integer", "decimal"))
    literal = pyoxigraph.Literal
    return [
        literal(word),
        literal(word, language="en"),
        literal(word, language="fr"),
        literal(word, datatype=whole),
        literal(word, datatype=part),
        literal(f"urn:{word}"),
        pyoxigraph.NamedNode(f"urn:{word}"),
        literal(f"n{word}"),
        pyoxigraph.BlankNode(f"n{word}"),
    ]


@pytest.fixture(scope="module")
def store() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(DATA, format=pyoxigraph.RdfFormat.TURTLE)
    return store


def bound(term: Term) -> dict[pyoxigraph.Variable, Bound]:
    return {pyoxigraph.Variable("_x"): native(term)}


def rows(found: object) -> list[tuple[Term | None, ...]]:
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return sorted((tuple(map(term_of, solution)) for solution in found), key=str)


def native(term: Term) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    if term.type == "uri":
        return pyoxigraph.NamedNode(term.value)
    return pyoxigraph.Literal(term.value, datatype=pyoxigraph.NamedNode(term.datatype))


@given(st.lists(st.sampled_from([t for word in ("a", "1", "") for t in alike(word)]), max_size=9))
def test_terms_that_look_alike_stay_apart_however_often_they_are_read(
    terms: list[Bound],
) -> None:
    assert list(map(term_of, terms)) == [term_of.__wrapped__(term) for term in terms]


@pytest.mark.parametrize("question", QUESTIONS)
@given(term=IRIS)
def test_text_binding_gives_what_pre_binding_gives(
    store: pyoxigraph.Store, question: str, term: Term
) -> None:
    text = bound_text(question, {"x": term})
    native_answer = store.query(question, substitutions=bound(term))
    assert rows(store.query(text)) == rows(native_answer)


@pytest.mark.parametrize("question", [q for q in QUESTIONS if "?_x <" not in q and "$" not in q])
@given(term=st.one_of(PLAIN, NUMBERS))
def test_text_binding_of_literals_gives_what_pre_binding_gives(
    store: pyoxigraph.Store, question: str, term: Term
) -> None:
    if "{ ?_x" in question:
        return
    text = bound_text(question, {"x": term})
    native_answer = store.query(question, substitutions=bound(term))
    assert rows(store.query(text)) == rows(native_answer)


@given(term=st.one_of(PLAIN, NUMBERS))
def test_any_text_stays_one_term(store: pyoxigraph.Store, term: Term) -> None:
    text = bound_text("SELECT ?_x {}", {"x": term})
    assert rows(store.query(text)) == [(term,)]
    assert next(tokens(render_term(term)))[0] == "string"


@settings(max_examples=30)
@given(text=TEXTS, language=st.text(max_size=8))
def test_what_is_no_iri_or_language_is_refused_not_pasted(text: str, language: str) -> None:
    for term in (Term("uri", text), Term("literal", "x", language), Term("literal", "x", "", text)):
        try:
            found = list(tokens(render_term(term)))
        except QueryError:
            continue
        assert len(found) in (1, 2, 4), found
        assert {kind for kind, _ in found} <= {"iri", "string", "word", "sign"}


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("SELECT ?_x ?y { ?s ?p ?y BIND (1 AS ?_x) }", "no AS, VALUES or BOUND"),
        ("SELECT ?_x ?y { ?s ?p ?y VALUES ?_x { 1 } }", "no AS, VALUES or BOUND"),
        ("SELECT ?_x ?y { ?s ?p ?y VALUES (?y ?_x) { (1 1) } }", "no AS, VALUES or BOUND"),
        ("SELECT ?_x ?y { ?s ?p ?y FILTER (!BOUND(?_x)) }", "no AS, VALUES or BOUND"),
        ("SELECT ?y { ?_x ?p ?y }", r"\?_x is used but not projected"),
        ("SELECT ?_x ?y { ?_x ?p ?y { SELECT ?y { ?_x ?q ?y } } }", "used but not projected"),
        ("SELECT * { ?_x ?p ?y }", r"no SELECT \*"),
    ],
)
def test_what_stores_do_not_agree_on_is_refused(question: str, wanted: str) -> None:
    with pytest.raises(QueryError, match=wanted):
        bound_text(question, {"x": Term("uri", "http://e/a")})


@pytest.mark.parametrize(
    "term", [Term("bnode", "b"), Term("literal", "a\0b"), Term("uri", "http://a> ?b")]
)
def test_no_term_no_question(term: Term) -> None:
    with pytest.raises(QueryError):
        bound_text("SELECT ?_x {}", {"x": term})
