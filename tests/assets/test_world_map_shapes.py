"""The shapes of countries: their source gives the pinned copy again."""

import subprocess
import sys
from pathlib import Path

import pytest
from repository import ROOT

ATLAS = ROOT / "tests" / ".node" / "node_modules" / "world-atlas" / "countries-50m.json"


@pytest.mark.skipif(not ATLAS.is_file(), reason="npm could not install world-atlas")
def test_the_shapes_are_what_their_source_gives(tmp_path: Path) -> None:
    script = ROOT / "ontology" / "external" / "refresh_map.py"
    command = [sys.executable, str(script), str(ATLAS), "-o", str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT)
    pinned = ROOT / "ontology" / "external" / "world.map.tsv"
    assert (tmp_path / "world.map.tsv").read_bytes() == pinned.read_bytes()
