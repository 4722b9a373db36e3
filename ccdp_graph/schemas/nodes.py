"""What a YAML or TOML file holds, with the line on which each key and value stands."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Kind(StrEnum):
    """What a value is, in the words of error messages."""

    TEXT = "a text"
    NUMBER = "a number"
    FLAG = "true or false"
    DATE = "a date"
    LIST = "a list"
    MAP = "keys with values"
    NOTHING = "nothing"


_NO_KEYS: Mapping[str, "Node"] = MappingProxyType({})

_NO_LINES: Mapping[str, int] = MappingProxyType({})


class Node(NamedTuple):
    """One value.

    Attributes:
        line: Where it begins, from 1.
        text: Of a scalar, as it is written, without quotes.
        items: Of a list.
        keys: Of a mapping, its values; `key_lines` says where each key stands.
    """

    kind: Kind
    line: int
    text: str = ""
    items: tuple["Node", ...] = ()
    keys: Mapping[str, "Node"] = _NO_KEYS
    key_lines: Mapping[str, int] = _NO_LINES

    def line_of(self, *path: str | int) -> int:
        """Return where the value at a path of keys and indexes stands, or else what holds it."""
        node = self
        for step in path:
            if isinstance(step, str) and step in node.keys:
                node = node.keys[step]
            elif isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                break
        return node.line
