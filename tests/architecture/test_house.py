"""The house: tiers, types, style, sizes, and names of modules."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from repository import ROOT

TOOLS = Path(sys.executable).parent
PACKAGE = ROOT / "ccdp_graph"
MODULES = [path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py"]
MAX_LINES = 350
MAX_MODULES = 15


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["mypy", "ontology/external/refresh_map.py"],
        ["lint-imports", "--no-logo"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_tool_is_content(command: list[str]) -> None:
    words = [str(TOOLS / command[0]), *command[1:]]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_modules_are_short() -> None:
    lengths = {
        path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines())
        for path in MODULES
    }
    assert {path: length for path, length in lengths.items() if length > MAX_LINES} == {}


def test_a_folder_of_many_modules_is_several_folders() -> None:
    numbers = Counter(path.parent.relative_to(ROOT) for path in MODULES)
    assert {folder: n for folder, n in numbers.items() if n > MAX_MODULES} == {}


def test_modules_are_named_by_nouns() -> None:
    terms = {"binding", "parsing", "signposting"}  # of SPARQL, of RDF, of FAIR Signposting
    gerunds = {path.stem for path in MODULES if path.stem.endswith("ing")}
    assert gerunds <= terms
    vague = {"utils", "helpers", "common", "base", "misc", "constants"}
    assert [path.name for path in MODULES if path.stem in vague] == []


def test_the_top_of_the_package_holds_packages_errors_cells_and_the_api() -> None:
    assert {path.stem for path in MODULES if path.parent == PACKAGE} == {
        "__main__",
        "api",
        "cell",
        "errors",
    }


def test_nothing_of_the_whole_process_is_set() -> None:
    settings = re.compile(
        r"\b(os\.(umask|chdir|putenv)|csv\.field_size_limit|"
        r"warnings\.(simplefilter|filterwarnings)|locale\.setlocale|socket\.setdefaulttimeout|"
        r"signal\.signal|sys\.(setrecursionlimit|setswitchinterval))\("
    )
    found = {
        path.relative_to(PACKAGE).as_posix() for path in MODULES if settings.search(read(path))
    }
    assert found == {
        "files/workers.py",  # in copies of this process
        "spreadsheets/annotated.py",  # openpyxl says in no other way what it loses; it holds a lock
    }


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
