"""Programs of others, in an environment of their own that `bash tests/run` makes."""

import subprocess
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_PROGRAMS = _HERE / ".outside" / "bin"
needs_outside = pytest.mark.skipif(
    not (_HERE / ".outside" / "whole").exists(),
    reason="tests/.outside is not here; bash tests/run makes it where PyPI can be reached",
)


def run(
    program: str, *words: str | Path, folder: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a program of that environment; one that ends in `.py` is a script of ours for it."""
    script = program.endswith(".py")
    first = ["python", str(_HERE / "outside_programs" / program)] if script else [program]
    command = [str(_PROGRAMS / first[0]), *first[1:], *map(str, words)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
