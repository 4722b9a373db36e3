"""Reading workbooks and text tables: every sheet and every cell, as it is."""

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

_OLE = b"\xd0\xcf\x11\xe0"  # how an .xls begins, and an .xlsx with a password

_MODIFIED = re.compile(rb"<(?:dcterms:modified|dc:date)[^>]*>(\d{4}-\d{2}-\d{2})")

_Rows = tuple[tuple[CellValue, ...], ...]


def read_workbook(path: Path) -> Workbook:
    """Read all sheets of a workbook, or the rows of a text file as one sheet.

    Shape: row 1 and column A of each sheet are where the spreadsheet shows them; empty rows at the
    end are left out. Whole numbers are int, however the file stores them; formulas give their
    stored value. The file is read once, so that the digest belongs to what was read. Links,
    comments, strikethrough and hidden rows come from .xlsx, .xlsm and (except strikethrough) .ods;
    an .xls gives only its values.

    Raises:
        WorkbookError: There is no such file, or it is not a workbook, or it is locked, damaged,
            empty or too large for memory.
    """
    content = _file_content(path)
    digest = hashlib.sha256(content).hexdigest()
    if path.suffix.lower() in TEXT_FORMATS or _is_text(content, path):
        delimited = read_delimited(content, path)
        sheets: tuple[Sheet, ...] = (Sheet(path.name, path.stem, _trimmed(delimited.rows)),)
        return _not_empty(Workbook(path.name, digest, None, sheets, delimited.remarks), path)
    archive = open_parts(content, path)
    parts = list(sheet_parts(archive, path)) if archive is not None else []
    is_ods = archive is not None and "content.xml" in archive.namelist()
    ods_marks = (
        read_ods_marks(part_text(archive, "content.xml", path), path) if archive and is_ods else {}
    )
    calamine_sheets = _calamine_sheets(content, path)
    marks = ods_marks
    if archive is not None and not is_ods and has_marks(archive, parts):
        values = {name: rows for name, rows, _, _ in calamine_sheets}
        marks = _marks(content, values, path, errors=has_errors(parts))
    sheets = tuple(
        _sheet(path.name, marks.get(entry[0], SheetMarks()), entry) for entry in calamine_sheets
    )
    return _not_empty(Workbook(path.name, digest, _modified(content), sheets), path)


def _not_empty(book: Workbook, path: Path) -> Workbook:
    if not any(value is not None for sheet in book.sheets for row in sheet.rows for value in row):
        raise WorkbookError(f"{path}: the workbook is empty; give one that has data")
    return book


def _is_text(content: bytes, path: Path) -> bool:
    """Tell whether a file is text, although its name is that of a workbook.

    Raises:
        WorkbookError: It is a web page, as some sites export.
    """
    head = content[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table")):
        raise WorkbookError(
            f"{path}: a web page with the extension {path.suffix}; open it in a spreadsheet "
            "program and save it as .xlsx"
        )
    if content.startswith((_OLE, b"PK")) or b"\x00" in content[:4096]:
        return False
    return any(delimiter in content[:4096] for delimiter in (b",", b";", b"\t"))


def _calamine_sheets(
    content: bytes, path: Path
) -> list[tuple[str, _Rows, tuple[MergedRange, ...], bool]]:
    """Read the name, values, merged ranges and hidden state of each sheet."""
    from python_calamine import (
        CalamineError,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
        ZipError,
        load_workbook,
    )

    sheets = []
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
                sheets.append((entry.name, _trimmed(rows), merged, hidden))
    except PasswordError as error:
        raise _locked(path) from error
    except (CalamineError, ZipError, OSError, ValueError) as error:
        if content.startswith(_OLE) and path.suffix.lower() in {".xlsx", ".xlsm"}:
            raise _locked(path) from error
        raise WorkbookError(
            f"{path}: not a complete workbook ({error}); open it in a spreadsheet program and save "
            f"it again as .xlsx"
        ) from error
    return sheets


def _trimmed(rows: _Rows) -> _Rows:
    """Leave out empty rows at the end, so that a million formatted rows cost nothing."""
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


def _file_content(path: Path) -> bytes:
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
        raise WorkbookError(f"{path}: larger than {MAX_FILE_BYTES // 1024**2} MiB; split it")
    if not content:
        raise WorkbookError(f"{path}: the file is empty; give a workbook that has data")
    return content


def _locked(path: Path) -> WorkbookError:
    return WorkbookError(f"{path}: protected by a password; save a copy without one and use that")


def _value(value: object) -> CellValue:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n") or None
    return value  # type: ignore[return-value]  # calamine's own types


def _modified(content: bytes) -> date | None:
    """Return the date of modification that the workbook states, if any."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name in ("docProps/core.xml", "meta.xml"):
                if name in archive.namelist():
                    with archive.open(name) as part:
                        match = _MODIFIED.search(part.read(65536))
                    return date.fromisoformat(match[1].decode()) if match else None
    except (zipfile.BadZipFile, ValueError):
        return None
    return None


def read_curated(path: Path) -> Workbook:
    """Read a workbook without the sheets and comments that this program added to it.

    Raises:
        WorkbookError: It cannot be read.
    """
    return without_own_marks(without_own_sheets(read_workbook(path)))
