"""Each folder of `harvests/` is a source; its name says what its golden files show."""

import shutil
from pathlib import Path

import pytest
from repository import GOLDEN

from ccdp_graph.harvests.run import HarvestRequest, harvest
from ccdp_graph.http.client import HttpClient
from ccdp_graph.project.project import Project

CASES = sorted(path for path in (GOLDEN / "harvests").iterdir() if path.is_dir())
MADE = ("records.nq", "report.txt")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_source_gives_its_golden_records_and_report(
    case: Path,
    files: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    (source,) = case.glob("theirs.*")
    shutil.copy(source, tmp_path)
    monkeypatch.chdir(tmp_path)
    with HttpClient() as web:
        done = harvest(HarvestRequest(source.name, "2026-11-01"), files, tmp_path / "harvest", web)
    for name in MADE:
        made = (done.folder / name).read_bytes()
        if request.config.getoption("--update-golden"):
            (case / f"expected.{name}").write_bytes(made)
        assert made == (case / f"expected.{name}").read_bytes(), "see pytest --update-golden"
