"""The `ccdp` command: its subcommands in groups, each imported when it is called."""

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from ccdp_graph.errors import CcdpError, ParameterError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


# Of each group, in the order of use: a command's name, where it is defined, and its short help,
# which stands here too so that `ccdp --help` need not import the commands.
_GROUPS = {
    "Build and fix": {
        "template": (
            "build.template:template_command",
            "Make a blank survey of the TABLEs, or of all, to be filled in and given to ccdp build",
        ),
        "inspect": (
            "build.inspect:inspect_command",
            "Show how WORKBOOK would be read: headers, their columns, words that nobody knows",
        ),
        "adopt": (
            "build.adopt:adopt_command",
            "Ask once about every header and word of WORKBOOK that is in doubt, and remember it",
        ),
        "build": (
            "build.build:build_command",
            "Build the graph of the WORKBOOKs, or of the bundled ones, and check it",
        ),
        "validate": (
            "build.validate:validate_command",
            "Check workbooks, or one graph (.ttl, .nt, .nq, .trig, or a store), and tell every "
            "finding",
        ),
        "check": (
            "build.check:check_command",
            "Write a copy of WORKBOOK in which each faulty cell is coloured and says what is wrong",
        ),
        "tidy": (
            "build.tidy:tidy_command",
            "Print the records of the WORKBOOKs, or of the bundled ones",
        ),
    },
    "Ask": {
        "query": (
            "ask.query:query_command",
            "Ask the stored question NAME of a build; without NAME, list the questions",
        ),
        "match": (
            "ask.match:match_command",
            "Rank the networks, resources and partners that fit NETWORK, or what you have and want",
        ),
        "map": (
            "ask.map:map_command",
            "Count the records that name each country, as a map of the world or as a table",
        ),
        "matrix": (
            "ask.matrix:matrix_command",
            "Count the records that have a value of each of two dimensions",
        ),
        "graph": (
            "ask.graph:graph_command",
            "Draw what connects the NETWORKs, or all networks: partners, data models, countries",
        ),
        "gaps": ("ask.gaps:gaps_command", "Rank what is missing: KINDs of gap, or all of them"),
        "why": (
            "ask.why:why_command",
            "Tell where each statement about SUBJECT comes from, or those of one PROPERTY",
        ),
    },
    "Publish and release": {
        "diff": (
            "publish.diff:diff_command",
            "Tell which records of OLD were added, removed or changed in NEW, with both cells",
        ),
        "release": (
            "publish.release:release_command",
            "Write a build as release VERSION, or without VERSION check and list the releases",
        ),
        "publish": (
            "publish.publish:publish_command",
            "Write a site from a build: pages in English and French, and the data in many formats",
        ),
        "targets": (
            "publish.targets:targets_command",
            "List the target catalogues, and what is checked for each",
        ),
        "push": (
            "publish.push:push_command",
            "Load BUILD, a build's folder or a graph, into a store or a catalogue elsewhere",
        ),
        "ping": (
            "publish.push:ping_command",
            "Announce a FAIR Data Point to INDEX, which then reads and lists it",
        ),
    },
    "Link and harvest": {
        "harvest": (
            "link.harvest:harvest_command",
            "Take the records of SOURCE, a file or a web address, and keep them up to date",
        ),
        "link": (
            "link.link:link_command",
            "Link our things to the world's identifiers, a person deciding",
        ),
        "match-names": (
            "link.match_names:match_names_command",
            "Write our IRIs, with score and evidence, beside the names in a column of FILE",
        ),
    },
    "Project": {
        "init": (
            "project:init_command",
            "Make a project folder: settings, empty decision files, a short README",
        ),
        "info": (
            "project:info_command",
            "Tell versions, asset folders, the age of the pinned lists, and what was harvested",
        ),
        "format": (
            "project:format_command",
            "Write Turtle FILES in canonical form: sorted, one block a term, only used prefixes",
        ),
    },
}

_COMMANDS = {name: entry for group in _GROUPS.values() for name, entry in group.items()}

_ALIASES = {"links": "link"}


class _Group(click.Group):
    """Commands that are imported when called; an error of ours is one line and exit status 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands, in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command; `links` is another word for `link`."""
        name = _ALIASES.get(cmd_name, cmd_name)
        if name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[name][0].partition(":")
        command = getattr(import_module(f"ccdp_graph.cli.{module}"), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands of each group with their short help."""
        width = max(map(len, _COMMANDS))  # the same in all groups
        for title, commands in _GROUPS.items():
            with formatter.section(title):
                formatter.write_dl(
                    [(name.ljust(width), help_) for name, (_, help_) in commands.items()]
                )

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list["CompletionItem"]:
        """Complete the name of a command, without importing any."""
        from click.shell_completion import CompletionItem

        names = [
            CompletionItem(name, help=help_)
            for name, (_, help_) in _COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CcdpError as error:
            text = str(error)
            if isinstance(error, ParameterError):  # on the command line it is an option
                text = f"--{error.parameter.replace('_', '-')}{error.reason}"
            click.echo(f"error: {' '.join(text.split())}", err=True)
            ctx.exit(2)
        except BrokenPipeError:  # the reader (head, less) has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(
    cls=_Group,
    # click suggests one of these names for a mistyped one
    commands={name: click.Command(name) for name in _COMMANDS},
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 done and conforming, 1 a Violation was found, 2 could not run.",
)
@click.version_option(package_name="ccdp-graph", prog_name="ccdp-graph")
def main() -> None:
    """Turn spreadsheets of childhood-cancer data resources into a linked, checked graph.

    \b
    Begin with:
      ccdp build                       the two bundled workbooks
      ccdp query                       the questions that can be asked
      ccdp query networks-by-data-model --data-model OMOP
    """
    gc.set_threshold(100_000, 50, 50)  # what is made stays; to look for garbage often costs a tenth
