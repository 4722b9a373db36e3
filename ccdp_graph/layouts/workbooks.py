"""Inspections and open prompts as workbooks, and reading back the answers."""

from collections.abc import Sequence
from pathlib import Path

from ccdp_graph.errors import WorkbookError
from ccdp_graph.i18n import Texts, in_language, languages
from ccdp_graph.layouts.model import Inspection
from ccdp_graph.layouts.prompts import KEEP_AS_TEXT, IdentifierSubject, Prompt
from ccdp_graph.model import (
    TO_FILL_IN,
    Table,
    TableCell,
    TableRow,
    Workbook,
    cell_text,
    columns_of,
)
from ccdp_graph.spreadsheets import tables_workbook

DECISIONS_SHEET = "Decisions"
"""The name of the sheet in every language: it is found again by it."""

_HEADINGS = Texts(("Question", "Cell", "How often", "Examples", "Likely answers", "Decision"))

_WIDTHS = (60, 24, 11, 44, 44, 34)

_INSTRUCTIONS = Texts(
    "The last column shows the proposed answer. Where it is wrong, choose another one from the "
    "list, or 'keep as text'; to be asked again later, clear it. '=' before a concept says that "
    "the word means exactly the same, so that its text need not be kept. Save this file, then run "
    "'ccdp adopt' again with --decisions and this file."
)

_SHEETS = Texts(
    (
        ("Sheets", ("Sheet", "Mapping", "Known", "Header rows", "Why", "Records")),
        (
            "Columns",
            (
                "Cell",
                "Header",
                "Read as",
                "Option",
                "Likely",
                "Score",
                "Second",
                "Score",
                "Examples",
            ),
        ),
        ("Unknown words", ("Word", "Column", "Number", "First at", "Did you mean")),
        ("Not in the graph", ("Where", "What", "Text")),
    )
)

_YES_NO = Texts({True: "yes", False: "no"})


def decisions_workbook(prompts: Sequence[Prompt], language: str = "en") -> bytes:
    """Write prompts as .xlsx.

    Shape: a sheet with one row per prompt, whose last column offers the possible answers; a hidden
    sheet holds these.
    """
    columns = columns_of(_HEADINGS[language], _WIDTHS)
    rows = tuple(_row(prompt, language) for prompt in prompts)
    return tables_workbook(
        Table(DECISIONS_SHEET, columns, rows, head=((_INSTRUCTIONS[language],),))
    )


def _row(prompt: Prompt, language: str) -> TableRow:
    choices = tuple(dict.fromkeys(in_language(label, language) for label in _choice_labels(prompt)))
    return (
        in_language(prompt.text, language),
        str(prompt.cell or ""),
        prompt.count,
        " | ".join(prompt.examples),
        "\n".join(f"{in_language(c.label, language)} ({c.score:.0f})" for c in prompt.candidates),
        TableCell(prompt.label(prompt.proposal, language), fill=TO_FILL_IN, choices=choices),
    )


def _choice_labels(prompt: Prompt) -> list[str]:
    text_choice = [] if isinstance(prompt.about, IdentifierSubject) else [KEEP_AS_TEXT]
    return [*text_choice, *(c.label for c in (*prompt.candidates, *prompt.allowed))]


def read_decisions(
    workbook: Workbook, prompts: Sequence[Prompt], path: Path
) -> tuple[tuple[Prompt, str], ...]:
    """Read the answers from a filled-in workbook; rows without a decision are skipped.

    Raises:
        WorkbookError: It has no sheet of decisions, or a decision is not a valid answer.
    """
    sheet = next((sheet for sheet in workbook.sheets if sheet.name == DECISIONS_SHEET), None)
    if sheet is None:
        raise WorkbookError(
            f"{path}: has no sheet '{DECISIONS_SHEET}'; use the file that 'ccdp adopt' wrote"
        )
    spelt = [(in_language(q.text, language), q) for q in prompts for language in languages()]
    by_text_and_cell = {(text, str(q.cell or "")): q for text, q in spelt}
    by_text = dict(spelt)
    answers = []
    for number, row in enumerate(sheet.rows[2:], start=3):
        texts = [cell_text(value) for value in (*row, *[None] * len(_WIDTHS))]
        text, cell, answer = texts[0], texts[1], texts[len(_WIDTHS) - 1]
        if not text or not answer:
            continue
        prompt = by_text_and_cell.get((text, cell)) or by_text.get(text)
        if prompt is None:
            continue  # decided in the meantime
        try:
            answers.append((prompt, prompt.checked(answer)))
        except WorkbookError as error:
            raise WorkbookError(f"{path}, row {number}: {error}") from error
    return tuple(answers)


def inspection_workbook(inspection: Inspection, language: str = "en") -> bytes:
    """Write an inspection as .xlsx: sheets, columns, unknown words, and what stays text only."""
    blocks = inspection.blocks
    sheets = (
        (
            *(b.sheet, b.mapping, _YES_NO[language][b.known]),
            *(", ".join(map(str, b.header_rows)), in_language(b.why, language), b.records),
        )
        for b in blocks
    )
    columns = (
        (
            *(str(m.cell), m.header, m.taken, m.option),
            *[value for c in m.candidates[:2] for value in (c.label, c.score)],
            *["", ""] * (2 - len(m.candidates[:2])),
            " | ".join(m.examples),
        )
        for b in blocks
        for m in b.columns
    )
    words = (
        (
            *(w.word, w.column, len(w.cells), str(w.cells[0])),
            ", ".join(label for _, label, _ in w.candidates),
        )
        for b in blocks
        for w in b.words
    )
    left_out = (
        (f.place_in(language), in_language(f.message, language), f.raw)
        for b in blocks
        for f in b.findings
    )
    return tables_workbook(
        *(
            Table(title, columns_of(headings), tuple(rows))
            for (title, headings), rows in zip(
                _SHEETS[language], (sheets, columns, words, left_out), strict=True
            )
        )
    )
