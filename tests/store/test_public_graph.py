"""The default graph of N-Quads is read alike, whether or not the named graphs are passed over."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccdp_graph.errors import AssetError
from ccdp_graph.store import public
from ccdp_graph.store.public import default_graph


@pytest.fixture(autouse=True, scope="module")
def _small_parts() -> Iterator[None]:
    """Have one or two lines looked at together."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(public, "_PART", 48)
        yield


_IRIS = st.sampled_from([f"<urn:{letter}>" for letter in "abcg"])
_OBJECTS = st.one_of(
    _IRIS,
    st.sampled_from(
        [
            '"x"',
            '"one  two <urn:g> ."',
            '"<urn:g> .\\n"@en',
            '"7"^^<urn:short>',
            '"a <urn:b> b"^^<urn:g>',
            "_:b",
        ]
    ),
)
_GAPS = st.sampled_from([" ", " ", " ", " ", "  ", "\t", " \t"])
_QUAD = "<urn:a> <urn:b> <urn:c> <urn:g> .\n"


@st.composite
def _lines(draw: st.DrawFn) -> str:
    parts = [draw(_IRIS), draw(_IRIS), draw(_OBJECTS)]
    parts += draw(st.sampled_from([[], ["<urn:g>"], ["<urn:h>"], ["_:g"]]))
    text = draw(st.sampled_from(["", "", "", " "])) + parts[0]
    for part in [*parts[1:], "."]:
        text += draw(_GAPS) + part
    return text + draw(st.sampled_from(["", "", "", " ", " # <urn:g> ."])) + "\n"


@given(st.lists(_lines() | st.sampled_from(["\n", "# a b c <urn:g> .\n"]), max_size=12))
def test_no_statement_is_lost_however_the_lines_are_ordered_and_spaced(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    _check_read_alike(path, "".join(lines))


@settings(max_examples=400, deadline=None)
@given(st.lists(_lines(), max_size=2), _lines())
def test_no_statement_is_lost_among_the_quads_of_a_graph(
    tmp_path_factory: pytest.TempPathFactory, before: list[str], among: str
) -> None:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    _check_read_alike(path, "".join([*before, _QUAD, among, _QUAD]))


@pytest.mark.parametrize(
    "triple",
    [
        "<urn:s> <urn:p> <urn:g> .",
        "<urn:s>  <urn:p> <urn:g> .",
        "<urn:s> <urn:p>  <urn:g> .",
        " <urn:s> <urn:p> <urn:g> .",
        "<urn:s>\t<urn:p> <urn:g> .",
        '<urn:s> <urn:p> "x y" . # <urn:g> .',
    ],
)
def test_a_statement_that_ends_as_the_quads_around_it_is_kept(tmp_path: Path, triple: str) -> None:
    path = tmp_path / "graph.nq"
    path.write_text(f"<urn:a> <urn:p> <urn:b> .\n{_QUAD}{triple}\n{_QUAD}", encoding="utf-8")
    assert [s for s, _, _ in default_graph(path)] == ["<urn:a>", "<urn:s>"]


def _check_read_alike(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    quads = pyoxigraph.parse(content.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    default = [quad for quad in quads if quad.graph_name == pyoxigraph.DefaultGraph()]
    # blank nodes have new names each time that a file is read
    expected = {(str(q.subject), str(q.predicate), _named(str(q.object))) for q in default}
    assert {(s, p, _named(o)) for s, p, o in default_graph(path)} == expected


def _named(term: str) -> str:
    return "_:b" if term.startswith("_:") else term


def test_quads_of_named_graphs_are_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    no_iri = "<urn:a> <urn:p> <{}> <urn:g> .\n"
    path.write_text(f"<urn:a> <urn:p> <urn:b> .\n{_QUAD * 9}{no_iri}{_QUAD * 9}", encoding="utf-8")
    assert default_graph(path) == (("<urn:a>", "<urn:p>", "<urn:b>"),)


@pytest.mark.parametrize("line", ["<urn:a> <urn:p> <no iri> .", "<urn:a> 'p' <urn:b> ."])
def test_a_fault_in_the_public_graph_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "graph.nq"
    quad = "<urn:a> <urn:p> <urn:b> <urn:g> .\n"
    path.write_text(f"<urn:a> <urn:p> <urn:b> .\n{line}\n{quad * 3}", encoding="utf-8")
    with pytest.raises(AssetError) as caught:
        default_graph(path)
    assert caught.value.line == 2
