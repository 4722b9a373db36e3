"""An inspection and the open questions as workbooks, and the answers read back."""

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


SHEET = "Decisions"

_CHOICES = "Choices"

_KEEP = "keep as text"

_HEADINGS = ("Question", "Cell", "How often", "Examples", "Likely answers", "Decision")

_WIDTHS = (60, 24, 11, 44, 44, 34)

_TOLD = (
    "The last column holds what is proposed: choose something else from the list where it is "
    "wrong, or 'keep as text'; clear it where it is to be asked again. '=' before a concept says "
    "that the word means just the same, so that its text need not be kept. Save this file and give "
    "it back with --decisions."
)


def decisions_workbook(questions: Sequence[Prompt]) -> bytes:
    """Write questions as .xlsx.

    Shape: a sheet with one row a question, whose last column offers the possible answers; a hidden
    sheet holds them.
    """
    from openpyxl import Workbook as Book
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Book()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    choices = book.create_sheet(_CHOICES)
    choices.sheet_state = "hidden"
    sheet.append([_TOLD])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(_HEADINGS))
    sheet["A1"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[1].height = 48
    sheet.append(_HEADINGS)
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.cell(2, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, question in enumerate(questions, start=3):
        likely = "\n".join(f"{c.label} ({c.score:.0f})" for c in question.candidates)
        examples = " | ".join(question.examples)
        values: tuple[str | int, ...] = (
            *(question.text, str(question.cell or ""), question.count),
            *(examples, likely),
        )
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula
        answer = sheet.cell(row, len(_HEADINGS))
        proposed = question.label(question.proposal)
        answer.value = _KEEP if question.proposal == TEXT else proposed or None
        answer.data_type = "s"
        answer.alignment = Alignment(wrap_text=True, vertical="top")
        answer.fill = PatternFill("solid", fgColor="FFF2CC")
        labels = list(dict.fromkeys(_labels(question)))
        for column, label in enumerate(labels, start=1):
            choices.cell(row, column, label).data_type = "s"
        last = get_column_letter(len(labels))
        offer = DataValidation(type="list", formula1=f"{_CHOICES}!$A${row}:${last}${row}")
        offer.showErrorMessage = False  # an IRI, or '=' before a concept, may be written too
        sheet.add_data_validation(offer)
        offer.add(answer)
    sheet.freeze_panes = "A3"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _labels(question: Prompt) -> list[str]:
    keep = [] if isinstance(question.about, IdentifierSubject) else [_KEEP]
    return [*keep, *(c.label for c in (*question.candidates, *question.allowed))]


def read_decisions(
    workbook: Workbook, questions: Sequence[Prompt], path: Path
) -> tuple[tuple[Prompt, str], ...]:
    """Read the answers from a filled-in workbook; rows without a decision are left out.

    Raises:
        WorkbookError: It has no sheet of decisions, or one of them answers no open question.
    """
    sheet = next((sheet for sheet in workbook.sheets if sheet.name == SHEET), None)
    if sheet is None:
        raise WorkbookError(f"{path}: has no sheet '{SHEET}'; give the file that adopt wrote")
    open_by_text = {(q.text, str(q.cell or "")): q for q in questions}
    by_text = {q.text: q for q in questions}
    found = []
    for number, row in enumerate(sheet.rows[2:], start=3):
        texts = [cell_text(value) for value in (*row, *[None] * len(_HEADINGS))]
        text, place, answer = texts[0], texts[1], texts[len(_HEADINGS) - 1]
        if not text or not answer:
            continue
        question = open_by_text.get((text, place)) or by_text.get(text)
        if question is None:
            continue  # decided meanwhile
        try:
            found.append((question, question.checked(TEXT if answer == _KEEP else answer)))
        except WorkbookError as error:
            raise WorkbookError(f"{path}, row {number}: {error}") from error
    return tuple(found)


_MAX_WIDTH = 60


def inspection_workbook(inspection: Inspection) -> bytes:
    """Write an inspection as .xlsx: sheets, columns, unknown words, and what stays text."""
    from openpyxl import Workbook as Book

    book = Book()
    first = book.active
    assert first is not None
    book.remove(first)
    blocks = inspection.blocks
    _add(
        book,
        "Sheets",
        ("Sheet", "Mapping", "Known", "Header rows", "Why", "Records"),
        [
            (b.sheet, b.mapping, "yes" if b.known else "no", _rows(b.header_rows), b.why, b.records)
            for b in blocks
        ],
    )
    _add(
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
    _add(
        book,
        "Unknown words",
        ("Word", "Column", "Number", "First at", "Did you mean"),
        [
            (w.word, w.column, len(w.cells), str(w.cells[0]), _candidate_labels(w.candidates))
            for b in blocks
            for w in b.words
        ],
    )
    _add(
        book,
        "No statements",
        ("Where", "What", "Text"),
        [(f.place, f.message, f.raw) for b in blocks for f in b.findings],
    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(rows: Sequence[int]) -> str:
    return ", ".join(map(str, rows))


def _candidate_labels(candidates: Sequence[tuple[str, str, float]]) -> str:
    return ", ".join(label for _, label, _ in candidates)


def _add(
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
