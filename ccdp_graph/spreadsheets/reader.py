"""Workbooks and text tables read: every sheet, every cell, as it stands."""

import hashlib
import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

from ccdp_graph.errors import WorkbookError
from ccdp_graph.model import CellValue, MergedRange, Sheet, Workbook
from ccdp_graph.spreadsheets.delimited import FORMATS as TEXT_FORMATS, read_delimited
from ccdp_graph.spreadsheets.ooxml import SheetMarks, has_errors, has_marks, read_marks
from ccdp_graph.spreadsheets.opendocument import read_ods_marks
from ccdp_graph.spreadsheets.own_sheets import without_own_marks, without_own_sheets
from ccdp_graph.spreadsheets.safety import MAX_FILE_BYTES, open_parts, part_text, sheet_parts

FORMATS = (".xlsx", ".xlsm", ".xls", ".ods", *TEXT_FORMATS)

_OLE = b"\xd0\xcf\x11\xe0"  # what an .xls begins with, and an .xlsx with a password

_MODIFIED = re.compile(rb"<(?:dcterms:modified|dc:date)[^>]*>(\d{4}-\d{2}-\d{2})")

_Rows = tuple[tuple[CellValue, ...], ...]


def read_workbook(path: Path) -> Workbook:
    """Read all sheets of a workbook, or the rows of a text file as one sheet.

    Shape: row 1 and column A of each sheet are where the spreadsheet shows them; what is empty at
    the end is left out. Whole numbers are int, however the file stores them; formulas give their
    stored value. The file is read once, so that its digest is that of what was read. Links,
    comments, strikes and hidden rows come from .xlsx, .xlsm and (but for strikes) .ods; an .xls
    gives its values only.

    Raises:
        WorkbookError: There is no such file, or it is no workbook, or locked, broken, empty or too
            large for memory.
    """
    content = _content(path)
    digest = hashlib.sha256(content).hexdigest()
    if path.suffix.lower() in TEXT_FORMATS or _is_text(content, path):
        made = read_delimited(content, path)
        sheets: tuple[Sheet, ...] = (Sheet(path.name, path.stem, _trimmed(made.rows)),)
        return _filled(Workbook(path.name, digest, None, sheets, made.remarks), path)
    archive = open_parts(content, path)
    parts = list(sheet_parts(archive, path)) if archive is not None else []
    is_ods = archive is not None and "content.xml" in archive.namelist()
    ods = (
        read_ods_marks(part_text(archive, "content.xml", path), path) if archive and is_ods else {}
    )
    read = _calamine_sheets(content, path)
    marks = ods
    if archive is not None and not is_ods and has_marks(archive, parts):
        values = {name: rows for name, rows, _, _ in read}
        marks = _marks(content, values, path, errors=has_errors(parts))
    sheets = tuple(_sheet(path.name, marks.get(entry[0], SheetMarks()), entry) for entry in read)
    return _filled(Workbook(path.name, digest, _modified(content), sheets), path)


def _filled(book: Workbook, path: Path) -> Workbook:
    if not any(value is not None for sheet in book.sheets for row in sheet.rows for value in row):
        raise WorkbookError(f"{path}: the workbook is empty; give one with a filled sheet")
    return book


