"""The house: floors, types, style, sizes, and what must not stand in a repository."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from repository import ROOT

from ccdp_graph.cli.main import main

TOOLS = Path(sys.executable).parent
MOST_LINES = 350


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy", "ccdp_graph", "tests", "benchmarks", "ontology/external/refresh.py"],
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


def test_commands_in_the_readme_exist_with_their_options() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\$ (ccdp .*)$", text, re.MULTILINE)
    assert len(lines) > 5
    for line in lines:
        _, name, *words = shlex.split(line, comments=True)
        command = main.commands[name]
        if isinstance(command, click.Group):
            command = command.commands[words.pop(0)]
        context = click.Context(command, help_option_names=["-h", "--help"])
        parameters_of = command.get_params(context)
        known = {o for p in parameters_of for o in (*p.opts, *p.secondary_opts)} | {"--help"}
        if name == "query" and words and not words[0].startswith("-"):
            question = ROOT / "queries" / f"{words[0]}.rq"
            parameters = re.findall(r"\?_(\w+)", question.read_text(encoding="utf-8"))
            known |= {"--" + parameter.replace("_", "-") for parameter in parameters}
        options = {word.split("=")[0] for word in words if word.startswith("-")}
        assert options <= known, line
