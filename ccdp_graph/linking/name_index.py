"""Name matching: which entity a name may refer to. All names are matched here.

A name is compared word by word, and a rare word counts for more than a common one. Country,
website and type raise or lower the score of the name; every point has its evidence.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ccdp_graph.linking.names import Candidate, NamedThing, is_short, without_brackets, words_of
from ccdp_graph.rdf import normalised

MIN_SCORE = 50  # lower scores are not worth reviewing

CERTAIN = 95  # from here on, no review is needed if country and website agree

NEAR = 12  # a second candidate within this many points makes the first one doubtful

_MAX_COMPARED = 60  # how many things with the rarest words in common are compared

_MAX_NAMES_OF_WORD = 4_000  # a word in more names than this is too common to search by

_MAX_THINGS_OF_HOST = 6  # a host of more entities than this, such as gov.uk, identifies none

POINTS: Mapping[str, int] = {
    "country": 6,
    "other country": -30,
    "record of another country": -45,  # registries of many countries are called alike
    "website": 12,
    "page": 30,
    "identifier": 60,
    "organisation": 8,
    "countries": 3,
    "acronym": 8,
    "sort": 2,
    "other sort": -12,
    "unlike sort": -4,
}

_MIN_SIMILARITY = 35.0  # the least that counts if an identifier or the page is the same

_SAME_NAME = 90.0

_SAME_OTHER_NAME = 84.0  # by another name of ours, which may be that of a part or a whole

_REORDERED_SIMILARITY = 0.95  # the same words, but in another order or language

_ACRONYM_ALONE = 78.0

_LOOSE = frozenset({"dataset", "catalogue", "service"})  # what catalogues call almost anything

_TYPE_WORDS = {
    "hospital": "healthcare",
    "clinic": "healthcare",
    "university": "education",
    "ministry": "government",
}


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Entities, indexed by their names."""

    things: tuple[NamedThing, ...]
    _by_word: Mapping[str, tuple[int, ...]]
    _by_name: Mapping[str, tuple[int, ...]]
    _by_key: Mapping[str, tuple[int, ...]]
    _shared_hosts: frozenset[str]

    @classmethod
    def of(cls, things: Iterable[NamedThing]) -> "NameIndex":
        """Index entities by each of their names and its words."""
        ordered = tuple(sorted(things, key=lambda thing: thing.iri))
        by_word: defaultdict[str, list[int]] = defaultdict(list)
        by_name: defaultdict[str, list[int]] = defaultdict(list)
        by_key: defaultdict[str, list[int]] = defaultdict(list)
        for number, thing in enumerate(ordered):
            for word in {word for name in thing.names for word in words_of(name)}:
                by_word[word].append(number)
            for form in {form for name in thing.names for form in _forms(name)}:
                by_name[form].append(number)
            for key in {*thing.identifiers, *thing.pages}:
                by_key[key].append(number)
        hosts = Counter(host for thing in ordered for host in thing.hosts)
        return cls(
            ordered,
            {word: tuple(numbers) for word, numbers in by_word.items()},
            {name: tuple(numbers) for name, numbers in by_name.items()},
            {key: tuple(numbers) for key, numbers in by_key.items()},
            frozenset(host for host, number in hosts.items() if number > _MAX_THINGS_OF_HOST),
        )

    def candidates(
        self, entity: NamedThing, *, number: int = 3, min_score: int = MIN_SCORE
    ) -> tuple[Candidate, ...]:
        """Return the entities that another one may be, the likeliest first.

        Args:
            entity: If its kind is not empty, only entities of that kind are compared.
            min_score: The lowest score that is returned.
        """
        compared = [
            candidate
            for position in self._shortlist(entity)
            if entity.kind in ("", self.things[position].kind)
            and (candidate := self._compare(entity, self.things[position])).score >= min_score
        ]
        compared.sort(key=lambda candidate: (-candidate.score, candidate.thing.iri))
        unrivalled = len(compared) == 1 or (
            compared and compared[0].score - compared[1].score >= NEAR
        )
        return tuple(
            replace(candidate, certain=candidate.certain and rank == 0 and bool(unrivalled))
            for rank, candidate in enumerate(compared[:number])
        )

    def score(self, entity: NamedThing, things: Iterable[NamedThing]) -> tuple[Candidate, ...]:
        """Score entities that were suggested elsewhere, the likeliest first, leaving none out."""
        compared = (self._compare(entity, thing) for thing in things)
        return tuple(
            sorted(compared, key=lambda candidate: (-candidate.score, candidate.thing.iri))
        )

    def resolve(self, entity: NamedThing) -> tuple[NamedThing | None, tuple[Candidate, ...]]:
        """Return the entity with a name, if there is exactly one, and the candidates."""
        compared = self.candidates(entity)
        unrivalled = len(compared) == 1 or (
            compared and compared[0].score - compared[1].score >= NEAR
        )
        return (compared[0].thing if unrivalled and compared[0].same else None), compared

    def weight(self, word: str) -> float:
        """Return the weight of a word: the rarer in names, the higher."""
        return math.log(1 + len(self.things) / (1 + len(self._by_word.get(word, ()))))

    def common_words(self, min_names: int) -> tuple[tuple[str, int], ...]:
        """Return the words that occur in the names of at least so many entities, with counts."""
        counted = ((word, len(places)) for word, places in self._by_word.items())
        return tuple(sorted((word, number) for word, number in counted if number >= min_names))

    def _shortlist(self, entity: NamedThing) -> list[int]:
        """Choose the entities worth comparing: with the same name, or sharing rare words."""
        same = {
            place
            for name in entity.names
            for name_form in _forms(name)
            for place in self._by_name.get(name_form, ())
        }
        for key in (*entity.identifiers, *entity.pages):
            same |= set(self._by_key.get(key, ())[:_MAX_COMPARED])
        shared: Counter[int] = Counter()
        for word in sorted({word for name in entity.names for word in words_of(name)}):
            places = self._by_word.get(word, ())
            if len(places) <= _MAX_NAMES_OF_WORD:
                weight = round(self.weight(word) * 1000)
                shared.update(dict.fromkeys(places, weight))
        for place in shared:
            if entity.country and self.things[place].country == entity.country:
                shared[place] += 2000
        ranked = sorted(shared, key=lambda place: (-shared[place], place))
        return sorted(same | set(ranked[:_MAX_COMPARED]))

    def _compare(self, entity: NamedThing, thing: NamedThing) -> Candidate:
        similarity, name_evidence, same = self._name_similarity(entity, thing)
        evidence = [name_evidence]
        website = self._same_page(entity, thing) or _website(entity, thing, self._shared_hosts)
        identifier = _identifier(entity, thing)
        country = _country(entity, thing)
        same_thing = website[0] == POINTS["page"] or identifier[0] > 0
        score = max(similarity, _MIN_SIMILARITY) if same_thing else similarity
        for points, text in (
            _acronym(entity, thing, similarity),
            country,
            website,
            identifier,
            _organisation(entity, thing),
            _entity_type(entity, thing),
        ):
            score += points
            evidence += [text] if text else []
        rounded = max(0, min(100, round(score)))
        agree = country[0] > 0 and website[0] > 0
        named = not is_short(entity.name) and _same_name(entity.name, thing.names)
        certain = rounded >= CERTAIN and named and agree
        return Candidate(thing, rounded, tuple(evidence), same, certain)

    def _same_page(self, entity: NamedThing, thing: NamedThing) -> tuple[int, str] | None:
        """Compare exact pages; a page shared by several entities counts only as its host."""
        for page in sorted(set(entity.pages) & set(thing.pages)):
            if len(self._by_key.get(page, ())) == 1:
                return POINTS["page"], f"same page {page}"
        return None

    def _name_similarity(self, entity: NamedThing, thing: NamedThing) -> tuple[float, str, bool]:
        """Compare all pairs of names; return the best."""
        best, pair, whole = 0.0, ("", ""), False
        for ours in _compared_names(entity):
            max_score = _SAME_NAME if ours == entity.name else _SAME_OTHER_NAME
            for theirs in thing.names:
                same = _same_name(ours, (theirs,))
                if is_short(theirs) and not same:
                    continue
                overlap = self._word_overlap(words_of(ours), words_of(without_brackets(theirs)))
                value = max_score if same else max_score * _REORDERED_SIMILARITY * overlap
                if same and is_short(ours):
                    value = _ACRONYM_ALONE
                if value > best:
                    best, pair, whole = value, (ours, theirs), same
        if whole:
            capitals = is_short(pair[1]) and sum(map(str.isupper, pair[1])) > 1
            main = normalised(pair[1]) == normalised(thing.name)
            word = "acronym" if capitals else "name" if main else "alias"
            return best, f"same {word} '{pair[1]}'", True
        text = (
            f"similar name '{pair[1]}'"
            if best >= _MIN_SIMILARITY
            else f"different name '{thing.name}'"
        )
        return best, text, False

    def _word_overlap(self, ours: frozenset[str], theirs: frozenset[str]) -> float:
        common = sum(self.weight(word) for word in ours & theirs)
        whole = sum(map(self.weight, ours)) + sum(map(self.weight, theirs))
        return 2 * common / whole if whole else 0.0


