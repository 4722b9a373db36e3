"""Which thing a name may stand for: the one place where names are matched.

A name is compared word by word, and a rare word counts for more than a common one. Country,
website and sort of thing raise or lower what the name alone says; every point has its evidence.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ccdp_graph.linking.names import Candidate, NamedThing, is_short, without_brackets, words_of
from ccdp_graph.rdf import normalised

MIN_SCORE = 50  # what is below is not worth a person's time

CERTAIN = 95  # from here on, with country and website agreeing, no person need look

NEAR = 12  # a second candidate within so many points makes the first one doubtful

_LOOKED_AT = 60  # how many things with the rarest words in common are compared

_COMMONEST = 4_000  # a word in more names than this finds nobody

_OWN_HOST = 6  # a host of more things than this, such as gov.uk, is no thing's own

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

_MIN_SIMILARITY = 35.0  # what another name counts where an identifier or the very page is the same

_SAME_NAME = 90.0

_SAME_OTHER_NAME = 84.0  # by another name of ours, which may be that of a part or a whole

_REORDERED_SIMILARITY = 0.95  # the same words, but in another order or language

_ACRONYM_ALONE = 78.0

_LOOSE = frozenset({"dataset", "catalogue", "service"})  # what catalogues call almost anything

_SORTS = {
    "hospital": "healthcare",
    "clinic": "healthcare",
    "university": "education",
    "ministry": "government",
}


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Things to be found by their names."""

    things: tuple[NamedThing, ...]
    _by_word: Mapping[str, tuple[int, ...]]
    _by_name: Mapping[str, tuple[int, ...]]
    _by_key: Mapping[str, tuple[int, ...]]
    _shared_hosts: frozenset[str]

    @classmethod
    def of(cls, things: Iterable[NamedThing]) -> "NameIndex":
        """Index things by the words and by the whole of each of their names."""
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
            {word: tuple(found) for word, found in by_word.items()},
            {name: tuple(found) for name, found in by_name.items()},
            {key: tuple(found) for key, found in by_key.items()},
            frozenset(host for host, number in hosts.items() if number > _OWN_HOST),
        )

    def candidates(
        self, wanted: NamedThing, *, number: int = 3, least: int = MIN_SCORE
    ) -> tuple[Candidate, ...]:
        """Return the things that another one may be, the likeliest first.

        Args:
            wanted: Where its kind is not empty, only things of that kind are compared.
            least: The lowest score that is returned.
        """
        found = [
            candidate
            for place in self._likely(wanted)
            if wanted.kind in ("", self.things[place].kind)
            and (candidate := self._compared(wanted, self.things[place])).score >= least
        ]
        found.sort(key=lambda candidate: (-candidate.score, candidate.thing.iri))
        alone = len(found) == 1 or (found and found[0].score - found[1].score >= NEAR)
        return tuple(
            replace(candidate, certain=candidate.certain and place == 0 and bool(alone))
            for place, candidate in enumerate(found[:number])
        )

    def judged(self, wanted: NamedThing, things: Iterable[NamedThing]) -> tuple[Candidate, ...]:
        """Judge things that somebody else thinks likely, the likeliest first, none left out."""
        found = (self._compared(wanted, thing) for thing in things)
        return tuple(sorted(found, key=lambda found: (-found.score, found.thing.iri)))

    def sure(self, wanted: NamedThing) -> tuple[NamedThing | None, tuple[Candidate, ...]]:
        """Return the one thing that bears a name, if there is just one, and the candidates."""
        found = self.candidates(wanted)
        alone = len(found) == 1 or (found and found[0].score - found[1].score >= NEAR)
        return (found[0].thing if alone and found[0].same else None), found

    def weight(self, word: str) -> float:
        """Return what a word counts: the more, the fewer things have it in their names."""
        return math.log(1 + len(self.things) / (1 + len(self._by_word.get(word, ()))))

    def common_words(self, least: int) -> tuple[tuple[str, int], ...]:
        """Return the words that at least so many things have in their names, and how many."""
        found = ((word, len(places)) for word, places in self._by_word.items())
        return tuple(sorted((word, number) for word, number in found if number >= least))

    def _likely(self, wanted: NamedThing) -> list[int]:
        """Choose the things worth comparing: those with the same name, or with rare words of it."""
        same = {
            place
            for name in wanted.names
            for form in _forms(name)
            for place in self._by_name.get(form, ())
        }
        for key in (*wanted.identifiers, *wanted.pages):
            same |= set(self._by_key.get(key, ())[:_LOOKED_AT])
        shared: Counter[int] = Counter()
        for word in sorted({word for name in wanted.names for word in words_of(name)}):
            places = self._by_word.get(word, ())
            if len(places) <= _COMMONEST:
                weight = round(self.weight(word) * 1000)
                shared.update(dict.fromkeys(places, weight))
        for place in shared:
            if wanted.country and self.things[place].country == wanted.country:
                shared[place] += 2000
        ranked = sorted(shared, key=lambda place: (-shared[place], place))
        return sorted(same | set(ranked[:_LOOKED_AT]))

    def _compared(self, wanted: NamedThing, thing: NamedThing) -> Candidate:
        likeness, evidence, same = self._likeness(wanted, thing)
        said = [evidence]
        website = self._page(wanted, thing) or _website(wanted, thing, self._shared_hosts)
        identifier = _identifier(wanted, thing)
        country = _country(wanted, thing)
        own = website[0] == POINTS["page"] or identifier[0] > 0
        score = max(likeness, _MIN_SIMILARITY) if own else likeness
        for points, words in (
            _acronym(wanted, thing, likeness),
            country,
            website,
            identifier,
            _organisation(wanted, thing),
            _sort(wanted, thing),
        ):
            score += points
            said += [words] if words else []
        rounded = max(0, min(100, round(score)))
        agree = country[0] > 0 and website[0] > 0
        named = not is_short(wanted.name) and _same_name(wanted.name, thing.names)
        certain = rounded >= CERTAIN and named and agree
        return Candidate(thing, rounded, tuple(said), same, certain)

    def _page(self, wanted: NamedThing, thing: NamedThing) -> tuple[int, str] | None:
        """Compare the very pages; one that several things share says no more than its host."""
        for page in sorted(set(wanted.pages) & set(thing.pages)):
            if len(self._by_key.get(page, ())) == 1:
                return POINTS["page"], f"same page {page}"
        return None

    def _likeness(self, wanted: NamedThing, thing: NamedThing) -> tuple[float, str, bool]:
        """Compare each name of the one with each of the other; return the best pair."""
        best, pair, whole = 0.0, ("", ""), False
        for ours in _compared_names(wanted):
            most = _SAME_NAME if ours == wanted.name else _SAME_OTHER_NAME
            for theirs in thing.names:
                same = _same_name(ours, (theirs,))
                if is_short(theirs) and not same:
                    continue
                alike = self._alike(words_of(ours), words_of(without_brackets(theirs)))
                value = most if same else most * _REORDERED_SIMILARITY * alike
                if same and is_short(ours):
                    value = _ACRONYM_ALONE
                if value > best:
                    best, pair, whole = value, (ours, theirs), same
        if whole:
            capitals = is_short(pair[1]) and sum(map(str.isupper, pair[1])) > 1
            main = normalised(pair[1]) == normalised(thing.name)
            word = "acronym" if capitals else "name" if main else "alias"
            return best, f"same {word} '{pair[1]}'", True
        said = (
            f"name like '{pair[1]}'" if best >= _MIN_SIMILARITY else f"another name, '{thing.name}'"
        )
        return best, said, False

    def _alike(self, ours: frozenset[str], theirs: frozenset[str]) -> float:
        common = sum(self.weight(word) for word in ours & theirs)
        whole = sum(map(self.weight, ours)) + sum(map(self.weight, theirs))
        return 2 * common / whole if whole else 0.0


