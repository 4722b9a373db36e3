"""Checking a graph against the catalogues that it is meant for, and against shapes of others."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ccdp_graph.errors import AssetError
from ccdp_graph.model.finding import Finding, Severity
from ccdp_graph.model.statements import Statement
from ccdp_graph.model.target import Target
from ccdp_graph.model.target_report import Gap, TargetReport
from ccdp_graph.project_files import ProjectFiles
from ccdp_graph.publishing.views import VIEWS, view
from ccdp_graph.rdf.namespaces import RDF
from ccdp_graph.rdf.terms import iri
from ccdp_graph.validation.aiming import in_turn, looked_at
from ccdp_graph.validation.results import Result
from ccdp_graph.validation.shape_files import read_shape_files
from ccdp_graph.validation.shapes import Shapes, ShapesError, read_shapes, term_of
from ccdp_graph.validation.statement_checker import check_statements
from ccdp_graph.validation.tracing import CellFinder
from ccdp_graph.validation.validator import finding_of, graph_of, reference_results

if TYPE_CHECKING:
    from rdflib import Graph

_NOWHERE = {"en": "no column gives it", "fr": "aucune colonne ne le donne"}
_COLUMN = {"en": "column '{}' ({})", "fr": "colonne « {} » ({})"}
_LINE = {"en": "ccdp.toml: {}", "fr": "ccdp.toml : {}"}
_A = iri(RDF + "type")


class NothingTakenError(AssetError):
    """A graph holds nothing that a target takes."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A graph to be checked: its statements, and the way from its things to cells."""

    statements: tuple[Statement, ...]
    finder: CellFinder


def check_target(
    checked: Checked, target: Target, files: ProjectFiles, *, language: str = "en"
) -> TargetReport:
    """Check what a target is given of a graph.

    Shape: results at things that are not ours (licences, concepts of foreign lists) are left out.

    Raises:
        AssetError: The target names a view that there is not, its shapes are wrong, or the graph
            is empty, of another project, or holds nothing that the target takes.
    """
    return check_target_in(checked, target, files, (language,))[language]


def check_target_in(
    checked: Checked, target: Target, files: ProjectFiles, languages: Sequence[str]
) -> dict[str, TargetReport]:
    """Check once, and tell it in several languages; raises as above."""
    if target.view and target.view not in VIEWS:
        known = ", ".join(VIEWS)
        raise AssetError(f"the target '{target.name}' names the view '{target.view}'; use {known}")
    statements = _ours(checked.statements, files.project.base)
    if target.view:
        statements = view(target.view, statements, files.project)
    shapes = files.target_shapes(target)
    return _reports(Checked(statements, checked.finder), target, shapes, files, languages)


def check_shapes(
    checked: Checked, paths: Sequence[Path], files: ProjectFiles, *, language: str = "en"
) -> TargetReport:
    """Check a graph, as it is, against shapes of others: files, or folders of them.

    Raises:
        AssetError: The shapes cannot be read, or the graph is empty or of another project.
    """
    own = files.target("ccdp")
    name = ", ".join(path.name for path in paths)
    target = replace(own, name=name, version="", source=str(paths[0]))
    statements = _ours(checked.statements, files.project.base)
    shapes = read_shape_files(paths)
    given = Checked(statements, checked.finder)
    return _reports(given, target, shapes, files, (language,))[language]


def _ours(statements: tuple[Statement, ...], base: str) -> tuple[Statement, ...]:
    if not statements:
        raise AssetError("the graph is empty; give one that ccdp build wrote")
    if not any(subject.startswith(f"<{base}") for subject, _, _ in statements):
        raise AssetError(
            f"the graph is of another project: no thing in it begins with {base}; "
            "run this in the folder of its ccdp.toml"
        )
    return statements


def _reports(
    checked: Checked,
    target: Target,
    shapes: "Graph",
    files: ProjectFiles,
    languages: Sequence[str],
) -> dict[str, TargetReport]:
    things = _Things.of(checked.statements, target, files.project.base)
    if not things.records:
        raise NothingTakenError(f"the graph holds nothing that the target '{target.name}' takes")
    known = [(term_of(s), term_of(p), term_of(o)) for s, p, o in files.background()]
    told = _told_apart(checked.statements, target)
    statements = tuple(dict.fromkeys((*checked.statements, *told, *known)))
    finder = _aliased(checked.finder, target)
    tallies = {
        language: _Tally(things, _Fills(target, files, language), finder, language)
        for language in languages
    }
    for result in _results(statements, shapes, things.own):
        for tally in tallies.values():
            tally.add(result)
    asked = _recommended(statements, shapes, files.project.base)
    return {language: tally.report(target, asked) for language, tally in tallies.items()}


def _results(
    statements: Sequence[Statement], shapes: "Graph", own: Sequence[str]
) -> Iterator[Result]:
    """Give what is found at things of ours: by our own engine, and by pySHACL what only it knows.

    Shapes that ours refuses, such as those that import others, are left to pySHACL whole.
    """
    try:
        known = read_shapes(shapes, nested=True)
    except ShapesError:
        known = Shapes((), shapes, {"": "all"})
    things = set(map(iri, own))
    for result in check_statements(statements, known.own):
        if result.focus_node in things:
            yield result
    if known.why_foreign:
        data = graph_of(looked_at(statements, known.foreign))
        for aimed in in_turn(known.foreign, data, own):
            yield from reference_results(data, aimed)


def _told_apart(statements: Iterable[Statement], target: Target) -> Iterator[Statement]:
    """Give the classes that things get for the check alone."""
    wanted = {(iri(p), iri(value)): iri(kind) for kind, (p, value) in target.classes.items()}
    for subject, predicate, value in statements:
        if (predicate, value) in wanted:
            yield subject, _A, wanted[predicate, value]


