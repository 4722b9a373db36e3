"""The address that all things begin with may end in `/` or `#`: nothing else changes for it."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from ccdp_graph.model.report import Finding
from ccdp_graph.pipeline.model import Build
from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import Project, open_project


def told(findings: Iterable[Finding]) -> list[tuple[str, str, str]]:
    return sorted((str(each.cells), each.severity.label, each.message) for each in findings)


@pytest.mark.parametrize("base", ["https://example.org/ccdp#", "https://example.org/ccdp/"])
def test_a_build_at_another_address_has_the_same_findings(
    made: Build, files: Project, tmp_path: Path, base: str
) -> None:
    (tmp_path / "ccdp.toml").write_text(f'base = "{base}"\n', encoding="utf-8")
    other = build(files.workbooks, open_project(tmp_path))
    assert told(other.report.findings) == told(made.report.findings)
    starts = {s.removeprefix("<").removesuffix(">")[: len(base)] for s, _, _ in other.public}
    assert base in starts
