"""Reading workbook files: every sheet, every cell, as it stands."""

import hashlib
import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

from ccdp_graph.errors import WorkbookError
from ccdp_graph.model.sheet import CellValue, Sheet, Workbook

FORMATS = (".xlsx", ".xlsm", ".xls", ".ods")
_OLE = b"\xd0\xcf\x11\xe0"  # what an .xls begins with, and an .xlsx with a password
_MODIFIED = re.compile(rb"<(?:dcterms:modified|dc:date)[^>]*>(\d{4}-\d{2}-\d{2})")


def read_workbook(path: Path) -> Workbook:
    """Read all sheets of a workbook.

    Shape: row 1 and column A of each sheet are where the spreadsheet shows them. Whole numbers
    are int, however the file stores them; formulas give their stored value.

    Raises:
        WorkbookError: There is no such file, or it is no workbook, or locked, broken or empty.
    """
    from python_calamine import CalamineError, PasswordError, ZipError, load_workbook

    content = _content(path)
    try:
        with load_workbook(BytesIO(content)) as book:
            sheets = tuple(
                Sheet(
                    path.name,
                    name,
                    tuple(
                        tuple(_value(value) for value in row)
                        for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                    ),
                )
                for name in book.sheet_names
            )
    except PasswordError as error:
        raise _locked(path) from error
    except (CalamineError, ZipError, OSError, ValueError) as error:
        if content.startswith(_OLE) and path.suffix.lower() in {".xlsx", ".xlsm"}:
            raise _locked(path) from error
        raise WorkbookError(
            f"{path}: not a whole workbook ({error}); open it in a spreadsheet program and save "
            f"it again as .xlsx"
        ) from error
    if not any(value not in (None, "") for sheet in sheets for row in sheet.rows for value in row):
        raise WorkbookError(f"{path}: the workbook is empty; give one with a filled sheet")
    return Workbook(path.name, hashlib.sha256(content).hexdigest(), _modified(content), sheets)


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
    if not content:
        raise WorkbookError(f"{path}: the file is empty; give a workbook with a filled sheet")
    return content


def _locked(path: Path) -> WorkbookError:
    return WorkbookError(f"{path}: protected by a password; save a copy without one and give that")


def _value(value: object) -> CellValue:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value if value != "" else None  # type: ignore[return-value]  # calamine's own types


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
