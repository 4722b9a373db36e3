"""`ccdp adopt`: say once what a new layout means."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import layouts
from ccdp_graph.cli.options import (
    AS_OPTION,
    WORKBOOK_ARGUMENT,
    decision_options,
    output_option,
    project_here,
)
from ccdp_graph.cli.output import show_progress
from ccdp_graph.errors import WorkbookError

if TYPE_CHECKING:
    from ccdp_graph.layouts import Prompt


@click.command("adopt")
@WORKBOOK_ARGUMENT
@AS_OPTION
@click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A decisions workbook that an earlier adopt wrote, filled in.",
)
@click.option("--yes", is_flag=True, help="Take what is proposed, without asking.")
@output_option("The workbook to fill.")
@decision_options
@click.pass_context
def adopt_command(
    ctx: click.Context,
    workbook: Path,
    table: str,
    decisions: Path | None,
    yes: bool,  # noqa: FBT001, click gives it
    output: Path | None,
    author: str,
    day: date,
) -> None:
    """Ask once about every header and word of WORKBOOK that is in doubt, and remember it.

    On a terminal the questions are put one by one, with suggestions by number. Otherwise they are
    written to a small workbook; fill it in and give it back with --decisions. Solutions go to the
    project folder (see ccdp init): headers to its column files, words to SSSOM rows.

    \b
    Examples:
      ccdp adopt survey.xlsx
      ccdp adopt survey.xlsx --decisions survey.decisions.xlsx
      ccdp adopt beds.ods --as hospital-beds
    """
    project = project_here()
    if table and table not in {column_file.table for column_file in project.column_files()}:
        for path in layouts.draft_mapping(workbook, table, project):
            click.echo(f"drafted\t{path}")
        click.echo(f"'ccdp build {workbook}' runs with these; edit them as you like")
        return
    answered: set[object] = set()
    stored = 0
    while True:
        with show_progress() as progress:
            progress("looking")
            inspection = layouts.inspect_layout(workbook, project, mapping=table)
            prompts = [q for q in inspection.prompts if q.about not in answered]
        if inspection.advice:
            raise WorkbookError(
                f"{workbook}: no sheet looks like a table of records; {inspection.advice}"
            )
        answers = _answers(prompts, decisions, yes=yes)
        if not answers:
            break
        answered |= {prompt.about for prompt, _ in answers}
        result = layouts.decide(answers, inspection, project, author=author, day=day)
        stored += len(answers)
        for path in result.files:
            click.echo(f"stored\t{path}")
    click.echo(f"questions answered\t{stored}")
    _report_open(workbook, prompts, output)
    unknown_sheets = [block.sheet for block in inspection.inspection.blocks if not block.known]
    for name in unknown_sheets:
        click.echo(f"sheet '{name}' is not known yet: say which column names its records", err=True)
    ctx.exit(1 if prompts or unknown_sheets else 0)


def _answers(
    prompts: "Sequence[Prompt]", decisions: Path | None, *, yes: bool
) -> "list[tuple[Prompt, str]]":
    if decisions is not None:
        return list(layouts.read_answers(decisions, prompts))
    if yes:
        return [(prompt, prompt.proposal) for prompt in prompts if prompt.proposal]
    if prompts and sys.stdin.isatty():
        return _ask(prompts)
    return []


def _ask(prompts: "Sequence[Prompt]") -> "list[tuple[Prompt, str]]":
    """Put the questions on the terminal; an empty answer leaves one open."""
    click.echo(
        "Answer with a number or a label; '=' before it for a word that says just the same; "
        "'text' keeps it as text; nothing asks again later."
    )
    answers = []
    for number, prompt in enumerate(prompts, start=1):
        click.echo(f"\n{number} of {len(prompts)}  {prompt.cell or ''}  {prompt.text}")
        if prompt.examples:
            click.echo(f"   such as: {' | '.join(prompt.examples)}")
        for position, candidate in enumerate(prompt.candidates, start=1):
            click.echo(f"   {position}  {candidate.label} ({candidate.score:.0f})")
        while True:
            reply = click.prompt("  ", default="", show_default=False, prompt_suffix="> ")
            if not reply.strip():
                break
            try:
                answers.append((prompt, prompt.checked(reply)))
                break
            except WorkbookError as error:
                click.echo(f"   {error}")
    return answers


def _report_open(workbook: Path, prompts: "Sequence[Prompt]", output: Path | None) -> None:
    if not prompts:
        click.echo("nothing is in doubt\t0")
        return
    target = output or Path(f"{workbook.stem}.decisions.xlsx")
    layouts.write_prompts(prompts, target)
    click.echo(f"questions open\t{len(prompts)}")
    click.echo(f"to fill in\t{target}")
    click.echo(f"then\tccdp adopt {workbook} --decisions {target}")
