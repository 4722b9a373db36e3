"""A difference is read back from JSON as it was."""

import json

import pytest
from hypothesis import given, strategies as st

from ccdp_graph.analysis.difference import Change, Difference, RecordChange, parse_difference
from ccdp_graph.cell import CellRef
from ccdp_graph.model.evidence import CellEvidence, GraphRecord
from ccdp_graph.rdf.terms import Statement, iri, literal

TEXT = st.text(max_size=12)
TEXTS = st.lists(TEXT, max_size=2).map(tuple)
CELLS = st.builds(
    CellEvidence,
    st.builds(CellRef, TEXT, TEXT, st.integers(1, 1_048_576), st.integers(1, 16_384)),
    TEXT,
    TEXT,
)
CHANGES = st.lists(
    st.builds(
        Change,
        TEXT,
        TEXT,
        TEXTS,
        TEXTS,
        st.lists(CELLS, max_size=2).map(tuple),
        st.lists(CELLS, max_size=2).map(tuple),
    ),
    max_size=2,
).map(tuple)
RECORD = st.builds(GraphRecord, TEXT, st.sampled_from(["resource", "network"]), TEXT, TEXT)
STATEMENT = st.builds(
    lambda number, text: (iri(f"https://e.example/{number}"), iri("https://p.example/"), text),
    st.integers(0, 9),
    st.builds(literal, TEXT) | st.just("<https://o.example/>"),
)
STATEMENTS = st.lists(STATEMENT, max_size=3).map(tuple)


@st.composite
def differences(draw: st.DrawFn) -> Difference:
    records = []
    for kind in ("added", "removed", "changed"):
        for new in draw(st.lists(RECORD, max_size=2)):
            old = GraphRecord(new.iri, new.kind, new.id, draw(TEXT))
            ends = None if kind == "added" else old, None if kind == "removed" else new
            records.append(RecordChange(*ends, draw(CHANGES)))
    pairs = tuple(draw(st.lists(st.tuples(RECORD, RECORD), max_size=2)))
    statements: list[tuple[Statement, ...]] = [draw(STATEMENTS), draw(STATEMENTS)]
    return Difference(tuple(records), pairs, *statements)


@given(differences(), st.dictionaries(st.sampled_from(["version", "previous"]), TEXT))
def test_a_difference_is_read_back_as_it_was(found: Difference, about: dict[str, str]) -> None:
    text = found.json_text(about)
    assert parse_difference(text) == found
    assert about.items() <= json.loads(text).items()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"added": [{}], "removed": [], "changed": []}'])
def test_what_is_no_difference_is_no_riddle(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        parse_difference(text)
