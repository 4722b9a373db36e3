"""Answers as a workbook: headings in words, links that open, numbers that are numbers."""

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ccdp_graph.model.solutions import Answers, Term
from ccdp_graph.rdf.namespaces import XSD
from ccdp_graph.workbook.problems_sheet import clean

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell


_WIDEST = 60

_LONGEST_NUMBER = 15  # more digits than Excel keeps

_LONGEST_CELL = 32_767  # Excel's limit

_LINKED_LENGTH = 2_079  # likewise, for the target of a link

_MOST_LINKS = 65_530  # likewise, on one sheet

_WHOLE = tuple(XSD + name for name in ("integer", "nonNegativeInteger", "int", "long"))


def answers_workbook(answers: Answers, title: str, links: Mapping[int, int] | None = None) -> bytes:
    """Write answers as .xlsx.

    Shape: one sheet named after the question, a header row that stays in sight and filters, one
    row an answer. Text that looks like a formula stays text.

    Args:
        links: By the place of a name, that of the IRI that it leads to; such IRIs stand last.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title[:31]
    targets = dict(links or {})
    places = range(len(answers.variables))
    order = sorted(places, key=lambda place: place in targets.values())
    linked = 0
    for number, row in enumerate(answers.rows, start=2):
        for column, place in enumerate(order, start=1):
            value, target = row[place], row[targets.get(place, place)]
            if value is None:
                continue
            cell = sheet.cell(number, column)
            _write(cell, value)
            if linked < _MOST_LINKS and target is not None and _can_be_linked(target):
                cell.hyperlink = target.value
                cell.font = Font(color="0563C1", underline="single")
                linked += 1
    for column, place in enumerate(order, start=1):
        heading = answers.heading(answers.variables[place])
        cell = sheet.cell(1, column)
        _write(cell, Term("literal", heading))
        cell.font = Font(bold=True)
        lengths = [len(term.value) for row in answers.rows if (term := row[place]) is not None]
        width = min(max([len(heading), *lengths]), _WIDEST)
        sheet.column_dimensions[get_column_letter(column)].width = width + 2
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(cell: "Cell | MergedCell", term: Term) -> None:
    """Write a number as a number, all else as text: never as a formula."""
    from openpyxl.styles import Alignment

    if term.datatype in _WHOLE and len(term.value) <= _LONGEST_NUMBER:
        cell.value = int(term.value)
    else:
        cell.value = clean(term.value)[:_LONGEST_CELL]
        cell.data_type = "s"
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _can_be_linked(term: Term) -> bool:
    web = term.value.startswith(("http://", "https://"))
    return term.type == "uri" and web and len(term.value) <= _LINKED_LENGTH
