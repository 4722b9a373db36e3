"""Laws of harvesting, whatever the records are."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph
from foreign_catalogues import OTHER
from hypothesis import HealthCheck, given, settings, strategies as st

from ccdp_graph.harvests.recovery import turtle_parts
from ccdp_graph.harvests.run import HarvestRequest, harvest
from ccdp_graph.http.client import HttpClient
from ccdp_graph.project.project import Project
from ccdp_graph.rdf.formats import RdfFormat
from ccdp_graph.rdf.parsing import parse
from ccdp_graph.rdf.skolemize import without_blank_nodes
from ccdp_graph.rdf.terms import Statement

NODES = st.integers(0, 5).map(lambda n: f"_:n{n}")
IRIS = st.integers(0, 3).map(lambda n: f"<{OTHER}{n}>")
PREDICATES = st.sampled_from([f"<{OTHER}p>", f"<{OTHER}q>"])
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"\\'), max_size=20
)
OBJECTS = st.one_of(NODES, IRIS, TEXTS.map(lambda text: f'"{text}"'))
GRAPHS = st.lists(st.tuples(NODES | IRIS, PREDICATES, OBJECTS), max_size=20, unique=True)
FORMATS = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


def quads(statements: list[Statement]) -> list[pyoxigraph.Quad]:
    text = "".join(f"{s} {p} {o} .\n" for s, p, o in statements)
    return list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES))


def canonical(statements: list[Statement]) -> set[str]:
    dataset = pyoxigraph.Dataset(quads(statements))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return set(map(str, dataset))


@given(GRAPHS)
def test_naming_blank_nodes_makes_no_two_of_them_one(graph: list[Statement]) -> None:
    named = without_blank_nodes(graph, "https://ours.example/node/")
    assert not any(term.startswith("_:") for statement in named for term in statement)
    back = [
        (
            s.replace("<https://ours.example/node/", "_:x").rstrip(">") if "ours" in s else s,
            p,
            o.replace("<https://ours.example/node/", "_:x").rstrip(">") if "ours" in o else o,
        )
        for s, p, o in named
    ]
    assert canonical(back) == canonical(graph)


@given(GRAPHS, st.randoms(use_true_random=False))
def test_neither_labels_nor_order_name_a_blank_node(graph: list[Statement], random: object) -> None:
    def relabelled(term: str) -> str:
        return f"_:m{9 - int(term[3:])}" if term.startswith("_:") else term

    other = [(relabelled(s), p, relabelled(o)) for s, p, o in graph]
    random.shuffle(other)  # type: ignore[attr-defined]
    named = [set(without_blank_nodes(g, "https://ours.example/node/")) for g in (graph, other)]
    twins = any("-" in term for statement in named[0] for term in statement)
    assert twins or named[0] == named[1]


@given(st.lists(st.tuples(IRIS, PREDICATES, OBJECTS), max_size=10))
def test_turtle_taken_apart_says_what_it_says_as_a_whole(graph: list[Statement]) -> None:
    triples = [quad.triple for quad in quads(graph)]
    prefixes = {"o": OTHER}
    whole = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=prefixes)
    assert whole is not None
    apart = {
        q for part in turtle_parts(whole) for q in parse(part.content, RdfFormat.TRIG, "").quads
    }
    assert apart == set(parse(whole, RdfFormat.TRIG, "").quads)


RECORDS = st.dictionaries(
    st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True),
    st.tuples(TEXTS.filter(str.strip), st.sampled_from(["Dataset", "DataService", "Resource"])),
    min_size=1,
    max_size=6,
)


def written(records: dict[str, tuple[str, str]], form: pyoxigraph.RdfFormat) -> bytes:
    dcat, dct = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
    a = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    statements = []
    for number, (name, (title, kind)) in enumerate(records.items()):
        thing = f"<{OTHER}{name}>"
        statements += [
            (thing, a, f"<{dcat}{kind}>"),
            (thing, f"<{dct}title>", f'"{title}"'),
            (thing, f"<{dcat}contactPoint>", f"_:c{number}"),
            (f"_:c{number}", f"<{dct}title>", f'"{title}"'),
        ]
    content = pyoxigraph.serialize((q.triple for q in quads(statements)), format=form)
    assert content is not None
    return content


def content(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(RECORDS, st.sampled_from(sorted(FORMATS)), st.sampled_from(sorted(FORMATS)))
def test_a_harvest_again_is_the_same_bytes_and_a_form_changes_no_record(
    files: Project, records: dict[str, tuple[str, str]], form: str, other: str
) -> None:
    with TemporaryDirectory() as name, HttpClient() as web:
        folder, path = Path(name) / "harvest", Path(name) / "theirs"

        def take(ending: str, day: str) -> set[str]:
            path.write_bytes(written(records, FORMATS[ending]))
            wish = HarvestRequest(str(path), day, name="x")
            report = harvest(wish, files, folder, web).report
            assert report.changes.unchanged + len(report.changes.new) == len(records)
            return set(report.changes.new)

        assert take(form, "2026-11-01") == {OTHER + record for record in records}
        before = content(folder)
        assert take(form, "2026-12-01") == set()
        assert content(folder) == before
        assert take(other, "2026-12-02") == set()
        same = (folder / "x/records.nq").read_bytes()
        assert same == before["x/records.nq"]
