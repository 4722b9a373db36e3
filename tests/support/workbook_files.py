"""Small workbooks, written and read."""

import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ccdp_graph.model.workbook import Sheet
from ccdp_graph.spreadsheets.reader import read_workbook

CONTENT = """<?xml version="1.0" encoding="UTF-8"?>{doctype}
<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">
<office:body><office:spreadsheet><table:table table:name="Survey">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def new() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    return book, sheet


def first(path: Path) -> Sheet:
    return read_workbook(path).sheets[0]


def text_file(folder: Path, content: bytes, name: str = "survey.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def ods(path: Path, rows: str, doctype: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", CONTENT.format(rows=rows, doctype=doctype))
    return path
