"""Decisions on links as SSSOM: read, written, layered, and what they make of the graph."""

from pathlib import Path

import pytest
from repository import ROOT

from ccdp_graph.errors import AssetError
from ccdp_graph.linking.sources import pinned_list
from ccdp_graph.model.sssom import (
    EXACT,
    MANUAL,
    PREDICATES,
    Link,
    Links,
    equated,
    parse_links,
)
from ccdp_graph.project.project import open_project
from ccdp_graph.rdf.namespaces import PREFIXES, THINGS, VOCABULARY

BUNDLED = ROOT / "mapping" / "links.sssom.tsv"
HEADER = "subject_id\tpredicate_modifier\tpredicate_id\tobject_id\tmapping_justification\n"
SAME_AS = f"<{PREFIXES['owl']}sameAs>"
MATCH = f"<{EXACT}>"


def link(subject: str, thing: str, *, refused: bool = False) -> Link:
    return Link(
        subject=THINGS + subject,
        subject_label="A",
        predicate=PREDICATES["exact"],
        object=thing,
        object_label="B",
        justification=MANUAL,
        confidence="0.90",
        author="A. Curator",
        day="2026-11-25",
        comment="same name",
        refused=refused,
    )


def test_links_are_read_as_they_were_written() -> None:
    links = Links(
        (
            link("organisation/a", "https://ror.org/1"),
            link("organisation/b", "https://x.org/", refused=True),
        )
    )
    text = links.text(THINGS)
    assert parse_links(text, Path("links.sssom.tsv"), THINGS) == links
    assert parse_links(text, Path("links.sssom.tsv"), THINGS).text(THINGS) == text


def test_the_bundled_links_are_sorted_and_written_as_the_program_writes() -> None:
    text = BUNDLED.read_text(encoding="utf-8")
    assert parse_links(text, BUNDLED, THINGS).text(THINGS) == text


def test_the_bundled_links_lead_to_records_of_the_pinned_copy_one_each() -> None:
    names = {
        thing.iri: thing.name
        for thing in pinned_list("ror", open_project(ROOT).name_lists()).things
    }
    links = parse_links(BUNDLED.read_text(encoding="utf-8"), BUNDLED, THINGS).rows
    assert len(links) > 100
    assert all(names[entry.object] == entry.object_label for entry in links)
    assert len({entry.object for entry in links}) == len({entry.subject for entry in links})


def test_a_project_with_a_base_of_its_own_has_the_bundled_links_too() -> None:
    links = parse_links(BUNDLED.read_text(encoding="utf-8"), BUNDLED, "https://example.org/id/")
    assert all(entry.subject.startswith("https://example.org/id/") for entry in links.rows)


def test_a_refused_link_says_nothing_and_a_later_decision_wins() -> None:
    earlier = Links((link("organisation/a", "https://ror.org/1"),))
    later = Links((link("organisation/a", "https://ror.org/1", refused=True),))
    subjects = [f"<{THINGS}organisation/a>"]
    assert earlier.statements(subjects) == (
        (f"<{THINGS}organisation/a>", MATCH, "<https://ror.org/1>"),
    )
    assert later.over(earlier).statements(subjects) == ()
    assert earlier.statements([]) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("subject_id\tpredicate_id\n", "line 1: the column 'object_id' is missing"),
        (HEADER + "x:a\t\tskos:exactMatch\thttps://b.org/\tm\n", "line 2: unknown prefix in 'x'"),
        (
            HEADER + "ccdpi:a\t\towl:sameAs\thttps://b.org/\tm\n",
            "line 2: unknown predicate 'owl:sameAs'",
        ),
        (
            HEADER + "ccdpi:a\t\tskos:exactMatch\thttps://b c\tm\n",
            "line 2: 'https://b c' is no IRI",
        ),
        (
            HEADER + "ccdpi:a\tnever\tskos:exactMatch\thttps://b.org/\tm\n",
            "unknown modifier 'never'",
        ),
    ],
)
def test_a_faulty_row_names_its_line(text: str, message: str) -> None:
    with pytest.raises(AssetError, match=message) as caught:
        parse_links(text, Path("links.sssom.tsv"), THINGS)
    assert str(caught.value).startswith("links.sssom.tsv, line")


def test_a_chain_of_exact_matches_that_joins_two_of_ours_is_seen() -> None:
    a, b, c = (f"<{THINGS}organisation/{name}>" for name in "abc")
    concept = f"<{VOCABULARY}data-model/omop-cdm>"
    statements = [
        (a, MATCH, "<https://ror.org/1>"),
        ("<https://wikidata.org/2>", SAME_AS, "<https://ror.org/1>"),
        (b, MATCH, "<https://wikidata.org/2>"),
        (c, f"<{PREDICATES['close']}>", "<https://ror.org/1>"),
        (concept, MATCH, "<https://ror.org/9>"),
    ]
    assert equated(statements, (THINGS, VOCABULARY)) == (
        (f"{THINGS}organisation/a", f"{THINGS}organisation/b"),
    )
    assert equated(statements[:2] + statements[3:], (THINGS, VOCABULARY)) == ()


def test_a_nameless_record_of_others_that_we_named_is_none_of_ours() -> None:
    ours, theirs = f"<{THINGS}resource/a>", f"<{THINGS}harvest/one/node/1>"
    statements = [(ours, MATCH, theirs)]
    assert len(equated(statements, (THINGS,))) == 1
    assert equated(statements, (THINGS,), f"{THINGS}harvest/") == ()
