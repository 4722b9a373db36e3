"""What all tests share."""

from pathlib import Path

import pytest

from ccdp_graph.asking import open_store
from ccdp_graph.pipeline import build
from ccdp_graph.project_files import ProjectFiles, open_project
from ccdp_graph.store.embedded import EmbeddedStore

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files; read what it changed before committing."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files")


@pytest.fixture(scope="session")
def files() -> ProjectFiles:
    """Return the bundled project."""
    return open_project(ROOT)


@pytest.fixture(scope="session")
def store(files: ProjectFiles, tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """Return the graph of the bundled workbooks, built once."""
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    path.write_text(build(files.workbooks, files).quads(), encoding="utf-8")
    return open_store(path)
