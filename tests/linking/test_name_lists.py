"""The pinned lists of the world's names: where they come from, and that they can be made again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from ccdp_graph.cli.main import main
from ccdp_graph.linking.name_list import read_name_list
from ccdp_graph.project_files import open_project

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("CCDP_SHARED", ROOT.parent / "shared"))
LISTS = sorted((ROOT / "ontology" / "external").glob("*.names.tsv*"))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_a_list_says_where_it_comes_from_and_under_which_licence(path: Path) -> None:
    names = read_name_list(path)
    assert names.title
    assert "https://github.com/" in names.source
    assert names.licence.startswith("https://creativecommons.org/")
    assert len({thing.iri for thing in names.things}) == len(names.things) > 0


def test_the_kinds_that_lists_link_are_kinds_of_ours() -> None:
    files = open_project(ROOT)
    schemes = {concept.scheme for concept in files.concept_index(files.vocabularies()).concepts}
    for path in LISTS:
        assert set(read_name_list(path).links) <= schemes | {"organisation"}


def test_info_tells_the_age_of_the_lists() -> None:
    told = CliRunner().invoke(main, ["info"]).output
    for path in LISTS:
        names = read_name_list(path)
        assert f"{path.name} ({names.title})\tas of {names.modified}\n" in told


@pytest.mark.skipif(
    not (SHARED / "standards").is_dir(),
    reason="the standards' files are not beside the checkout; set CCDP_SHARED",
)
def test_lists_are_what_their_sources_give(tmp_path: Path) -> None:
    script = ROOT / "ontology" / "external" / "refresh_names.py"
    command = [sys.executable, str(script), str(SHARED / "standards"), "-o", str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT)
    made = {path.name: path for path in tmp_path.iterdir()}
    assert made.keys() == {path.name for path in LISTS}
    for path in LISTS:
        assert read_name_list(made[path.name]) == read_name_list(path)
