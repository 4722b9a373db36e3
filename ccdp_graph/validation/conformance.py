"""Whether a graph conforms to the project's shapes and passes its stored checks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ccdp_graph.model import ConceptIndex, Finding
from ccdp_graph.rdf import PREFIXES, Statement, shorten
from ccdp_graph.sparql import EmbeddedStore, Store
from ccdp_graph.validation.engines.dispatch import (
    CountedResult,
    results_in_store,
    results_on_statements,
    truncate_findings,
)
from ccdp_graph.validation.engines.pyshacl import finding_of
from ccdp_graph.validation.project_shapes import Rules
from ccdp_graph.validation.provenance_lookup import ProvenanceLookup
from ccdp_graph.validation.results import Result
from ccdp_graph.validation.shapes import Shapes
from ccdp_graph.validation.stored_checks import run_checks
from ccdp_graph.validation.suggestions import Suggester

CLASS_COMPONENT = f"{PREFIXES['sh']}ClassConstraintComponent"

MAX_LISTED = 20
"""How many findings of one constraint are listed for records of other catalogues."""


@dataclass(frozen=True, slots=True)
class Conformance:
    """The result of a check.

    Attributes:
        findings: The most serious first.
        unlisted: For each constraint violated more often, an example and the number of the others.
        notes: Which shapes were left to pySHACL, and why.
    """

    findings: tuple[Finding, ...]
    unlisted: tuple[tuple[Finding, int], ...]
    notes: tuple[str, ...]


def check_statements(
    statements: Sequence[Statement],
    rules: Rules,
    finder: ProvenanceLookup,
    *,
    concepts: Callable[[], ConceptIndex],
    vocabularies: Sequence[Statement] = (),
    language: str = "en",
    limit: int | None = None,
) -> Conformance:
    """Check statements against shapes, and run the stored checks on them.

    Args:
        statements: The data graph, each statement once.
        concepts: Reads those of the vocabularies, for the labels in suggestions.
        vocabularies: The statements about the graph's concepts, which the checks may use.
        limit: How many findings of one constraint are listed; None for all.

    Raises:
        QueryError: A check cannot be run; names its file.
    """
    suggester = Suggester(statements, rules.shapes.supported, concepts, language)

    def to_finding(result: Result) -> Finding:
        return finding_of(result, finder, language, suggester.suggest(result))

    def check_results() -> Iterator[CountedResult]:
        if rules.checks:  # without them no store is filled
            store = EmbeddedStore.of(chain(statements, vocabularies))
            yield from run_checks(store, rules.checks, limit=limit)

    results = chain(results_on_statements(statements, rules.shapes), check_results())
    return Conformance(
        *truncate_findings(results, to_finding, limit=limit), notes=engine_notes(rules.shapes)
    )


def check_store(
    store: Store, rules: Rules, finder: ProvenanceLookup, *, language: str, limit: int
) -> Conformance:
    """Check the default graph inside a store; raises as above."""

    def to_finding(result: Result) -> Finding:
        return finding_of(result, finder, language)

    results = chain(
        results_in_store(store, rules.shapes, limit=limit),
        run_checks(store, rules.checks, limit=limit),
    )
    return Conformance(
        *truncate_findings(results, to_finding, limit=limit), notes=engine_notes(rules.shapes)
    )


def engine_notes(shapes: Shapes) -> tuple[str, ...]:
    """Return which shapes are left to pySHACL, and why."""
    return tuple(
        f"{shorten(shape)} is checked by pySHACL, which is slower, because of {reason}"
        for shape, reason in sorted(shapes.unsupported.items())
    )
