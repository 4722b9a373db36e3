"""What column rules say, in English and French: a message keeps what it was made of.

A `Message` is its English text, so that order, JSON and golden files do not depend on a language;
`in_language` says it again in another one.
"""

from collections.abc import Mapping
from typing import Protocol

from ccdp_graph.model.messages import MESSAGES


class Labelled(Protocol):
    """What has a label in each language: a column, a concept."""

    def label_in(self, language: str) -> str:
        """Return the label in a language, or the usual one."""


Part = str | int | Labelled | tuple["Part", ...]
"""What a message names; of a tuple any one is meant."""

_OR = {"en": " or ", "fr": " ou "}


class Message(str):
    """A text in English that can be said in another language.

    Attributes:
        key: Of `MESSAGES`.
        parts: What stands at the places of its template.
    """

    __slots__ = ("key", "parts")
    key: str
    parts: Mapping[str, Part]

    def __new__(cls, key: str, parts: Mapping[str, Part]) -> "Message":
        """Say it in English."""
        made = super().__new__(cls, _said(key, parts, "en"))
        made.key, made.parts = key, parts
        return made


def message(key: str, **parts: Part) -> Message:
    """Say something of `MESSAGES`.

    >>> message("near", near="Peru")
    "Did you mean 'Peru'?"
    """
    return Message(key, parts)


def in_language(text: str, language: str) -> str:
    """Say a message in a language; any other text stays as it is.

    >>> in_language(message("near", near="Peru"), "fr")
    'Vouliez-vous dire « Peru » ?'
    """
    return _said(text.key, text.parts, language) if isinstance(text, Message) else text


def _said(key: str, parts: Mapping[str, Part], language: str) -> str:
    templates = MESSAGES[key]
    told = {name: _word(part, language) for name, part in parts.items()}
    return templates.get(language, templates["en"]).format(**told)


def _word(part: Part, language: str) -> str:
    if isinstance(part, tuple):
        return _OR.get(language, _OR["en"]).join(_word(one, language) for one in part)
    if isinstance(part, str):
        return in_language(part, language)
    return str(part) if isinstance(part, int) else part.label_in(language)
