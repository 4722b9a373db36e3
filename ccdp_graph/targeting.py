"""Checking a graph against the catalogues that it is meant for, and against shapes of others."""

from collections.abc import Iterable, Iterator, Sequence
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
from ccdp_graph.validation.shape_files import read_shape_files
from ccdp_graph.validation.tracing import CellFinder
from ccdp_graph.validation.validator import graph_of, validate

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_AT_ONCE = 1_000
"""How many things are checked at once: their results are counted and let go, so that a graph with
any number of violations fits."""

_NOWHERE = {"en": "no column gives it", "fr": "aucune colonne ne le donne"}
_COLUMN = {"en": "column '{}' ({})", "fr": "colonne « {} » ({})"}
_LINE = {"en": "ccdp.toml: {}", "fr": "ccdp.toml : {}"}
_A = iri(RDF + "type")


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
    if target.view and target.view not in VIEWS:
        known = ", ".join(VIEWS)
        raise AssetError(f"the target '{target.name}' names the view '{target.view}'; use {known}")
    statements = _ours(checked.statements, files.project.base)
    if target.view:
        statements = view(target.view, statements, files.project)
    shapes = files.target_shapes(target)
    return _report(Checked(statements, checked.finder), target, shapes, files, language)


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
    return _report(Checked(statements, checked.finder), target, shapes, files, language)


def _ours(statements: tuple[Statement, ...], base: str) -> tuple[Statement, ...]:
    if not statements:
        raise AssetError("the graph is empty; give one that ccdp build wrote")
    if not any(subject.startswith(f"<{base}") for subject, _, _ in statements):
        raise AssetError(
            f"the graph is of another project: no thing in it begins with {base}; "
            "run this in the folder of its ccdp.toml"
        )
    return statements


def _report(
    checked: Checked, target: Target, shapes: "Graph", files: ProjectFiles, language: str
) -> TargetReport:
    told = _told_apart(checked.statements, target)
    things = _Things.of(checked.statements, target, files.project.base)
    if not things.records:
        raise AssetError(f"the graph holds nothing that the target '{target.name}' takes")
    data = graph_of((*checked.statements, *told))
    for triple in files.background():
        data.add(triple)
    finder = _aliased(checked.finder, target)
    tally = _Tally(things, _Fills(target, files, language), finder)
    for aimed in _in_turn(shapes, data, things.own):
        for finding in validate(data, aimed, finder, language=language):
            tally.add(finding)
    asked = _recommended(data, shapes, files.project.base)
    missing = sum(len(seen) for rule, seen in tally.nodes.items() if rule in asked)
    return TargetReport(
        target=target,
        records=len(things.records),
        passing=len(things.records) - len(tally.blocked),
        asked=sum(asked.values()),
        given=sum(asked.values()) - missing,
        gaps=tuple(sorted(tally.gaps(), key=lambda gap: gap.order)),
    )


def _told_apart(statements: Iterable[Statement], target: Target) -> Iterator[Statement]:
    """Give the classes that things get for the check alone."""
    wanted = {(iri(p), iri(value)): iri(kind) for kind, (p, value) in target.classes.items()}
    for subject, predicate, value in statements:
        if (predicate, value) in wanted:
            yield subject, _A, wanted[predicate, value]


def _in_turn(shapes: "Graph", data: "Graph", own: Sequence[str]) -> Iterator["Graph"]:
    """Give the shapes again and again, each time aimed at some of the things of ours alone.

    So the results of a few things are held at a time. pySHACL's own choice of focus nodes is
    quadratic, and would not spare the things that are not ours.
    """
    from rdflib import RDF as TYPES
    from rdflib import RDFS, SH, URIRef

    aims = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
    bare = graph_of(())
    bare += (t for t in shapes if t[1] not in aims and t[1:] != (TYPES.type, RDFS.Class))
    wanted = list(_focus_nodes(shapes, data))
    for start in range(0, len(own), _AT_ONCE):
        chunk = {URIRef(thing) for thing in own[start : start + _AT_ONCE]}
        aimed = graph_of(())
        aimed += bare
        for shape, nodes in wanted:
            for node in nodes & chunk:
                aimed.add((shape, SH.targetNode, node))
        yield aimed


def _focus_nodes(shapes: "Graph", data: "Graph") -> Iterator[tuple["Node", set["Node"]]]:
    """Give the nodes that each shape looks at, in all of SHACL's ways to say so."""
    from rdflib import RDF as TYPES
    from rdflib import RDFS, SH

    classes = list(shapes.subject_objects(SH.targetClass))
    classes += [(shape, shape) for shape in shapes.subjects(TYPES.type, RDFS.Class)]
    for shape, kind in classes:
        kinds = data.transitive_subjects(RDFS.subClassOf, kind)
        yield shape, {node for k in kinds if k for node in data.subjects(TYPES.type, k)}
    for shape, node in shapes.subject_objects(SH.targetNode):
        yield shape, {node}
    for shape, path in shapes.subject_objects(SH.targetSubjectsOf):
        yield shape, set(data.subjects(path))
    for shape, path in shapes.subject_objects(SH.targetObjectsOf):
        yield shape, set(data.objects(None, path))


def _aliased(finder: CellFinder, target: Target) -> CellFinder:
    """Let the finder find the empty cell of what a view makes from another property."""
    columns = dict(finder.columns)
    for path, source in target.columns.items():
        for (workbook, sheet, known), number in finder.columns.items():
            if known == source:
                columns.setdefault((workbook, sheet, path), number)
    return replace(finder, columns=columns)


def _recommended(data: "Graph", shapes: "Graph", base: str) -> dict[str, int]:
    """Return how many things of ours each recommending shape looks at."""
    from rdflib import RDF as TYPES
    from rdflib import SH

    found: dict[str, int] = {}
    for holder, kind in shapes.subject_objects(SH.targetClass):
        number = sum(str(thing).startswith(base) for thing in data.subjects(TYPES.type, kind))
        for shape in shapes.objects(holder, SH.property):
            if (shape, SH.severity, SH.Warning) in shapes:
                found[str(shape)] = found.get(str(shape), 0) + number
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

    def __init__(self, things: _Things, fills: _Fills, finder: CellFinder) -> None:
        self._things = things
        self._finder = finder
        self._fills = fills
        self._seen: dict[tuple[str, str, str], _Seen] = {}
        self.blocked: dict[str, set[str]] = {}
        self.nodes: dict[str, set[str]] = {}

    def add(self, finding: Finding) -> None:
        """Count one finding."""
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

    def gaps(self) -> Iterator[Gap]:
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
