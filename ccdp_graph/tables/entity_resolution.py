"""One node for each organisation, however it is written, and no doubtful merges.

A cell names an organisation by its name, by its acronym, or by both ("National Cancer Institute
(NCI)"). Two mentions are the same organisation when they have the same name and, where a country
goes with them, the same country; or when one is the acronym of the other's name, and no second
organisation has that acronym. Everything else that looks alike is only suggested.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import Message, message
from ccdp_graph.model import ORGANISATION, Decisions, Identifier, Identifiers, Named
from ccdp_graph.rdf import normalised
from ccdp_graph.tables.cell_values import bracketed

_ACRONYM = re.compile(r"^(?=(?:[^A-Z]*[A-Z]){2}|[A-Z]\d)[A-Z0-9][\w&.+-]*$")

_MAX_ACRONYM_LENGTH = 14

_CONJUNCTIONS = re.compile(r"\s*/\s*|\s+(?:and|with|et|avec)\s+")

_MIN_SIMILARITY = 90  # RapidFuzz's token sort ratio from which two names are suggested as the same

_MAX_NAMES_PER_WORD = 40  # a word in more names than this is no sign of similarity


class Mention(NamedTuple):
    """One organisation as a cell names it.

    `country` is the ISO code (lower case) that goes with the mention, or ""; `stated` says whether
    the cell's row places the organisation in that country.
    """

    text: str
    country: str
    stated: bool
    cell: CellRef


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation and all the ways in which it is written."""

    id: str
    name: str
    alternatives: tuple[str, ...]
    country: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two organisations that may be the same, or a cell that may name two."""

    message: str
    cells: tuple[CellRef, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class Directory:
    """All organisations of a build.

    Attributes:
        by_mention: By text and country of a mention, the ids of the organisations it names.
    """

    organisations: Mapping[str, Organisation]
    by_mention: Mapping[tuple[str, str], tuple[str, ...]]
    identifiers: Identifiers
    suggestions: tuple[Suggestion, ...]


@dataclass(slots=True)
class _Group:
    """Mentions of the same organisation."""

    name: str
    country: str
    acronyms: set[str] = field(default_factory=set)
    spellings: set[str] = field(default_factory=set)
    cells: set[CellRef] = field(default_factory=set)
    stated: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str, str]:
        return ORGANISATION, normalised(self.name), self.country


def name_and_acronym(text: str) -> tuple[str, str]:
    """Split "National Cancer Institute (NCI)" into name and acronym.

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
    """Find the organisations of every mention.

    Decisions come first (a cell may name several organisations), then the register of ids, then
    the names themselves. The order of the mentions does not matter.
    """
    ordered = sorted(set(mentions))
    decided_ids: dict[tuple[str, str], tuple[str, ...]] = {}
    groups = _registered_groups(identifiers)
    open_mentions: list[Mention] = []
    for mention in ordered:
        decision = decisions.find(mention.text, (ORGANISATION,))
        # only the last part: a project's base IRI may differ from that of the decisions
        ids = [iri.rpartition("/")[2] for iri in decision.objects] if decision else []
        if ids:
            decided_ids[mention.text, mention.country] = tuple(ids)
        else:
            open_mentions.append(mention)
    group_by_mention, doubtful = _assign(open_mentions, groups)
    undivided = {key: group for key, group in groups.items() if not _parts(group.name)}
    groups_by_mention = {
        mention: _split_groups(mention, group, undivided)
        for mention, group in group_by_mention.items()
    }
    register = identifiers.with_names(
        Named(ORGANISATION, group.name, min(group.acronyms, default=""), group.country)
        for mention_groups in groups_by_mention.values()
        for group in mention_groups
    )
    by_key = register.by_key()
    by_mention = decided_ids | {
        mention: tuple(dict.fromkeys(by_key[group.key].id for group in mention_groups))
        for mention, mention_groups in groups_by_mention.items()
    }
    organisations = _describe(ordered, by_mention, groups, by_key)
    suggestions = (
        *doubtful,
        *_similar_names(groups, by_key),
        *_combined_names(group_by_mention, by_mention),
    )
    return Directory(organisations, by_mention, register, suggestions)


def _registered_groups(identifiers: Identifiers) -> dict[tuple[str, str, str], _Group]:
    groups: dict[tuple[str, str, str], _Group] = {}
    for entry in identifiers.entries:
        if entry.kind == ORGANISATION and entry.key not in groups:
            groups[entry.key] = _Group(entry.name, entry.country, {entry.acronym} - {""})
    return groups