def _forms(name: str) -> tuple[str, ...]:
    """Return the normalised forms by which whole names are compared."""
    return tuple(dict.fromkeys((normalised(name), normalised(without_brackets(name)))))


def _same_name(name: str, others: Iterable[str]) -> bool:
    forms = set(_forms(name))
    return any(forms & set(_forms(other)) for other in others)


def _compared_names(entity: NamedThing) -> Sequence[str]:
    return (entity.name, *(name for name in entity.alternatives if not is_short(name)))


def _acronym(entity: NamedThing, thing: NamedThing, similarity: float) -> tuple[int, str]:
    ours = {normalised(name) for name in entity.names if is_short(name)}
    shared = [name for name in thing.names if is_short(name) and normalised(name) in ours]
    if not shared or is_short(entity.name) or similarity >= _SAME_NAME:
        return 0, ""
    return POINTS["acronym"] + (15 if similarity < 60 else 0), f"same acronym '{shared[0]}'"


def _country(entity: NamedThing, thing: NamedThing) -> tuple[int, str]:
    if not entity.country or not thing.country:
        ours, theirs = (either.countries or (either.country,) for either in (entity, thing))
        shared = sorted(set(ours) & set(theirs) - {""})
        return (POINTS["countries"], f"shared country {shared[0]}") if shared else (0, "")
    if entity.country == thing.country:
        return POINTS["country"], f"same country {thing.country}"
    points = POINTS["record of another country" if thing.kind == "record" else "other country"]
    return points, f"other country: {thing.country}, not {entity.country}"


