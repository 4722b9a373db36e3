"""Eight threads that share a project and a store get what one thread gets."""

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from repository import ROOT

from ccdp_graph import Project, Store, open_project, open_store, validate
from ccdp_graph.analysis.catalogue import read_facts
from ccdp_graph.analysis.dimensions import read_dimensions
from ccdp_graph.analysis.explain import read_mapping_lines, why
from ccdp_graph.analysis.gaps import find_gaps
from ccdp_graph.analysis.labels import read_property_words
from ccdp_graph.analysis.match_model import read_weights
from ccdp_graph.analysis.match_request import find_matches
from ccdp_graph.files.atomic import SUMS
from ccdp_graph.linking.match_table import build_name_index
from ccdp_graph.queries.answers import formats_of
from ccdp_graph.queries.render import render_answer
from ccdp_graph.queries.run import ask
from ccdp_graph.site.run import publish
from ccdp_graph.sparql.binding import asks_elsewhere

GRAPH = ROOT / "tests" / "golden" / "shapes" / "good.ttl"
THREADS = 8
Job = Callable[[], object]


def jobs(project: Project, store: Store) -> Iterator[Job]:
    """All kinds of reading; each gives a value that can be compared."""

    def asked(name: str, language: str) -> Job:
        def job() -> object:
            query = project.query(name)
            given = {p.name: p.example for p in query.parameters if p.required}
            answer = ask(store, query, given, project.concepts, language=language)
            return [
                render_answer(answer, query, form.name, language=language, arguments=given)
                for form in formats_of(query)
                if form.name != "xlsx"  # it holds the time at which it was made
            ]

        return job

    types = project.record_types()
    for number, query in enumerate(project.queries()):
        if query.parameters and not asks_elsewhere(query.text):
            yield asked(query.name, ("en", "fr")[number % 2])
    yield lambda: validate(GRAPH, project=project, language="fr").json_text()
    yield lambda: find_gaps(read_facts(store, types, "fr"), read_dimensions(project), language="fr")
    yield lambda: find_matches(
        store,
        types,
        read_dimensions(project),
        read_weights(project),
        concepts=project.concepts,
        have="FHIR, Peru, genomc",
    ).json_text()
    yield lambda: why(
        store,
        types,
        "network/pcdc",
        lines=read_mapping_lines(project),
        names=read_property_words(project),
    )
    yield lambda: build_name_index(store, types, project.concepts())
    yield lambda: [project.concepts().near("frnace", ("country", "region"), number=5)]


@pytest.fixture
def often_switching() -> Iterator[None]:
    """Let threads take turns ten times as often as usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 10)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("often_switching")
def test_eight_threads_ask_render_and_check_as_one_does(bundled: Path) -> None:
    expected = [job() for job in jobs(open_project(ROOT), open_store(bundled))]
    project, store = open_project(ROOT), open_store(bundled)
    shared, together = list(jobs(project, store)), threading.Barrier(THREADS)

    def work(number: int) -> list[object]:
        start = number * len(shared) // THREADS  # each begins with another job
        together.wait()
        done = [job() for job in shared[start:] + shared[:start]]
        return done[len(shared) - start :] + done[: len(shared) - start]

    with ThreadPoolExecutor(THREADS) as threads:
        for found in threads.map(work, range(THREADS)):
            assert found == expected


def test_two_threads_publish_as_one_does(bundled: Path, tmp_path: Path) -> None:
    def published(name: str, project: Project) -> str:
        publish(bundled, tmp_path / name, project, base="https://example.org/", jobs=1)
        return (tmp_path / name / SUMS).read_text("utf-8")

    expected = published("alone", open_project(ROOT))
    project = open_project(ROOT)
    with ThreadPoolExecutor(2) as threads:
        found = threads.map(lambda name: published(name, project), ("one", "two"))
        assert list(found) == [expected] * 2


def test_what_is_asked_again_opens_no_file(bundled: Path) -> None:
    project, store = open_project(ROOT), open_store(bundled)
    opened: list[object] = []
    counting = [False]  # a hook stays as long as the process
    sys.addaudithook(
        lambda event, given: opened.append(given) if counting[0] and event == "open" else None
    )

    def asked(country: str) -> object:
        query = project.query("data-models-in-country")
        return ask(store, query, {"country": country}, project.concepts, language="fr")

    first = asked("Fiji"), asked("Pérou")  # the graph has no Fiji, the vocabularies do
    counting[0] = True
    again = asked("Fiji"), asked("Pérou")
    counting[0] = False
    assert again == first
    assert opened == []