def _assign(
    mentions: Sequence[Mention], groups: dict[tuple[str, str, str], _Group]
) -> tuple[dict[tuple[str, str], _Group], list[Suggestion]]:
    """Put each mention into a group: full names with a country first, bare acronyms last."""
    group_by_mention: dict[tuple[str, str], _Group] = {}
    suggestions: list[Suggestion] = []
    names = {m: name_and_acronym(m.text) for m in mentions}
    passes = (
        [m for m in mentions if m.country and not is_acronym(names[m][0])],
        [m for m in mentions if not m.country and not is_acronym(names[m][0])],
        [m for m in mentions if is_acronym(names[m][0])],
    )
    for batch in passes:
        for mention in batch:
            name, acronym = names[mention]
            candidates = _candidates(name, mention.country, groups)
            key = ORGANISATION, normalised(name), mention.country
            if len(candidates) == 1:
                group = candidates[0]
            else:
                group = groups.setdefault(key, _Group(name, mention.country))
                if candidates:
                    labels = tuple(sorted(_label(candidate) for candidate in candidates))
                    suggestions.append(
                        Suggestion(
                            message("may-be", text=mention.text, places=labels),
                            (mention.cell,),
                            mention.text,
                        )
                    )
            group.acronyms |= {acronym} - {""}
            group.spellings.add(mention.text)
            group.cells.add(mention.cell)
            if mention.stated and mention.country:
                group.stated.add(mention.country)
            group_by_mention[mention.text, mention.country] = group
    return group_by_mention, suggestions


def _candidates(
    name: str, country: str, groups: Mapping[tuple[str, str, str], _Group]
) -> list[_Group]:
    """Return the groups that a name may belong to; if there is one, it does."""
    key = normalised(name)
    exact = groups.get((ORGANISATION, key, country))
    if exact is not None:
        return [exact]
    by_name = [group for group in groups.values() if normalised(group.name) == key]
    if country:
        without_country = groups.get((ORGANISATION, key, ""))
        if without_country is not None and len(by_name) == 1:
            return [without_country]
    by_acronym = [
        group
        for group in groups.values()
        if any(normalised(acronym) == key for acronym in group.acronyms)
    ]
    if country:
        return [group for group in by_acronym if group.country in (country, "")]
    return by_name or by_acronym


def _split_groups(
    mention: tuple[str, str], group: _Group, undivided: Mapping[tuple[str, str, str], _Group]
) -> tuple[_Group, ...]:
    """Split "A and B" where both A and B are organisations that other cells name."""
    parts = _parts(group.name)
    candidates_by_part = [
        _candidates(name_and_acronym(part)[0], mention[1], undivided) for part in parts
    ]
    if parts and all(len(candidates) == 1 for candidates in candidates_by_part):
        return tuple(candidates[0] for candidates in candidates_by_part)
    return (group,)


def _parts(name: str) -> list[str]:
    parts = [part for part in _CONJUNCTIONS.split(name) if part]
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
        if entry.kind != ORGANISATION:
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


def _similar_names(
    groups: Mapping[tuple[str, str, str], _Group],
    by_key: Mapping[tuple[str, str, str], Identifier],
) -> list[Suggestion]:
    """Suggest pairs with nearly the same name, unless they are in different countries."""
    from rapidfuzz import fuzz

    used = sorted((g for g in groups.values() if g.spellings), key=lambda group: group.key)
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(used):
        for word in set(normalised(group.name).split()):
            by_word[word].append(number)
    pairs = {
        (first, second)
        for numbers in by_word.values()
        if len(numbers) <= _MAX_NAMES_PER_WORD
        for position, first in enumerate(numbers)
        for second in numbers[position + 1 :]
    }
    suggestions = []
    for first, second in sorted(pairs):
        left, right = used[first], used[second]
        ids = {by_key[group.key].id for group in (left, right) if group.key in by_key}
        score = fuzz.token_sort_ratio(normalised(left.name), normalised(right.name))
        different_countries = left.country and right.country and left.country != right.country
        if len(ids) == 2 and score >= _MIN_SIMILARITY and not different_countries:
            cells = (min(left.cells), min(right.cells))
            text = message("may-be-one", first=_label(left), second=_label(right))
            suggestions.append(Suggestion(text, cells, min(left.spellings)))
    return suggestions


def _combined_names(
    group_by_mention: Mapping[tuple[str, str], _Group],
    by_mention: Mapping[tuple[str, str], tuple[str, ...]],
) -> list[Suggestion]:
    """Suggest cells that may name several organisations."""
    return [
        Suggestion(
            message("may-be-several", text=text),
            (min(group.cells),),
            text,
        )
        for (text, country), group in sorted(group_by_mention.items(), key=lambda entry: entry[0])
        if len(by_mention[text, country]) == 1 and re.search(r"\s/\s|\swith\s|\savec\s", text)
    ]


def _label(group: _Group) -> Message:
    if group.country:
        return message("organisation-in", name=group.name, country=group.country.upper())
    return message("organisation", name=group.name)
