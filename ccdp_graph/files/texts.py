"""Text files of a project, read with errors that name file and line."""

import lzma
import os
import re
from collections.abc import Sequence
from pathlib import Path

from ccdp_graph.errors import AssetError


def read_text(path: Path) -> str:
    """Read a text asset, without a byte order mark and with line breaks of any system as one sign.

    Raises:
        AssetError: The file is not there, is a folder, is not UTF-8, or is written to while it is
            read.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            before = os.fstat(file.fileno())
            text = file.read()
            after = os.fstat(file.fileno())
    except IsADirectoryError as error:
        raise AssetError("is a folder; put a file in its place", path) from error
    except OSError as error:
        raise AssetError(f"cannot be read ({error.strerror})", path) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise AssetError("is not UTF-8; save it as UTF-8", path, line) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise AssetError("was changed while it was read; run this again", path)
    return text


def read_packed_text(path: Path) -> str:
    """Read a text asset that may be compressed (.xz).

    Raises:
        AssetError: The file is not there, or is not UTF-8.
    """
    try:
        content = path.read_bytes()
        return (lzma.decompress(content) if path.suffix == ".xz" else content).decode()
    except (OSError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise AssetError(f"cannot be read ({error}); make the list again", path) from error


def read_heading(text: str, path: Path, keys: Sequence[str]) -> tuple[dict[str, str], int]:
    """Read the `#key: value` lines that a table begins with.

    Args:
        keys: What must be there.

    Returns:
        The values, and how many characters the lines take.

    Raises:
        AssetError: A key is missing.
    """
    values: dict[str, str] = {}
    start = 0
    for line in text.splitlines(keepends=True):
        if not line.startswith("#"):
            break
        key, _, value = line[1:].partition(":")
        values[key.strip()] = value.strip()
        start += len(line)
    for key in keys:
        if not values.get(key):
            raise AssetError(f"the header lacks '#{key}: …'; add it", path, 1)
    return values, start


def line_of(text: str, word: str) -> int | None:
    """Return the line on which a key or value first stands, for error messages."""
    match = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)
    return text.count("\n", 0, match.start()) + 1 if match else None
