"""From words to concepts: by decisions, by labels, by the country names of CLDR."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from ccdp_graph.files import Memo
from ccdp_graph.model import Concept, ConceptIndex, Decisions
from ccdp_graph.rdf import normalised
from ccdp_graph.tables.cell_values import bracketed

# The languages of the countries that hold childhood-cancer registries, by number of speakers;
# a name that stands for different countries in two of them is left out.
LANGUAGES = (
    "en", "fr", "es", "pt", "de", "it", "nl", "pl", "ru", "uk", "tr", "sv", "da", "nb", "fi",
    "cs", "sk", "hu", "ro", "bg", "el", "hr", "sl", "et", "lv", "lt", "is", "ca", "ar", "fa",
    "he", "hi", "bn", "ur", "sw", "id", "ms", "vi", "th", "ko", "ja", "zh", "mn",
)  # fmt: skip

_QUALIFIER_BREAK = re.compile(r"\s*[,;]\s*|\s+(?:and|et)\s+")

_LIST_BREAK = re.compile(r"\s*[/,;•]\s*|\s+(?:and|et|&|\+)\s+")

_ANSWER_END = re.compile(r"\s*[,;:.]\s+|\s+[-–—]\s+|\s+")

_COUNTED = re.compile(r"^\d+\s+(?P<where>.*?)\s*(?:countries|pays)?$", re.IGNORECASE)

_VERSION = re.compile(r"^(?P<what>.*\S)\s+(?:v(?:ersion)?\.?\s*)?\d+(?:\.\d+)*$", re.IGNORECASE)

_MOST_RESOLVED = 65_536  # words


def country_code(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country named in any of `LANGUAGES`.

    Source: Unicode CLDR, as Babel carries it.

    >>> country_code("México"), country_code("Österreich"), country_code("日本")
    ('MX', 'AT', 'JP')
    >>> country_code("Atlantis")
    """
    return _codes().get(normalised(name))


@cache
def _codes() -> dict[str, str]:
    from babel import Locale

    codes: dict[str, str] = {}
    contested: set[str] = set()
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            key = normalised(name)
            if len(code) == 2 and code.isalpha() and codes.setdefault(key, code) != code:
                contested.add(key)
    return {key: code for key, code in codes.items() if key not in contested}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What one word became.

    Attributes:
        iris: Concepts or entities, without repetition.
        text: The word itself, if it says more than its concepts or nothing was found.
        known: Whether the word was understood, even if only by a decision to keep it as text.
    """

    iris: tuple[str, ...] = ()
    text: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that is known about words: concepts, and decisions, which come first."""

    index: ConceptIndex
    decisions: Decisions
    _resolved: Memo = field(
        default_factory=lambda: Memo(_MOST_RESOLVED), init=False, repr=False, compare=False
    )

    def resolve(self, word: str, schemes: Sequence[str]) -> Resolution:
        """Return the concepts that a word stands for.

        In order: a decision on it; a label; "Label (qualifier)", where the qualifier is looked up
        too; a count of countries somewhere ("12 European countries"); several labels joined by a
        slash, comma or "and", if all of them are known.
        """
        return self._resolved.get((word, tuple(schemes)), lambda: self._resolve(word, schemes))

    def _resolve(self, word: str, schemes: Sequence[str]) -> Resolution:
        decision = self.decisions.find(word, schemes)
        if decision is not None:
            return Resolution(decision.objects, word if decision.keeps_text else "")
        concept = self._find_concept(word, schemes)
        if concept is not None:
            return Resolution((concept.iri,))
        return (
            self._with_qualifier(word, schemes)
            or self._counted(word, schemes)
            or self._joined(word, schemes)
            or self._with_version(word, schemes)
            or self._with_remark(word, schemes)
            or Resolution(text=word, known=False)
        )

    def _find_concept(self, word: str, schemes: Sequence[str]) -> Concept | None:
        concept = self.index.find(word, schemes)
        if concept is None and "country" in schemes:
            code = country_code(word)
            concept = self.index.find(code, ("country",)) if code else None
        return concept

    def _with_qualifier(self, word: str, schemes: Sequence[str]) -> Resolution | None:
        parts = bracketed(word)
        if parts is None:
            return None
        base = self.resolve(parts[0], schemes)
        qualifiers = [
            self._concepts_of(piece, schemes) for piece in _QUALIFIER_BREAK.split(parts[1])
        ]
        qualifier_iris = [iri for iris in qualifiers for iri in iris]
        if not base.iris and not qualifier_iris:
            return Resolution(text=word) if base.known else None
        is_complete = base.known and not base.text and all(qualifiers)
        return Resolution(
            tuple(dict.fromkeys([*base.iris, *qualifier_iris])), "" if is_complete else word
        )

    def _counted(self, word: str, schemes: Sequence[str]) -> Resolution | None:
        match = _COUNTED.match(word)
        if match is None or "region" not in schemes:
            return None
        concept = self._find_concept(match["where"], schemes)
        return Resolution((concept.iri,) if concept else (), word)

    def _joined(self, word: str, schemes: Sequence[str]) -> Resolution | None:
        parts = [part for part in _LIST_BREAK.split(word) if part]
        iris_by_part = [self._concepts_of(part, schemes) for part in parts]
        if len(parts) < 2 or not all(iris_by_part):
            return None
        return Resolution(tuple(dict.fromkeys(iri for iris in iris_by_part for iri in iris)))

    def _with_version(self, word: str, schemes: Sequence[str]) -> Resolution | None:
        """Read "OMOP CDM v5.4" as the model without its version, and keep the text."""
        match = _VERSION.match(word)
        if match is None or "data-model" not in schemes:
            return None
        iris = self._concepts_of(match["what"], schemes)
        return Resolution(iris, word) if iris else None

    def _with_remark(self, word: str, schemes: Sequence[str]) -> Resolution | None:
        """Read "Yes, since 2015" and "active since 2019" by the answer at the beginning."""
        if not {"availability", "status"}.intersection(schemes):
            return None
        for joint in _ANSWER_END.finditer(word):
            answer = word[: joint.start()]
            iris = self._concepts_of(answer, schemes) if len(answer) > 1 else ()
            if iris:
                return Resolution(iris, word)
        return None

    def unknown_parts(self, word: str, schemes: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
        """Split a list of which only some words are known into their concepts and the other words.

        Nothing is split if no word is known: it may be one name with a comma in it.
        """
        parts = [part for part in _LIST_BREAK.split(word) if part]
        iris_by_part = [self._concepts_of(part, schemes) for part in parts]
        if len(parts) < 2 or not any(iris_by_part):
            return (), [word]
        known_iris = tuple(dict.fromkeys(iri for iris in iris_by_part for iri in iris))
        unknown = [part for part, iris in zip(parts, iris_by_part, strict=True) if not iris]
        return known_iris, [part for part in unknown if self.decisions.find(part, schemes) is None]

    def _concepts_of(self, word: str, schemes: Sequence[str]) -> tuple[str, ...]:
        decision = self.decisions.find(word, schemes)
        if decision is not None:
            return decision.objects
        concept = self._find_concept(word, schemes)
        return (concept.iri,) if concept else ()
