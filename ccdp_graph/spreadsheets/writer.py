"""Writing tables as workbooks: text stays text, and equal content gives equal bytes."""

import io
import math
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles import Alignment, Color, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from ccdp_graph.cell import CellRef, column_letters
from ccdp_graph.errors import OutputError
from ccdp_graph.model import Scalar, Table, TableCell, cells, escape_formula

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


MAX_CELL_LENGTH = 32_767  # Excel's limit

_MAX_LINK_LENGTH = 2_079  # likewise, for the target of a link

_MAX_LINKS = 65_530  # likewise, on one sheet

_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384  # likewise

_MAX_SHEET_NAME_LENGTH = 31  # likewise

_MAX_NUMBER = 10**15  # likewise: it keeps no more digits

_FIRST_DAY = date(1900, 3, 1)  # likewise: it takes 1900 for a leap year

_MAX_RANGES = 200  # of cells to which one rule applies

_MAX_WIDTH = 60  # characters

_FILLED = 0.9  # of a line, before a long word begins the next one

_LINE_HEIGHT = 15  # points

_MAX_HEIGHT = 300  # points

_MAX_HEADING_HEIGHT = 240  # points, for slanted headings

HEADER_FILL = PatternFill("solid", start_color="D9D9D9")

_LIGHTEST, _DARKEST = "FFFFFF", "57A0CE"

TOP = Alignment(vertical="top", wrap_text=True)

_LEFT = Alignment(horizontal="left")

_SLANTED = Alignment(text_rotation=60)

_CENTRED = Alignment(horizontal="center")

_CHOICES_SHEET = "Choices"

_EMPTY = TableCell(None)

_ZIP_BEGINS = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold

_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>[^<]*</dcterms:modified>")


def tables_workbook(*tables: Table) -> bytes:
    """Write tables as .xlsx, a sheet each; the same tables give the same bytes.

    Raises:
        OutputError: A table is larger than a sheet can be.
    """
    book = Workbook()
    del book["Sheet"]
    for table in tables:
        write_table(book.create_sheet(sheet_name(table.title)), table)
    return to_reproducible_bytes(book, "")


def write_table(sheet: "Worksheet", table: Table) -> None:
    """Write a table to an empty sheet.

    Shape: the head of the table, its headings, which stay in view, filter the rows and begin each
    printed page, the rows and the notes.

    Raises:
        OutputError: It is larger than a sheet can be.
    """
    header = len(table.head) + 1
    last = header + len(table.rows)
    if last + len(table.notes) >= _MAX_ROWS or len(table.columns) > _MAX_COLUMNS:
        raise OutputError(
            f"{len(table.rows)} rows of {len(table.columns)} columns are more than a sheet of a "
            "workbook can hold; choose another format, such as csv"
        )
    writer = _TableWriter(sheet, table)
    for number, row in enumerate(table.head, start=1):
        writer.put_head(number, tuple(cells(row)))
    writer.put_headings(header)
    for number, row in enumerate(table.rows, start=header + 1):
        writer.put_row(number, tuple(cells(row)))
    for number, note in enumerate(table.notes, start=last + 2):
        put_text(sheet, number, 1, note).font = writer.font(italic=True)
    writer.colour_counts(header + 1, last)
    writer.offer_choices()
    sheet.freeze_panes = CellRef("", "", header + 1, table.kept + 1).address
    sheet.auto_filter.ref = f"A{header}:{column_letters(len(table.columns))}{last}"
    sheet.print_title_rows = f"{header}:{header}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes, one page wide
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


