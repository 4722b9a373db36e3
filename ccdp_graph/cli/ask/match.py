"""`ccdp match`: networks, resources and partners that fit, and why."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import analysis
from ccdp_graph.cli.options import LANGUAGE_OPTION, RESULT_OPTION, asks_a_graph, project_here
from ccdp_graph.cli.output import form_of, print_table, write_answers, write_output
from ccdp_graph.model import cited

if TYPE_CHECKING:
    from ccdp_graph.analysis import Matching
    from ccdp_graph.sparql import Store


FORMATS = ("table", "csv", "json", "xlsx")

_HEADINGS = {
    "en": {
        "network": "Networks that fit",
        "resource": "Data resources that fit",
        "partner": "Partners that fit",
        "columns": ("Rank", "Points", "Name", "Why"),
        "words": ("Word", "Taken for", "In"),
        "unknown": "not understood",
        "nearest": "not understood; did you mean '{near}'?",
    },
    "fr": {
        "network": "Réseaux qui conviennent",
        "resource": "Ressources de données qui conviennent",
        "partner": "Partenaires qui conviennent",
        "columns": ("Rang", "Points", "Nom", "Pourquoi"),
        "words": ("Mot", "Compris comme", "Dans"),
        "unknown": "non compris",
        "nearest": "non compris ; vouliez-vous dire « {near} » ?",
    },
}


@click.command("match")
@click.argument("network", required=False)
@click.option("--have", default="", metavar="WORDS", help='Such as "FHIR, Peru, genomic".')
@click.option("--want", default="", metavar="WORDS", help='Such as "federated analysis".')
@click.option(
    "--number",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="How many of each kind to give.",
)
@asks_a_graph
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: a table.")
@RESULT_OPTION
@LANGUAGE_OPTION
def match_command(
    network: str | None,
    have: str,
    want: str,
    number: int,
    source: Callable[[], "Store"],
    form: str | None,
    output: Path | None,
    lang: str,
) -> None:
    """Rank the networks, resources and partners that fit NETWORK, or what you have and want.

    Words are labels, codes or other names of concepts, countries and regions, parted by commas.
    Each reason names its cells. The points are those of analysis/match.yml, of which a project
    folder may have its own.

    \b
    Examples:
      ccdp match --have "FHIR, Peru, genomic" --want "federated analysis"
      ccdp match pcdc --number 3
    """
    chosen = form_of(form, output, FORMATS)
    files = project_here()
    found = analysis.find_matches(
        source(), files, network=network, have=have, want=want, number=number, language=lang
    )
    if chosen == "table" and output is None:
        _print(found, lang)
    elif chosen == "json":
        write_output(found.json_text(), output)
    else:
        for word, near in found.unknown:
            click.echo(f"note: '{word}' {_unknown(near, 'en')}", err=True)
        write_answers(found.answers(lang), chosen, output, title="match")


def _unknown(near: str, lang: str) -> str:
    words = _HEADINGS[lang]
    return str(words["nearest"]).format(near=near) if near else str(words["unknown"])


def _print(found: "Matching", lang: str) -> None:

    words = _HEADINGS[lang]
    taken = [(each.word, each.label, each.dimension) for each in found.understood]
    taken += [(word, _unknown(near, lang), "") for word, near in found.unknown]
    print_table(tuple(words["words"]), taken)
    parting = "\n" if sys.stdout.isatty() else "; "
    for kind in ("network", "resource", "partner"):
        rows = []
        for match in found.matches:
            if match.kind == kind:
                why = [f"{r.says} [{cited(r.cells)}]" if r.cells else r.says for r in match.reasons]
                points = f"{match.points:g} / {found.max_points:g}"
                rows.append((str(match.rank), points, match.label, parting.join(why)))
        click.echo(f"\n{words[kind]}")
        print_table(tuple(words["columns"]), rows)
