"""Laws of the stages, tried on generated input."""

import string
from pathlib import Path
from random import Random

import pyoxigraph
from hypothesis import example, given, settings, strategies as st
from rdflib import Graph
from repository import ROOT

from ccdp_graph.cell import column_letters, column_number
from ccdp_graph.mapping.engines.native import materialize
from ccdp_graph.model.concepts import ConceptIndex
from ccdp_graph.model.identifiers import Identifiers, Named, parse_identifiers
from ccdp_graph.model.workbook import CellValue, Sheet, Workbook, cell_text
from ccdp_graph.project.project import open_project
from ccdp_graph.rdf.index import A
from ccdp_graph.rdf.serialization import json_ld
from ccdp_graph.rdf.terms import iri, is_iri, literal, slug
from ccdp_graph.rdf.text import normalised
from ccdp_graph.rdf.turtle import canonical_turtle, parse_turtle, turtle_of
from ccdp_graph.tables.cell_values import split_list
from ccdp_graph.tables.headers import find_tables
from ccdp_graph.tables.lexicon import Lexicon
from ccdp_graph.tables.run import Tidied, tidy
from ccdp_graph.validation.engines.pyshacl import graph_of

FILES = open_project(ROOT)
COLUMNS = FILES.column_files()
MAPPINGS = FILES.mappings()
WORDS = Lexicon(ConceptIndex.from_graph(FILES.vocabularies()), FILES.decisions())
SURVEY = next(f for f in COLUMNS if f.table == "data-resources")
HEADER = tuple(column.title for column in SURVEY.columns)
TEXT = st.text(max_size=40)
CELL: st.SearchStrategy[CellValue] = st.one_of(
    st.none(),
    TEXT,
    st.integers(-10, 10_000_000),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["Yes", "unknown", "France; Peru", "0-17", "ICD-O-3 / ICCC-3", "a (b", "https://a.example"]
    ),
)
ROW = st.tuples(*[CELL for _ in HEADER])
NAMED = st.builds(
    Named,
    st.sampled_from(["resource", "organisation"]),
    st.text(string.ascii_letters + " é日", min_size=1, max_size=12).map(str.strip).filter(bool),
    st.sampled_from(["", "NCR", "ABC"]),
    st.sampled_from(["", "fr", "ke"]),
)


def tidied(rows: list[tuple[CellValue, ...]]) -> Tidied:
    sheet = Sheet("law.xlsx", "Survey", (HEADER, *rows))
    book = Workbook("law.xlsx", "0" * 64, None, (sheet,))
    tables = find_tables(book, COLUMNS, WORDS)
    return tidy([book], tables, WORDS, Identifiers(), FILES.settings.base)


@example([("0", *[";"] * (len(HEADER) - 1))])
@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, max_size=4))
def test_every_filled_cell_is_in_a_statement_or_in_a_finding(
    rows: list[tuple[CellValue, ...]],
) -> None:
    made = tidied(rows)
    origins = materialize(made.documents, MAPPINGS).origins
    said = {cell for cells in origins.cells.values() for cell in cells}
    said |= {cell for finding in made.findings for cell in finding.cells}
    filled = {source.cell for source in made.cells}
    expected = sum(bool(cell_text(value)) for row in rows for value in row)
    assert len(filled) == expected
    assert filled <= said


@settings(max_examples=25, deadline=None)
@given(st.lists(ROW, max_size=4), st.randoms())
def test_row_order_does_not_matter(rows: list[tuple[CellValue, ...]], random: Random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    graphs = [
        materialize(tidied(order).documents, MAPPINGS).statements for order in (rows, shuffled)
    ]
    assert graphs[0] == graphs[1]


@settings(max_examples=200)
@given(st.text())
def test_any_text_gives_valid_n_triples_and_comes_back_the_same(text: str) -> None:
    line = f"<http://a/> <http://b/> {literal(text)} .\n"
    theirs = list(pyoxigraph.parse(line.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES))
    assert [quad.object for quad in theirs] == [pyoxigraph.Literal(text)]
    assert {str(value) for value in Graph().parse(data=line, format="nt").objects()} == {text}


@given(st.text())
def test_what_is_written_as_an_iri_can_be_read(text: str) -> None:
    if is_iri(text):
        line = f"{iri(text)} <http://b/> <http://c/> .\n"
        quads = pyoxigraph.parse(line.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES, lenient=True)
        subjects = [quad.subject for quad in quads]
        assert subjects == [pyoxigraph.NamedNode(text)]


@given(st.text())
def test_slug_is_short_and_plain(text: str) -> None:
    made = slug(text)
    assert set(made) <= set(string.ascii_lowercase + string.digits + "-")
    assert len(made) <= 48
    assert slug(made) == made


@given(st.integers(1, 16_384))
def test_letters_and_numbers_of_columns_agree(number: int) -> None:
    assert column_number(column_letters(number)) == number


@given(st.text())
@example("\u00c0\u00b5")
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text) or normalised(text).startswith("the")


@given(st.lists(st.text("ab ();\n", max_size=8), max_size=5))
def test_splitting_a_list_loses_no_letter(pieces: list[str]) -> None:
    text = ";".join(pieces)
    parts = split_list(text, ";")
    letters = [c for c in text if c in "ab"]
    kept = [c for part in parts for c in part if c in "ab"]
    assert set(kept) == set(letters)
    assert all(part == part.strip() and part for part in parts)


@settings(max_examples=100, deadline=None)
@given(st.lists(NAMED, max_size=8), st.randoms())
def test_ids_are_given_once_for_ever_and_in_any_order(things: list[Named], random: Random) -> None:
    register = Identifiers().with_names(things)
    shuffled = list(things)
    random.shuffle(shuffled)
    assert Identifiers().with_names(shuffled) == register
    assert register.with_names(things) == register
    assert parse_identifiers(register.text(), Path("ids.csv")).by_key() == register.by_key()
    by_key = register.by_key()
    assert all(thing.key in by_key for thing in things)
    ids = [entry[:2] for entry in register.entries]
    assert len(set(ids)) == len(ids)


TERM = st.sampled_from([A, "<http://a/x>", "<http://purl.org/dc/terms/title>", "<urn:b>"])
OBJECT = st.one_of(
    TERM,
    TEXT.map(literal),
    TEXT.map(lambda text: literal(text, language="fr")),
    TEXT.map(lambda text: literal(text, datatype="http://a/x")),
)
STATEMENTS = st.lists(st.tuples(TERM, TERM, OBJECT), max_size=8)


@settings(max_examples=60, deadline=None)
@given(STATEMENTS, st.randoms())
def test_turtle_is_canonical_and_holds_the_same_graph(
    statements: list[tuple[str, str, str]], random: Random
) -> None:
    text = turtle_of(statements)
    shuffled = list(statements)
    random.shuffle(shuffled)
    assert turtle_of(shuffled) == text
    graph = parse_turtle(text)
    assert set(graph) == set(graph_of(statements))
    assert canonical_turtle(parse_turtle(canonical_turtle(graph))) == canonical_turtle(graph)


@settings(max_examples=60, deadline=None)
@given(STATEMENTS)
def test_json_ld_holds_the_same_graph(statements: list[tuple[str, str, str]]) -> None:
    read = pyoxigraph.parse(json_ld(statements), format=pyoxigraph.RdfFormat.JSON_LD)
    found = {(str(q.subject), str(q.predicate), str(q.object)) for q in read}
    assert found == set(statements)
