"""The register of ids: which name got which id, so that a thing keeps its IRI for ever."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ccdp_graph.errors import AssetError
from ccdp_graph.model.record_types import ORGANISATION
from ccdp_graph.model.table import csv_lines
from ccdp_graph.rdf import normalised, slug

_BY_NAME = frozenset({ORGANISATION})  # kinds in which a new name is always a new thing

_COLUMNS = ("kind", "id", "name", "acronym", "country")

_REPLACED_BY = "replaced_by"  # a column that only a register with retired ids has

REMOVED = "-"
"""In `replaced_by`: the thing is gone, and nothing stands for it."""


class Identifier(NamedTuple):
    """One name and its id. A thing that has had several names has several of these.

    `country` is an ISO 3166-1 alpha-2 code in lower case, or nothing. A retired id has in
    `replaced_by` the ids that stand for it now, parted by spaces, or `REMOVED`.
    """

    kind: str
    id: str
    name: str
    acronym: str = ""
    country: str = ""
    replaced_by: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes a thing the same thing: kind, name and country."""
        return self.kind, normalised(self.name), self.country


class IdentifierStatus(NamedTuple):
    """What became of a thing that no row names any more.

    `renamed` is the entry of the thing that it is now; else `replaced_by` holds the ids that stand
    for it: one after a merge, several after a split, none where it is gone.
    """

    renamed: Identifier | None = None
    replaced_by: tuple[str, ...] = ()


class Named(NamedTuple):
    """Something that needs an id."""

    kind: str
    name: str
    acronym: str = ""
    country: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """The key under which its id is looked up."""
        return self.kind, normalised(self.name), self.country


@dataclass(frozen=True, slots=True)
class Identifiers:
    """All ids given so far. Nothing is ever taken out, and no id is given twice.

    Attributes:
        bundled: Those that came with this program, for the workbooks that came with it.
    """

    entries: tuple[Identifier, ...] = ()
    bundled: frozenset[Identifier] = frozenset()

    @property
    def own(self) -> tuple[Identifier, ...]:
        """The entries that did not come with this program."""
        return tuple(entry for entry in self.entries if entry not in self.bundled)

    def by_key(self) -> dict[tuple[str, str, str], Identifier]:
        """Return the entries by kind, name and country; the first one in use wins."""
        found: dict[tuple[str, str, str], Identifier] = {}
        for entry in sorted(self.entries, key=lambda entry: bool(entry.replaced_by)):
            found.setdefault(entry.key, entry)
        return found

    def retired(self) -> tuple[Identifier, ...]:
        """Return the retired ids, each with its first name."""
        found = {entry[:2]: entry for entry in reversed(self.entries) if entry.replaced_by}
        return tuple(sorted(found.values()))

    def gone(self, borne: Iterable[tuple[str, str]]) -> tuple[Identifier, ...]:
        """Return the own ids (not those that came with this program) that nothing bears any more.

        A build that bears fewer than half of the ids of a kind is of another list, not a later
        state of the one that they were given for.

        Args:
            borne: Kind and id of every thing of a build.
        """
        here = set(borne)
        own = {entry[:2] for entry in self.own if not entry.replaced_by}
        kinds = {
            kind
            for kind in {kind for kind, _ in own} - _BY_NAME
            if 2 * sum(thing[0] == kind for thing in own & here)
            >= sum(thing[0] == kind for thing in own)
        }
        out = {entry[:2] for entry in self.entries if entry.replaced_by} | here
        found = {e[:2]: e for e in self.own if e.kind in kinds and e[:2] not in out}
        return tuple(sorted(found.values()))

    def with_fate(self, gone: Identifier, fate: "IdentifierStatus") -> "Identifiers":
        """Store what became of an id that nothing bears: renamed, replaced or removed."""
        said = " ".join(fate.replaced_by) or REMOVED
        retired, by = (gone[:2], said) if fate.renamed is None else (fate.renamed[:2], gone.id)
        entries = [
            entry._replace(replaced_by=by) if entry[:2] == retired else entry
            for entry in self.entries
        ]
        if fate.renamed is not None:
            entries.append(fate.renamed._replace(id=gone.id))
        return Identifiers(tuple(dict.fromkeys(entries)), self.bundled)

    def with_names(self, things: Iterable[Named]) -> "Identifiers":
        """Assign every new thing an id, and return the longer register.

        A thing whose name is new but whose acronym and country belong to exactly one entry that
        no thing of this batch bears by name has been renamed: it keeps that id. The order of the
        things does not matter.

        Shape: the short form of the acronym, else of the name; where two claim it, with the
        country, then the whole name, then a number by order of names.
        """
        known = self.by_key()
        batch = sorted(set(things), key=lambda thing: (thing.key, thing))
        borne = {known[thing.key][:2] for thing in batch if thing.key in known}
        new: dict[tuple[str, str, str], Named] = {}
        for thing in batch:
            if thing.key not in known:
                kept = new.setdefault(thing.key, thing)
                if thing.acronym and not kept.acronym:
                    new[thing.key] = thing
        renamed = self._renamed(new.values(), borne)
        added = [
            Identifier(t.kind, renamed[t.key], t.name, t.acronym, t.country)
            for t in new.values()
            if t.key in renamed
        ]
        back = {thing.key for thing in batch}
        entries = [
            e._replace(replaced_by="") if e.key in back and e[:2] in borne else e
            for e in self.entries
        ]
        taken = {(entry.kind, entry.id) for entry in self.entries}
        fresh = [thing for thing in new.values() if thing.key not in renamed]
        for thing, text in _distinct(fresh, taken).items():
            added.append(Identifier(thing.kind, text, thing.name, thing.acronym, thing.country))
        return Identifiers((*entries, *sorted(added)), self.bundled)

    def _renamed(
        self, new: Iterable[Named], borne: set[tuple[str, str]]
    ) -> dict[tuple[str, str, str], str]:
        """Find new names of old things; organisations are told apart by names alone."""
        free = [entry for entry in self._of_this_list(borne) if entry[:2] not in borne]
        by_acronym: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
        by_name: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        for entry in free:
            if entry.acronym:
                by_acronym[entry.kind, normalised(entry.acronym), entry.country].add(entry.id)
            by_name[entry.key[:2]].add((entry.id, entry.country))
        claims: defaultdict[tuple[str, str], list[Named]] = defaultdict(list)
        for thing in new:
            found = {
                id_
                for id_, country in by_name.get(thing.key[:2], ())
                if not country or not thing.country  # the country was filled in or taken out
            }
            if thing.acronym:
                found |= by_acronym.get(
                    (thing.kind, normalised(thing.acronym), thing.country), set()
                )
            if len(found) == 1:
                claims[thing.kind, found.pop()].append(thing)
        return {things[0].key: id_ for (_, id_), things in claims.items() if len(things) == 1}

    def _of_this_list(self, borne: set[tuple[str, str]]) -> list[Identifier]:
        """Return the entries that an earlier state of the same list may have given.

        Bundled entries count only for a list that bears most of them: a stranger with the acronym
        of a bundled resource is no renaming of it.
        """
        kinds = {entry.kind for entry in self.own}
        ids = {entry[:2] for entry in self.bundled}
        for kind in {kind for kind, _ in ids} - kinds:
            of_kind = {known for known in ids if known[0] == kind}
            if len(of_kind & borne) * 2 >= len(of_kind):
                kinds.add(kind)
        kinds -= _BY_NAME
        own = {entry.kind for entry in self.own}
        return [
            entry
            for entry in self.entries
            if entry.kind in kinds and (entry not in self.bundled or entry.kind not in own)
        ]

    def text(self) -> str:
        """Return the register as CSV, sorted by kind and id; an id's first name stays first."""
        columns = (*_COLUMNS, _REPLACED_BY) if self.retired() else _COLUMNS
        rows: list[Identifier] = sorted(self.entries, key=lambda entry: (entry.kind, entry.id))
        lines = [columns, *(row[: len(columns)] for row in rows)]
        return "".join(csv_lines(lines, newline="\n"))


