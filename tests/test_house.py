"""The house: floors, types, style, sizes, and what must not stand in a repository."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOOLS = Path(sys.executable).parent
MOST_LINES = 350


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy", "ccdp_graph", "tests", "ontology/external/refresh.py"],
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
        for path in (ROOT / "ccdp_graph").rglob("*.py")
    }
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}
