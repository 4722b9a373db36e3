"""What an .ods says of cells beyond their values, and how far its sheets reach."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ccdp_graph.errors import WorkbookError
from ccdp_graph.model import CellAnnotation
from ccdp_graph.spreadsheets.ooxml import SheetMarks
from ccdp_graph.spreadsheets.safety import check_area

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

_LINK = "{http://www.w3.org/1999/xlink}href"

_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


@dataclass(slots=True)
class _Place:
    """Where in the sheets the reading stands."""

    sheets: dict[str, SheetMarks] = field(default_factory=dict)
    name: str = ""
    row: int = 0
    last_row: int = 0
    last_column: int = 0
    cells: int = 0


def read_ods_marks(content: bytes, path: Path) -> dict[str, SheetMarks]:
    """Read the marks of each sheet of a content.xml by name.

    Raises:
        WorkbookError: It is no XML, declares entities, or a sheet spans too many cells.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    place = _Place()
    try:
        for event, node in iterparse(BytesIO(content), events=("start", "end")):
            if event == "start" and node.tag == f"{_TABLE}table":
                place.name = node.get(f"{_TABLE}name", "")
                place.sheets[place.name] = SheetMarks()
                place.row = place.last_row = place.last_column = place.cells = 0
            elif event == "end" and node.tag == f"{_TABLE}table-row":
                _read_row(node, place)
                node.clear()
            elif event == "end" and node.tag == f"{_TABLE}table":
                check_area(place.last_row, place.last_column, place.cells, f"'{place.name}'", path)
    except (ParseError, DefusedXmlException) as error:
        raise WorkbookError(f"{path}: not a whole workbook ({error}); save it again") from error
    return place.sheets


def _read_row(node: "Element", place: _Place) -> None:
    repeated = int(node.get(f"{_TABLE}number-rows-repeated", "1"))
    sheet = place.sheets[place.name]
    column = 0
    filled = 0
    for cell in node:
        if cell.tag not in _CELLS:
            continue
        width = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        if len(cell) or cell.get(f"{_OFFICE}value-type"):
            filled += width
            place.last_column = max(place.last_column, column + width)
            mark = _mark(cell)
            if mark is not None:
                sheet.marks[place.row + 1, column + 1] = mark
        column += width
    if filled:
        place.last_row = place.row + repeated
        place.cells += min(filled * repeated, 10**9)
        if node.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            rows = range(place.row + 1, place.row + repeated + 1)
            sheet.hidden_rows |= frozenset(rows[:1000])
    place.row += repeated


def _mark(cell: "Element") -> CellAnnotation | None:
    notes = [_said(note) for note in cell.iter(f"{_OFFICE}annotation")]
    links = [node.get(_LINK, "") for node in cell.iter(f"{_TEXT}a")]
    link = next((link for link in links if not link.startswith("#")), "")
    mark = CellAnnotation(link=link, comment="\n".join(notes))
    return mark if mark != CellAnnotation() else None


def _said(note: "Element") -> str:
    return "\n".join("".join(part.itertext()) for part in _paragraphs(note)).strip()


def _paragraphs(node: "Element") -> Iterator["Element"]:
    return node.iter(f"{_TEXT}p")
