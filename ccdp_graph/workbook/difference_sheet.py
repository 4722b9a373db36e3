"""A difference as a workbook: one row a change, coloured and named by what it is."""

from ccdp_graph.model.difference import Difference, columns, titles
from ccdp_graph.model.evidence import cited
from ccdp_graph.spreadsheets.writer import clean, put_text, same_bytes

_FILLS = {"added": "E2F0D9", "removed": "F8CBAD", "changed": "FFF2CC"}

_WIDTHS = (12, 12, 26, 50, 26, 40, 28, 40, 28)

_FIRST = {
    "en": ("Change", "Kind", "Id", "Title"),
    "fr": ("Changement", "Sorte", "Identifiant", "Titre"),
}

_SHEET_TITLES = {"en": "Changes", "fr": "Changements"}


def difference_workbook(difference: Difference, language: str = "en") -> bytes:
    """Write a difference as .xlsx: a row a property of a record, with both cells.

    The first column says in a word what the colour says too.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _SHEET_TITLES[language]
    for column, heading in enumerate((*_FIRST[language], *columns(language)), start=1):
        put_text(sheet, 1, column, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    words = titles(language)
    number = 1
    for change in difference.records:
        record, fill = change.record, PatternFill("solid", fgColor=_FILLS[change.kind])
        for each in change.changes:
            number += 1
            texts = (
                *(words[change.kind], record.kind, record.id, record.title, each.label),
                *("\n".join(each.before), cited(each.cells_before)),
                *("\n".join(each.after), cited(each.cells_after)),
            )
            for column, text in enumerate(texts, start=1):
                cell = put_text(sheet, number, column, clean(text))
                cell.fill = fill
                cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "E2"
    sheet.auto_filter.ref = sheet.dimensions
    return same_bytes(book, "")
