"""The default graph of N-Quads is read alike, whether or not the named graphs are passed over."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import assume, given, settings, strategies as st

from ccdp_graph.errors import AssetError
from ccdp_graph.rdf import nquads as public
from ccdp_graph.rdf.nquads import default_graph
from ccdp_graph.sparql.oxigraph import EmbeddedStore


@pytest.fixture(autouse=True, scope="module")
def _small_parts() -> Iterator[None]:
    """Have one or two lines looked at together."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(public, "_PART", 48)
        yield


_IRIS = st.sampled_from([f"<http://x/{letter}>" for letter in "abcg"])
_OBJECTS = st.one_of(
    _IRIS,
    st.sampled_from(
        [
            '"x"',
            '"one  two <http://x/g> ."',
            '"<http://x/g> .\\n"@en',
            '"7"^^<http://x/short>',
            '"a <http://x/b> b"^^<http://x/g>',
            "_:b",
        ]
    ),
)
_GAPS = st.sampled_from([" ", " ", " ", " ", "  ", "\t", " \t"])
_QUAD = "<http://x/a> <http://x/b> <http://x/c> <http://x/g> .\n"


@st.composite
def _lines(draw: st.DrawFn) -> str:
    parts = [draw(_IRIS), draw(_IRIS), draw(_OBJECTS)]
    parts += draw(st.sampled_from([[], ["<http://x/g>"], ["<http://x/h>"], ["_:g"]]))
    text = draw(st.sampled_from(["", "", "", " "])) + parts[0]
    for part in [*parts[1:], "."]:
        text += draw(_GAPS) + part
    return text + draw(st.sampled_from(["", "", "", " ", " # <http://x/g> ."])) + "\n"


@given(st.lists(_lines() | st.sampled_from(["\n", "# a b c <http://x/g> .\n"]), max_size=12))
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
        "<http://x/s> <http://x/p> <http://x/g> .",
        "<http://x/s>  <http://x/p> <http://x/g> .",
        "<http://x/s> <http://x/p>  <http://x/g> .",
        " <http://x/s> <http://x/p> <http://x/g> .",
        "<http://x/s>\t<http://x/p> <http://x/g> .",
        '<http://x/s> <http://x/p> "x y" . # <http://x/g> .',
    ],
)
def test_a_statement_that_ends_as_the_quads_around_it_is_kept(tmp_path: Path, triple: str) -> None:
    path = tmp_path / "graph.nq"
    path.write_text(
        f"<http://x/a> <http://x/p> <http://x/b> .\n{_QUAD}{triple}\n{_QUAD}", encoding="utf-8"
    )
    assert [s for s, _, _ in default_graph(path)] == ["<http://x/a>", "<http://x/s>"]


def _check_read_alike(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    quads = pyoxigraph.parse(content.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    default = [quad for quad in quads if quad.graph_name == pyoxigraph.DefaultGraph()]
    # blank nodes have new names each time that a file is read
    expected = {(str(q.subject), str(q.predicate), _named(str(q.object))) for q in default}
    assert {(s, p, _named(o)) for s, p, o in default_graph(path)} == expected


def _named(term: str) -> str:
    return "_:b" if term.startswith("_:") else term


def test_nothing_is_left_to_parse_of_named_graphs(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    triple = "<http://x/a> <http://x/p> <http://x/b> .\n"
    path.write_text(f"{triple}{_QUAD * 9}", encoding="utf-8")
    assert public._without_named(path).decode() in {
        f"{triple}{_QUAD * n}{chr(10) * (9 - n)}" for n in (0, 1, 2)
    }


@pytest.mark.parametrize(
    "term", ["<{}>", "<http://x/%zz>", "<none>", '"a"^^<http://x/ b>', '"a"@abcdefghij']
)
def test_a_fault_in_a_named_graph_is_told_with_its_line(tmp_path: Path, term: str) -> None:
    path = tmp_path / "graph.nq"
    wrong = f"<http://x/a> <http://x/p> {term} <http://x/g> .\n"
    path.write_text(f"{_QUAD * 9}{wrong}{_QUAD * 9}", encoding="utf-8")
    with pytest.raises(AssetError) as caught:
        default_graph(path)
    assert caught.value.line == 10


def test_what_is_no_text_in_a_named_graph_is_told_by_the_store_that_is_loaded_beside(
    tmp_path: Path,
) -> None:
    path = tmp_path / "graph.nq"
    wrong = b'<http://x/a> <http://x/p> "\xff" <http://x/g> .\n'
    path.write_bytes(_QUAD.encode() * 9 + wrong + _QUAD.encode() * 9)
    with pytest.raises(AssetError) as caught:
        EmbeddedStore.load(path, checked=True)
    assert caught.value.line == 10


@given(st.from_regex(public._TRIPLE, fullmatch=True))
def test_what_counts_as_a_quad_is_one_for_the_strict_parser(triple: bytes) -> None:
    assume(triple.decode(errors="replace").encode() == triple)  # else the store refuses the file
    line = triple + b" <http://x/g> .\n"
    assert len(list(pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_QUADS))) == 1


@pytest.mark.parametrize(
    "line", ["<http://x/a> <http://x/p> <no iri> .", "<http://x/a> 'p' <http://x/b> ."]
)
def test_a_fault_in_the_public_graph_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "graph.nq"
    quad = "<http://x/a> <http://x/p> <http://x/b> <http://x/g> .\n"
    path.write_text(
        f"<http://x/a> <http://x/p> <http://x/b> .\n{line}\n{quad * 3}", encoding="utf-8"
    )
    with pytest.raises(AssetError) as caught:
        default_graph(path)
    assert caught.value.line == 2