def _website(entity: NamedThing, thing: NamedThing, shared: frozenset[str]) -> tuple[int, str]:
    for theirs in sorted(set(thing.hosts) - shared):
        for ours in entity.hosts:
            if ours == theirs or ours.endswith("." + theirs):
                return POINTS["website"], f"same website {theirs}"
    return 0, ""


def _identifier(entity: NamedThing, thing: NamedThing) -> tuple[int, str]:
    shared = sorted(set(entity.identifiers) & set(thing.identifiers))
    return (POINTS["identifier"], f"same identifier {shared[0]}") if shared else (0, "")


def _organisation(entity: NamedThing, thing: NamedThing) -> tuple[int, str]:
    """Compare the publishers or coordinators of two entities, by name or IRI."""
    theirs = {normalised(name) for name in thing.organisations}
    shared = sorted(name for name in entity.organisations if normalised(name) in theirs)
    return (POINTS["organisation"], f"same organisation '{shared[0]}'") if shared else (0, "")


def _entity_type(entity: NamedThing, thing: NamedThing) -> tuple[int, str]:
    """Compare the type of an entity, or the type its name implies, with that of the candidate."""
    if not thing.types:
        return 0, ""
    if entity.types:
        if set(entity.types) & set(thing.types):
            return 0, ""
        kinds = ", ".join(thing.types), ", ".join(entity.types)
        loose = _LOOSE & {*entity.types, *thing.types}
        return POINTS["unlike sort" if loose else "other sort"], f"type {kinds[0]}, not {kinds[1]}"
    words = words_of(entity.name)
    types_in_name = {entity_type for word, entity_type in _TYPE_WORDS.items() if word in words}
    if not types_in_name:
        return 0, ""
    if types_in_name & set(thing.types):
        return POINTS["sort"], f"type {', '.join(sorted(types_in_name & set(thing.types)))}"
    return POINTS["other sort"], f"type {', '.join(thing.types)}"
