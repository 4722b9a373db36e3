"""The `ccdp` command: its subcommands in groups, each imported when it is called."""

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from ccdp_graph.cli.language import Group, _, check_variable, show_usage_error, speak
from ccdp_graph.errors import CcdpError, ParameterError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


# Each group in the order of use: a command's name, where it is defined, and its short help, which
# is repeated here so that `ccdp --help` need not import the commands.
_GROUPS = {
    "Build and fix": {
        "template": (
            "build.template:template_command",
            "Write a blank survey workbook to collect new data in",
        ),
        "inspect": ("build.inspect:inspect_command", "Show how a workbook would be read"),
        "adopt": (
            "build.adopt:adopt_command",
            "Decide what unknown headers and words of a workbook mean",
        ),
        "build": (
            "build.build:build_command",
            "Build the knowledge graph from workbooks, and validate it",
        ),
        "validate": (
            "build.validate:validate_command",
            "Validate workbooks or a graph, and list all findings",
        ),
        "check": ("build.check:check_command", "Write a copy of a workbook with its errors marked"),
        "tidy": (
            "build.tidy:tidy_command",
            "Print the cleaned records of workbooks, before mapping",
        ),
    },
    "Ask": {
        "query": ("ask.query:query_command", "Ask a stored question, or list all questions"),
        "match": (
            "ask.match:match_command",
            "Find networks, resources and partners that fit your needs",
        ),
        "map": ("ask.map:map_command", "Count records by country, as a world map or a table"),
        "matrix": ("ask.matrix:matrix_command", "Cross-tabulate records by two dimensions"),
        "graph": ("ask.graph:graph_command", "Draw how networks are connected"),
        "gaps": ("ask.gaps:gaps_command", "Rank gaps: countries, regions and models without data"),
        "why": ("ask.why:why_command", "Trace statements back to their cells and mapping rules"),
    },
    "Publish and release": {
        "diff": ("publish.diff:diff_command", "Compare two workbooks, builds or graphs"),
        "release": (
            "publish.release:release_command",
            "Create a dated release of a build, or verify all releases",
        ),
        "publish": ("publish.publish:publish_command", "Write a static website from a build"),
        "targets": (
            "publish.targets:targets_command",
            "List the target catalogues that a graph can be checked for",
        ),
        "push": (
            "publish.push:push_command",
            "Load a build into a SPARQL store or another catalogue",
        ),
        "ping": ("publish.push:ping_command", "Announce a FAIR Data Point to an index"),
    },
    "Link and harvest": {
        "harvest": (
            "link.harvest:harvest_command",
            "Fetch the records of another catalogue, or update them",
        ),
        "link": (
            "link.link:link_command",
            "Link our entities to external identifiers, after review",
        ),
        "match-names": (
            "link.match_names:match_names_command",
            "Add our IRIs to the names in a spreadsheet",
        ),
    },
    "Project": {
        "init": ("project:init_command", "Create a project folder"),
        "info": ("project:info_command", "Show versions, folders, the age of lists, and harvests"),
        "schema": (
            "project:schema_command",
            "Print the JSON Schema of a kind of file, or list all kinds",
        ),
        "format": ("project:format_command", "Rewrite Turtle files in canonical form"),
    },
}

_COMMANDS = {name: entry for group in _GROUPS.values() for name, entry in group.items()}

_ALIASES = {"links": "link"}


class _Group(Group):
    """Commands that are imported when called; a CcdpError is one line and exit status 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands, in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command; `links` is an alias of `link`."""
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

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find the language first."""
        speak(ctx, args)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            show_usage_error(error)
            ctx.exit(error.exit_code)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            show_usage_error(error)
            ctx.exit(error.exit_code)
        except CcdpError as error:
            text = str(error)
            if isinstance(error, ParameterError):  # on the command line it is an option
                text = f"--{error.parameter.replace('_', '-')}{error.reason}"
            click.echo(_("error: {message}").format(message=" ".join(text.split())), err=True)
            ctx.exit(2)
        except BrokenPipeError:  # the reader (head, less) has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(
    cls=_Group,
    # click suggests one of these names for a mistyped one
    commands={name: click.Command(name) for name in _COMMANDS},
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 success, 1 violations were found, 2 the command could not run.\n\n"
    "The environment variable CCDP_LANG sets another default of --lang.",
)
@click.version_option(package_name="ccdp-graph", prog_name="ccdp-graph")
def main() -> None:
    """Turn spreadsheets of childhood-cancer data resources into a knowledge graph.

    \b
    Start with:
      ccdp build          build the two bundled workbooks
      ccdp query          list the questions that you can ask
      ccdp query networks-by-data-model --data-model OMOP
    """
    check_variable()
    gc.set_threshold(100_000, 50, 50)  # most objects stay alive; frequent collection costs a tenth