def _is_text(content: bytes, path: Path) -> bool:
    """Tell a text file that only calls itself a workbook from a workbook.

    Raises:
        WorkbookError: It is a web page, as some sites export it.
    """
    head = content[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table")):
        raise WorkbookError(
            f"{path}: is a web page that calls itself {path.suffix}; open it in a spreadsheet "
            "program and save it as .xlsx"
        )
    if content.startswith((_OLE, b"PK")) or b"\x00" in content[:4096]:
        return False
    return any(mark in content[:4096] for mark in (b",", b";", b"\t"))


def _calamine_sheets(
    content: bytes, path: Path
) -> list[tuple[str, _Rows, tuple[MergedRange, ...], bool]]:
    """Read name, values, merged ranges and whether it is hidden, of each sheet."""
    from python_calamine import (
        CalamineError,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
        ZipError,
        load_workbook,
    )

    found = []
    try:
        with load_workbook(BytesIO(content)) as book:
            for entry in book.sheets_metadata:
                if entry.typ != SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_name(entry.name)
                rows = tuple(
                    tuple(_value(value) for value in row)
                    for row in sheet.to_python(skip_empty_area=False)
                )
                merged = tuple(
                    MergedRange(a + 1, b + 1, c + 1, d + 1)
                    for (a, b), (c, d) in sheet.merged_cell_ranges or ()
                )
                hidden = entry.visible != SheetVisibleEnum.Visible
                found.append((entry.name, _trimmed(rows), merged, hidden))
    except PasswordError as error:
        raise _locked(path) from error
    except (CalamineError, ZipError, OSError, ValueError) as error:
        if content.startswith(_OLE) and path.suffix.lower() in {".xlsx", ".xlsm"}:
            raise _locked(path) from error
        raise WorkbookError(
            f"{path}: not a whole workbook ({error}); open it in a spreadsheet program and save "
            f"it again as .xlsx"
        ) from error
    return found


def _trimmed(rows: _Rows) -> _Rows:
    """Leave out what is empty at the ends, so that a million formatted rows cost nothing more."""
    filled = [n for n, row in enumerate(rows) if any(value is not None for value in row)]
    return rows[: filled[-1] + 1] if filled else ()


def _sheet(
    workbook: str,
    marks: SheetMarks,
    entry: tuple[str, _Rows, tuple[MergedRange, ...], bool],
) -> Sheet:
    name, rows, merged, hidden = entry
    if marks.values:
        changed = [list(row) for row in rows]
        for (row, column), value in marks.values.items():
            if row <= len(changed) and column <= len(changed[row - 1]):
                changed[row - 1][column - 1] = value
        rows = tuple(tuple(row) for row in changed)
    return Sheet(
        workbook,
        name,
        rows,
        marks.marks,
        merged,
        marks.hidden_rows,
        marks.hidden_columns,
        hidden,
    )


def _marks(
    content: bytes, values: dict[str, _Rows], path: Path, *, errors: bool
) -> dict[str, SheetMarks]:
    try:
        return read_marks(content, values, errors=errors)
    except (ValueError, KeyError, OSError, TypeError, AttributeError, IndexError) as error:
        raise WorkbookError(
            f"{path}: its links, comments or styles cannot be read ({error}); save it again in a "
            "spreadsheet program"
        ) from error


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise WorkbookError(f"{path}: is a folder; give a workbook ({', '.join(FORMATS)})")
    if path.suffix.lower() not in FORMATS:
        raise WorkbookError(f"{path}: not a workbook; give one of {', '.join(FORMATS)}")
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise WorkbookError(f"{path}: no such file; check the name") from error
    except OSError as error:
        raise WorkbookError(f"{path}: cannot be read ({error.strerror})") from error
    if len(content) > MAX_FILE_BYTES:
        raise WorkbookError(f"{path}: is larger than {MAX_FILE_BYTES // 1024**2} MiB; part it")
    if not content:
        raise WorkbookError(f"{path}: the file is empty; give a workbook with a filled sheet")
    return content


def _locked(path: Path) -> WorkbookError:
    return WorkbookError(f"{path}: protected by a password; save a copy without one and give that")


def _value(value: object) -> CellValue:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n") or None
    return value  # type: ignore[return-value]  # calamine's own types


def _modified(content: bytes) -> date | None:
    """Return the date on which the workbook says it was changed, if it says so."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name in ("docProps/core.xml", "meta.xml"):
                if name in archive.namelist():
                    with archive.open(name) as part:
                        found = _MODIFIED.search(part.read(65536))
                    return date.fromisoformat(found[1].decode()) if found else None
    except (zipfile.BadZipFile, ValueError):
        return None
    return None


def read_curated(path: Path) -> Workbook:
    """Read a workbook without our sheets and comments: of a blank survey, of a marked copy.

    Raises:
        WorkbookError: It cannot be read.
    """
    return without_own_marks(without_own_sheets(read_workbook(path)))
