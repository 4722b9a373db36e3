"""YAML as nodes. Texts stay as they are written, so that `No` and `1e3` are texts.

A plain scalar is a number, true, false or nothing only where every version of YAML reads it so.
"""

import re
from pathlib import Path
from typing import Any

from ccdp_graph.errors import AssetError
from ccdp_graph.schemas.nodes import Kind, Node

_MAX_DEPTH = 32

_MAX_VALUES = 100_000

_NESTING = re.compile(r"[\[{]|[-?] ")

_HARMLESS = 1_000  # so few marks nest no deeper than PyYAML's composer can go in any version

_TOO_DEEP = f"is nested more than {_MAX_DEPTH} deep; write it flatter"

_PLAIN = re.compile(
    r"(?P<NUMBER>[-+]?(?:0|[1-9]\d*)(?:\.\d+)?)"
    r"|(?P<FLAG>true|True|TRUE|false|False|FALSE)"
    r"|(?P<NOTHING>~|null|Null|NULL|)"
)

_NOT_IN_YAML = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_TAB = re.compile(r"[ -]*\t")


def yaml_nodes(text: str, path: Path) -> Node:
    """Read a YAML document.

    Raises:
        AssetError: It is not YAML, gives a key twice, is nested too deep, or repeats too much
            through aliases; names the line.
    """
    import yaml

    if found := _NOT_IN_YAML.search(text):
        said = f"not YAML: the character U+{ord(found[0]):04X} may not stand in it; remove it"
        raise AssetError(said, path, text.count("\n", 0, found.start()) + 1)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        if len(_NESTING.findall(text)) > _HARMLESS:
            _refuse_depth(text, path, loader)
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = f"not YAML at column {column}: {error.problem}; mend this line"
        if any(_TAB.match(begun) for begun in text.split("\n")[line - 1 : line]):
            said = "a tab indents this line; write spaces instead"
        elif "nesting depth" in str(error.problem):  # since PyYAML 6.0.4
            said = _TOO_DEEP
        elif error.context == "expected a single document in the stream":
            said = "a second document begins here; keep one in a file"
        raise AssetError(said, path, line) from error
    except RecursionError as error:  # where PyYAML has no libyaml, which has a limit of its own
        raise AssetError("is nested too deep; write it flatter", path) from error
    return Node(Kind.NOTHING, 1) if root is None else _Converter(path).node(root, 0)


def _refuse_depth(text: str, path: Path, loader: Any) -> None:
    """Look how deep a text is nested without composing it, which ends the process when too deep."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise AssetError(_TOO_DEEP, path, line)


class _Converter:
    """Makes our nodes of PyYAML's, in which an alias is the very node that it repeats."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.values = 0

    def node(self, node: Any, depth: int) -> Node:
        line = _line(node)
        self.values += 1
        if depth > _MAX_DEPTH:
            said = f"is nested more than {_MAX_DEPTH} deep; write it flatter, or without aliases"
            raise AssetError(said, self.path, line)
        if self.values > _MAX_VALUES:
            said = f"has more than {_MAX_VALUES:,} values, with what its aliases repeat; write less"
            raise AssetError(said, self.path, line)
        if node.id == "mapping":
            return self.mapping(node, depth)
        if node.id == "sequence":
            items = tuple([self.node(item, depth + 1) for item in node.value])
            return Node(Kind.LIST, line, items=items)
        return Node(_kind(node), line, node.value)

    def mapping(self, node: Any, depth: int) -> Node:
        keys: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(name := key.value, str):
                said = "a key must be a text, not a list or keys with values"
                raise AssetError(said, self.path, _line(key))
            if name in keys:
                said = f"the key '{name}' stands on line {key_lines[name]} already; keep one"
                raise AssetError(said, self.path, _line(key))
            key_lines[name] = _line(key)
            keys[name] = self.node(value, depth + 1)
        return Node(Kind.MAP, _line(node), keys=keys, key_lines=key_lines)


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1


def _kind(node: Any) -> Kind:
    found = None if node.style else _PLAIN.fullmatch(node.value)  # a style is quotes, or a block
    return Kind[found.lastgroup] if found and found.lastgroup else Kind.TEXT
