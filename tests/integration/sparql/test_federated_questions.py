"""Questions that join our graph with another endpoint, between two local servers."""

import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from repository import ROOT
from sparql_servers import Server, free_port, oxigraph

from ccdp_graph.cli.main import main
from ccdp_graph.model.solutions import Solutions
from ccdp_graph.project.project import open_project
from ccdp_graph.push.graph_store import plan_push, push_graphs
from ccdp_graph.queries.run import ask, open_store
from ccdp_graph.sparql.store import Limits, Store
from ccdp_graph.sparql.update import loader

FILES = open_project(ROOT)
# Both sides hold the same build, so each question has one about our own graph to agree with.
SAME = {
    "networks-elsewhere-by-data-model": ("networks-by-data-model", {"data_model": "OMOP"}),
    "resources-elsewhere-by-country": (
        "resources-by-country-and-data-type",
        {"country": "France"},
    ),
}


@pytest.fixture(scope="module")
def other(oxigraph_server: Server, bundled: Path) -> Server:
    """The server that the questions are asked of by way of another store."""
    store = oxigraph_server.store()
    writer = loader(oxigraph_server.graph_store, None, None, seconds=60)
    assert writer is not None
    push_graphs(plan_push(bundled, store), writer, store, lambda _: None)
    return oxigraph_server


def answered(store: Store, name: str, given: dict[str, str]) -> Solutions:
    answers = ask(store, FILES.query(name), given, FILES.concepts)
    assert isinstance(answers, Solutions)
    return answers


def titles(answers: Solutions) -> set[str]:
    place = answers.variables.index("title")
    return {term.value for row in answers.rows if (term := row[place])}


def test_every_federated_question_is_tested() -> None:
    assert {query.name for query in FILES.queries() if "federated" in query.tags} == set(SAME)


@pytest.mark.parametrize("name", SAME)
def test_federated_question_joins_two_stores(
    name: str, other: Server, bundled: Path, tmp_path: Path
) -> None:
    ours = open_store(bundled, Limits(30), federated=True)
    own, given = SAME[name]
    expected = titles(answered(ours, own, given))
    assert len(expected) > 3
    given = {**given, "other": other.query}
    assert titles(answered(ours, name, given)) >= expected
    with oxigraph(tmp_path) as server:  # now a server asks the other
        store = server.store(Limits(30))
        writer = loader(server.graph_store, None, None, seconds=60)
        assert writer is not None
        push_graphs(plan_push(bundled, store), writer, store, lambda _: None)
        there = answered(store, name, given)
        assert sorted(map(str, there.rows)) == sorted(map(str, answered(ours, name, given).rows))


def test_other_side_that_is_down_is_said_in_time(bundled: Path) -> None:
    down = f"http://127.0.0.1:{free_port()}/query"
    words = ["query", "-g", str(bundled), "networks-elsewhere-by-data-model", "--other", down]
    began = time.monotonic()
    done = CliRunner().invoke(main, [*words, "--federated", "--time-limit", "20"])
    assert done.exit_code == 2
    assert "does not answer" in done.output
    assert time.monotonic() - began < 20
