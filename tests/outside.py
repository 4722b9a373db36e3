"""Programs of others, in environments of their own that `bash tests/run` makes."""

import subprocess
from pathlib import Path

import pytest

_HERE = Path(__file__).parent


def _needs(environment: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        not (_HERE / environment / "whole").exists(),
        reason=f"tests/{environment} is not here; bash tests/run makes it where PyPI is reached",
    )


needs_outside = _needs(".outside")
needs_ckan = _needs(".ckan")


def run(
    program: str, *words: str | Path, environment: str = ".outside"
) -> "subprocess.CompletedProcess[str]":
    """Run a program of an environment; one that ends in `.py` is a script of ours for it."""
    programs = _HERE / environment / "bin"
    command = [str(programs / program)]
    if program.endswith(".py"):
        command = [str(programs / "python"), str(_HERE / "outside_programs" / program)]
    return subprocess.run([*command, *map(str, words)], capture_output=True, text=True, timeout=300)
