"""Validation by the fastest engine that supports each shape, and lists of findings."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from ccdp_graph.model import Finding
from ccdp_graph.rdf import Statement
from ccdp_graph.sparql import Store
from ccdp_graph.validation.engines.pyshacl import graph_of, reference_results
from ccdp_graph.validation.engines.sparql import public_statements, validate_store
from ccdp_graph.validation.engines.statements import validate_statements
from ccdp_graph.validation.results import Result
from ccdp_graph.validation.shapes import Shapes

CountedResult = tuple[Result, int]


def results_on_statements(
    statements: Sequence[Statement], shapes: Shapes
) -> Iterator[CountedResult]:
    """Yield the results of all shapes, including those that only pySHACL supports."""
    for result in validate_statements(statements, shapes.supported):
        yield result, 1
    if shapes.unsupported:
        for result in reference_results(graph_of(statements), shapes.for_pyshacl):
            yield result, 1


def results_in_store(store: Store, shapes: Shapes, *, limit: int) -> Iterator[CountedResult]:
    """Yield the results of all shapes for the default graph of a store.

    For shapes that only pySHACL supports, the graph is fetched.

    Args:
        limit: How many results of one constraint are fetched; the rest are only counted.
    """
    yield from validate_store(store, shapes.supported, limit=limit)
    if shapes.unsupported:
        for result in reference_results(graph_of(public_statements(store)), shapes.for_pyshacl):
            yield result, 1


def truncate_findings(
    results: Iterable[CountedResult],
    to_finding: Callable[[Result], Finding],
    *,
    limit: int | None = None,
) -> tuple[tuple[Finding, ...], tuple[tuple[Finding, int], ...]]:
    """Turn results into findings, the most serious first, and count those beyond a limit.

    Memory is bounded by the number of constraints, not of results.

    Args:
        limit: How many findings of one constraint are listed; None for all.

    Returns:
        The findings; and for each constraint with more, an example and the number of the others.
    """
    listed: Counter[tuple[str, str]] = Counter()
    findings: list[Finding] = []
    examples: dict[tuple[str, str], Finding] = {}
    unlisted: Counter[tuple[str, str]] = Counter()
    for result, number in results:
        constraint = result.rule.iri, result.rule.component
        if limit is None or (listed[constraint] < limit and number == 1):
            listed[constraint] += 1
            findings.append(to_finding(result))
            continue
        if constraint not in examples:
            examples[constraint] = to_finding(result)
        unlisted[constraint] += number
    findings.sort(key=lambda finding: finding.order)
    truncated = [(example, unlisted[constraint]) for constraint, example in examples.items()]
    return tuple(findings), tuple(sorted(truncated, key=lambda entry: entry[0].order))
