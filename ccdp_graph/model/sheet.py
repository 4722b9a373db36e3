"""A workbook as it was read: sheets of cells, nothing understood yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ccdp_graph.cell import CellRef

CellValue = str | int | float | bool | date | datetime | time | timedelta | None


def cell_text(value: CellValue) -> str:
    """Return what a person sees in a cell, without white space around it.

    >>> cell_text(2018), cell_text(None), cell_text(" a "), cell_text(True)
    ('2018', '', 'a', 'TRUE')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        midnight = value.time() == time.min
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return str(value).strip()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows[0]` is row 1 of the spreadsheet, `rows[0][0]` its column A."""

    workbook: str
    name: str
    rows: tuple[tuple[CellValue, ...], ...]

    def filled(self, row: int) -> Iterator[tuple[CellRef, str]]:
        """Give the filled cells of a row (1 is the first) with their texts."""
        for column, value in enumerate(self.rows[row - 1], start=1):
            text = cell_text(value)
            if text:
                yield CellRef(self.workbook, self.name, row, column), text


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file of sheets.

    `modified` is the date that the file itself states, never that of the file system, so that
    a copy gives the same graph.
    """

    name: str
    sha256: str
    modified: date | None
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell below a header: its address, its header and the text that stands in it."""

    cell: CellRef
    header: str
    text: str
