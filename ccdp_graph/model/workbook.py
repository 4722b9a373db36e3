"""A workbook as it was read: sheets of cells, nothing understood yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

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
class CellAnnotation:
    """What a spreadsheet says of a cell beyond its value.

    Attributes:
        link: The target of its hyperlink.
        comment: The text of its comment.
        struck: Its text that is struck through, all of it or a part.
        formula: Its formula, where the file holds no result of it.
        shown: What a person sees, where that is not how the value reads: "45%" for 0.45.
    """

    link: str = ""
    comment: str = ""
    struck: str = ""
    formula: str = ""
    shown: str = ""


class MergedRange(NamedTuple):
    """Cells that are shown as one; only the first of them has a value. Counts from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows[0]` is row 1 of the spreadsheet, `rows[0][0]` its column A.

    Attributes:
        marks: By row and column (from 1), for the few cells that have any.
        hidden: Whether the whole sheet is hidden; rows and columns may be hidden one by one.
    """

    workbook: str
    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    marks: Mapping[tuple[int, int], CellAnnotation] = field(default_factory=dict)
    merged: tuple[MergedRange, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False

    def filled(self, row: int) -> Iterator[tuple[CellRef, str]]:
        """Yield the filled cells of a row (1 is the first) with their texts."""
        for column, value in enumerate(self.rows[row - 1], start=1):
            text = cell_text(value)
            if text:
                yield CellRef(self.workbook, self.name, row, column), text


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file of sheets.

    Attributes:
        modified: The date that the file itself states, never that of the file system, so that
            a copy gives the same graph.
        remarks: What had to be guessed to read it, such as the encoding of a text file.
    """

    name: str
    sha256: str
    modified: date | None
    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell below a header: its address, its header and the text that stands in it."""

    cell: CellRef
    header: str
    text: str
