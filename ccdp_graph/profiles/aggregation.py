"""Counting what a check against a target found, by demand and by where to mend it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from operator import itemgetter

from ccdp_graph.cell import CellRef
from ccdp_graph.model import Severity
from ccdp_graph.profiles.profile import Gap, Target, TargetReport
from ccdp_graph.project import Project
from ccdp_graph.rdf import RDF, Statement, iri
from ccdp_graph.validation import ProvenanceLookup, Result, finding_of, plain

_NOWHERE = {"en": "no column gives it", "fr": "aucune colonne ne le donne"}

_COLUMN = {"en": "column '{}' ({})", "fr": "colonne « {} » ({})"}

_LINE = {"en": "ccdp.toml: {}", "fr": "ccdp.toml : {}"}

_A = iri(RDF + "type")


@dataclass(frozen=True, slots=True)
class RecordIndex:
    """The things of ours in a graph, and the records that each of them belongs to."""

    own: list[str]
    records: frozenset[str]
    users: dict[str, list[str]]

    @classmethod
    def of(cls, statements: Iterable[Statement], target: Target, base: str) -> "RecordIndex":
        """Find them in what a target is given."""
        kinds = {iri(kind) for kind in target.records}
        ours = f"<{base}"
        own: dict[str, None] = {}
        records = set()
        users: dict[str, list[str]] = {}
        for subject, said in groupby(statements, key=itemgetter(0)):
            if not subject.startswith(ours):
                continue
            thing = subject[1:-1]
            own[thing] = None
            for _, predicate, value in said:
                if predicate == _A and value in kinds:
                    records.add(thing)
                elif value.startswith(ours):
                    users.setdefault(value[1:-1], []).append(thing)
        return cls(list(own), frozenset(records), users)

    def records_of(self, thing: str) -> list[str]:
        """Return the record that a thing is, lies below in its IRI, or serves."""
        if thing in self.records:
            return [thing]
        above = thing.rpartition("/")[0]
        while above:
            if above in self.records:
                return [above]
            above = above.rpartition("/")[0]
        return [user for user in self.users.get(thing, ()) if user in self.records]


_Remedy = tuple[str, str]
"""The kind of record and the property of a column, or nothing and a line of ccdp.toml."""


class RemedyIndex:
    """Where a missing value has to be given: a column, a line of ccdp.toml, or nowhere."""

    nowhere: _Remedy = ("", "")

    def __init__(self, target: Target, files: Project) -> None:
        self._target = target
        self._columns = {
            (sheet.kind, column.property_iri): (column, sheet.table)
            for sheet in files.column_files()
            for column in reversed(sheet.columns)
            if column.property_iri
        }
        self._kinds = {kind for kind, _ in self._columns} | {"organisation"}

    def of(self, kind: str, rule: str, path: str) -> _Remedy:
        """Return where to give what a rule asks of a path, at things of a kind."""
        told = self._target.columns
        column = kind, told.get(rule, told.get(path, path))
        if column in self._columns:
            return column
        of_record = kind in self._kinds
        lines = self._target.record_settings if of_record else self._target.settings
        return "", lines.get(path, "")

    def told(self, fill: _Remedy, language: str) -> str:
        """Say in words where that is."""
        if fill == self.nowhere:
            return _NOWHERE[language]
        if fill not in self._columns:
            return _LINE[language].format(fill[1])
        column, table = self._columns[fill]
        return _COLUMN[language].format(column.title_in(language), table)


@dataclass(slots=True)
class _Seen:
    example: Result
    order: tuple[object, ...]
    found: int = 0
    records: set[str] = field(default_factory=set)


class ResultAggregator:
    """Results counted by demand and by where to fill in; only one example of each is kept.

    Args:
        language: In which the examples are chosen; they can be told in others.
    """

    def __init__(
        self,
        things: RecordIndex,
        fills: RemedyIndex,
        finder: ProvenanceLookup,
        base: str,
        language: str,
    ) -> None:
        self._things = things
        self._fills = fills
        self._finder = finder
        self._base = base
        self._language = language
        self._fill_of = cache(fills.of)
        self._thing = cache(self._thing_at)
        self._seen: dict[tuple[str, str, _Remedy], _Seen] = {}
        self._blocked: dict[str, set[_Remedy]] = {}
        self._lacking: dict[str, set[str]] = {}

    def add(self, result: Result) -> None:
        """Count one result."""
        rule = result.rule
        thing, kind, records = self._thing(result.focus_node)
        path = rule.path or ""
        fill = self._fill_of(kind, rule.iri, path)
        raw = plain(result.value) if result.value else ""
        cells = self._cells(result, fill, raw)
        order = cells, thing, rule.message(self._language), raw
        seen = self._seen.get((rule.iri, path, fill))
        if seen is None:
            seen = self._seen[rule.iri, path, fill] = _Seen(result, order)
        elif order < seen.order:
            seen.example, seen.order = result, order
        seen.found += 1
        seen.records.update(records)
        if rule.severity is Severity.VIOLATION:
            for record in records:
                self._blocked.setdefault(record, set()).add(fill)
        else:
            self._lacking.setdefault(rule.iri, set()).add(thing)

    def _thing_at(self, focus_node: str) -> tuple[str, str, list[str]]:
        """Return a thing, its kind, and the records that it belongs to."""
        thing = plain(focus_node)
        kind = thing.removeprefix(self._base).split("/")[0]
        return thing, kind, self._things.records_of(thing)

    def _cells(self, result: Result, fill: _Remedy, raw: str) -> tuple[CellRef, ...]:
        if raw or fill != self._fills.nowhere:
            return self._finder.place(result).cells
        row = self._finder.rows.get(result.focus_node)  # no empty cell is meant, but the row
        return () if row is None else (row,)

    def report(self, target: Target, asked: Mapping[str, int], language: str) -> TargetReport:
        """Tell how the graph does, of so many things that each recommending shape looks at."""
        missing = sum(len(seen) for rule, seen in self._lacking.items() if rule in asked)
        records = len(self._things.records)
        return TargetReport(
            target=target,
            records=records,
            passing=records - len(self._blocked),
            asked=sum(asked.values()),
            given=sum(asked.values()) - missing,
            gaps=tuple(sorted(self._gaps(language), key=lambda gap: gap.order)),
        )

    def _gaps(self, language: str) -> Iterator[Gap]:
        """Give the demands that are not met."""
        for (rule, path, fill), seen in self._seen.items():
            finding = finding_of(seen.example, self._finder, language)
            example = replace(finding, cells=self._cells(seen.example, fill, finding.raw))
            blocks = example.severity is Severity.VIOLATION
            alone = {fill}
            yield Gap(
                severity=example.severity,
                message=example.message.replace(f"<{example.focus_node}>", "it"),
                rule=rule,
                path=path,
                fill=self._fills.told(fill, language),
                found=seen.found,
                records=len(seen.records),
                lifts=sum(self._blocked[r] == alone for r in seen.records) if blocks else 0,
                place=example.place,
                value=example.raw,
            )
