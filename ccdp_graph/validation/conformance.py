"""Whether a graph conforms: to our shapes, and to the checks that only a query can make."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from ccdp_graph.model import ConceptIndex, Finding
from ccdp_graph.project import Project
from ccdp_graph.rdf import PREFIXES, Statement, shorten
from ccdp_graph.sparql import EmbeddedStore, Store
from ccdp_graph.validation.engines.dispatch import (
    CountedResult,
    results_in_store,
    results_on_statements,
    truncate_findings,
)
from ccdp_graph.validation.engines.pyshacl import finding_of
from ccdp_graph.validation.project_shapes import project_checks, project_shapes
from ccdp_graph.validation.results import Result
from ccdp_graph.validation.shapes import Shapes
from ccdp_graph.validation.stored_checks import run_checks
from ccdp_graph.validation.suggestions import Suggester
from ccdp_graph.validation.tracing import ProvenanceLookup

CLASS_COMPONENT = f"{PREFIXES['sh']}ClassConstraintComponent"

MAX_LISTED = 20
"""How many findings of one demand are listed of the records of others."""


@dataclass(frozen=True, slots=True)
class Conformance:
    """What was found.

    Attributes:
        findings: The gravest first.
        unlisted: An example of each demand broken more often, with the number of the others.
        notes: Which shapes our own engines left to pySHACL, and why.
    """

    findings: tuple[Finding, ...]
    unlisted: tuple[tuple[Finding, int], ...]
    notes: tuple[str, ...]


def check_statements(
    statements: Sequence[Statement],
    project: Project,
    finder: ProvenanceLookup,
    *,
    vocabularies: Sequence[Statement] = (),
    concepts: Callable[[], ConceptIndex] | None = None,
    language: str = "en",
    limit: int | None = None,
) -> Conformance:
    """Check statements against our shapes, and run the stored checks over them.

    Args:
        statements: The data graph, each statement once.
        vocabularies: What the vocabularies say of its concepts, which the checks may follow.
        concepts: For labels in suggestions; by default those of the project's vocabularies.
        limit: How many findings of one demand are listed; all where it is None.

    Raises:
        AssetError: A shape or a check of the project is wrong; names file and line.
    """
    shapes = project_shapes(project)
    concept_index = cache(concepts or (lambda: project.concept_index(project.vocabularies())))
    suggester = Suggester(statements, shapes.supported, concept_index, language)

    def to_finding(result: Result) -> Finding:
        return finding_of(result, finder, language, suggester.suggest(result))

    def check_results() -> Iterator[CountedResult]:
        # no store is filled where there is no check
        if checks := project_checks(project):
            store = EmbeddedStore.of(chain(statements, vocabularies))
            yield from run_checks(store, checks, limit=limit)

    results = chain(results_on_statements(statements, shapes), check_results())
    return Conformance(
        *truncate_findings(results, to_finding, limit=limit), notes=engine_notes(shapes)
    )


def check_store(
    store: Store, project: Project, finder: ProvenanceLookup, *, language: str, limit: int
) -> Conformance:
    """Check the default graph of a store where it lies; raises as above."""
    shapes = project_shapes(project)

    def to_finding(result: Result) -> Finding:
        return finding_of(result, finder, language)

    results = chain(
        results_in_store(store, shapes, limit=limit),
        run_checks(store, project_checks(project), limit=limit),
    )
    return Conformance(
        *truncate_findings(results, to_finding, limit=limit), notes=engine_notes(shapes)
    )


def engine_notes(shapes: Shapes) -> tuple[str, ...]:
    """Say which shapes our own engines leave to pySHACL, and why."""
    return tuple(
        f"{shorten(shape)} asks for {reason}, so pySHACL checks it, which is slower"
        for shape, reason in sorted(shapes.unsupported.items())
    )
