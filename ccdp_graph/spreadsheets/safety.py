"""What keeps a spreadsheet file from being opened: a bomb, or too wide for memory."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from ccdp_graph.cell import column_letters, column_number
from ccdp_graph.errors import WorkbookError

MAX_FILE_BYTES = 512 * 1024**2

_MAX_UNPACKED_BYTES = 2 * 1024**3

_MAX_COMPRESSION_RATIO = (
    250  # a sheet of repeated values packs a hundredfold, a bomb a thousandfold
)

_RATIO_MATTERS = 64 * 1024**2

_MAX_PARTS = 20_000

_MAX_CELLS = 5_000_000  # of the rectangle that all filled cells span; more where most are filled

_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")

_ESCAPED = re.compile(rb"\sr\s*=\s*[\"'][^\"']*&")

_SHEET_PART = re.compile(r"^xl/(?:work)?sheets?/[^/]+\.xml$", re.IGNORECASE)

_CHUNK = 1024**2


def open_parts(content: bytes, path: Path) -> zipfile.ZipFile | None:
    """Open the parts of an .xlsx, .xlsm or .ods, or return None where it is no zip archive.

    Raises:
        WorkbookError: It would unpack to more than memory should hold, or has encrypted parts.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except zipfile.BadZipFile:
        return None
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    bomb = unpacked > _RATIO_MATTERS and unpacked / packed > _MAX_COMPRESSION_RATIO
    if bomb or unpacked > _MAX_UNPACKED_BYTES or len(parts) > _MAX_PARTS:
        raise WorkbookError(
            f"{path}: unpacks from {_size(len(content))} to {_size(unpacked)} in {len(parts)} "
            "parts, so it was not opened; save it again in a spreadsheet program"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise WorkbookError(f"{path}: protected by a password; save a copy without one")
    return archive


def part_text(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """Read one part, never more than its directory says.

    Raises:
        WorkbookError: The part is broken, or larger than it says.
    """
    info = archive.getinfo(name)
    found = bytearray()
    try:
        with archive.open(info) as part:
            while chunk := part.read(_CHUNK):
                found += chunk
                if len(found) > info.file_size:
                    raise WorkbookError(f"{path}: the part {name} is larger than the file says")
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
        raise WorkbookError(
            f"{path}: the part {name} is broken ({error}); save the file again"
        ) from error
    return bytes(found)


def sheet_parts(archive: zipfile.ZipFile, path: Path) -> Iterator[bytes]:
    """Give the XML of each sheet of an .xlsx, having seen that its cells fit into memory.

    The library that reads values reserves the whole rectangle that the filled cells span.

    Raises:
        WorkbookError: A stray cell makes a sheet too large.
    """
    for name in archive.namelist():
        if not _SHEET_PART.match(name):
            continue
        text = part_text(archive, name, path)
        if text[:2] in (b"\xff\xfe", b"\xfe\xff") or _ESCAPED.search(text):
            raise WorkbookError(f"{path}: {name} is written in an unusual way; save the file again")
        _check_extent(text, name, path)
        yield text


def check_area(rows: int, columns: int, cells: int, where: str, path: Path) -> None:
    """Refuse a sheet whose few cells span a rectangle that would not fit into memory.

    Raises:
        WorkbookError: It does not fit; names the last cell.
    """
    if rows * columns > max(_MAX_CELLS, 8 * cells):
        raise WorkbookError(
            f"{path}: {where} reaches to cell {column_letters(columns)}{rows}, far beyond its "
            f"{cells} filled cells; delete the stray cells or columns and save it again"
        )


def _check_extent(text: bytes, name: str, path: Path) -> None:
    rows = columns = cells = 0
    widths: dict[bytes, int] = {}
    for match in _REFERENCE.finditer(text):
        letters = match[1]
        if letters not in widths:
            widths[letters] = column_number(letters.decode().upper())
        rows = max(rows, int(match[2]))
        columns = max(columns, widths[letters])
        cells += 1
    check_area(rows, columns, cells, name.rpartition("/")[2], path)


def _size(number: int) -> str:
    for unit in ("bytes", "KiB", "MiB"):
        if number < 10_000:
            return f"{number} {unit}"
        number //= 1024
    return f"{number} GiB"
