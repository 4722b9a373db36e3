"""`ccdp adopt`: say once what a new layout means."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import layouts
from ccdp_graph.cli.language import Command, _, current_language
from ccdp_graph.cli.options import (
    AS_OPTION,
    WORKBOOK_ARGUMENT,
    decision_options,
    output_option,
    project_here,
)
from ccdp_graph.cli.output import show_progress
from ccdp_graph.errors import WorkbookError
from ccdp_graph.i18n import in_language

if TYPE_CHECKING:
    from ccdp_graph.layouts import Prompt


@click.command("adopt", cls=Command)
@WORKBOOK_ARGUMENT
@AS_OPTION
@click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The completed decisions workbook of an earlier run.",
)
@click.option(
    "--dataset",
    is_flag=True,
    help="The records of a new kind are datasets, which catalogues of datasets get.",
)
@click.option("--yes", is_flag=True, help="Accept all proposals without asking.")
@output_option("Workbook to write the open prompts to; NAME.decisions.xlsx by default.")
@decision_options
@click.pass_context
def adopt_command(
    ctx: click.Context,
    workbook: Path,
    table: str,
    decisions: Path | None,
    yes: bool,  # noqa: FBT001, click gives it
    dataset: bool,  # noqa: FBT001, click gives it
    output: Path | None,
    author: str,
    day: date,
) -> None:
    """Decide what unknown headers and words of a workbook mean.

    You are asked about each unknown header and word once, and the answers are remembered. On a
    terminal you answer one prompt after another, choosing from numbered suggestions. Otherwise the
    prompts are written to a small workbook: fill it in and pass it back with --decisions. Answers
    are stored in the project folder (see ccdp init): headers in its column files, words as SSSOM
    mappings.

    \b
    Examples:
      ccdp adopt survey.xlsx
      ccdp adopt survey.xlsx --decisions survey.decisions.xlsx
      ccdp adopt beds.ods --as hospital-beds
      ccdp adopt biobanks.xlsx --as biobanks --dataset
    """
    project = project_here()
    if table and table not in {column_file.table for column_file in project.column_files()}:
        for path in layouts.draft_mapping(workbook, table, project, dataset=dataset):
            click.echo(f"{_('drafted')}\t{path}")
        hint = _("'ccdp build {workbook}' now uses these files; edit them as needed")
        click.echo(hint.format(workbook=str(workbook)))
        return
    answered: set[object] = set()
    stored = 0
    while True:
        with show_progress() as progress:
            progress("inspecting")
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
            click.echo(f"{_('stored')}\t{path}")
    click.echo(f"{_('prompts answered')}\t{stored}")
    _report_open(workbook, prompts, output)
    unknown_sheets = [block.sheet for block in inspection.inspection.blocks if not block.known]
    for name in unknown_sheets:
        hint = _("sheet '{name}' is not recognised yet: choose the column that names its records")
        click.echo(hint.format(name=name), err=True)
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
    """Prompt on the terminal; an empty answer leaves a prompt open."""
    click.echo(
        _(
            "Answer with a number or a label. Start with '=' if the word means exactly the same. "
            "Type 'text' to keep it as text, or press Enter to decide later."
        )
    )
    answers, language = [], current_language()
    for number, prompt in enumerate(prompts, start=1):
        place = _("{number} of {all}").format(number=number, all=len(prompts))
        click.echo(f"\n{place}  {prompt.cell or ''}  {in_language(prompt.text, language)}")
        if prompt.examples:
            click.echo(f"   {_('examples:')} {' | '.join(prompt.examples)}")
        for position, candidate in enumerate(prompt.candidates, start=1):
            label = in_language(candidate.label, language)
            click.echo(f"   {position}  {label} ({candidate.score:.0f})")
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
        click.echo(_("nothing left to decide"))
        return
    target = output or Path(f"{workbook.stem}.decisions.xlsx")
    layouts.write_prompts(prompts, target, current_language())
    click.echo(f"{_('prompts open')}\t{len(prompts)}")
    click.echo(f"{_('written')}\t{target}")
    command = f"ccdp adopt {workbook} --decisions {target}"
    click.echo(_("Fill it in, then run: {command}").format(command=command))
