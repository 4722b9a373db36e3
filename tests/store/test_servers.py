"""Every stored question gives the same answer on the embedded store and on real servers."""

from pathlib import Path

import pytest
from rdflib import Graph, Literal
from rdflib.term import Node
from servers import Server

from ccdp_graph.asking import ask, open_store
from ccdp_graph.model.answers import Answers, Term
from ccdp_graph.model.stored_query import StoredQuery
from ccdp_graph.project_files import open_project
from ccdp_graph.pushing import Step, plan, push
from ccdp_graph.rdf.namespaces import XSD
from ccdp_graph.store.embedded import EmbeddedStore
from ccdp_graph.store.loading import loader

pytestmark = pytest.mark.xdist_group("servers")

ROOT = Path(__file__).resolve().parents[2]
FILES = open_project(ROOT)
QUERIES = tuple(query for query in FILES.queries() if "federated" not in query.tags)
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
    steps = plan(path, store, server.default_graph)
    push(steps, writer, store, lambda _: None)
    return steps


def comparable(answers: Answers) -> list[list[tuple[str, ...]]]:
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


def triples(turtle: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the triples of a graph, of which none has a blank node."""
    return sorted(
        (str(subject), str(predicate), _comparable(_term(thing)))
        for subject, predicate, thing in Graph().parse(data=turtle, format="turtle")
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
    for given in ({p.name: p.example for p in query.parameters}, {}):
        if not given.keys() >= {p.name for p in query.parameters if not p.optional}:
            continue
        here = ask(embedded, query, given, FILES)
        there = ask(server.store(), query, given, FILES)
        if isinstance(here, Answers):
            assert isinstance(there, Answers)
            assert there.variables == here.variables
            same = comparable(there) == comparable(here)
            assert len(here.rows) > 0
        else:
            assert isinstance(there, str)
            same = triples(there) == triples(here)
        assert same == (reason is None), reason
