"""Messages that keep their key and their parts, so that they can be said in another language.

A `Message` is its English text, so that order, JSON and golden files do not depend on a language;
`in_language` renders it in another one.
"""

from collections.abc import Mapping
from typing import Protocol

from ccdp_graph.i18n.catalogue import MESSAGES
from ccdp_graph.i18n.translation import joined


class Labelled(Protocol):
    """Anything with a label in each language: a column, a concept."""

    def label_in(self, language: str) -> str:
        """Return the label in a language, or else the usual one."""


Part = str | int | Labelled | tuple["Part", ...]
"""What fills a place in a message; the parts of a tuple are joined with "or"."""


class Message(str):
    """An English text that can be rendered in another language.

    Attributes:
        key: Of `MESSAGES`.
        parts: What fills the places of its template.
    """

    __slots__ = ("key", "parts")
    key: str
    parts: Mapping[str, Part]

    def __new__(cls, key: str, parts: Mapping[str, Part]) -> "Message":
        """Render it in English."""
        text = super().__new__(cls, _render(key, parts, "en"))
        text.key, text.parts = key, parts
        return text

    def __getnewargs__(self) -> tuple[str, Mapping[str, Part]]:  # type: ignore[override]
        """Return what makes it again in another process."""
        return self.key, self.parts


def message(key: str, **parts: Part) -> Message:
    """Return a message of `MESSAGES`.

    >>> message("near", near="Peru")
    "Did you mean 'Peru'?"
    """
    return Message(key, parts)


def in_language(text: str, language: str) -> str:
    """Render a message in a language; any other text is returned unchanged.

    >>> in_language(message("near", near="Peru"), "fr")
    'Vouliez-vous dire « Peru » ?'
    """
    return _render(text.key, text.parts, language) if isinstance(text, Message) else text


def _render(key: str, parts: Mapping[str, Part], language: str) -> str:
    texts = {name: _part_text(part, language) for name, part in parts.items()}
    return MESSAGES[language][key].format(**texts)


def _part_text(part: Part, language: str) -> str | int:
    if isinstance(part, tuple):
        alternatives = tuple(str(_part_text(alternative, language)) for alternative in part)
        return joined(alternatives, language, "or")
    if isinstance(part, str):
        return in_language(part, language)
    return part if isinstance(part, int) else part.label_in(language)
