"""Open questions as a workbook to fill in, and its answers read back."""

import io
from collections.abc import Sequence
from pathlib import Path

from ccdp_graph.errors import WorkbookError
from ccdp_graph.model.inspection import TEXT
from ccdp_graph.model.question import Question, Thing
from ccdp_graph.model.workbook import Workbook, cell_text

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


def decisions_workbook(questions: Sequence[Question]) -> bytes:
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


def _labels(question: Question) -> list[str]:
    keep = [] if isinstance(question.about, Thing) else [_KEEP]
    return [*keep, *(c.label for c in (*question.candidates, *question.allowed))]


def read_decisions(
    workbook: Workbook, questions: Sequence[Question], path: Path
) -> tuple[tuple[Question, str], ...]:
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