class _TableWriter:
    """Writes the rows of a table to a sheet."""

    def __init__(self, sheet: "Worksheet", table: Table) -> None:
        self.sheet = sheet
        self.columns = table.columns
        self.widths = _widths(table)
        self.links = 0
        self.places: defaultdict[tuple[str, ...], list[CellRef]] = defaultdict(list)
        usual = sheet.cell(1, 1).font
        self.usual_font = {"name": usual.name, "size": usual.sz}
        self.link_font = self.font(color="0563C1", underline="single")

    def font(self, **changes: Any) -> Font:
        """Return the usual font of the workbook with changes."""
        return Font(**{**self.usual_font, **changes})

    def put_head(self, number: int, row: Sequence[TableCell]) -> None:
        """Write a row above the headings; a cell alone takes the whole width."""
        for column, cell in enumerate(row, start=1):
            written = self._put(number, column, cell)
            written.alignment = _LEFT if row[1:] else TOP
            if cell.is_heading:
                written.font = self.font(bold=True, size=14)
        if len(row) == 1 < len(self.widths) and row[0].text:
            self.sheet.merge_cells(None, number, 1, number, len(self.widths))
            self._fit_height(number, [row[0].text], [sum(self.widths)])

    def put_headings(self, number: int) -> None:
        """Write the headings; those of counts are slanted, since their columns are narrow."""
        for place, column in enumerate(self.columns, start=1):
            cell = put_text(self.sheet, number, place, column.heading)
            cell.font, cell.fill = self.font(bold=True), HEADER_FILL
            cell.alignment = _SLANTED if column.kind == "count" else TOP
            self.sheet.column_dimensions[cell.column_letter].width = self.widths[place - 1]
        longest = max((len(c.heading) for c in self.columns if c.kind == "count"), default=0)
        if longest:
            height = min(_MAX_HEADING_HEIGHT, 24 + 5 * longest)
            self.sheet.row_dimensions[number].height = height

    def put_row(self, number: int, row: Sequence[TableCell]) -> None:
        """Write a row, as high as its texts need."""
        for column, cell in enumerate(row, start=1):
            if cell == _EMPTY:
                continue
            written = self._put(number, column, cell)
            is_count = self.columns[column - 1].kind == "count"
            written.alignment = _CENTRED if is_count else TOP
            if is_count:
                written.number_format = "#,##0;-#,##0;"  # a nought is left blank
            if cell.is_heading:
                written.font = self.font(bold=True)
        self._fit_height(number, [cell.text for cell in row], self.widths)

    def colour_counts(self, first: int, last: int) -> None:
        """Colour the columns of counts by their size."""
        counts = [n for n, column in enumerate(self.columns, start=1) if column.kind == "count"]
        if counts and first <= last:
            begin, end = column_letters(counts[0]), column_letters(counts[-1])
            ends = [FormatObject(type="min"), FormatObject(type="max")]
            scale = ColorScale(cfvo=ends, color=[Color(_LIGHTEST), Color(_DARKEST)])
            rule = Rule(type="colorScale", colorScale=scale)
            self.sheet.conditional_formatting.add(f"{begin}{first}:{end}{last}", rule)

    def offer_choices(self) -> None:
        """Offer the choices of cells as drop-down lists; a hidden sheet holds them."""
        if not self.places:
            return
        assert self.sheet.parent is not None
        hidden = self.sheet.parent.create_sheet(_CHOICES_SHEET)
        hidden.sheet_state = "hidden"
        for number, (choices, places) in enumerate(self.places.items(), start=1):
            for column, choice in enumerate(choices, start=1):
                put_text(hidden, number, column, choice)
            last = column_letters(len(choices))
            offered = f"{_CHOICES_SHEET}!$A${number}:${last}${number}"
            for ranges in joined_ranges(places):
                # nothing is refused: reading back says what is wrong, and more may be allowed
                self.sheet.add_data_validation(DataValidation("list", offered, sqref=ranges))

    def _put(self, row: int, column: int, cell: TableCell) -> Cell:
        written = _put_value(self.sheet, row, column, cell.value)
        if cell.fill:
            written.fill = PatternFill("solid", start_color=cell.fill)
        if cell.choices:
            self.places[cell.choices].append(CellRef("", "", row, column))
        is_link = cell.link.startswith(("#", "http://", "https://"))
        if is_link and len(cell.link) <= _MAX_LINK_LENGTH and self.links < _MAX_LINKS:
            place = cell.link[1:] if cell.link.startswith("#") else None
            target = None if place else cell.link
            written.hyperlink = Hyperlink(written.coordinate, location=place, target=target)
            written.font = self.link_font
            self.links += 1
        return written

    def _fit_height(self, row: int, texts: Iterable[str], widths: Iterable[int]) -> None:
        height = _row_height(texts, widths)
        if height > _LINE_HEIGHT:  # not every program fits it
            self.sheet.row_dimensions[row].height = height


