"""The directive `commands`: what `ccdp NAME --help` says of each command that it names."""

import inspect
from collections.abc import Iterator

import click
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ccdp_graph.cli.main import main


class Commands(SphinxDirective):
    """Describe commands by name; without a name, what all of them share."""

    optional_arguments = 99
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return a section a command, and one a command of a group."""
        top = click.Context(main, info_name="ccdp")
        if not self.arguments:
            return list(_body(main, top))
        names = " ".join(self.arguments).split()
        return [section for name in names for section in _sections(name, main, top)]


def _sections(name: str, group: click.Group, above: click.Context) -> Iterator[nodes.Node]:
    command = group.get_command(above, name)
    assert command is not None, f"there is no command '{name}'"
    context = click.Context(
        command, info_name=name, parent=above, help_option_names=["-h", "--help"]
    )
    section = nodes.section(ids=[nodes.make_id(context.command_path)])
    section += nodes.title("", "", nodes.literal("", context.command_path))
    section.extend(_body(command, context))
    yield section
    if isinstance(command, click.Group):
        for part in command.list_commands(context):
            yield from _sections(part, command, context)


def _body(command: click.Command, context: click.Context) -> Iterator[nodes.Node]:
    pieces = command.collect_usage_pieces(context)
    usage = " ".join((context.command_path, *pieces))
    yield nodes.literal_block(usage, usage, language="text")
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        if paragraph.startswith("\b"):
            text = paragraph.removeprefix("\b\n")
            yield nodes.literal_block(text, text, language="text")
        else:
            yield nodes.paragraph("", " ".join(paragraph.split()))
    options = nodes.definition_list()
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and record[1]:  # an argument stands in the usage
            item = nodes.definition_list_item()
            item += nodes.term("", "", nodes.literal("", record[0]))
            item += nodes.definition("", nodes.paragraph("", record[1]))
            options += item
    yield options
    if command.epilog:
        yield nodes.paragraph("", command.epilog)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive to Sphinx."""
    app.add_directive("commands", Commands)
    return {"parallel_read_safe": True}
