"""The `ccdp` command and what all its commands share."""

import gc
import os
import sys

import click

from ccdp_graph.cli.ask.gaps import gaps_command
from ccdp_graph.cli.ask.graph import graph_command
from ccdp_graph.cli.ask.map import map_command
from ccdp_graph.cli.ask.match import match_command
from ccdp_graph.cli.ask.matrix import matrix_command
from ccdp_graph.cli.ask.query import query_command
from ccdp_graph.cli.ask.why import why_command
from ccdp_graph.cli.build.adopt import adopt_command
from ccdp_graph.cli.build.build import build_command
from ccdp_graph.cli.build.check import check_command
from ccdp_graph.cli.build.inspect import inspect_command
from ccdp_graph.cli.build.template import template_command
from ccdp_graph.cli.build.tidy import tidy_command
from ccdp_graph.cli.build.validate import validate_command
from ccdp_graph.cli.link.harvest import harvest_command
from ccdp_graph.cli.link.link import link_command
from ccdp_graph.cli.link.match_names import match_names_command
from ccdp_graph.cli.project import format_command, info_command, init_command
from ccdp_graph.cli.publish.diff import diff_command
from ccdp_graph.cli.publish.publish import publish_command
from ccdp_graph.cli.publish.push import ping_command, push_command
from ccdp_graph.cli.publish.release import release_command
from ccdp_graph.cli.publish.targets import targets_command
from ccdp_graph.errors import CcdpError


class _Group(click.Group):
    """A group in which an error of ours is one line on stderr and exit status 2."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command; `links` is another word for `link`."""
        return super().get_command(ctx, {"links": "link"}.get(cmd_name, cmd_name))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CcdpError as error:
            click.echo(f"error: {' '.join(str(error).split())}", err=True)
            ctx.exit(2)
        except BrokenPipeError:  # the reader (head, less) has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(
    cls=_Group,
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


for command in (
    build_command,
    tidy_command,
    validate_command,
    targets_command,
    check_command,
    query_command,
    map_command,
    matrix_command,
    gaps_command,
    why_command,
    match_command,
    diff_command,
    graph_command,
    release_command,
    publish_command,
    push_command,
    ping_command,
    init_command,
    inspect_command,
    adopt_command,
    info_command,
    format_command,
    template_command,
    link_command,
    match_names_command,
    harvest_command,
):
    main.add_command(command)
