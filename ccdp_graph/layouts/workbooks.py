"""Inspections and open prompts as workbooks, and reading back the answers."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ccdp_graph.errors import WorkbookError
from ccdp_graph.layouts.model import TEXT, Inspection
from ccdp_graph.layouts.prompts import IdentifierSubject, Prompt
from ccdp_graph.model import Workbook, cell_text

if TYPE_CHECKING:
    from openpyxl import Workbook as Book
    from openpyxl.worksheet.worksheet import Worksheet


_MAX_WIDTH = 60

DECISIONS_SHEET = "Decisions"

_CHOICES_SHEET = "Choices"

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
    from openpyxl import Workbook as Book
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Book()
    sheet = book.active
    assert sheet is not None
    sheet.title = DECISIONS_SHEET
    choices = book.create_sheet(_CHOICES_SHEET)
    choices.sheet_state = "hidden"
    sheet.append([_INSTRUCTIONS])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(_HEADINGS))
    sheet["A1"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[1].height = 48
    sheet.append(_HEADINGS)
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.cell(2, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, prompt in enumerate(prompts, start=3):
        _write_prompt(sheet, choices, row, prompt)
    sheet.freeze_panes = "A3"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_prompt(sheet: "Worksheet", choices: "Worksheet", row: int, prompt: Prompt) -> None:
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    likely_answers = "\n".join(f"{c.label} ({c.score:.0f})" for c in prompt.candidates)
    examples = " | ".join(prompt.examples)
    values: tuple[str | int, ...] = (
        *(prompt.text, str(prompt.cell or ""), prompt.count),
        *(examples, likely_answers),
    )
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if isinstance(value, str):
            cell.data_type = "s"  # never a formula
    answer = sheet.cell(row, len(_HEADINGS))
    proposed_label = prompt.label(prompt.proposal)
    answer.value = _KEEP_AS_TEXT if prompt.proposal == TEXT else proposed_label or None
    answer.data_type = "s"
    answer.alignment = Alignment(wrap_text=True, vertical="top")
    answer.fill = PatternFill("solid", fgColor="FFF2CC")
    labels = list(dict.fromkeys(_choice_labels(prompt)))
    for column, label in enumerate(labels, start=1):
        choices.cell(row, column, label).data_type = "s"
    last = get_column_letter(len(labels))
    validation = DataValidation(type="list", formula1=f"{_CHOICES_SHEET}!$A${row}:${last}${row}")
    validation.showErrorMessage = False  # an IRI, or '=' before a concept, may be written too
    sheet.add_data_validation(validation)
    validation.add(answer)


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
    from openpyxl import Workbook as Book

    book = Book()
    default_sheet = book.active
    assert default_sheet is not None
    book.remove(default_sheet)
    blocks = inspection.blocks
    _add_sheet(
        book,
        "Sheets",
        ("Sheet", "Mapping", "Known", "Header rows", "Why", "Records"),
        [
            (b.sheet, b.mapping, "yes" if b.known else "no", _rows(b.header_rows), b.why, b.records)
            for b in blocks
        ],
    )
    _add_sheet(
        book,
        "Columns",
        ("Cell", "Header", "Read as", "Option", "Likely", "Score", "Second", "Score", "Examples"),
        [
            (
                str(m.cell),
                m.header,
                m.taken,
                m.option,
                *[value for c in m.candidates[:2] for value in (c.label, c.score)],
                *["", ""] * (2 - len(m.candidates[:2])),
                " | ".join(m.examples),
            )
            for b in blocks
            for m in b.columns
        ],
    )
    _add_sheet(
        book,
        "Unknown words",
        ("Word", "Column", "Number", "First at", "Did you mean"),
        [
            (w.word, w.column, len(w.cells), str(w.cells[0]), _candidate_labels(w.candidates))
            for b in blocks
            for w in b.words
        ],
    )
    _add_sheet(
        book,
        "Not in the graph",
        ("Where", "What", "Text"),
        [(f.place, f.message, f.raw) for b in blocks for f in b.findings],
    )
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _rows(rows: Sequence[int]) -> str:
    return ", ".join(map(str, rows))


def _candidate_labels(candidates: Sequence[tuple[str, str, float]]) -> str:
    return ", ".join(label for _, label, _ in candidates)


def _add_sheet(
    book: "Book",
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str | float]],
) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    for number, row in enumerate([headings, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula
    for column, heading in enumerate(headings, start=1):
        texts = [heading, *(str(row[column - 1]) for row in rows)]
        sheet.cell(1, column).font = Font(bold=True)
        width = min(max(map(len, texts)), _MAX_WIDTH) + 2
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
