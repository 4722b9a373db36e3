"""The entities of a graph and the concepts of its vocabularies, with all their names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ccdp_graph.linking.names import (
    NamedThing,
    dois_of,
    hosts_of,
    identifier_of,
    is_short,
    page_of,
    without_brackets,
)
from ccdp_graph.model import ConceptIndex, RecordType, RecordTypes
from ccdp_graph.rdf import RDF, expand, normalised
from ccdp_graph.sparql import Store

LabelSource = Mapping[str, Mapping[str, Sequence[str]]]
"""Texts by entity and property, each as an IRI."""

_TYPE = RDF + "type"

_OTHER_NAMES = ("dcterms:alternative", "skos:altLabel")

_PLACE, _CODE = "dcterms:spatial", "skos:notation"

_PAGES = ("foaf:homepage", "dcat:landingPage")

_PAGE_OF_RECORD = "dcat:landingPage"

_EXACT_MATCH = "skos:exactMatch"

_HOLDER_NAMES = ("foaf:name", "skos:altLabel", _EXACT_MATCH)

_DEPRECATED = "owl:deprecated"


def entity_properties(types: RecordTypes) -> frozenset[str]:
    """Return the properties that give the type, names, place and holder of an entity."""
    common = (*_OTHER_NAMES, _PLACE, _CODE, *_PAGES, *_HOLDER_NAMES, _DEPRECATED)
    return frozenset(
        {_TYPE, *map(expand, common), *(kind.naming for kind in types), *_holders(types)}
    )


def _holders(types: RecordTypes) -> tuple[str, ...]:
    return tuple({name: None for kind in types for name in kind.responsible})


def read_entities(store: Store, types: RecordTypes) -> tuple[NamedThing, ...]:
    """Return the records and organisations of a store."""
    properties = " ".join(f"<{iri}>" for iri in sorted(entity_properties(types)))
    query = (
        f"SELECT DISTINCT ?thing ?property ?value WHERE {{ VALUES ?property {{ {properties} }} "
        "?thing ?property ?value }"
    )
    texts: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for thing, prop, value in store.texts(query):
        texts[thing].setdefault(prop, []).append(value)
    return entities_from(texts, types)


def entities_from(texts: LabelSource, types: RecordTypes) -> tuple[NamedThing, ...]:
    """Return the records and organisations described, except deprecated ones.

    Shape: an organisation's websites are its own, and those of what it publishes or coordinates.

    Args:
        texts: The values of their `entity_properties`.
    """
    websites: defaultdict[str, list[str]] = defaultdict(list)
    holders = _holders(types)
    for iri in texts:
        for holder in _texts_of(texts, iri, *holders):
            websites[holder] += _texts_of(texts, iri, _PAGE_OF_RECORD)
    deprecated = expand(_DEPRECATED)
    current = [iri for iri in sorted(texts) if deprecated not in texts[iri]]
    return tuple(
        thing
        for kind in reversed(types.entries)
        for thing in _of_kind(kind, current, texts, websites)
    )


def concepts_of(index: ConceptIndex) -> tuple[NamedThing, ...]:
    """Return the concepts of the vocabularies, each in its scheme."""
    return tuple(
        NamedThing(
            iri=concept.iri,
            name=concept.label,
            kind=concept.scheme,
            alternatives=tuple(
                dict.fromkeys(word for word in concept.words if word != concept.label)
            ),
            country=_code(concept.notations) if concept.scheme == "country" else "",
        )
        for concept in index.concepts
    )


def _of_kind(
    kind: RecordType, iris: Iterable[str], texts: LabelSource, websites: Mapping[str, Sequence[str]]
) -> Iterator[NamedThing]:
    for iri in iris:
        names = _texts_of(texts, iri, kind.naming)
        if not names or kind.class_iri not in texts[iri].get(_TYPE, ()):
            continue
        notations = {
            c for place in _texts_of(texts, iri, _PLACE) for c in _texts_of(texts, place, _CODE)
        }
        codes = tuple(sorted(c for c in notations - {"EU"} if len(c) == 2))
        addresses = _texts_of(texts, iri, *_PAGES)
        own_pages = addresses if kind.is_listed else []
        holders = _texts_of(texts, iri, *kind.responsible)
        identifiers = {
            *map(identifier_of, _texts_of(texts, iri, _EXACT_MATCH)),
            *dois_of(own_pages),
        } - {""}
        yield NamedThing(
            iri=iri,
            name=names[0],
            kind=kind.name,
            alternatives=tuple(dict.fromkeys((*names[1:], *_texts_of(texts, iri, *_OTHER_NAMES)))),
            country=codes[0] if len(codes) == 1 else "",
            hosts=hosts_of((*addresses, *websites.get(iri, ()))),
            countries=codes if len(codes) > 1 else (),
            pages=tuple(sorted(set(filter(None, map(page_of, own_pages))))),
            identifiers=(iri, *sorted(identifiers)),
            organisations=tuple(
                sorted({n for holder in holders for n in _texts_of(texts, holder, *_HOLDER_NAMES)})
            ),
        )


def _texts_of(texts: LabelSource, thing: str, *properties: str) -> list[str]:
    """Return the values of some properties (prefixed names or IRIs) of an entity, sorted."""
    properties_of_thing = texts.get(thing, {})
    return sorted(
        text for entry in properties for text in properties_of_thing.get(expand(entry), ())
    )


def _code(notations: Iterable[str]) -> str:
    return next((code for code in notations if len(code) == 2 and code.isalpha()), "")


_BEFORE = "of|of the|in|for|de|de la|du|des|d|pour|en"


@dataclass(frozen=True, slots=True)
class CountryNames:
    """The names of countries by two-letter code, and the codes by name and IRI."""

    _codes: Mapping[str, str]
    _in_names: Mapping[str, re.Pattern[str]]

    @classmethod
    def of(cls, index: ConceptIndex) -> "CountryNames":
        """Read the vocabulary of countries; the European Union does not count as one."""
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
        """Return the code of a country, given its IRI or a name, or an empty string."""
        return self._codes.get(normalised(text), "")

    def with_short_names(self, thing: NamedThing) -> NamedThing:
        """Add the names of an entity without its country, which people there leave out."""
        pattern = self._in_names.get(thing.country)
        if pattern is None:
            return thing
        short_names = []
        for name in (thing.name, *thing.alternatives):
            short = " ".join(pattern.sub(" ", normalised(without_brackets(name))).split())
            if short != normalised(name) and " " in short and not is_short(short):
                short_names.append(short)
        return replace(
            thing, alternatives=tuple(dict.fromkeys((*thing.alternatives, *short_names)))
        )


def _pattern(words: set[str]) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
    return re.compile(rf"\b(?:(?:{_BEFORE}) )?(?:{names})\b")
