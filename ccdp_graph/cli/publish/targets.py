"""`ccdp targets`: the catalogues that a graph can be checked for."""

import click

from ccdp_graph.cli.options import project_here
from ccdp_graph.cli.output import print_table
from ccdp_graph.profiles import project_targets

_HEADINGS = {
    "en": ("Name", "Title", "Version", "What is checked", "Source"),
    "fr": ("Nom", "Titre", "Version", "Ce qui est vérifié", "Source"),
}


@click.command("targets")
@click.option(
    "--lang", type=click.Choice(["en", "fr"]), default="en", help="Of titles and headings."
)
def targets_command(lang: str) -> None:
    """List the target catalogues, and what is checked for each.

    \b
    Examples:
      ccdp targets
      ccdp validate --target healthdcat-ap
    """
    print_table(
        _HEADINGS[lang],
        [
            (
                target.name,
                target.title.get(lang, target.name),
                target.version,
                target.checks.get(lang) or target.checks.get("en", ""),
                target.source,
            )
            for target in project_targets(project_here())
        ],
    )
