"""What may stand in a file of ours: types that read a value, and write their JSON Schema."""

import re
from dataclasses import dataclass
from typing import Any, Protocol

from ccdp_graph.i18n import did_you_mean
from ccdp_graph.schemas.nodes import Kind, Node
from ccdp_graph.schemas.scalar_types import Refuse, Schema, Text

_UNQUOTED = re.compile(r"[-+]?\d+(\.\d+)?|true|false")


class Type(Protocol):
    """What a value may be."""

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of node that it reads."""

    def read(self, node: Node, name: str, refuse: Refuse) -> Any:
        """Return the value of a node of one of its kinds.

        Args:
            name: What to call the value in a message.

        Raises:
            AssetError: What `refuse` makes of a message.
        """

    def schema(self) -> Schema:
        """Write it as JSON Schema."""


def read(wanted: Type, node: Node, name: str, refuse: Refuse) -> Any:
    """Return the value of a node.

    Raises:
        AssetError: It is of another type; says which is wanted.
    """
    if node.kind in wanted.kinds:
        return wanted.read(node, name, refuse)
    cure = ""
    if node.kind in {Kind.NUMBER, Kind.FLAG, Kind.DATE} and Kind.TEXT in wanted.kinds:
        cure = f'; put it in quotes: "{node.text}"'
    elif node.kind is Kind.TEXT and _UNQUOTED.fullmatch(node.text):
        cure = "; write it without quotes"
    raise refuse(f"{name} must be {_in_words(wanted)}, not {node.kind}{cure}", node.line)


def _in_words(wanted: Type) -> str:
    match wanted:
        case Either(types):
            return " or ".join(map(_in_words, types))
        case MapOf():
            return f"values by {wanted.by}"
        case _:
            return next(kind for kind in Kind if kind in wanted.kinds)


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one type."""

    item: Type
    at_least: int = 0
    kinds: frozenset[Kind] = frozenset({Kind.LIST})

    def read(self, node: Node, name: str, refuse: Refuse) -> tuple[Any, ...]:
        """Return its values."""
        if len(node.items) < self.at_least:
            raise refuse(f"{name} is an empty list; add to it or leave it out", node.line)
        return tuple(read(self.item, item, f"an entry of {name}", refuse) for item in node.items)

    def schema(self) -> Schema:
        """Write it as JSON Schema."""
        return {"type": "array", "items": self.item.schema()} | (
            {"minItems": self.at_least} if self.at_least else {}
        )


@dataclass(frozen=True, slots=True)
class Fixed:
    """A list whose entries each have a meaning of their own.

    Attributes:
        form: How it is written, for messages.
        required: How many entries it has at least.
    """

    form: str
    items: tuple[Type, ...]
    required: int
    kinds: frozenset[Kind] = frozenset({Kind.LIST})

    def read(self, node: Node, name: str, refuse: Refuse) -> tuple[Any, ...]:
        """Return its values."""
        if not self.required <= len(node.items) <= len(self.items):
            raise refuse(f"{name} must be {self.form}", node.line)
        return tuple(
            read(wanted, item, f"an entry of {name}", refuse)
            for wanted, item in zip(self.items, node.items, strict=False)
        )

    def schema(self) -> Schema:
        """Write it as JSON Schema."""
        parts = [item.schema() for item in self.items]
        rules = {"prefixItems": parts, "items": False, "minItems": self.required}
        return {"type": "array", "description": self.form} | rules


@dataclass(frozen=True, slots=True)
class MapOf:
    """Values of one type by a key that is free, such as a language."""

    value: Type
    by: str
    key: Text | None = None
    kinds: frozenset[Kind] = frozenset({Kind.MAP})

    def read(self, node: Node, name: str, refuse: Refuse) -> dict[str, Any]:
        """Return its values by key."""
        values = {}
        for key, value in node.keys.items():
            if self.key is not None:
                line = node.key_lines[key]
                self.key.read(Node(Kind.TEXT, line, key), f"a key of {name}", refuse)
            values[key] = read(self.value, value, f"'{key}' of {name}", refuse)
        return values

    def schema(self) -> Schema:
        """Write it as JSON Schema."""
        names = {"description": self.by} | (self.key.schema() if self.key is not None else {})
        rules = {"propertyNames": names, "additionalProperties": self.value.schema()}
        return {"type": "object"} | rules


