"""`ccdp targets`: the catalogues that a graph can be checked for."""

import click

from ccdp_graph.cli.language import Command, _
from ccdp_graph.cli.options import LANGUAGE_OPTION, project_here
from ccdp_graph.cli.output import print_table
from ccdp_graph.profiles import project_targets


@click.command("targets", cls=Command)
@LANGUAGE_OPTION
def targets_command(language: str) -> None:
    """List the target catalogues that a graph can be checked for.

    Each is shown with its version, what is checked, and where its shapes come from.

    \b
    Examples:
      ccdp targets
      ccdp validate --target healthdcat-ap
    """
    print_table(
        (_("Name"), _("Title"), _("Version"), _("What is checked"), _("Source")),
        [
            (
                target.name,
                target.title.get(language, target.name),
                target.version,
                target.checks.get(language) or target.checks.get("en", ""),
                target.source,
            )
            for target in project_targets(project_here())
        ],
    )