def _forms(name: str) -> tuple[str, ...]:
    """Return the forms under which a whole name is the same as another."""
    return tuple(dict.fromkeys((normalised(name), normalised(without_brackets(name)))))


def _same_name(name: str, others: Iterable[str]) -> bool:
    forms = set(_forms(name))
    return any(forms & set(_forms(other)) for other in others)


def _compared_names(wanted: NamedThing) -> Sequence[str]:
    return (wanted.name, *(name for name in wanted.alternatives if not is_short(name)))


def _acronym(wanted: NamedThing, thing: NamedThing, likeness: float) -> tuple[int, str]:
    ours = {normalised(name) for name in wanted.names if is_short(name)}
    shared = [name for name in thing.names if is_short(name) and normalised(name) in ours]
    if not shared or is_short(wanted.name) or likeness >= _SAME_NAME:
        return 0, ""
    return POINTS["acronym"] + (15 if likeness < 60 else 0), f"same acronym '{shared[0]}'"


def _country(wanted: NamedThing, thing: NamedThing) -> tuple[int, str]:
    if not wanted.country or not thing.country:
        ours, theirs = (each.countries or (each.country,) for each in (wanted, thing))
        shared = sorted(set(ours) & set(theirs) - {""})
        return (POINTS["countries"], f"country in common {shared[0]}") if shared else (0, "")
    if wanted.country == thing.country:
        return POINTS["country"], f"same country {thing.country}"
    points = POINTS["record of another country" if thing.kind == "record" else "other country"]
    return points, f"other country: {thing.country}, not {wanted.country}"


def _website(wanted: NamedThing, thing: NamedThing, shared: frozenset[str]) -> tuple[int, str]:
    for theirs in sorted(set(thing.hosts) - shared):
        for ours in wanted.hosts:
            if ours == theirs or ours.endswith("." + theirs):
                return POINTS["website"], f"same website {theirs}"
    return 0, ""


def _identifier(wanted: NamedThing, thing: NamedThing) -> tuple[int, str]:
    shared = sorted(set(wanted.identifiers) & set(thing.identifiers))
    return (POINTS["identifier"], f"same identifier {shared[0]}") if shared else (0, "")


def _organisation(wanted: NamedThing, thing: NamedThing) -> tuple[int, str]:
    """Compare who publishes or coordinates two things, by name or by IRI."""
    theirs = {normalised(name) for name in thing.organisations}
    shared = sorted(name for name in wanted.organisations if normalised(name) in theirs)
    return (POINTS["organisation"], f"same organisation '{shared[0]}'") if shared else (0, "")


def _sort(wanted: NamedThing, thing: NamedThing) -> tuple[int, str]:
    """Compare what a thing is, or what its name says of it, with what the list says."""
    if not thing.types:
        return 0, ""
    if wanted.types:
        if set(wanted.types) & set(thing.types):
            return 0, ""
        kinds = ", ".join(thing.types), ", ".join(wanted.types)
        loose = _LOOSE & {*wanted.types, *thing.types}
        return POINTS["unlike sort" if loose else "other sort"], f"type {kinds[0]}, not {kinds[1]}"
    words = words_of(wanted.name)
    told = {sort for word, sort in _SORTS.items() if word in words}
    if not told:
        return 0, ""
    if told & set(thing.types):
        return POINTS["sort"], f"type {', '.join(sorted(told & set(thing.types)))}"
    return POINTS["other sort"], f"type {', '.join(thing.types)}"
