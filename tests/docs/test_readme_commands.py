"""The commands that the README shows exist, with the options that it shows."""

import re
import shlex

import click
from repository import ROOT

from ccdp_graph.cli.main import main


def test_commands_in_the_readme_exist_with_their_options() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\$ (ccdp .*)$", text, re.MULTILINE)
    assert len(lines) > 5
    for line in lines:
        _, name, *words = shlex.split(line, comments=True)
        command = main.get_command(click.Context(main), name)
        assert command is not None, line
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
