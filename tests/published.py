"""The site of the bundled workbooks, published once a run for all tests that look at it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ccdp_graph.cli.main import main
from ccdp_graph.pipeline import Build, write
from ccdp_graph.project_files import ProjectFiles

BASE = "https://example.org/ccdp/"


@pytest.fixture(scope="session")
def built(made: Build, files: ProjectFiles, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the bundled workbooks."""
    folder = tmp_path_factory.mktemp("published") / "build"
    write(made, folder, files)
    return folder


@pytest.fixture(scope="session")
def site(built: Path) -> Path:
    """The folder of the site, published as a person does it."""
    folder = built.parent / "site"
    words = ["publish", "-g", str(built), "--site", str(folder), "--base", BASE]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    number = len([p for p in folder.rglob("*") if p.is_file()]) - 2
    assert f"files\t{number}\n" in done.output
    assert f"address\t{BASE}\n" in done.output
    return folder
