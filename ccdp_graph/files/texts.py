"""Text files of a project, read with errors that name file and line."""

import lzma
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ccdp_graph.errors import AssetError


def read_text(path: Path) -> str:
    """Read a text asset, with line breaks of any system as one sign.

    Raises:
        AssetError: The file is not there, is not UTF-8, or is written to while it is read.
    """
    try:
        with path.open(encoding="utf-8") as file:
            before = os.fstat(file.fileno())
            text = file.read()
            after = os.fstat(file.fileno())
    except (OSError, UnicodeDecodeError) as error:
        raise AssetError(f"cannot be read ({error}); give a UTF-8 text file", path) from error
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


def parse_yaml(text: str, path: Path) -> Any:
    """Parse YAML in which every scalar is text, so that `No` and `2007` stay what was written.

    Raises:
        AssetError: The text is not YAML; names file and line.
    """
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return yaml.load(text, Loader=loader)  # noqa: S506, BaseLoader makes text only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise AssetError(
            f"not YAML: {problem}; mend this line", path, mark.line + 1 if mark else None
        ) from error


def line_of(text: str, word: str) -> int | None:
    """Return the line on which a key or value first stands, for error messages."""
    match = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)
    return text.count("\n", 0, match.start()) + 1 if match else None
