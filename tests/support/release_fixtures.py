"""Builds of a small survey, two releases of them, and the judgement of the official shapes."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rdflib import Graph
from standards import STANDARDS, required

from ccdp_graph.model.identifiers import Identifiers
from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import Project
from ccdp_graph.releases.create import release
from ccdp_graph.validation.shape_files import read_shape_files

HEADINGS = ("Resource name", "Country", "Notes", "Cases", "Resource type", "Organisation")
SAME = ("childhood cancer registry", "Institute <i>A</i>")
OLD = (
    ("Alpha registry", "France", "old", 100, *SAME),
    ('Beta <b>bank</b> | "x"', "Peru", "n", 5, *SAME),
    ("Gamma", "Chile", "g", 7, *SAME),
)
NEW = (
    ("Alpha registry", "France", "new; <script>alert(1)</script>", 120, *SAME),
    ("Gamma", "Chile", "g", 7, *SAME),
    ("Delta", "Kenya", "d", 1, *SAME),
)
Builds = tuple[Path, Path, Path]


def built(
    folder: Path,
    rows: tuple[tuple[object, ...], ...],
    day: str,
    files: Project,
    known: Identifiers | None = None,
) -> Identifiers:
    """Build a survey of some rows, and return the ids given so far."""
    folder.mkdir()
    book = folder / "survey.csv"
    with book.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    made = build([book], files, modified=date.fromisoformat(day), known=known)
    assert made.report.conforms
    made.write(folder)
    return made.identifiers


@pytest.fixture(scope="session")
def builds(files: Project, tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """Return the folders of an older build, a newer one, and one that is newer still."""
    folder = tmp_path_factory.mktemp("builds")
    known = built(folder / "old", OLD, "2026-01-31", files)
    known = built(folder / "new", NEW, "2026-03-01", files, known)
    built(folder / "newest", NEW[:2], "2026-04-01", files, known)
    return folder / "old", folder / "new", folder / "newest"


@pytest.fixture(scope="session")
def released(builds: Builds, files: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of two releases, which no test may change."""
    folder = tmp_path_factory.mktemp("released") / "releases"
    release(builds[0], folder, files, "1.0.0")
    release(builds[1], folder, files, "1.1.0")
    return folder


@pytest.fixture(scope="session")
def violations(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Graph], list[str]]:
    """Return what tells what the official shapes of DCAT-AP find wrong with things of ours.

    They are mended in one place: they want the IRI of an algorithm to begin with https, but name
    its class with http, as SPDX names both.
    """
    if not STANDARDS.is_dir():
        pytest.skip("the official shapes are not here")
    official = STANDARDS / "dcat-ap-3.0.1"
    text = (official / "mdr-vocabularies.shape.ttl").read_text(encoding="utf-8")
    assert text.count('"^https://spdx.org/') == 1
    mended = tmp_path_factory.mktemp("shapes") / "mdr-vocabularies.shape.ttl"
    mended.write_text(text.replace('"^https://spdx.org/', '"^http://spdx.org/'), encoding="utf-8")
    shapes = read_shape_files([official / "shapes.ttl", official / "range.ttl", mended])

    def found(graph: Graph) -> list[str]:
        return [
            f"{finding.focus_node} {finding.result_path}: {finding.message}"
            for finding in required(graph, shapes)
        ]

    return found
