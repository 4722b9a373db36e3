"""What the tests of pushing share: small builds, real CKAN sites, and a FAIR Data Point."""

import csv
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from ckan_server import Ckan, ckan, postgres, why_not
from click.testing import CliRunner, Result
from push_rows import HEADERS, Builder, Push
from repository import ROOT

from ccdp_graph.cli.main import main
from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import open_project

if TYPE_CHECKING:
    from fdp_server import FdpServer

FILES = open_project(ROOT)
STANDARDS = Path(os.environ.get("CCDP_SHARED", ROOT.parent / "shared")) / "standards"
SHAPES = tuple(sorted((STANDARDS / "fdp" / "shapes").glob("*.ttl")))


@pytest.fixture
def push(monkeypatch: pytest.MonkeyPatch) -> Push:
    """Run the command as a person does, with a token in the environment."""

    def run(
        target: str, url: str, *words: str | Path, token: str = "", netrc: bool = False
    ) -> Result:
        for name in ("CCDP_ENDPOINT_USER", "CCDP_ENDPOINT_PASSWORD"):
            monkeypatch.delenv(name, raising=False)
        if not netrc:
            monkeypatch.setenv("NETRC", os.devnull)
        monkeypatch.setenv("CCDP_TARGET_TOKEN", token)
        return CliRunner().invoke(main, ["push", "--target", target, url, *map(str, words)])

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """Build a sheet of some rows, and return the build's folder; once for the same rows."""

    @cache
    def make(rows: tuple[tuple[tuple[str, str], ...], ...]) -> Path:
        folder = tmp_path_factory.mktemp("rows")
        sheet = folder / "survey.csv"
        with sheet.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HEADERS, restval="")
            writer.writeheader()
            writer.writerows(map(dict, rows))
        build([sheet], FILES).write(folder / "build")
        return folder / "build"

    return lambda rows: make(tuple(tuple(row.items()) for row in rows))


@pytest.fixture(scope="session")
def postgres_port() -> Iterator[int]:
    if why_not():
        pytest.skip(why_not())
    with postgres() as port:
        yield port


@pytest.fixture(scope="session")
def plain_ckan(postgres_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ckan]:
    """A CKAN without a schema of its own: what it has no field for are extras."""
    with ckan(tmp_path_factory.mktemp("ckan"), postgres_port) as site:
        yield site


@pytest.fixture(scope="session")
def health_ckan(postgres_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ckan]:
    """A CKAN with the HealthDCAT-AP schema of ckanext-dcat."""
    with ckan(tmp_path_factory.mktemp("ckan"), postgres_port, with_schema=True) as site:
        yield site


@pytest.fixture
def fdp() -> "Iterator[FdpServer]":
    """An imitation of a FAIR Data Point, strict with its official shapes where they are here."""
    from fdp_server import fair_data_point  # pySHACL takes a second to import

    with fair_data_point(SHAPES) as server:
        yield server
