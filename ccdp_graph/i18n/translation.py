"""Texts for people in each language that has a catalogue, English being the key (gettext).

A text stands in the code in English, within `Texts`; what it is in another language stands in
`locales/<language>/LC_MESSAGES/ccdp.po`. A language is offered when its catalogue is there, and
what a catalogue leaves out is said in English.
"""

import gettext
import io
import string
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ccdp_graph.errors import AssetError

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ENGLISH = "en"

DOMAIN = "ccdp"

_LOCALES = Path(__file__).parent.parent / "locales"

T = TypeVar("T")


class Plural(str):
    """A text that depends on a number, which fills its place `number`.

    It is the form for many in English; `one` is the form for one.
    """

    __slots__ = ("one",)
    one: str

    def __new__(cls, one: str, many: str) -> "Plural":
        """Keep both forms."""
        text = super().__new__(cls, many)
        text.one = one
        return text

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """Return what makes it again in another process."""
        return self.one, str(self)


class Text(str):
    """A text in a language, which fills its places by the rules of that language.

    A place `{number:n}` has a number with the language's separators; a date and a list (a tuple)
    are written as the language writes them.

    Attributes:
        english: The English text, with both its forms if it depends on a number.

    >>> Text(Plural("{number:n} row", "{number:n} rows"), "en").format(number=1200)
    '1,200 rows'
    """

    __slots__ = ("english", "language")
    english: str
    language: str

    def __new__(cls, english: str, language: str) -> "Text":
        """Translate it; what the catalogue leaves out stays in English."""
        text = super().__new__(cls, _catalogue(language).gettext(english) if english else "")
        text.english, text.language = english, language
        return text

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """Return what makes it again in another process."""
        return self.english, self.language

    def format(self, *args: object, **parts: object) -> str:
        """Fill the places; the part `number` chooses the form."""
        template = str(self)
        if isinstance(self.english, Plural):
            number = parts["number"]
            assert isinstance(number, int)
            template = _catalogue(self.language).ngettext(self.english.one, self.english, number)
        if ":n" not in template and all(isinstance(part, (str, int)) for part in parts.values()):
            return template.format(*args, **parts)  # most texts, and much faster
        return _Formatter(self.language).vformat(template, args, parts)


class Texts(Mapping[str, T]):
    """English texts, alone or in tuples, mappings and dataclasses, by the language of a reader.

    >>> Texts({"title": "Map", "headings": ("Country", "Records")})["fr"]["headings"]
    ('Pays', 'Fiches')
    """

    def __init__(self, english: T) -> None:
        """Take the texts, which are literals, since catalogues are made from the code."""
        self._english = english
        self._said: dict[str, T] = {}  # by language, of which there are few

    def __getitem__(self, language: str) -> T:
        """Return the texts in a language, or in English where it has no catalogue."""
        known = language if language in languages() else ENGLISH
        if known not in self._said:
            self._said[known] = _each(self._english, known)
        return self._said[known]

    def __contains__(self, language: object) -> bool:
        """Return whether a language has a catalogue."""
        return language in languages()

    def __iter__(self) -> Iterator[str]:
        """Iterate over the languages."""
        return iter(languages())

    def __len__(self) -> int:
        """Return how many languages there are."""
        return len(languages())


