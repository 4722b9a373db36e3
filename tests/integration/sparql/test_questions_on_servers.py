"""Every stored question gives the same answer on the embedded store and on real servers."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph, Literal
from rdflib.term import Node
from repository import ROOT
from sparql_servers import Server, oxigraph

from ccdp_graph.errors import AssetError, StoreError
from ccdp_graph.model.solutions import Solutions, Term
from ccdp_graph.project.project import open_project
from ccdp_graph.push.graph_store import MARKS, Step, plan_push, push_graphs
from ccdp_graph.queries.parameters import bind
from ccdp_graph.queries.run import open_store
from ccdp_graph.rdf.namespaces import XSD
from ccdp_graph.sparql.endpoint import RemoteStore
from ccdp_graph.sparql.oxigraph import EmbeddedStore
from ccdp_graph.sparql.store import Limits
from ccdp_graph.sparql.stored_query import StoredQuery, parse_query
from ccdp_graph.sparql.update import loader

FILES = open_project(ROOT)
ABROAD = {"federated", "harvested"}  # what these ask is not in the bundled graph
QUERIES = tuple(query for query in FILES.queries() if not ABROAD & set(query.tags))
_WHOLE = ("nonNegativeInteger", "positiveInteger", "int", "long", "gYear")

CANNOT: dict[tuple[str, str], str] = {}
"""By server and question, what a server cannot do, and why."""


@pytest.fixture(scope="session")
def embedded(bundled: Path) -> EmbeddedStore:
    return open_store(bundled)


@pytest.fixture(scope="session")
def full_oxigraph(oxigraph_server: Server, bundled: Path) -> Server:
    return filled(oxigraph_server, bundled)


@pytest.fixture(scope="session")
def full_virtuoso(virtuoso_server: Server, bundled: Path) -> Server:
    return filled(virtuoso_server, bundled)


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Server:
    found = request.getfixturevalue(f"full_{request.param}")
    assert isinstance(found, Server)
    return found


def filled(server: Server, folder: Path) -> Server:
    load(server, folder)
    return server


def load(server: Server, path: Path, *, by_update: bool = False) -> tuple[Step, ...]:
    store = server.store()
    address = None if by_update else server.graph_store
    writer = loader(address, server.update, server.login, seconds=60)
    assert writer is not None
    steps = plan_push(path, store, server.default_graph)
    push_graphs(steps, writer, store, lambda _: None)
    return steps


def comparable(answers: Solutions) -> list[list[tuple[str, ...]]]:
    """Return rows without what servers may choose: their order, and how a type is written."""
    return sorted([_comparable(term) for term in row] for row in answers.rows)


def _comparable(term: Term | None) -> tuple[str, ...]:
    if term is None:
        return ()
    value, datatype = term.value, term.datatype.removeprefix(XSD)
    if datatype == "boolean":
        value, datatype = {"true": "1", "false": "0"}.get(value, value), "integer"
    elif datatype in _WHOLE:
        datatype = "integer"
    return (term.type, value, term.language.lower(), datatype)


@cache
def examples(embedded: EmbeddedStore, name: str) -> dict[str, Term]:
    """Return the terms of a question's examples: looking them up takes longer than to ask."""
    query = FILES.query(name)
    return bind(embedded, query, {p.name: p.example for p in query.parameters}, FILES.concepts)


