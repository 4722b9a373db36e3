"""One node an organisation, however it is written, and no merge that is in doubt.

A cell names an organisation by its name, by its acronym, or by both ("National Cancer Institute
(NCI)"). Two mentions are the same organisation when they have the same name and, where a country
goes with them, the same country; or when one gives the acronym that goes with the other's name,
and no second organisation has that acronym. All else that looks alike is a suggestion.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import Message, message
from ccdp_graph.model import Decisions, Identifier, Identifiers, Named
from ccdp_graph.rdf import normalised
from ccdp_graph.tables.cell_values import bracketed

KIND = "organisation"

_ACRONYM = re.compile(r"^(?=(?:[^A-Z]*[A-Z]){2}|[A-Z]\d)[A-Z0-9][\w&.+-]*$")

_MAX_ACRONYM_LENGTH = 14

_JOINTS = re.compile(r"\s*/\s*|\s+(?:and|with|et|avec)\s+")

_ALIKE = 90  # RapidFuzz's token sort ratio above which two names are suggested as one

_COMMON_WORD = 40  # a word in more names than this says nothing about likeness


class Mention(NamedTuple):
    """One organisation as one cell names it.

    `country` is the ISO code (lower case) that goes with the mention, or nothing; `stated` tells
    whether the cell's row says that the organisation is there.
    """

    text: str
    country: str
    stated: bool
    cell: CellRef


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation and all that was written for it."""

    id: str
    name: str
    alternatives: tuple[str, ...]
    country: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two organisations that may be one, or a cell that may name two."""

    message: str
    cells: tuple[CellRef, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class Directory:
    """All organisations of a build.

    Attributes:
        by_mention: By text and country of a mention, the ids of what it names.
    """

    organisations: Mapping[str, Organisation]
    by_mention: Mapping[tuple[str, str], tuple[str, ...]]
    identifiers: Identifiers
    suggestions: tuple[Suggestion, ...]


@dataclass(slots=True)
class _Group:
    """Mentions that are one organisation."""

    name: str
    country: str
    acronyms: set[str] = field(default_factory=set)
    spellings: set[str] = field(default_factory=set)
    cells: set[CellRef] = field(default_factory=set)
    stated: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str, str]:
        return KIND, normalised(self.name), self.country


def name_and_acronym(text: str) -> tuple[str, str]:
    """Part "National Cancer Institute (NCI)" into name and acronym.

    >>> name_and_acronym("National Cancer Institute (NCI)")
    ('National Cancer Institute', 'NCI')
    >>> name_and_acronym("Erasmus MC (coordination centre)")
    ('Erasmus MC (coordination centre)', '')
    """
    parts = bracketed(text)
    if parts and is_acronym(parts[1]):
        return parts
    return text, ""


def is_acronym(text: str) -> bool:
    """Tell whether a text looks like an acronym.

    >>> [is_acronym(text) for text in ("NCI", "INCa", "EMBL-EBI", "Inserm", "University")]
    [True, True, True, False, False]
    """
    return len(text) <= _MAX_ACRONYM_LENGTH and bool(_ACRONYM.match(text))


def resolve_organisations(
    mentions: Iterable[Mention], identifiers: Identifiers, decisions: Decisions
) -> Directory:
    """Give every mention its organisations.

    Decisions come first (a cell may name several organisations), then the register of ids, then
    the names themselves. The order of the mentions does not matter.
    """
    ordered = sorted(set(mentions))
    decided: dict[tuple[str, str], tuple[str, ...]] = {}
    groups = _registered(identifiers)
    open_mentions: list[Mention] = []
    for mention in ordered:
        decision = decisions.find(mention.text, (KIND,))
        # the last part only: a project may have a base IRI other than that of the decisions
        ids = [iri.rpartition("/")[2] for iri in decision.objects] if decision else []
        if ids:
            decided[mention.text, mention.country] = tuple(ids)
        else:
            open_mentions.append(mention)
    placed, doubts = _place(open_mentions, groups)
    whole = {key: group for key, group in groups.items() if not _parts(group.name)}
    parted = {mention: _parted(mention, group, whole) for mention, group in placed.items()}
    register = identifiers.with_names(
        Named(KIND, group.name, min(group.acronyms, default=""), group.country)
        for found in parted.values()
        for group in found
    )
    by_key = register.by_key()
    by_mention = decided | {
        mention: tuple(dict.fromkeys(by_key[group.key].id for group in found))
        for mention, found in parted.items()
    }
    organisations = _describe(ordered, by_mention, groups, by_key)
    suggestions = (*doubts, *_alike(groups, by_key), *_joined(placed, by_mention))
    return Directory(organisations, by_mention, register, suggestions)


def _registered(identifiers: Identifiers) -> dict[tuple[str, str, str], _Group]:
    groups: dict[tuple[str, str, str], _Group] = {}
    for entry in identifiers.entries:
        if entry.kind == KIND and entry.key not in groups:
            groups[entry.key] = _Group(entry.name, entry.country, {entry.acronym} - {""})
    return groups


def _place(
    mentions: Sequence[Mention], groups: dict[tuple[str, str, str], _Group]
) -> tuple[dict[tuple[str, str], _Group], list[Suggestion]]:
    """Put each mention into a group: full names with a country first, bare acronyms last."""
    placed: dict[tuple[str, str], _Group] = {}
    doubts: list[Suggestion] = []
    named = {m: name_and_acronym(m.text) for m in mentions}
    passes = (
        [m for m in mentions if m.country and not is_acronym(named[m][0])],
        [m for m in mentions if not m.country and not is_acronym(named[m][0])],
        [m for m in mentions if is_acronym(named[m][0])],
    )
    for waiting in passes:
        for mention in waiting:
            name, acronym = named[mention]
            found = _candidates(name, mention.country, groups)
            key = KIND, normalised(name), mention.country
            if len(found) == 1:
                group = found[0]
            else:
                group = groups.setdefault(key, _Group(name, mention.country))
                if found:
                    places = tuple(sorted(_said(other) for other in found))
                    doubts.append(
                        Suggestion(
                            message("may-be", text=mention.text, places=places),
                            (mention.cell,),
                            mention.text,
                        )
                    )
            group.acronyms |= {acronym} - {""}
            group.spellings.add(mention.text)
            group.cells.add(mention.cell)
            if mention.stated and mention.country:
                group.stated.add(mention.country)
            placed[mention.text, mention.country] = group
    return placed, doubts


def _candidates(
    name: str, country: str, groups: Mapping[tuple[str, str, str], _Group]
) -> list[_Group]:
    """Return the groups that a name may belong to; one means that it does."""
    key = normalised(name)
    same = groups.get((KIND, key, country))
    if same is not None:
        return [same]
    by_name = [group for group in groups.values() if normalised(group.name) == key]
    if country:
        everywhere = groups.get((KIND, key, ""))
        if everywhere is not None and len(by_name) == 1:
            return [everywhere]
    by_acronym = [
        group
        for group in groups.values()
        if any(normalised(acronym) == key for acronym in group.acronyms)
    ]
    if country:
        return [group for group in by_acronym if group.country in (country, "")]
    return by_name or by_acronym


def _parted(
    mention: tuple[str, str], group: _Group, whole: Mapping[tuple[str, str, str], _Group]
) -> tuple[_Group, ...]:
    """Split "A and B" where both A and B are organisations that other cells name."""
    parts = _parts(group.name)
    found = [_candidates(name_and_acronym(part)[0], mention[1], whole) for part in parts]
    if parts and all(len(candidates) == 1 for candidates in found):
        return tuple(candidates[0] for candidates in found)
    return (group,)


def _parts(name: str) -> list[str]:
    parts = [part for part in _JOINTS.split(name) if part]
    return parts if len(parts) > 1 else []


def _describe(
    mentions: Sequence[Mention],
    by_mention: Mapping[tuple[str, str], tuple[str, ...]],
    groups: Mapping[tuple[str, str, str], _Group],
    by_key: Mapping[tuple[str, str, str], Identifier],
) -> dict[str, Organisation]:
    """Describe the organisations that are named: canonical name, other spellings, country."""
    names: dict[str, str] = {}
    spellings: defaultdict[str, set[str]] = defaultdict(set)
    countries: defaultdict[str, set[str]] = defaultdict(set)
    for entry in by_key.values():
        if entry.kind != KIND:
            continue
        names.setdefault(entry.id, entry.name)
        spellings[entry.id] |= {entry.name, entry.acronym}
        countries[entry.id] |= {entry.country}
    for group in groups.values():
        if group.key in by_key:
            id_ = by_key[group.key].id
            spellings[id_] |= group.acronyms
            countries[id_] |= group.stated
    for mention in mentions:
        ids = by_mention[mention.text, mention.country]
        if len(ids) == 1:
            name, acronym = name_and_acronym(mention.text)
            spellings[ids[0]] |= {name, acronym}
    used = {id_ for ids in by_mention.values() for id_ in ids}
    return {
        id_: Organisation(
            id_,
            names.get(id_, id_),
            tuple(sorted(spellings[id_] - {"", names.get(id_, id_)})),
            next(iter(countries[id_] - {""})) if len(countries[id_] - {""}) == 1 else "",
        )
        for id_ in sorted(used)
    }


def _alike(
    groups: Mapping[tuple[str, str, str], _Group],
    by_key: Mapping[tuple[str, str, str], Identifier],
) -> list[Suggestion]:
    """Suggest pairs with nearly the same name, unless they are of two countries."""
    from rapidfuzz import fuzz

    used = sorted((g for g in groups.values() if g.spellings), key=lambda group: group.key)
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(used):
        for word in set(normalised(group.name).split()):
            by_word[word].append(number)
    pairs = {
        (one, other)
        for numbers in by_word.values()
        if len(numbers) <= _COMMON_WORD
        for place, one in enumerate(numbers)
        for other in numbers[place + 1 :]
    }
    found = []
    for one, other in sorted(pairs):
        a, b = used[one], used[other]
        ids = {by_key[group.key].id for group in (a, b) if group.key in by_key}
        score = fuzz.token_sort_ratio(normalised(a.name), normalised(b.name))
        apart = a.country and b.country and a.country != b.country
        if len(ids) == 2 and score >= _ALIKE and not apart:
            cells = (min(a.cells), min(b.cells))
            told = message("may-be-one", one=_said(a), other=_said(b))
            found.append(Suggestion(told, cells, min(a.spellings)))
    return found


def _joined(
    placed: Mapping[tuple[str, str], _Group],
    by_mention: Mapping[tuple[str, str], tuple[str, ...]],
) -> list[Suggestion]:
    """Suggest cells that may name several organisations."""
    return [
        Suggestion(
            message("may-be-several", text=text),
            (min(group.cells),),
            text,
        )
        for (text, country), group in sorted(placed.items(), key=lambda entry: entry[0])
        if len(by_mention[text, country]) == 1 and re.search(r"\s/\s|\swith\s|\savec\s", text)
    ]


def _said(group: _Group) -> Message:
    if group.country:
        return message("organisation-in", name=group.name, country=group.country.upper())
    return message("organisation", name=group.name)
