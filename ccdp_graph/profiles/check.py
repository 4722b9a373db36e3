"""Checking a graph against the catalogues that it is meant for, and against shapes of others."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ccdp_graph.errors import AssetError
from ccdp_graph.model import Settings
from ccdp_graph.profiles.aggregation import RecordIndex, RemedyIndex, ResultAggregator
from ccdp_graph.profiles.profile import VIEWS, Target, TargetReport, view
from ccdp_graph.profiles.targets import project_target, target_shapes
from ccdp_graph.project import Project
from ccdp_graph.rdf import RDF, GraphIndex, Statement, iri
from ccdp_graph.validation import (
    ProvenanceLookup,
    Result,
    Shapes,
    ShapesError,
    batches,
    graph_of,
    read_shape_files,
    read_shapes,
    reference_results,
    relevant_statements,
    term_of,
    validate_statements,
)

if TYPE_CHECKING:
    from rdflib import Graph


_A = iri(RDF + "type")


class EmptyProfileError(AssetError):
    """A graph holds nothing that a target takes."""


@dataclass(frozen=True)
class CheckedGraph:
    """A graph to be checked: its statements, and the way from its things to cells.

    Attributes:
        views: By name, those that are made already.
    """

    statements: tuple[Statement, ...]
    finder: ProvenanceLookup
    views: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)

    @cached_property
    def facts(self) -> GraphIndex:
        """Its statements by subject and property, as views ask for them."""
        return GraphIndex.of(self.statements)

    def view(self, name: str, project: Settings) -> tuple[Statement, ...]:
        """Return a view of it."""
        return self.views.get(name) or view(name, self.facts, project)


def check_target(
    checked: CheckedGraph, target: Target, files: Project, *, language: str = "en"
) -> TargetReport:
    """Check what a target is given of a graph.

    Shape: results at things that are not ours (licences, concepts of foreign lists) are left out.

    Raises:
        AssetError: The target names a view that there is not, its shapes are wrong, or the graph
            is empty, of another project, or holds nothing that the target takes.
    """
    return check_target_in(checked, target, files, (language,))[language]


def check_target_in(
    checked: CheckedGraph, target: Target, files: Project, languages: Sequence[str]
) -> dict[str, TargetReport]:
    """Check once, and tell it in several languages; raises as above."""
    if target.view and target.view not in VIEWS:
        known = ", ".join(VIEWS)
        raise AssetError(f"the target '{target.name}' names the view '{target.view}'; use {known}")
    statements = _ours(checked.statements, files.project.base)
    if target.view:
        statements = checked.view(target.view, files.project)
    shapes = target_shapes(target, files)
    return _reports(CheckedGraph(statements, checked.finder), target, shapes, files, languages)


def check_shapes(
    checked: CheckedGraph, paths: Sequence[Path], files: Project, *, language: str = "en"
) -> TargetReport:
    """Check a graph, as it is, against shapes of others: files, or folders of them.

    Raises:
        AssetError: The shapes cannot be read, or the graph is empty or of another project.
    """
    own = project_target("ccdp", files)
    name = ", ".join(path.name for path in paths)
    target = replace(own, name=name, version="", source=str(paths[0]))
    statements = _ours(checked.statements, files.project.base)
    shapes = read_shape_files(paths)
    given = CheckedGraph(statements, checked.finder)
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
    checked: CheckedGraph,
    target: Target,
    shapes: "Graph",
    files: Project,
    languages: Sequence[str],
) -> dict[str, TargetReport]:
    things = RecordIndex.of(checked.statements, target, files.project.base)
    if not things.records:
        raise EmptyProfileError(f"the graph holds nothing that the target '{target.name}' takes")
    known = [(term_of(s), term_of(p), term_of(o)) for s, p, o in files.background()]
    told = _told_apart(checked.statements, target)
    statements = tuple(dict.fromkeys((*checked.statements, *told, *known)))
    finder = _aliased(checked.finder, target)
    tally = ResultAggregator(
        things, RemedyIndex(target, files), finder, files.project.base, languages[0]
    )
    for result in _results(statements, shapes, things.own):
        tally.add(result)
    asked = _recommended(statements, shapes, files.project.base)
    return {language: tally.report(target, asked, language) for language in languages}


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
    for result in validate_statements(statements, known.own):
        if result.focus_node in things:
            yield result
    if known.why_foreign:
        data = graph_of(relevant_statements(statements, known.foreign))
        for aimed in batches(known.foreign, data, own):
            yield from reference_results(data, aimed)


def _told_apart(statements: Iterable[Statement], target: Target) -> Iterator[Statement]:
    """Give the classes that things get for the check alone."""
    wanted = {(iri(p), iri(value)): iri(kind) for kind, (p, value) in target.classes.items()}
    for subject, predicate, value in statements:
        if (predicate, value) in wanted:
            yield subject, _A, wanted[predicate, value]


def _aliased(finder: ProvenanceLookup, target: Target) -> ProvenanceLookup:
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
