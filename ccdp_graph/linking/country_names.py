"""What countries are called: to read where a record is of, and to compare names without it."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ccdp_graph.linking.words import is_short, without_brackets
from ccdp_graph.model.concepts import ConceptIndex
from ccdp_graph.model.named_thing import NamedThing
from ccdp_graph.rdf.text import normalised

_BEFORE = "of|of the|in|for|de|de la|du|des|d|pour|en"


@dataclass(frozen=True, slots=True)
class CountryNames:
    """The names of countries, by code of two letters, and the codes by name and IRI."""

    _codes: Mapping[str, str]
    _in_names: Mapping[str, re.Pattern[str]]

    @classmethod
    def of(cls, index: ConceptIndex) -> "CountryNames":
        """Take what the vocabulary of countries says; the European Union is none."""
        codes: dict[str, str] = {}
        names: defaultdict[str, set[str]] = defaultdict(set)
        for concept in index.concepts:
            code = next((c for c in concept.notations if len(c) == 2 and c.isalpha()), "")
            if concept.scheme != "country" or code in {"", "EU"}:
                continue
            for key in (concept.iri, *concept.matches, *concept.words):
                codes.setdefault(normalised(key), code)
            names[code] |= {w for w in map(normalised, concept.words) if len(w) > 3}
        return cls(codes, {code: _pattern(words) for code, words in names.items() if words})

    def code(self, text: str) -> str:
        """Return the code of what is an IRI or a name of a country, or nothing."""
        return self._codes.get(normalised(text), "")

    def with_short_names(self, thing: NamedThing) -> NamedThing:
        """Add to the names of a thing those without its own country: who is there leaves it out."""
        pattern = self._in_names.get(thing.country)
        if pattern is None:
            return thing
        found = []
        for name in (thing.name, *thing.alternatives):
            short = " ".join(pattern.sub(" ", normalised(without_brackets(name))).split())
            if short != normalised(name) and " " in short and not is_short(short):
                found.append(short)
        return replace(thing, alternatives=tuple(dict.fromkeys((*thing.alternatives, *found))))


def _pattern(words: set[str]) -> re.Pattern[str]:
    known = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
    return re.compile(rf"\b(?:(?:{_BEFORE}) )?(?:{known})\b")
