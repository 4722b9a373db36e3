"""What all tests share."""

from pathlib import Path

import pytest

from ccdp_graph.analysis.catalogue import CatalogueIndex, read_facts
from ccdp_graph.pipeline.run import Build, TidyBuild, build, tidy_workbooks
from ccdp_graph.project.project import Project, open_project
from ccdp_graph.sparql.oxigraph import EmbeddedStore

pytest_plugins = ["servers", "serving", "push_fixtures", "release_fixtures", "browser_fixtures"]

collect_ignore = ["outside_programs"]  # they run in an environment of their own

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files; read what it changed before committing."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files")
    parser.addoption(
        "--screenshots", type=Path, help="keep what the browser shows in this folder, for a look"
    )


@pytest.fixture(scope="session")
def files() -> Project:
    return open_project(ROOT)


@pytest.fixture(scope="session")
def made(files: Project) -> Build:
    return build(files.workbooks, files)


@pytest.fixture(scope="session")
def tidied(files: Project) -> TidyBuild:
    return tidy_workbooks(files.workbooks, files)


@pytest.fixture(scope="session")
def store(made: Build) -> EmbeddedStore:
    return EmbeddedStore.parse(made.quads())


@pytest.fixture(scope="session")
def facts(store: EmbeddedStore) -> CatalogueIndex:
    return read_facts(store)
