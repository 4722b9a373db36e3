"""A project reads each of its files once, whoever asks, and never changes afterwards."""

import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.graph import ModificationException
from repository import ROOT

from ccdp_graph.analysis.countries import read_world
from ccdp_graph.analysis.dimensions import read_dimensions
from ccdp_graph.analysis.match_model import read_weights
from ccdp_graph.errors import CcdpError, QueryError
from ccdp_graph.harvests.media_types import pinned_contexts
from ccdp_graph.model.identifiers import Identifiers
from ccdp_graph.profiles.targets import project_targets, target_shapes
from ccdp_graph.project.project import REGISTER, Project, open_project
from ccdp_graph.validation.project_shapes import project_checks, project_shapes
from ccdp_graph.web.terminology import read_terminology

ASSETS = tuple(
    f"{ROOT / name}/" for name in ("analysis", "mapping", "ontology", "queries", "shapes")
)
READERS: tuple[Callable[[Project], object], ...] = (
    Project.column_files,
    Project.mappings,
    Project.mapping_texts,
    Project.concepts,
    Project.vocabularies,
    Project.ontology,
    Project.shapes,
    Project.background,
    Project.described_terms,
    Project.decisions,
    Project.links,
    Project.queries,
    read_dimensions,
    read_weights,
    read_world,
    read_terminology,
    pinned_contexts,
    project_checks,
    project_shapes,
    lambda project: [target_shapes(target, project) for target in project_targets(project)],
)

opened: Counter[str] = Counter()
hooked: list[bool] = []


@pytest.fixture
def opens() -> Counter[str]:
    """Count by path how often a file is opened, whoever does it."""
    if not hooked:
        hooked.append(True)  # a hook stays as long as the process
        sys.addaudithook(
            lambda event, given: (
                opened.update([str(given[0])]) if event == "open" and given else None
            )
        )
    opened.clear()
    return opened


def test_each_file_is_opened_once_whichever_threads_ask(opens: Counter[str]) -> None:
    project = open_project(ROOT)
    with ThreadPoolExecutor(8) as threads:
        for answers in (
            list(threads.map(lambda read: read(project), READERS * 2)) for _ in range(2)
        ):
            half = len(READERS)
            for first, second in zip(answers[:half], answers[half:], strict=True):
                assert first is second or first == second
    of_project = {path: number for path, number in opens.items() if path.startswith(ASSETS)}
    assert len(of_project) > 100
    assert {path: number for path, number in of_project.items() if number > 1} == {}


def test_a_question_opens_its_own_file_alone(opens: Counter[str]) -> None:
    project = open_project(ROOT)
    assert project.query("country-profile").name == "country-profile"
    with pytest.raises(QueryError, match="no question 'country-profil'; did you mean 'country-p"):
        project.query("country-profil")
    asked = [path for path in opens if path.startswith(ASSETS)]
    assert asked == [str(ROOT / "queries" / "country-profile.rq")]


def test_a_question_of_the_project_folder_wins_and_a_wrong_one_beside_it_does_not_matter(
    tmp_path: Path,
) -> None:
    (tmp_path / "ccdp.toml").touch()
    queries = tmp_path / "queries"
    queries.mkdir()
    (queries / "capacity-needs.rq").write_text("#+ summary: Ours?\n\nASK {}\n", "utf-8")
    (queries / "wrong.rq").write_text("no header\n", "utf-8")
    project = open_project(tmp_path)
    assert project.query("capacity-needs").form == "ASK"
    with pytest.raises(QueryError, match=r"wrong\.rq"):
        project.queries()


def test_a_graph_that_is_handed_out_refuses_to_be_changed(files: Project) -> None:
    statement = (URIRef("http://x/a"), RDF.type, URIRef("http://x/b"))
    changes: tuple[Callable[[Graph], object], ...] = (
        lambda graph: graph.add(statement),
        lambda graph: graph.remove((None, None, None)),
        lambda graph: graph.addN([(*statement, graph)]),
        lambda graph: graph.bind("x", "http://x/"),
        lambda graph: graph.parse(data="<http://x/a> a <http://x/b> .", format="turtle"),
        lambda graph: graph.__iadd__([statement]),
    )
    for graph in (files.vocabularies(), files.ontology(), files.shapes(), files.background()):
        before = len(graph)
        for change in changes:
            with pytest.raises(ModificationException):
                change(graph)
        assert len(graph) == before > 0


def test_what_is_done_to_a_file_shows_when_the_project_is_reread(tmp_path: Path) -> None:
    (tmp_path / "ccdp.toml").touch()
    project = open_project(tmp_path)
    assert "ours" not in project.query_names()
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "ours.rq").write_text("#+ summary: Ours?\n\nASK {}\n", "utf-8")
    assert "ours" not in project.query_names()
    assert "ours" in project.reread().query_names()


def test_ids_that_a_build_gave_are_seen_by_the_next_build(tmp_path: Path) -> None:
    (tmp_path / "ccdp.toml").touch()
    project = open_project(tmp_path)
    bundled = project.identifiers().entries
    (tmp_path / "mapping").mkdir()
    entry = bundled[0]._replace(id="another", name="Another name")
    (tmp_path / "mapping" / REGISTER).write_text(Identifiers((entry,)).text(), "utf-8")
    assert project.identifiers().entries == (*bundled, entry)


def test_a_file_that_is_wrong_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "ccdp.toml").touch()
    (tmp_path / "analysis").mkdir()
    path = tmp_path / "analysis" / "dimensions.yml"
    path.write_text("dimensions: no list\n", "utf-8")
    project = open_project(tmp_path)
    for _ in range(2):
        with pytest.raises(CcdpError, match="must be a list"):
            read_dimensions(project)