def put_text(sheet: "Worksheet", row: int, column: int, text: str) -> Cell:
    """Write a text that no spreadsheet program takes for a formula, even when it is edited."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    held = clean(text)[:MAX_CELL_LENGTH]
    if held:  # a cell with an empty text would not count as empty
        cell.value, cell.data_type = held, "s"
        cell.quotePrefix = escape_formula(held) != held
    return cell


def clean(text: str) -> str:
    """Leave out the control characters that no workbook can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def _row_height(texts: Iterable[str], widths: Iterable[int]) -> int:
    """Return the height in points of a row with wrapped texts, with some room for long words."""
    lines = (
        sum(max(1, math.ceil(len(line) / width / _FILLED)) for line in text.splitlines())
        for text, width in zip(texts, widths, strict=True)
    )
    return min(_MAX_HEIGHT, _LINE_HEIGHT * max((1, *lines)))


def sheet_name(title: str) -> str:
    """Return a title as the name of a sheet."""
    return re.sub(r"[][:*?/\\]", "-", clean(title))[:_MAX_SHEET_NAME_LENGTH].strip("'")


def joined_ranges(places: Iterable[CellRef]) -> Iterator[str]:
    """Join cells that are directly below one another, and yield as many ranges as go together.

    >>> list(joined_ranges(CellRef("", "", row, 6) for row in (3, 4, 5, 9)))
    ['F3:F5 F9']
    """
    runs: list[list[CellRef]] = []
    for cell in sorted(places, key=lambda cell: (cell.column, cell.row)):
        if runs and runs[-1][-1] == cell._replace(row=cell.row - 1):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    ranges = [r[0].address if len(r) == 1 else f"{r[0].address}:{r[-1].address}" for r in runs]
    for start in range(0, len(ranges), _MAX_RANGES):
        yield " ".join(ranges[start : start + _MAX_RANGES])


def to_reproducible_bytes(book: Workbook, day: str) -> bytes:
    """Return a workbook as .xlsx, without the time of writing.

    Args:
        day: The date that it states instead (YYYY-MM-DD), or "".
    """
    book.properties.creator = "ccdp-graph"
    book.properties.created = datetime.fromisoformat(day or "1980-01-01")
    saved, reproducible = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with (
        zipfile.ZipFile(saved) as source,
        zipfile.ZipFile(reproducible, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(_modified_element(day), content)
            target.writestr(zipfile.ZipInfo(name, _ZIP_BEGINS), content, zipfile.ZIP_DEFLATED)
    return reproducible.getvalue()


def _modified_element(day: str) -> bytes:
    type_attribute = 'xsi:type="dcterms:W3CDTF"'
    date = f"<dcterms:modified {type_attribute}>{day}T00:00:00Z</dcterms:modified>"
    return date.encode() if day else b""


def _put_value(sheet: "Worksheet", row: int, column: int, value: Scalar | None) -> Cell:
    """Write a number or a date as such where Excel can, and any other value as text."""
    cell = put_text(sheet, row, column, "" if value is None else str(value))
    if isinstance(value, date) and value >= _FIRST_DAY:
        cell.value, cell.number_format = value, "yyyy-mm-dd"
    elif isinstance(value, int | float) and abs(value) < _MAX_NUMBER:  # NaN is not
        cell.value = value
    return cell


def _widths(table: Table) -> list[int]:
    """Return the width of each column: the one given, or that of its longest text."""
    longest = [len(heading) for heading in table.headings]
    for texts in table.texts():
        longest = [max(pair) for pair in zip(longest, map(len, texts), strict=True)]
    fitting = [math.ceil(min(length, _MAX_WIDTH) / _FILLED) + 2 for length in longest]
    return [column.width or width for column, width in zip(table.columns, fitting, strict=True)]
