"""Programs of others, in an environment of their own that `bash tests/run` makes."""

import subprocess
from pathlib import Path

import pytest
from repository import ROOT

_TESTS = ROOT / "tests"
_PROGRAMS = _TESTS / ".outside" / "bin"
needs_outside = pytest.mark.skipif(
    not (_TESTS / ".outside" / "made-from").exists(),
    reason="tests/.outside is not here; bash tests/run makes it where PyPI is reached",
)


def run(program: str, *words: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run a program of that environment; one that ends in `.py` is a script of ours for it."""
    command = [str(_PROGRAMS / program)]
    if program.endswith(".py"):
        command = [str(_PROGRAMS / "python"), str(_TESTS / "outside_programs" / program)]
    return subprocess.run([*command, *map(str, words)], capture_output=True, text=True, timeout=300)