def triples(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the triples of a graph, of which none has a blank node."""
    return sorted(
        (str(subject), str(predicate), _comparable(_term(thing)))
        for subject, predicate, thing in Graph().parse(data=text, format="nt")
    )


def _term(node: Node) -> Term:
    if isinstance(node, Literal):
        return Term("literal", str(node), node.language or "", node.datatype or "")
    return Term("uri", str(node))


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_question_gives_the_same_answer_on_a_server(
    query: StoredQuery, embedded: EmbeddedStore, server: Server
) -> None:
    reason = CANNOT.get((server.name, query.name))
    needed = {p.name for p in query.parameters if not p.optional}
    for terms in (examples(embedded, query.name), {}):
        if not terms.keys() >= needed:
            continue
        if query.form == "SELECT":
            here = embedded.select(query, terms, "en")
            there = server.store().select(query, terms, "en")
            assert there.variables == here.variables
            assert len(here.rows) > 0
            same = comparable(there) == comparable(here)
        elif query.form == "ASK":
            same = server.store().ask(query, terms) == embedded.ask(query, terms)
        else:
            graphs = [store.construct(query, terms) for store in (embedded, server.store())]
            same = triples(graphs[1]) == triples(graphs[0]) != []
        assert same == (reason is None), reason


SMALL = "".join(
    f'<http://e/{n}> <http://e/p> "{n} \\\\u0022 {{}} é" <http://e/g> .\n' for n in range(2500)
)


def count(store: RemoteStore, graph: str) -> int:
    ((number,),) = store.rows(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    assert number is not None
    return int(number.value)


@pytest.mark.parametrize("by_update", [False, True], ids=["graph store", "updates"])
def test_push_loads_and_replaces_a_graph_and_leaves_others_alone(
    server: Server, tmp_path: Path, *, by_update: bool
) -> None:
    graph = f"http://e/{by_update}"
    path = tmp_path / "graph.nq"
    path.write_text(SMALL.replace("<http://e/g>", f"<{graph}>"), encoding="utf-8")
    assert [step.action for step in load(server, path, by_update=by_update)] == ["load"]
    assert [step.action for step in load(server, path, by_update=by_update)] == ["unchanged"]
    store = server.store()
    ((text,),) = store.rows(f"SELECT ?o {{ GRAPH <{graph}> {{ <http://e/7> ?p ?o }} }}")
    assert text is not None
    assert text.value == "7 \\u0022 {} é"
    path.write_text(f'<http://e/1> <http://e/p> "new" <{graph}> .\n', encoding="utf-8")
    (step,) = load(server, path, by_update=by_update)
    assert (step.action, step.remote, step.local) == ("replace", 2500, 1)
    assert count(store, graph) == 1
    provenance = "https://w3id.org/ccdp/id/graph/provenance"
    assert count(store, provenance) > 60_000


def test_push_that_was_killed_goes_on_where_it_stopped(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text(SMALL.replace("http://e/g", "http://e/killed"), encoding="utf-8")
    store = server.store()
    writer = loader(None, server.update, server.login, seconds=60)
    assert writer is not None

    def stop(said: str) -> None:
        if "2000 of" in said:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push_graphs(plan_push(path, store), writer, store, stop)
    assert count(store, "http://e/killed") == 2000
    told: list[str] = []
    (step,) = plan_push(path, store)
    assert step.action == ("continue after 1000" if step.loaded == 1000 else "continue after 2000")
    push_graphs((step,), writer, store, told.append)
    assert told[-1] == "http://e/killed: 2500 of 2500"
    assert len(told) == (2500 - step.loaded + 999) // 1000
    assert plan_push(path, store)[0].done


def test_push_counts_what_then_is_there(full_oxigraph: Server, tmp_path: Path) -> None:
    store = full_oxigraph.store()
    writer = loader(full_oxigraph.graph_store, None, None, seconds=60)
    assert writer is not None
    steps = (Step("http://e/short", ("<http://e/a> <http://e/a> <http://e/a> .\n",) * 2, 0, "", 0),)
    with pytest.raises(StoreError, match="holds 1 statements there, not 2; push again"):
        push_graphs(steps, writer, store, lambda _: None)
    path = tmp_path / "blank.nt"
    path.write_text("_:a <http://e/a> <http://e/a> .\n", encoding="utf-8")
    with pytest.raises(AssetError, match="has blank nodes"):
        plan_push(path, store)


def ccdp(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "ccdp_graph", *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "NETRC": os.devnull, **environment},
    )


def test_commands_push_and_query_speak_to_a_server(server: Server, bundled: Path) -> None:
    login = {"CCDP_ENDPOINT_USER": "dba", "CCDP_ENDPOINT_PASSWORD": "dba"}
    words = ["push", str(bundled), "--endpoint", server.query]
    if server.default_graph:
        words += ["--default-graph", server.default_graph]
    for more in ([], ["--graph-store", server.graph_store, "--apply"]):
        done = ccdp(*words, *more, **login)
        assert done.returncode == 0, done.stderr
        assert done.stdout.count("unchanged") == 2
    done = ccdp(*words, "--apply")
    assert done.returncode == 2
    assert "--apply needs an address to write to" in done.stderr
    query = ["query", "organisation-involvement", "--organisation", "DKFZ", "--format", "csv"]
    here = ccdp(*query, "--graph", str(bundled))
    there = ccdp(*query, "--endpoint", server.query)
    assert here.stdout.count("\n") > 4
    assert (there.returncode, sorted(there.stdout.splitlines())) == (
        0,
        sorted(here.stdout.splitlines()),
    )
    done = ccdp(*query, "--endpoint", server.query, "--row-limit", "2")
    assert done.returncode == 2
    assert "gives more than 2 rows" in done.stderr


def test_marks_of_a_push_stand_in_their_own_graph(full_oxigraph: Server) -> None:
    assert count(full_oxigraph.store(), MARKS) >= 2


def test_server_that_is_killed_half_way_is_named(bundled: Path, tmp_path: Path) -> None:
    with oxigraph(tmp_path) as server:
        load(server, bundled)
        found = server.store(Limits(20, 0)).stream(MANY, {})
        assert next(found.rows)
        server.kill()
        with pytest.raises(StoreError, match=r"connection broke|cannot be read"):
            list(found.rows)
        with pytest.raises(StoreError, match="is the server running"):
            server.store().rows("SELECT ?a {}")


def test_answer_that_virtuoso_cuts_off_is_no_answer(full_virtuoso: Server) -> None:
    store = full_virtuoso.store(Limits(60, 0))
    with pytest.raises(StoreError, match="no more than 10000 rows and cut the answer off"):
        list(store.stream(MANY, {}).rows)


MANY = parse_query("#+ summary: All?\n\nSELECT ?a ?b ?c { ?a ?b ?x . ?c ?d ?y }", Path("many.rq"))