def _each(english: Any, language: str) -> Any:
    if isinstance(english, str):
        return Text(english, language)
    if is_dataclass(english) and not isinstance(english, type):
        values = {field.name: getattr(english, field.name) for field in fields(english)}
        return replace(english, **_each(values, language))
    if isinstance(english, Mapping):
        return {key: _each(value, language) for key, value in english.items()}
    return tuple(_each(value, language) for value in english)


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the languages that have a catalogue: English first, then by their codes."""
    return (ENGLISH, *sorted(path.parent.parent.name for path in _files()))


def complete_languages() -> tuple[str, ...]:
    """Return the languages whose catalogue leaves nothing out; metadata are published in them."""
    return tuple(language for language in languages() if _is_complete(language))


def language_name(language: str, shown_in: str) -> str:
    """Return what a language is called in a language.

    >>> language_name("fr", "fr"), language_name("fr", "en")
    ('français', 'French')
    """
    from babel import Locale

    return Locale(language).get_display_name(shown_in) or language


def joined(parts: tuple[str, ...], language: str, style: str = "standard") -> str:
    """Join texts as a language does: "a, b and c"; with the style `or`, "a or b"."""
    from babel.lists import format_list

    return format_list(parts, style, language)  # type: ignore[arg-type]


def _files() -> Iterator[Path]:
    return _LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")


class _Formatter(string.Formatter):
    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write a value in the language."""
        from babel.dates import format_date
        from babel.numbers import format_decimal

        if format_spec == "n":
            return format_decimal(value, locale=self._language)
        if isinstance(value, date):
            return format_date(value, format_spec or "long", locale=self._language)
        if isinstance(value, tuple):
            return joined(value, self._language, format_spec or "standard")
        return str(super().format_field(value, format_spec))


@lru_cache(maxsize=16)
def _catalogue(language: str) -> gettext.NullTranslations:
    """Read the catalogue of a language; English needs none."""
    return gettext.NullTranslations() if language == ENGLISH else compiled(_parsed(language))


@lru_cache(maxsize=16)
def _is_complete(language: str) -> bool:
    return language == ENGLISH or all(
        all(_forms(message.string)) and not message.fuzzy
        for message in _parsed(language)
        if message.id
    )


@lru_cache(maxsize=16)
def _parsed(language: str) -> "Catalog":
    return read_catalogue(_LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po")


def read_catalogue(path: Path) -> "Catalog":
    """Read a `.po` file.

    Raises:
        AssetError: It is not a catalogue, or a translation has other places than its text.
    """
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except (OSError, ValueError, PoFileError) as error:
        raise AssetError(f"is not a catalogue of messages: {error}", path) from error
    for message in catalogue:
        if fault := _fault(message.id, message.string):
            raise AssetError(fault, path, message.lineno)
    return catalogue


def compiled(catalogue: "Catalog") -> gettext.GNUTranslations:
    """Return the translations of a catalogue."""
    from babel.messages.mofile import write_mo

    content = io.BytesIO()
    write_mo(content, catalogue)
    content.seek(0)
    return gettext.GNUTranslations(content)


def _fault(marked: Any, translated: Any) -> str:
    """Say what is wrong with the places of a translation; a form for one may leave out its number.

    Args:
        marked: The text, or its forms for one and for many.
        translated: Its translation, or one for each plural form of the language.
    """
    text = marked if isinstance(marked, str) else marked[-1]
    forms = _forms(translated)
    wanted = places(text)
    for form in forms if text else ():
        singular = not isinstance(marked, str) and form != forms[-1]
        missing = wanted - places(form) - ({"{number:n}", "{number}"} if singular else set())
        unknown = places(form) - wanted
        if form and (missing or unknown):
            fault = "lacks" if missing else "has"
            return f"'{form}' {fault} {', '.join(sorted(missing or unknown))}, unlike '{text}'"
    return ""


def _forms(translated: Any) -> tuple[str, ...]:
    return (translated,) if isinstance(translated, str) else tuple(translated)


def places(text: str) -> frozenset[str]:
    """Return the places of a text, such as `{number:n}`.

    >>> sorted(places("{number:n} of {all:n}"))
    ['{all:n}', '{number:n}']
    """
    try:
        fields = [(name, spec) for _, name, spec, _ in string.Formatter().parse(text)]
    except ValueError:  # a brace that nothing closes
        return frozenset({text})
    return frozenset(
        f"{{{name}:{spec}}}" if spec else f"{{{name}}}" for name, spec in fields if name is not None
    )
