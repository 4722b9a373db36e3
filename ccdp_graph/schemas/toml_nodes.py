"""TOML as nodes. The parser of the standard library keeps no lines, so keys are looked up."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ccdp_graph.errors import AssetError
from ccdp_graph.schemas.nodes import Kind, Node

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")

# strings and comments, which may hold what looks like a key
_OPAQUE = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL
)

_KEY = re.compile(r"\s*(?P<opening>\[*)(?P<key>[^=\[\]#]+)(?P<end>[=\]])")

_Lines = Mapping[tuple[str, ...], int]


def toml_nodes(text: str, path: Path) -> Node:
    """Read a TOML document; what stands inside a value has the line of its key.

    Raises:
        AssetError: It is not TOML, or is nested too deep; names the line.
    """
    try:
        return _node(tomllib.loads(text), (), 1, _key_lines(text))
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        found = _PLACE.search(said)
        at = f" at column {found[2]}" if found and found[2] else ""
        line = int(found[1]) if found and found[1] else text.rstrip().count("\n") + 1
        said = f"not TOML{at}: {_PLACE.sub('', said)}; mend this line"
        raise AssetError(said, path, line) from error
    except RecursionError as error:
        raise AssetError("is nested too deep; write it flatter", path) from error


def _node(value: Any, keys: tuple[str, ...], line: int, lines: _Lines) -> Node:
    if isinstance(value, dict):
        key_lines = {key: lines.get((*keys, key), line) for key in value}
        within = {key: _node(v, (*keys, key), key_lines[key], lines) for key, v in value.items()}
        return Node(Kind.MAP, line, keys=within, key_lines=key_lines)
    if isinstance(value, list):
        return Node(Kind.LIST, line, items=tuple(_node(v, keys, line, lines) for v in value))
    if isinstance(value, bool):
        return Node(Kind.FLAG, line, str(value).lower())
    kinds: dict[type, Kind] = {str: Kind.TEXT, int: Kind.NUMBER, float: Kind.NUMBER}
    return Node(kinds.get(type(value), Kind.DATE), line, str(value))


def _key_lines(text: str) -> dict[tuple[str, ...], int]:
    """Return by path the line of each key; of tables too."""
    # the lines inside a string become blank ones, and what it holds no sign that is looked for
    bare = _OPAQUE.sub(lambda found: re.sub(r"[=\[\]#]", "_", found[0]), text)
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(bare.split("\n"), start=1):
        if match := _KEY.match(line):
            try:
                path = _path(tomllib.loads(f"{match['key']} = 0"))
            except tomllib.TOMLDecodeError:  # inside a value of several lines
                continue
            if match["opening"]:
                table = path
            whole = path if match["opening"] else (*table, *path)
            for length in range(1, len(whole) + 1):
                found.setdefault(whole[:length], number)
    return found


def _path(content: Mapping[str, Any]) -> tuple[str, ...]:
    ((key, value),) = content.items()
    return (key, *(_path(value) if isinstance(value, dict) else ()))