def parse_identifiers(text: str, path: Path) -> Identifiers:
    """Read a register.

    Raises:
        AssetError: A column is missing, or a row has no id or no name.
    """
    reader = csv.DictReader(io.StringIO(text))
    missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise AssetError(f"the column '{missing[0]}' is missing; add it", path, 1)
    entries = []
    for row in reader:
        entry = Identifier(*((row.get(n) or "").strip() for n in (*_COLUMNS, _REPLACED_BY)))
        if not (entry.kind and entry.id and entry.name):
            raise AssetError("a row needs a kind, an id and a name", path, reader.line_num)
        entries.append(entry)
    return Identifiers(tuple(entries))


def _distinct(things: Iterable[Named], taken: set[tuple[str, str]]) -> dict[Named, str]:
    """Assign each thing a text of its own: the shortest form that nobody else claims."""
    given: dict[Named, str] = {}
    waiting = list(things)
    for form in range(4):
        claims: defaultdict[tuple[str, str], list[Named]] = defaultdict(list)
        for thing in waiting:
            claims[thing.kind, _forms(thing)[form]].append(thing)
        waiting = []
        for (kind, text), claimants in claims.items():
            if len(claimants) == 1 and text and (kind, text) not in taken:
                given[claimants[0]] = text
            else:
                waiting.extend(claimants)
        taken |= {(thing.kind, text) for thing, text in given.items()}
    for thing in sorted(waiting, key=lambda thing: (thing.key, thing)):
        stem, number = _forms(thing)[2] or thing.kind, 2
        while (thing.kind, f"{stem}-{number}") in taken:
            number += 1
        given[thing] = f"{stem}-{number}"
        taken.add((thing.kind, given[thing]))
    return given


def _forms(thing: Named) -> tuple[str, str, str, str]:
    short = slug(thing.acronym.split("/")[0], longest=24) or slug(thing.name.split("(")[0])
    full = slug(thing.name, longest=80)
    country = f"-{thing.country}" if thing.country else ""
    return short, short and short + country, full, full and full + country
