"""The imitation of a FAIR Data Point serves a client that others wrote for the reference server."""

import subprocess

import pytest
from ckan_server import PYTHON
from fdp_server import PASSWORD, USER, FdpServer
from repository import ROOT

PROGRAM = ROOT / "tests" / "support" / "fairclient_program.py"


@pytest.mark.skipif(
    not PYTHON.exists(), reason="fairclient is not here; bash tests/run installs it"
)
def test_a_client_of_others_makes_publishes_changes_and_deletes(fdp: FdpServer) -> None:
    words = [str(PYTHON), str(PROGRAM), fdp.url, USER, PASSWORD]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert [method for method, _ in fdp.writes()].count("DELETE") == 1
    assert len(fdp.of_kind("catalog")) == 1
    assert fdp.of_kind("dataset") == []
    assert fdp.drafts == set()
