"""Checks before a spreadsheet file is opened: zip bombs, and sheets too large for memory."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from ccdp_graph.cell import column_letters, column_number
from ccdp_graph.errors import WorkbookError

MAX_FILE_BYTES = 512 * 1024**2

_MAX_UNPACKED_BYTES = 2 * 1024**3

_MAX_COMPRESSION_RATIO = 250  # repeated values compress a hundredfold, a bomb a thousandfold

_MIN_BOMB_BYTES = 64 * 1024**2

_MAX_PARTS = 20_000

_MAX_CELLS = 5_000_000  # in the rectangle that the filled cells span; more if most are filled

_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")

_ESCAPED = re.compile(rb"\sr\s*=\s*[\"'][^\"']*&")

_SHEET_PART = re.compile(r"^xl/(?:work)?sheets?/[^/]+\.xml$", re.IGNORECASE)

_CHUNK_BYTES = 1024**2


def open_parts(content: bytes, path: Path) -> zipfile.ZipFile | None:
    """Open the parts of an .xlsx, .xlsm or .ods, or return None if it is not a zip archive.

    Raises:
        WorkbookError: It would unpack to more than memory can hold, or has encrypted parts.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except zipfile.BadZipFile:
        return None
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    bomb = unpacked > _MIN_BOMB_BYTES and unpacked / packed > _MAX_COMPRESSION_RATIO
    if bomb or unpacked > _MAX_UNPACKED_BYTES or len(parts) > _MAX_PARTS:
        raise WorkbookError(
            f"{path}: would unpack from {_size(len(content))} to {_size(unpacked)} in {len(parts)} "
            "parts, so it was not opened; save it again in a spreadsheet program"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise WorkbookError(f"{path}: protected by a password; save a copy without one")
    return archive


def part_text(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """Read one part, but no more than the archive's directory says.

    Raises:
        WorkbookError: The part is damaged, or larger than the directory says.
    """
    info = archive.getinfo(name)
    content = bytearray()
    try:
        with archive.open(info) as part:
            while chunk := part.read(_CHUNK_BYTES):
                content += chunk
                if len(content) > info.file_size:
                    raise WorkbookError(
                        f"{path}: the part {name} is larger than the file says; save it again"
                    )
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
        raise WorkbookError(
            f"{path}: the part {name} is damaged ({error}); save the file again"
        ) from error
    return bytes(content)


def sheet_parts(archive: zipfile.ZipFile, path: Path) -> Iterator[bytes]:
    """Yield the XML of each sheet of an .xlsx, after checking that its cells fit into memory.

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
    """Reject a sheet whose few cells span a rectangle that would not fit into memory.

    Raises:
        WorkbookError: It does not fit; the message names the last cell.
    """
    if rows * columns > max(_MAX_CELLS, 8 * cells):
        raise WorkbookError(
            f"{path}: {where} extends to cell {column_letters(columns)}{rows}, far beyond its "
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
