"""Checks of a graph against the catalogues it is meant for, and against shapes by others."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ccdp_graph.errors import AssetError
from ccdp_graph.model import Settings
from ccdp_graph.profiles.aggregation import RecordIndex, RemedyIndex, ResultAggregator
from ccdp_graph.profiles.profile import Target, TargetReport
from ccdp_graph.profiles.targets import project_target, target_shapes
from ccdp_graph.profiles.views import view
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
    """A graph has no records for a target."""


@dataclass(frozen=True)
class CheckedGraph:
    """A graph to be checked: its statements, and the cells behind them.

    Attributes:
        views: The views that exist already, by name.
    """

    statements: tuple[Statement, ...]
    finder: ProvenanceLookup
    views: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)

    @cached_property
    def index(self) -> GraphIndex:
        """Its statements by subject and property, as views need them."""
        return GraphIndex.of(self.statements)

    def view(self, name: str, settings: Settings) -> tuple[Statement, ...]:
        """Return a view of the graph."""
        return self.views.get(name) or view(name, self.index, settings)


def check_target(
    checked: CheckedGraph, target: Target, project: Project, *, language: str = "en"
) -> TargetReport:
    """Check the view of a graph that a target gets.

    Shape: results for nodes that are not ours (licences, concepts of other lists) are left out.

    Raises:
        AssetError: Its shapes are wrong, or the graph is empty,
            belongs to another project, or has no records for the target.
    """
    return check_target_in(checked, target, project, (language,))[language]


def check_target_in(
    checked: CheckedGraph, target: Target, project: Project, languages: Sequence[str]
) -> dict[str, TargetReport]:
    """Check once, and report in several languages; raises as above."""
    statements = _require_ours(checked.statements, project.settings.base)
    if target.view:
        statements = checked.view(target.view, project.settings)
    shapes = target_shapes(target, project)
    return _reports(CheckedGraph(statements, checked.finder), target, shapes, project, languages)


def check_shapes(
    checked: CheckedGraph, paths: Sequence[Path], project: Project, *, language: str = "en"
) -> TargetReport:
    """Check a graph, as it is, against shapes by others: files, or folders of them.

    Raises:
        AssetError: The shapes cannot be read, or the graph is empty or belongs to another project.
    """
    own_target = project_target("ccdp", project)
    name = ", ".join(path.name for path in paths)
    target = replace(own_target, name=name, version="", source=str(paths[0]))
    statements = _require_ours(checked.statements, project.settings.base)
    shapes = read_shape_files(paths)
    ours = CheckedGraph(statements, checked.finder)
    return _reports(ours, target, shapes, project, (language,))[language]


def _require_ours(statements: tuple[Statement, ...], base: str) -> tuple[Statement, ...]:
    if not statements:
        raise AssetError("the graph is empty; give one written by ccdp build")
    if not any(subject.startswith(f"<{base}") for subject, _, _ in statements):
        raise AssetError(
            f"the graph belongs to another project: no IRI in it begins with {base}; "
            "run this command in the folder of its ccdp.toml"
        )
    return statements


def _reports(
    checked: CheckedGraph,
    target: Target,
    shapes: "Graph",
    project: Project,
    languages: Sequence[str],
) -> dict[str, TargetReport]:
    index = RecordIndex.of(checked.statements, target, project.settings.base)
    if not index.records:
        raise EmptyProfileError(f"the graph has no records for the target '{target.name}'")
    background = [(term_of(s), term_of(p), term_of(o)) for s, p, o in project.background()]
    added = _added_classes(checked.statements, target)
    statements = tuple(dict.fromkeys((*checked.statements, *added, *background)))
    finder = _aliased(checked.finder, target)
    aggregator = ResultAggregator(
        index,
        RemedyIndex(target, project.column_files(), project.record_types()),
        finder,
        project.settings.base,
        languages[0],
    )
    for result in _results(statements, shapes, index.nodes):
        aggregator.add(result)
    recommended = _recommended(statements, shapes, project.settings.base)
    return {language: aggregator.report(target, recommended, language) for language in languages}


def _results(
    statements: Sequence[Statement], shapes: "Graph", nodes: Sequence[str]
) -> Iterator[Result]:
    """Yield the results for our own nodes, by our own engine and by pySHACL.

    Shapes that our engine rejects, such as those with imports, are left to pySHACL as a whole.
    """
    try:
        shapes_read = read_shapes(shapes, nested=True)
    except ShapesError:
        shapes_read = Shapes((), shapes, {"": "all"})
    focus_nodes = set(map(iri, nodes))
    for result in validate_statements(statements, shapes_read.supported):
        if result.focus_node in focus_nodes:
            yield result
    if shapes_read.unsupported:
        data = graph_of(relevant_statements(statements, shapes_read.for_pyshacl))
        for batch in batches(shapes_read.for_pyshacl, data, nodes):
            yield from reference_results(data, batch)


def _added_classes(statements: Iterable[Statement], target: Target) -> Iterator[Statement]:
    """Yield the classes that nodes get for the check only."""
    classes = {(iri(p), iri(value)): iri(kind) for kind, (p, value) in target.classes.items()}
    for subject, predicate, value in statements:
        if (predicate, value) in classes:
            yield subject, _A, classes[predicate, value]


def _aliased(finder: ProvenanceLookup, target: Target) -> ProvenanceLookup:
    """Let the finder also find the empty cell of a property that a view derives from another."""
    columns = dict(finder.columns)
    for path, source in target.columns.items():
        for (workbook, sheet, property_iri), number in finder.columns.items():
            if property_iri == source:
                columns.setdefault((workbook, sheet, path), number)
    return replace(finder, columns=columns)


def _recommended(statements: Iterable[Statement], shapes: "Graph", base: str) -> dict[str, int]:
    """Return how many of our own nodes each recommending shape applies to."""
    from rdflib import SH

    kinds = Counter(
        value
        for subject, predicate, value in statements
        if predicate == _A and subject.startswith(f"<{base}")
    )
    counts: dict[str, int] = {}
    for holder, kind in shapes.subject_objects(SH.targetClass):
        for shape in shapes.objects(holder, SH.property):
            if (shape, SH.severity, SH.Warning) in shapes:
                counts[str(shape)] = counts.get(str(shape), 0) + kinds[iri(str(kind))]
    return counts
