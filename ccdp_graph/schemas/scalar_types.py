"""Values without parts: texts, numbers, true and false."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ccdp_graph.i18n import did_you_mean
from ccdp_graph.rdf import expand, is_iri
from ccdp_graph.schemas.nodes import Kind, Node

Schema = dict[str, Any]
"""A JSON Schema, draft 2020-12."""

Refuse = Callable[[str, int], Exception]
"""Makes the error of a message and a line."""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _has_known_prefix(name: str) -> bool:
    try:
        return bool(expand(name))
    except KeyError:
        return False


FORMATS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "iri": (is_iri, "is no IRI; write https://…"),
    "date": (_is_day, "is no day; write YYYY-MM-DD"),
    "prefixed-name": (_has_known_prefix, "has an unknown prefix; write the full IRI"),
}
"""By format of a text, whether one is of that format, and what to say where it is not."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text.

    Attributes:
        format: One of `FORMATS`.
        choices: Texts that stand for something, with what that is; the only ones where there is
            neither format nor pattern.
        pattern: What it must look like, as a regular expression that JSON Schema knows too.
        hint: The same in words, to be read after "must".
        may_be_empty: Whether "" will do.
    """

    format: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    pattern: str = ""
    hint: str = ""
    may_be_empty: bool = False
    kinds: frozenset[Kind] = frozenset({Kind.TEXT})

    def read(self, node: Node, name: str, refuse: Refuse) -> str:
        """Return the text."""
        text = node.text
        if not text:
            if self.may_be_empty:
                return text
            raise refuse(f"{name} is empty; write a text or leave it out", node.line)
        if text in self.choices:
            return text
        if self.choices and not self.format and not self.pattern:
            near = did_you_mean(text, self.choices)
            raise refuse(f"{name} cannot be '{text}'{near}", node.line)
        if self.format and not FORMATS[self.format][0](text):
            raise refuse(f"'{text}' {FORMATS[self.format][1]}", node.line)
        if self.pattern and not re.search(self.pattern, text):
            raise refuse(f"{name} must {self.hint}, not '{text}'", node.line)
        return text

    def schema(self) -> Schema:
        """Write it as JSON Schema."""
        several = [{"const": text, "description": says} for text, says in self.choices.items()]
        rules: Schema = {"type": "string"}
        if self.format:
            rules["format"] = self.format
        if self.pattern:
            rules["pattern"] = self.pattern
        if self.choices:
            return {"anyOf": [*several, *([rules] if self.format or self.pattern else [])]}
        if self.may_be_empty:
            return {"anyOf": [{"const": ""}, rules]} if len(rules) > 1 else rules
        return rules | {"minLength": 1}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, a number, true or false: read as it is written."""

    kinds: frozenset[Kind] = frozenset({Kind.TEXT, Kind.NUMBER, Kind.FLAG})

    def read(self, node: Node, name: str, refuse: Refuse) -> str:  # noqa: ARG002
        """Return it as it is written."""
        return node.text

    def schema(self) -> Schema:
        """Write it as JSON Schema."""
        return {"type": ["string", "number", "boolean"]}


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    kinds: frozenset[Kind] = frozenset({Kind.FLAG})

    def read(self, node: Node, name: str, refuse: Refuse) -> bool:  # noqa: ARG002
        """Return it as a truth value."""
        return node.text.lower() == "true"

    def schema(self) -> Schema:
        """Write it as JSON Schema."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of at least 0."""

    kinds: frozenset[Kind] = frozenset({Kind.NUMBER})

    def read(self, node: Node, name: str, refuse: Refuse) -> float:
        """Return it as a number."""
        if (number := float(node.text)) < 0:
            raise refuse(f"{name} must be at least 0, not {node.text}", node.line)
        return number

    def schema(self) -> Schema:
        """Write it as JSON Schema."""
        return {"type": "number", "minimum": 0}
