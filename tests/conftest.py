"""What all tests share."""

import signal
from pathlib import Path

import pytest
from once import once
from repository import ROOT

from ccdp_graph.analysis.catalogue import CatalogueIndex, read_facts
from ccdp_graph.pipeline.model import Build, TidyBuild
from ccdp_graph.pipeline.run import build, tidy_workbooks
from ccdp_graph.project.project import Project, open_project
from ccdp_graph.sparql.oxigraph import EmbeddedStore

pytest_plugins = [
    "sharing_out",
    "sparql_servers",
    "site_server",
    "push_fixtures",
    "release_fixtures",
    "browser_fixtures",
    "doc_fixtures",
]

collect_ignore = ["outside_programs"]  # they run in an environment of their own

UNIT = ROOT / "tests" / "unit"


def pytest_configure() -> None:
    """Let processes be interrupted that a test starts, also where this run is in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # which children inherit
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files; read what it changed before committing."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files")
    parser.addoption(
        "--screenshots", type=Path, help="keep what the browser shows in this folder, for a look"
    )


@pytest.fixture(autouse=True)
def _unit_tests_stand_alone(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let a unit test start no process and open no connection."""
    if UNIT not in request.path.parents:
        return

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a unit test starts no process and opens no connection")

    for place in ("subprocess.Popen.__init__", "os.fork", "socket.socket.connect"):
        monkeypatch.setattr(place, refuse)


@pytest.fixture(scope="session")
def files() -> Project:
    return open_project(ROOT)


@pytest.fixture(scope="session")
def made(files: Project) -> Build:
    return build(files.workbooks, files)


@pytest.fixture(scope="session")
def bundled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the bundled workbooks, which no test may change."""

    def make(folder: Path) -> None:
        made: Build = request.getfixturevalue("made")
        made.write(folder)

    return once(tmp_path_factory, "bundled", make)


@pytest.fixture(scope="session")
def tidied(files: Project) -> TidyBuild:
    return tidy_workbooks(files.workbooks, files)


@pytest.fixture(scope="session")
def store(made: Build) -> EmbeddedStore:
    return EmbeddedStore.parse(made.quads())


@pytest.fixture(scope="session")
def facts(store: EmbeddedStore, files: Project) -> CatalogueIndex:
    return read_facts(store, files.record_types())
