"""Writing workbooks and tables: text stays text, and equal content gives equal bytes."""

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from ccdp_graph.model import Document, Solutions, Term, escape_formula
from ccdp_graph.rdf import XSD

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet


MAX_CELL_LENGTH = 32_767  # Excel's limit

_MAX_LINK_LENGTH = 2_079  # likewise, for the target of a link

_MAX_LINKS = 65_530  # likewise, on one sheet

_MAX_NUMBER_LENGTH = 15  # Excel keeps no more digits

_MAX_WIDTH = 60

_INTEGER_TYPES = tuple(XSD + name for name in ("integer", "nonNegativeInteger", "int", "long"))

_ZIP_BEGINS = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold

_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>[^<]*</dcterms:modified>")


def put_text(sheet: "Worksheet", row: int, column: int, text: str) -> "Cell":
    """Write a text that no spreadsheet program takes for a formula, even when it is edited.

    Characters that no workbook can hold are left out: names from other sources may have them.
    """
    from openpyxl.cell import Cell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:MAX_CELL_LENGTH]
    cell.data_type = "s"
    cell.quotePrefix = escape_formula(text) != text
    return cell


def to_reproducible_bytes(book: "Workbook", day: str) -> bytes:
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


def records_csv(document: Document) -> str:
    """Return the records of a document, one per row, with a column per key and " | " in lists."""
    records = document.arrays["records"]
    keys = list(dict.fromkeys(key for record in records for key in record.values))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(keys)
    for record in records:
        values = [record.values.get(key, "") for key in keys]
        writer.writerow(
            [escape_formula(" | ".join(v) if isinstance(v, tuple) else str(v)) for v in values]
        )
    return out.getvalue()


def clean(text: str) -> str:
    """Replace the control characters that no workbook can hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)


def answers_workbook(
    answers: Solutions, title: str, links: Mapping[int, int] | None = None
) -> bytes:
    """Write answers as .xlsx.

    Shape: one sheet named after the question, a header row that stays in view and filters, and one
    row per answer. Text that looks like a formula stays text.

    Args:
        links: By the index of a name, that of the IRI it links to; these IRIs come last.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title[:31]
    targets = dict(links or {})
    indexes = range(len(answers.variables))
    order = sorted(indexes, key=lambda index: index in targets.values())
    linked = 0
    for number, row in enumerate(answers.rows, start=2):
        for column, index in enumerate(order, start=1):
            value, target = row[index], row[targets.get(index, index)]
            if value is None:
                continue
            cell = sheet.cell(number, column)
            _write(cell, value)
            if linked < _MAX_LINKS and target is not None and _can_be_linked(target):
                cell.hyperlink = target.value
                cell.font = Font(color="0563C1", underline="single")
                linked += 1
    for column, index in enumerate(order, start=1):
        heading = answers.heading(answers.variables[index])
        cell = sheet.cell(1, column)
        _write(cell, Term("literal", heading))
        cell.font = Font(bold=True)
        lengths = [len(term.value) for row in answers.rows if (term := row[index]) is not None]
        width = min(max([len(heading), *lengths]), _MAX_WIDTH)
        sheet.column_dimensions[get_column_letter(column)].width = width + 2
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(cell: "Cell | MergedCell", term: Term) -> None:
    """Write a number as a number and anything else as text, never as a formula."""
    from openpyxl.styles import Alignment

    if term.datatype in _INTEGER_TYPES and len(term.value) <= _MAX_NUMBER_LENGTH:
        cell.value = int(term.value)
    else:
        cell.value = clean(term.value)[:MAX_CELL_LENGTH]
        cell.data_type = "s"
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _can_be_linked(term: Term) -> bool:
    is_web_address = term.value.startswith(("http://", "https://"))
    return term.type == "uri" and is_web_address and len(term.value) <= _MAX_LINK_LENGTH
