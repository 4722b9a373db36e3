"""Stored questions are refused at load when they could not be asked."""

from pathlib import Path

import pytest

from ccdp_graph.errors import QueryError
from ccdp_graph.sparql.stored_query import parse_query

HEADER = "#+ summary: {en: What?, fr: Quoi ?}\n"
PATH = Path("question.rq")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?a WHERE { ?a ?b ?c }", "needs the key 'summary'"),
        ("#+ summary: [\nSELECT ?a WHERE { ?a ?b ?c }", "not YAML"),
        ("#+ sumary: What?\nSELECT ?a WHERE { ?a ?b ?c }", "did you mean 'summary'"),
        (HEADER + "#+ colour: red\nSELECT ?a { ?a ?b ?c }", "'colour' is not a key of the header"),
        (HEADER + "INSERT DATA { <a:b> <c:d> <e:f> }", "no update"),
        (HEADER + "DELETE WHERE { ?a ?b ?c }", "no update"),
        (HEADER + "SELECT ?a { ?a ?b ?c } ; DROP GRAPH <a:b>", "no update"),
        (HEADER + "CLEAR ALL", "no update"),
        (
            HEADER + "#+ parameters: {x: {type: colour}}\nSELECT ?_x { ?_x ?b ?c }",
            "'type' cannot be 'colour'",
        ),
        (
            HEADER + "#+ parameters: {x: {type: concept}}\nSELECT ?_x { ?_x ?b ?c }",
            "needs the key 'scheme'",
        ),
        (HEADER + "#+ parameters: {x: {type: text}}\nSELECT ?a { ?a ?b ?c }", "is used nowhere"),
        (HEADER + "#+ parameters: {x: {}}\nSELECT ?a { ?a ?b '?_x' }", "is used nowhere"),
        (HEADER + "#+ parameters: {x: {}}\nSELECT ?_xy { ?_xy ?b ?c }", "is used nowhere"),
        (HEADER + "#+ parameters: {x: {}}\nSELECT ?a { ?a ?b ?_x }", "is not projected"),
        (
            HEADER + "#+ parameters: {x: {sort: text}}\nSELECT ?_x { ?_x ?b ?c }",
            "'sort' is not a key of a parameter",
        ),
        (HEADER + "#+ parameters: {x-y: {}}\nSELECT ?_x { ?_x ?b ?c }", "must be a name such as"),
        (HEADER + "#+ parameters: [x]\nSELECT ?_x { ?_x ?b ?c }", "values by name"),
        (HEADER + "#+ columns: a\nSELECT ?a { ?a ?b ?c }", "values by variable"),
        (HEADER + "#+ tags: network\nSELECT ?a { ?a ?b ?c }", "'tags' must be a list"),
    ],
)
def test_wrong_question_is_refused_with_its_file(text: str, said: str) -> None:
    with pytest.raises(QueryError if "YAML" not in said else Exception, match=said) as caught:
        parse_query(text, PATH)
    assert str(caught.value).startswith("question.rq")


def test_update_words_in_texts_and_iris_are_no_update() -> None:
    text = (
        HEADER + 'SELECT ?a { ?a ?b "INSERT DATA {" ; <http://a/DELETE WHERE> ?c } # DROP GRAPH <a>'
    )
    assert parse_query(text.replace(" WHERE>", ">"), PATH).form == "SELECT"


def test_header_becomes_parameters_and_headings() -> None:
    text = (
        HEADER
        + "#+ parameters:\n#+   country: {type: country, optional: true, example: FR}\n"
        + "#+ columns: {a: {en: Thing, fr: Chose}}\n"
        + "SELECT ?a ?_country { ?a ?b ?_country }"
    )
    query = parse_query(text, PATH)
    assert query.name == "question"
    assert query.parameters[0].option == "--country"
    assert query.parameters[0].optional
    assert query.column_headings("fr") == {"a": "Chose"}
