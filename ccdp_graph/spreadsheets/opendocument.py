"""What an .ods holds beyond values, and how far its sheets extend."""

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
class _Position:
    """How far the sheets have been read."""

    sheets: dict[str, SheetMarks] = field(default_factory=dict)
    name: str = ""
    row: int = 0
    last_row: int = 0
    last_column: int = 0
    cells: int = 0


def read_ods_marks(content: bytes, path: Path) -> dict[str, SheetMarks]:
    """Read the marks of each sheet of a content.xml by name.

    Raises:
        WorkbookError: It is not XML, declares entities, or a sheet spans too many cells.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    position = _Position()
    try:
        for event, node in iterparse(BytesIO(content), events=("start", "end")):
            if event == "start" and node.tag == f"{_TABLE}table":
                position.name = node.get(f"{_TABLE}name", "")
                position.sheets[position.name] = SheetMarks()
                position.row = position.last_row = position.last_column = position.cells = 0
            elif event == "end" and node.tag == f"{_TABLE}table-row":
                _read_row(node, position)
                node.clear()
            elif event == "end" and node.tag == f"{_TABLE}table":
                check_area(
                    position.last_row,
                    position.last_column,
                    position.cells,
                    f"'{position.name}'",
                    path,
                )
    except (ParseError, DefusedXmlException) as error:
        raise WorkbookError(f"{path}: not a complete workbook ({error}); save it again") from error
    return position.sheets


def _read_row(node: "Element", position: _Position) -> None:
    repeated = int(node.get(f"{_TABLE}number-rows-repeated", "1"))
    sheet = position.sheets[position.name]
    column = 0
    filled = 0
    for cell in node:
        if cell.tag not in _CELLS:
            continue
        width = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        if len(cell) or cell.get(f"{_OFFICE}value-type"):
            filled += width
            position.last_column = max(position.last_column, column + width)
            annotation = _annotation(cell)
            if annotation is not None:
                sheet.marks[position.row + 1, column + 1] = annotation
        column += width
    if filled:
        position.last_row = position.row + repeated
        position.cells += min(filled * repeated, 10**9)
        if node.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            rows = range(position.row + 1, position.row + repeated + 1)
            sheet.hidden_rows |= frozenset(rows[:1000])
    position.row += repeated


def _annotation(cell: "Element") -> CellAnnotation | None:
    notes = [_note_text(note) for note in cell.iter(f"{_OFFICE}annotation")]
    links = [node.get(_LINK, "") for node in cell.iter(f"{_TEXT}a")]
    link = next((link for link in links if not link.startswith("#")), "")
    annotation = CellAnnotation(link=link, comment="\n".join(notes))
    return annotation if annotation != CellAnnotation() else None


def _note_text(note: "Element") -> str:
    return "\n".join("".join(part.itertext()) for part in _paragraphs(note)).strip()


def _paragraphs(node: "Element") -> Iterator["Element"]:
    return node.iter(f"{_TEXT}p")
