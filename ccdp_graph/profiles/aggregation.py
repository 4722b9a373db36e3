"""The results of a check against a target, counted by constraint and by remedy."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from operator import itemgetter

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import Texts
from ccdp_graph.model import ColumnFile, RecordTypes, Severity
from ccdp_graph.profiles.profile import Gap, Target, TargetReport
from ccdp_graph.rdf import RDF, Statement, iri
from ccdp_graph.validation import ProvenanceLookup, Result, finding_of, plain

_NOWHERE = Texts("no column provides it")

_COLUMN = Texts("column '{column}' ({sheet})")

_LINE = Texts("ccdp.toml: {line}")

_A = iri(RDF + "type")


@dataclass(frozen=True, slots=True)
class RecordIndex:
    """The nodes of our own in a graph, and the records that each of them belongs to."""

    nodes: list[str]
    records: frozenset[str]
    users: dict[str, list[str]]

    @classmethod
    def of(cls, statements: Iterable[Statement], target: Target, base: str) -> "RecordIndex":
        """Read them from the statements that a target gets."""
        kinds = {iri(kind) for kind in target.records}
        ours = f"<{base}"
        nodes: dict[str, None] = {}
        records = set()
        users: dict[str, list[str]] = {}
        for subject, statements_of in groupby(statements, key=itemgetter(0)):
            if not subject.startswith(ours):
                continue
            node = subject[1:-1]
            nodes[node] = None
            for _, predicate, value in statements_of:
                if predicate == _A and value in kinds:
                    records.add(node)
                elif value.startswith(ours):
                    users.setdefault(value[1:-1], []).append(node)
        return cls(list(nodes), frozenset(records), users)

    def records_of(self, node: str) -> list[str]:
        """Return the records that a node is, is a part of by its IRI, or is used by."""
        if node in self.records:
            return [node]
        above = node.rpartition("/")[0]
        while above:
            if above in self.records:
                return [above]
            above = above.rpartition("/")[0]
        return [user for user in self.users.get(node, ()) if user in self.records]


_Remedy = tuple[str, str]
"""The kind of record and property of a column, or "" and a line for ccdp.toml."""


class RemedyIndex:
    """Where a missing value belongs: in a column, in a line of ccdp.toml, or nowhere."""

    nowhere: _Remedy = ("", "")

    def __init__(
        self, target: Target, column_files: Iterable[ColumnFile], types: RecordTypes
    ) -> None:
        self._target = target
        self._columns = {
            (sheet.kind, column.property_iri): (column, sheet.table)
            for sheet in column_files
            for column in reversed(sheet.columns)
            if column.property_iri
        }
        self._kinds = {kind.name for kind in types}

    def of(self, kind: str, rule: str, path: str) -> _Remedy:
        """Return where to add the value of a path that a rule requires, for a kind of record."""
        overrides = self._target.columns
        column = kind, overrides.get(rule, overrides.get(path, path))
        if column in self._columns:
            return column
        of_record = kind in self._kinds
        lines = self._target.record_settings if of_record else self._target.settings
        return "", lines.get(path, "")

    def label(self, remedy: _Remedy, language: str) -> str:
        """Describe the remedy in words."""
        if remedy == self.nowhere:
            return _NOWHERE[language]
        if remedy not in self._columns:
            return _LINE[language].format(line=remedy[1])
        column, table = self._columns[remedy]
        return _COLUMN[language].format(column=column.title_in(language), sheet=table)


@dataclass(slots=True)
class _Tally:
    example: Result
    order: tuple[object, ...]
    count: int = 0
    records: set[str] = field(default_factory=set)


class ResultAggregator:
    """Counts results by constraint and remedy; only one example of each is kept.

    Args:
        language: The language in which examples are chosen; reports can be in others.
    """

    def __init__(
        self,
        records: RecordIndex,
        remedies: RemedyIndex,
        finder: ProvenanceLookup,
        base: str,
        language: str,
    ) -> None:
        self._records = records
        self._remedies = remedies
        self._finder = finder
        self._base = base
        self._language = language
        self._remedy_of = cache(remedies.of)
        self._resource = cache(self._resource_at)
        self._tallies: dict[tuple[str, str, _Remedy], _Tally] = {}
        self._blocked: dict[str, set[_Remedy]] = {}
        self._lacking: dict[str, set[str]] = {}

    def add(self, result: Result) -> None:
        """Count one result."""
        rule = result.rule
        node, kind, records = self._resource(result.focus_node)
        path = rule.path or ""
        remedy = self._remedy_of(kind, rule.iri, path)
        raw = plain(result.value) if result.value else ""
        cells = self._cells(result, remedy, raw)
        order = cells, node, rule.message(self._language), raw
        tally = self._tallies.get((rule.iri, path, remedy))
        if tally is None:
            tally = self._tallies[rule.iri, path, remedy] = _Tally(result, order)
        elif order < tally.order:
            tally.example, tally.order = result, order
        tally.count += 1
        tally.records.update(records)
        if rule.severity is Severity.VIOLATION:
            for record in records:
                self._blocked.setdefault(record, set()).add(remedy)
        else:
            self._lacking.setdefault(rule.iri, set()).add(node)

    def _resource_at(self, focus_node: str) -> tuple[str, str, list[str]]:
        """Return a node, its kind, and the records that it belongs to."""
        node = plain(focus_node)
        kind = node.removeprefix(self._base).split("/")[0]
        return node, kind, self._records.records_of(node)

    def _cells(self, result: Result, remedy: _Remedy, raw: str) -> tuple[CellRef, ...]:
        if raw or remedy != self._remedies.nowhere:
            return self._finder.locate(result).cells
        row = self._finder.rows.get(result.focus_node)  # the row as a whole, not an empty cell
        return () if row is None else (row,)

    def report(self, target: Target, recommended: Mapping[str, int], language: str) -> TargetReport:
        """Return the report, given the number of focus nodes of each recommending shape."""
        missing = sum(len(nodes) for rule, nodes in self._lacking.items() if rule in recommended)
        records = len(self._records.records)
        return TargetReport(
            target=target,
            records=records,
            passing=records - len(self._blocked),
            recommended=sum(recommended.values()),
            present=sum(recommended.values()) - missing,
            gaps=tuple(sorted(self._gaps(language), key=lambda gap: gap.order)),
        )

    def _gaps(self, language: str) -> Iterator[Gap]:
        """Yield the constraints that are not met."""
        for (rule, path, remedy), tally in self._tallies.items():
            finding = finding_of(tally.example, self._finder, language)
            example = replace(finding, cells=self._cells(tally.example, remedy, finding.raw))
            blocks = example.severity is Severity.VIOLATION
            alone = {remedy}
            yield Gap(
                severity=example.severity,
                message=example.message.replace(f"<{example.focus_node}>", "it"),
                rule=rule,
                path=path,
                remedy=self._remedies.label(remedy, language),
                results=tally.count,
                records=len(tally.records),
                unblocks=sum(self._blocked[r] == alone for r in tally.records) if blocks else 0,
                place=example.place,
                value=example.raw,
            )