@dataclass(frozen=True, slots=True)
class Either:
    """A value of one of several types, each of another kind of node."""

    types: tuple[Type, ...]

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of node that one of them reads."""
        return frozenset().union(*(each.kinds for each in self.types))

    def read(self, node: Node, name: str, refuse: Refuse) -> Any:
        """Return what the type of its kind reads."""
        (wanted,) = (each for each in self.types if node.kind in each.kinds)
        return wanted.read(node, name, refuse)

    def schema(self) -> Schema:
        """Write it as JSON Schema."""
        return {"anyOf": [each.schema() for each in self.types]}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record.

    Attributes:
        says: What it is, for readers of the reference and of an editor.
        also: Other names of a required key; one of them may stand in its place.
        default: What holds where it is left out.
    """

    name: str
    type: Type
    says: str
    required: bool = False
    also: tuple[str, ...] = ()
    default: Any = None

    @property
    def names(self) -> tuple[str, ...]:
        """All its names."""
        return (self.name, *self.also)


@dataclass(frozen=True, slots=True)
class Record:
    """Known keys, each with a type of its own.

    Attributes:
        noun: What has these keys, such as "a column".
        any_of: Keys of which one at least must be given.
        may_be_nothing: Whether it may be left empty, as in `parameters: {country: }`.
    """

    noun: str
    keys: tuple[Key, ...]
    any_of: tuple[str, ...] = ()
    may_be_nothing: bool = False

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of node that it reads."""
        return frozenset({Kind.MAP, *([Kind.NOTHING] if self.may_be_nothing else [])})

    def read(self, node: Node, name: str, refuse: Refuse) -> dict[str, Any]:
        """Return the values of the keys that are given, each under its first name."""
        known = {name: key for key in self.keys for name in key.names}
        values: dict[str, Any] = {}
        for name, value in node.keys.items():
            if name not in known:
                said = f"'{name}' is not a key of {self.noun}{did_you_mean(name, known)}"
                raise refuse(said, node.key_lines[name])
            if (key := known[name]).name in values:
                said = f"{' and '.join(map(repr, key.names))} are the same key; keep one"
                raise refuse(said, node.key_lines[name])
            values[key.name] = read(key.type, value, f"'{name}'", refuse)
        for key in self.keys:
            if key.required and key.name not in values:
                raise refuse(f"{self.noun} needs the key '{key.name}'; add it", node.line)
        if self.any_of and not values.keys() & set(self.any_of):
            wanted = " or ".join(map(repr, self.any_of))
            raise refuse(f"{self.noun} needs the key {wanted}; add one", node.line)
        return values

    def schema(self) -> Schema:
        """Write it as JSON Schema."""
        rules: Schema = {
            "type": ["object", "null"] if self.may_be_nothing else "object",
            "title": self.noun,
            "additionalProperties": False,
            "properties": {name: _described(key) for key in self.keys for name in key.names},
        }
        if required := [key.name for key in self.keys if key.required and not key.also]:
            rules["required"] = required
        if self.any_of:
            rules["anyOf"] = _required(self.any_of)
        if synonyms := [key.names for key in self.keys if key.also]:
            rules["allOf"] = [{"oneOf": _required(names)} for names in synonyms]
        return rules


def _required(names: tuple[str, ...]) -> list[Schema]:
    return [{"required": [name]} for name in names]


def _described(key: Key) -> Schema:
    default = {} if key.default is None else {"default": key.default}
    return key.type.schema() | {"description": key.says} | default


TEXT = Text()

TEXTS = ListOf(TEXT)

NAME = Text(format="prefixed-name")

BY_LANGUAGE = MapOf(TEXT, "language")

WORDS = Either((TEXT, BY_LANGUAGE))
"""One text for all languages, or one a language."""
