"""Answers as a workbook: headings in words, links that open, numbers that are numbers."""

import io

from ccdp_graph.model.answers import Answers, Term
from ccdp_graph.rdf.namespaces import XSD
from ccdp_graph.workbook.problems_sheet import clean

_WIDEST = 60
_LONGEST_CELL = 32_767  # Excel's limit
_LINKED_LENGTH = 2_079  # likewise, for the target of a link
_MOST_LINKS = 65_530  # likewise, on one sheet
_WHOLE = tuple(XSD + name for name in ("integer", "nonNegativeInteger", "int", "long"))


def answers_workbook(answers: Answers, title: str) -> bytes:
    """Write answers as .xlsx.

    Shape: one sheet named after the question, a header row that stays in sight and filters, one
    row an answer. Text that looks like a formula stays text.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title[:31]
    widths = [0] * len(answers.variables)
    headings = [answers.heading(variable) for variable in answers.variables]
    links = 0
    for number, row in enumerate([headings, *answers.rows], start=1):
        for column, value in enumerate(row, start=1):
            if value is None:
                continue
            cell = sheet.cell(number, column)
            text = value if isinstance(value, str) else value.value
            cell.value = _number(value)
            if cell.value is None:
                cell.value = clean(text)[:_LONGEST_CELL]
                cell.data_type = "s"  # never a formula
            if isinstance(value, Term) and links < _MOST_LINKS and _can_be_linked(value):
                cell.hyperlink = text
                cell.font = Font(color="0563C1", underline="single")
                links += 1
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            widths[column - 1] = max(widths[column - 1], min(len(text), _WIDEST))
    for column, width in enumerate(widths, start=1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width + 2
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _can_be_linked(term: Term) -> bool:
    web = term.value.startswith(("http://", "https://"))
    return term.type == "uri" and web and len(term.value) <= _LINKED_LENGTH


def _number(value: Term | str) -> int | None:
    if isinstance(value, Term) and value.datatype in _WHOLE and len(value.value) <= 15:
        return int(value.value)
    return None
