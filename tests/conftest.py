"""What all tests share."""

from pathlib import Path

import pytest
from repository import ROOT

from ccdp_graph.analysis.facts import Facts, read_facts
from ccdp_graph.pipeline import Build, TidyBuild, build, tidy_workbooks
from ccdp_graph.project_files import ProjectFiles, open_project
from ccdp_graph.store.embedded import EmbeddedStore

pytest_plugins = [
    "sparql_servers",
    "site_server",
    "push_fixtures",
    "release_fixtures",
    "browser_fixtures",
]

collect_ignore = ["outside_programs"]  # they run in an environment of their own


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files; read what it changed before committing."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files")
    parser.addoption(
        "--screenshots", type=Path, help="keep what the browser shows in this folder, for a look"
    )


@pytest.fixture(scope="session")
def files() -> ProjectFiles:
    return open_project(ROOT)


@pytest.fixture(scope="session")
def made(files: ProjectFiles) -> Build:
    return build(files.workbooks, files)


@pytest.fixture(scope="session")
def tidied(files: ProjectFiles) -> TidyBuild:
    return tidy_workbooks(files.workbooks, files)


@pytest.fixture(scope="session")
def store(made: Build) -> EmbeddedStore:
    return EmbeddedStore.parse(made.quads())


@pytest.fixture(scope="session")
def facts(store: EmbeddedStore) -> Facts:
    return read_facts(store)
