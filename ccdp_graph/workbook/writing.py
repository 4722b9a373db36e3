"""Writing workbooks: texts that stay texts, and the same bytes for the same content."""

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from ccdp_graph.model.solutions import guarded

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet


LONGEST_CELL = 32_767  # Excel's limit

_ZIP_BEGINS = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can state

_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>[^<]*</dcterms:modified>")


def put_text(sheet: "Worksheet", row: int, column: int, text: str) -> "Cell":
    """Write a text that no spreadsheet program takes for a formula, not even when it is edited.

    Signs that no workbook can hold are left out: names from elsewhere may have them.
    """
    from openpyxl.cell import Cell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = guarded(text) != text
    return cell


def same_bytes(book: "Workbook", day: str) -> bytes:
    """Return a workbook as .xlsx, without the time of its writing.

    Args:
        day: The date that it states instead (YYYY-MM-DD), or nothing.
    """
    book.properties.creator = "ccdp-graph"
    book.properties.created = datetime.fromisoformat(day or "1980-01-01")
    written, out = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(_stated(day), content)
            new.writestr(zipfile.ZipInfo(name, _ZIP_BEGINS), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _stated(day: str) -> bytes:
    kind = 'xsi:type="dcterms:W3CDTF"'
    date = f"<dcterms:modified {kind}>{day}T00:00:00Z</dcterms:modified>"
    return date.encode() if day else b""
