"""`ccdp match`: networks, resources and partners that fit, and why."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import analysis
from ccdp_graph.cli.language import Command, _, current_language
from ccdp_graph.cli.options import (
    LANGUAGE_OPTION,
    RESULT_OPTION,
    format_option,
    graph_source_options,
    number_option,
    project_here,
)
from ccdp_graph.cli.output import choose_format, print_table, write_answers, write_output
from ccdp_graph.model import cited

if TYPE_CHECKING:
    from ccdp_graph.analysis import Matching
    from ccdp_graph.sparql import Store


FORMATS = ("table", "csv", "json", "xlsx")


@click.command("match", cls=Command)
@click.argument("network", required=False)
@click.option(
    "--have", default="", metavar="WORDS", help='What you have, such as "FHIR, Peru, genomic".'
)
@click.option(
    "--want", default="", metavar="WORDS", help='What you want, such as "federated analysis".'
)
@number_option("Largest number of matches of each kind.", default=10)
@graph_source_options
@format_option(FORMATS)
@RESULT_OPTION
@LANGUAGE_OPTION
def match_command(
    network: str | None,
    have: str,
    want: str,
    number: int,
    source: Callable[[], "Store"],
    output_format: str | None,
    output: Path | None,
    language: str,
) -> None:
    """Find networks, resources and partners that fit your needs.

    Give the NETWORK to find matches for, or say what you have and what you want. WORDS are labels,
    codes or synonyms of concepts, countries and regions, separated by commas. Each reason names its
    cells. Points are set in analysis/match.yml, which a project folder can override.

    \b
    Examples:
      ccdp match --have "FHIR, Peru, genomic" --want "federated analysis"
      ccdp match pcdc --number 3
    """
    chosen = choose_format(output_format, output, FORMATS)
    project = project_here()
    matching = analysis.find_matches(
        source(),
        project.record_types(),
        analysis.read_dimensions(project),
        analysis.read_weights(project),
        concepts=project.concepts,
        network=network,
        have=have,
        want=want,
        number=number,
        language=language,
    )
    if chosen == "table" and output is None:
        _print_matches(matching)
    elif chosen == "json":
        write_output(matching.json_text(), output)
    else:
        for word, nearest in matching.unknown:
            text = f"'{word}' {_unknown_word(nearest)}"
            click.echo(_("note: {text}").format(text=text), err=True)
        write_answers(matching.answers(language), chosen, output, title="match")


def _unknown_word(nearest: str) -> str:
    hint = _("not understood; did you mean '{near}'?")
    return hint.format(near=nearest) if nearest else _("not understood")


def _print_matches(matching: "Matching") -> None:
    terms = [(term.word, term.label, term.dimension) for term in matching.understood]
    terms += [(word, _unknown_word(nearest), "") for word, nearest in matching.unknown]
    print_table((_("Word"), _("Understood as"), _("Dimension")), terms)
    separator = "\n" if sys.stdout.isatty() else "; "
    headings = {
        kind.name: _("{records} that fit").format(records=kind.plural(current_language()))
        for kind in matching.kinds
    }
    for kind, heading in (headings | {analysis.PARTNERS: _("Partners that fit")}).items():
        rows = []
        for match in matching.matches:
            if match.kind == kind:
                why = [f"{r.says} [{cited(r.cells)}]" if r.cells else r.says for r in match.reasons]
                points = f"{match.points:g} / {matching.max_points:g}"
                rows.append((str(match.rank), points, match.label, separator.join(why)))
        click.echo(f"\n{heading}")
        print_table((_("Rank"), _("Points"), _("Name"), _("Why")), rows)