def _aliased(finder: CellFinder, target: Target) -> CellFinder:
    """Let the finder find the empty cell of what a view makes from another property."""
    columns = dict(finder.columns)
    for path, source in target.columns.items():
        for (workbook, sheet, known), number in finder.columns.items():
            if known == source:
                columns.setdefault((workbook, sheet, path), number)
    return replace(finder, columns=columns)


def _recommended(statements: Iterable[Statement], shapes: "Graph", base: str) -> dict[str, int]:
    """Return how many things of ours each recommending shape looks at."""
    from rdflib import SH

    kinds = Counter(
        value
        for subject, predicate, value in statements
        if predicate == _A and subject.startswith(f"<{base}")
    )
    found: dict[str, int] = {}
    for holder, kind in shapes.subject_objects(SH.targetClass):
        for shape in shapes.objects(holder, SH.property):
            if (shape, SH.severity, SH.Warning) in shapes:
                found[str(shape)] = found.get(str(shape), 0) + kinds[iri(str(kind))]
    return found


@dataclass(frozen=True, slots=True)
class _Things:
    """The things of ours in a graph, and the records that each of them belongs to."""

    own: list[str]
    records: frozenset[str]
    users: dict[str, list[str]]

    @classmethod
    def of(cls, statements: Iterable[Statement], target: Target, base: str) -> "_Things":
        kinds = {iri(kind) for kind in target.records}
        own: dict[str, None] = {}
        records = set()
        users: dict[str, list[str]] = {}
        for subject, predicate, value in statements:
            if not subject.startswith(f"<{base}"):
                continue
            own[subject[1:-1]] = None
            if predicate == _A and value in kinds:
                records.add(subject[1:-1])
            elif value.startswith(f"<{base}"):
                users.setdefault(value[1:-1], []).append(subject[1:-1])
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


class _Fills:
    """Where a missing value has to be given: a column, a line of ccdp.toml, or nowhere."""

    def __init__(self, target: Target, files: ProjectFiles, language: str) -> None:
        self._target = target
        self._base = files.project.base
        self._language = language
        self.nowhere = _NOWHERE[language]
        self._columns = {
            (sheet.kind, column.property_iri): _COLUMN[language].format(
                column.title_in(language), sheet.table
            )
            for sheet in files.column_files()
            for column in reversed(sheet.columns)
            if column.property_iri
        }
        self._kinds = {kind for kind, _ in self._columns} | {"organisation"}

    def of(self, finding: Finding) -> str:
        """Return where to give what a finding asks, in words; nothing where that is nowhere."""
        path = finding.result_path or ""
        below = (finding.focus_node or "").removeprefix(self._base).split("/")
        told = self._target.columns
        column = self._columns.get((below[0], told.get(finding.rule, told.get(path, path))))
        if column:
            return column
        of_record = below[0] in self._kinds
        lines = self._target.record_settings if of_record else self._target.settings
        line = lines.get(path)
        return _LINE[self._language].format(line) if line else ""


@dataclass(slots=True)
class _Seen:
    example: Finding
    found: int = 0
    records: set[str] = field(default_factory=set)


class _Tally:
    """Findings counted by demand and by where to fill in; only one example of each is kept."""

    def __init__(self, things: _Things, fills: _Fills, finder: CellFinder, language: str) -> None:
        self._things = things
        self._finder = finder
        self._language = language
        self._fills = fills
        self._seen: dict[tuple[str, str, str], _Seen] = {}
        self.blocked: dict[str, set[str]] = {}
        self.nodes: dict[str, set[str]] = {}

    def add(self, result: Result) -> None:
        """Count one result."""
        finding = finding_of(result, self._finder, self._language)
        fill = self._fills.of(finding)
        if not fill:  # then no empty cell is meant, but the row
            row = self._finder.rows.get(f"<{finding.focus_node}>")
            own = () if row is None else (row,)
            finding = replace(finding, cells=own if not finding.raw else finding.cells)
        key = finding.rule, finding.result_path or "", fill
        seen = self._seen.setdefault(key, _Seen(finding))
        seen.found += 1
        if finding.order < seen.example.order:
            seen.example = finding
        records = self._things.records_of(finding.focus_node or "")
        seen.records.update(records)
        if finding.severity is Severity.VIOLATION:
            for record in records:
                self.blocked.setdefault(record, set()).add(fill)
        else:
            self.nodes.setdefault(finding.rule, set()).add(finding.focus_node or "")

    def report(self, target: Target, asked: Mapping[str, int]) -> TargetReport:
        """Tell how the graph does, of so many things that each recommending shape looks at."""
        missing = sum(len(seen) for rule, seen in self.nodes.items() if rule in asked)
        records = len(self._things.records)
        return TargetReport(
            target=target,
            records=records,
            passing=records - len(self.blocked),
            asked=sum(asked.values()),
            given=sum(asked.values()) - missing,
            gaps=tuple(sorted(self._gaps(), key=lambda gap: gap.order)),
        )

    def _gaps(self) -> Iterator[Gap]:
        """Give the demands that are not met."""
        for (rule, path, fill), seen in self._seen.items():
            example = seen.example
            blocks = example.severity is Severity.VIOLATION
            yield Gap(
                severity=example.severity,
                message=example.message.replace(f"<{example.focus_node}>", "it"),
                rule=rule,
                path=path,
                fill=fill or self._fills.nowhere,
                found=seen.found,
                records=len(seen.records),
                lifts=sum(self.blocked[r] == {fill} for r in seen.records) if blocks else 0,
                place=example.place,
                value=example.raw,
            )
