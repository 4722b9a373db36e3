"""Inspections and open prompts as workbooks, and reading back the answers."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ccdp_graph.errors import WorkbookError
from ccdp_graph.layouts.model import TEXT, Inspection
from ccdp_graph.layouts.prompts import IdentifierSubject, Prompt
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

_KEEP_AS_TEXT = "keep as text"

_HEADINGS = ("Question", "Cell", "How often", "Examples", "Likely answers", "Decision")

_WIDTHS = (60, 24, 11, 44, 44, 34)

_INSTRUCTIONS = (
    "The last column shows the proposed answer. Where it is wrong, choose another one from the "
    "list, or 'keep as text'; to be asked again later, clear it. '=' before a concept says that "
    "the word means exactly the same, so that its text need not be kept. Save this file, then run "
    "'ccdp adopt' again with --decisions and this file."
)


def decisions_workbook(prompts: Sequence[Prompt]) -> bytes:
    """Write prompts as .xlsx.

    Shape: a sheet with one row per prompt, whose last column offers the possible answers; a hidden
    sheet holds these.
    """
    columns, rows = columns_of(_HEADINGS, _WIDTHS), tuple(map(_row, prompts))
    return tables_workbook(Table(DECISIONS_SHEET, columns, rows, head=((_INSTRUCTIONS,),)))


def _row(prompt: Prompt) -> TableRow:
    proposed = _KEEP_AS_TEXT if prompt.proposal == TEXT else prompt.label(prompt.proposal)
    choices = tuple(dict.fromkeys(_choice_labels(prompt)))
    return (
        prompt.text,
        str(prompt.cell or ""),
        prompt.count,
        " | ".join(prompt.examples),
        "\n".join(f"{c.label} ({c.score:.0f})" for c in prompt.candidates),
        TableCell(proposed, fill=TO_FILL_IN, choices=choices),
    )


def _choice_labels(prompt: Prompt) -> list[str]:
    text_choice = [] if isinstance(prompt.about, IdentifierSubject) else [_KEEP_AS_TEXT]
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
    by_text_and_cell = {(q.text, str(q.cell or "")): q for q in prompts}
    by_text = {q.text: q for q in prompts}
    answers = []
    for number, row in enumerate(sheet.rows[2:], start=3):
        texts = [cell_text(value) for value in (*row, *[None] * len(_HEADINGS))]
        text, cell, answer = texts[0], texts[1], texts[len(_HEADINGS) - 1]
        if not text or not answer:
            continue
        prompt = by_text_and_cell.get((text, cell)) or by_text.get(text)
        if prompt is None:
            continue  # decided in the meantime
        try:
            answers.append((prompt, prompt.checked(TEXT if answer == _KEEP_AS_TEXT else answer)))
        except WorkbookError as error:
            raise WorkbookError(f"{path}, row {number}: {error}") from error
    return tuple(answers)


def inspection_workbook(inspection: Inspection) -> bytes:
    """Write an inspection as .xlsx: sheets, columns, unknown words, and what stays text only."""
    blocks = inspection.blocks
    return tables_workbook(
        _table(
            "Sheets",
            ("Sheet", "Mapping", "Known", "Header rows", "Why", "Records"),
            (
                (
                    *(b.sheet, b.mapping, "yes" if b.known else "no"),
                    *(", ".join(map(str, b.header_rows)), b.why, b.records),
                )
                for b in blocks
            ),
        ),
        _table(
            "Columns",
            (
                *("Cell", "Header", "Read as", "Option", "Likely", "Score", "Second", "Score"),
                "Examples",
            ),
            (
                (
                    *(str(m.cell), m.header, m.taken, m.option),
                    *[value for c in m.candidates[:2] for value in (c.label, c.score)],
                    *["", ""] * (2 - len(m.candidates[:2])),
                    " | ".join(m.examples),
                )
                for b in blocks
                for m in b.columns
            ),
        ),
        _table(
            "Unknown words",
            ("Word", "Column", "Number", "First at", "Did you mean"),
            (
                (
                    *(w.word, w.column, len(w.cells), str(w.cells[0])),
                    ", ".join(label for _, label, _ in w.candidates),
                )
                for b in blocks
                for w in b.words
            ),
        ),
        _table(
            "Not in the graph",
            ("Where", "What", "Text"),
            ((f.place, f.message, f.raw) for b in blocks for f in b.findings),
        ),
    )


def _table(title: str, headings: Sequence[str], rows: Iterable[TableRow]) -> Table:
    return Table(title, columns_of(headings), tuple(rows))
