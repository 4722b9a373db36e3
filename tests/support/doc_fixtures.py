"""What the tests of the documentation share: a folder to try its commands in."""

import shutil
from pathlib import Path

import pytest
from doc_pages import Shell
from repository import ROOT


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the bundled workbooks and a build of them, for each page to have a copy."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "examples", folder / "examples")
    printed, status = Shell(folder).run("ccdp build")
    assert status == 0, printed
    return folder


@pytest.fixture
def shell(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    folder = shutil.copytree(prepared, tmp_path / "reader")
    monkeypatch.setenv("COLUMNS", "88")  # what a page has room for
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))
    return Shell(folder)
