"""A matrix as a workbook: counts, with links to the list of their records."""

from typing import TYPE_CHECKING

from ccdp_graph.analysis.matrix import Matrix
from ccdp_graph.i18n import Texts
from ccdp_graph.spreadsheets import clean, put_text, to_reproducible_bytes

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


_WORDS = Texts(("Matrix", "Records", ("Id", "Title", "Kind", "IRI")))

_MAX_WIDTH = 60

_MAX_HEADING_HEIGHT = 240  # in points, for the slanted headings

_MAX_LINK_LENGTH = 2_079  # Excel's limit for the address of a link

_MAX_LINKS = 65_530  # likewise, on one sheet

_MAX_ROWS = 1_048_576  # likewise

_LIGHTEST, _DARKEST = "FFFFFF", "57A0CE"


def matrix_workbook(matrix: Matrix, *, cell: str = "count") -> bytes:
    """Write a matrix as .xlsx.

    Shape: a sheet with the matrix, coloured by count, each filled cell linked to its first row on
    a second sheet, which lists the records of every cell with links to their IRIs.
    """
    from openpyxl import Workbook

    counts, listed, _ = _WORDS[matrix.language]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = counts
    first_rows = _write_records(book.create_sheet(listed), matrix)
    _write_counts(sheet, matrix, first_rows, cell=cell)
    return to_reproducible_bytes(book, "")


def _write_records(sheet: "Worksheet", matrix: Matrix) -> dict[tuple[int, int], int]:
    """List the records of all cells; return the first row of each cell's records."""
    from openpyxl.styles import Font

    bold, link = Font(bold=True), Font(color="0563C1", underline="single")
    headings = (matrix.rows.label, matrix.columns.label, *_WORDS[matrix.language][2])
    for column, heading in enumerate(headings, start=1):
        put_text(sheet, 1, column, heading).font = bold
    first_rows: dict[tuple[int, int], int] = {}
    number = 1
    for (row, column), records in matrix.cells.items():
        for record in records:
            if number == _MAX_ROWS:
                return first_rows
            number += 1
            first_rows.setdefault((row, column), number)
            labels = (matrix.rows.values[row].label, matrix.columns.values[column].label)
            for place, text in enumerate((*labels, record.id, record.title, record.kind), start=1):
                put_text(sheet, number, place, clean(text))
            last = put_text(sheet, number, 6, record.iri)
            if number <= _MAX_LINKS and len(record.iri) <= _MAX_LINK_LENGTH:
                last.hyperlink = record.iri
                last.font = link
    for letter, width in zip("ABCDEF", (30, 30, 24, _MAX_WIDTH, 12, _MAX_WIDTH), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    return first_rows


def _write_counts(
    sheet: "Worksheet", matrix: Matrix, first_rows: dict[tuple[int, int], int], *, cell: str
) -> None:
    from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
    from openpyxl.styles import Alignment, Color, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.hyperlink import Hyperlink

    bold, link = Font(bold=True), Font(color="0563C1", underline="single")
    listed = _WORDS[matrix.language][1]
    put_text(sheet, 1, 1, f"{matrix.rows.label} \\ {matrix.columns.label}").font = bold
    for column, value in enumerate(matrix.columns.values, start=2):
        heading = put_text(sheet, 1, column, clean(value.label))
        heading.font = bold
        heading.alignment = Alignment(text_rotation=60, wrap_text=False)
        sheet.column_dimensions[get_column_letter(column)].width = 7 if cell == "count" else 24
    longest = max((len(value.label) for value in matrix.columns.values), default=0)
    sheet.row_dimensions[1].height = min(_MAX_HEADING_HEIGHT, 24 + 5 * longest)
    for row, value in enumerate(matrix.rows.values, start=2):
        put_text(sheet, row, 1, clean(value.label)).font = bold
    for linked, ((row, column), first) in enumerate(first_rows.items()):
        filled = put_text(sheet, row + 2, column + 2, clean(matrix.text(row, column, cell=cell)))
        if cell == "count":
            filled.value = matrix.count(row, column)
        if linked < _MAX_LINKS:
            filled.hyperlink = Hyperlink(ref=filled.coordinate, location=f"'{listed}'!A{first}")
            filled.font = link
        filled.alignment = Alignment(horizontal="center", wrap_text=cell == "list")
    if matrix.cells and cell == "count":
        last = f"{get_column_letter(len(matrix.columns.values) + 1)}{len(matrix.rows.values) + 1}"
        ends = [FormatObject(type="min"), FormatObject(type="max")]
        scale = ColorScale(cfvo=ends, color=[Color(_LIGHTEST), Color(_DARKEST)])
        rule = Rule(type="colorScale", colorScale=scale)
        sheet.conditional_formatting.add(f"B2:{last}", rule)
    put_text(sheet, len(matrix.rows.values) + 3, 1, matrix.note).font = Font(italic=True)
    sheet.column_dimensions["A"].width = min(
        _MAX_WIDTH, 2 + max((len(value.label) for value in matrix.rows.values), default=20)
    )
    sheet.freeze_panes = "B2"
