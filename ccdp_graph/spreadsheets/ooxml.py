"""What an .xlsx holds beyond values: links, comments, strikethrough, hidden rows and columns.

The library that reads values knows nothing of these. The one that does takes six times as long, so
it is used only where the file's parts show that there is something to read.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ccdp_graph.cell import column_number
from ccdp_graph.model import CellAnnotation, CellValue

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet


_IN_SHEETS = re.compile(
    rb"<(?:\w+:)?hyperlink\b|\shidden=[\"'](?:1|true)[\"']|\st=[\"']e[\"']|HYPERLINK\("
    rb"|</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></|</(?:\w+:)?c>)|<(?:\w+:)?f[^>]*/>\s*</"
)

_ERROR = re.compile(rb"\st=[\"']e[\"']")

_STRIKE = re.compile(rb"<(?:\w+:)?strike(?!\s+val=[\"'](?:0|false)[\"'])")

_PERCENT = re.compile(rb"numFmtId=[\"'](?:9|10)[\"']|formatCode=[\"'][^\"']*%")

_COMMENTS = re.compile(r"comments?\d*\.xml$", re.IGNORECASE)

_LINK_FORMULA = re.compile(r'^=HYPERLINK\(\s*"([^"]+)"(?:\s*[,;]\s*"([^"]*)")?', re.IGNORECASE)


@dataclass(slots=True)
class SheetMarks:
    """What one sheet holds beyond its values.

    Attributes:
        values: Values that the first library does not give, such as #N/A.
    """

    marks: dict[tuple[int, int], CellAnnotation] = field(default_factory=dict)
    values: dict[tuple[int, int], CellValue] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def has_marks(archive: zipfile.ZipFile, sheets: list[bytes]) -> bool:
    """Tell from the raw parts whether the file holds anything beyond values."""
    names = archive.namelist()
    if any(_COMMENTS.search(name) for name in names) or any(map(_IN_SHEETS.search, sheets)):
        return True
    for name, pattern in (("xl/styles.xml", _STRIKE), ("xl/sharedStrings.xml", _STRIKE)):
        if name in names and pattern.search(archive.read(name)):
            return True
    return "xl/styles.xml" in names and bool(_PERCENT.search(archive.read("xl/styles.xml")))


def has_errors(sheets: list[bytes]) -> bool:
    """Tell from the raw parts whether a cell holds an error value."""
    return any(map(_ERROR.search, sheets))


def read_marks(
    content: bytes,
    values: Mapping[str, tuple[tuple[CellValue, ...], ...]],
    *,
    errors: bool,
) -> dict[str, SheetMarks]:
    """Read the marks of each sheet by name.

    Args:
        values: The values already read, by sheet; they show which formulas have no result.
        errors: Whether a cell holds an error value (see `has_errors`), which takes a second read.

    Raises:
        ValueError, KeyError, OSError: The file does not follow the standard.
    """
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content), rich_text=True)
    with_errors = load_workbook(BytesIO(content), data_only=True) if errors else None
    marks_by_sheet = {}
    for sheet in book.worksheets:
        rows = values.get(sheet.title, ())
        sheet_marks = SheetMarks(
            hidden_rows=frozenset(n for n, row in sheet.row_dimensions.items() if row.hidden),
            hidden_columns=frozenset(_hidden_columns(sheet)),
        )
        # iter_rows would create every empty cell of the sheet
        for (row, column), cell in sheet._cells.items():  # noqa: SLF001
            value = rows[row - 1][column - 1] if _within(rows, row, column) else None
            annotation = _annotation(cell, value)
            if annotation is not None:
                sheet_marks.marks[row, column] = annotation
        cells = with_errors[sheet.title]._cells if with_errors is not None else {}  # noqa: SLF001
        for (row, column), cell in cells.items():
            if cell.data_type == "e":
                sheet_marks.values[row, column] = str(cell.value)
                sheet_marks.marks.pop((row, column), None)
        marks_by_sheet[sheet.title] = sheet_marks
    return marks_by_sheet


def _within(rows: tuple[tuple[CellValue, ...], ...], row: int, column: int) -> bool:
    return row <= len(rows) and column <= len(rows[row - 1])


def _hidden_columns(sheet: "Worksheet") -> Iterator[int]:
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            first = dimension.min or column_number(dimension.index or "A")
            yield from range(first, (dimension.max or first) + 1)


def _annotation(cell: "Cell | MergedCell", value: CellValue) -> CellAnnotation | None:
    formula = cell.value if cell.data_type == "f" and isinstance(cell.value, str) else ""
    link_formula = _LINK_FORMULA.match(formula)
    target = cell.hyperlink.target if cell.hyperlink is not None else None
    shown = ""
    if value is None and link_formula:
        shown = link_formula[2] or link_formula[1]
    elif isinstance(value, int | float) and "%" in str(cell.number_format):
        shown = f"{value * 100:.10g}%"
    annotation = CellAnnotation(
        link=str(target or (link_formula[1] if link_formula else "")),
        comment=cell.comment.text.strip() if cell.comment is not None else "",
        struck=_struck(cell.value, cell),
        formula=formula if formula and value is None and not link_formula else "",
        shown=shown,
    )
    return annotation if annotation != CellAnnotation() else None


def _struck(value: Any, cell: "Cell | MergedCell") -> str:
    """Return the struck-through text of a cell: all of it, or some of its runs."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    if value is None:
        return ""
    if isinstance(value, CellRichText):
        runs = [run.text for run in value if isinstance(run, TextBlock) and run.font.strike]
        if runs:
            return "".join(runs).strip()
    return str(value).strip() if cell.font is not None and cell.font.strike else ""
