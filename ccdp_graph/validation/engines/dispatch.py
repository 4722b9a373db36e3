"""Checking by the fastest engine that knows a shape, and listing what was found."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from ccdp_graph.model import Finding
from ccdp_graph.rdf import Statement
from ccdp_graph.sparql import GraphStore
from ccdp_graph.validation.engines.pyshacl import graph_of, reference_results
from ccdp_graph.validation.engines.sparql import public_statements, validate_store
from ccdp_graph.validation.engines.statements import validate_statements
from ccdp_graph.validation.results import Result
from ccdp_graph.validation.shapes import Shapes

Counted = tuple[Result, int]


def results_on_statements(statements: Sequence[Statement], shapes: Shapes) -> Iterator[Counted]:
    """Give the results of all shapes, those that only pySHACL knows too."""
    for result in validate_statements(statements, shapes.own):
        yield result, 1
    if shapes.why_foreign:
        for result in reference_results(graph_of(statements), shapes.foreign):
            yield result, 1


def results_in_store(store: GraphStore, shapes: Shapes, *, most: int) -> Iterator[Counted]:
    """Give the results of all shapes for the default graph of a store.

    For shapes that only pySHACL knows the graph is fetched.

    Args:
        most: How many results of one constraint are fetched; the others are counted.
    """
    yield from validate_store(store, shapes.own, most=most)
    if shapes.why_foreign:
        for result in reference_results(graph_of(public_statements(store)), shapes.foreign):
            yield result, 1


def truncate_findings(
    results: Iterable[Counted], told: Callable[[Result], Finding], *, most: int | None = None
) -> tuple[tuple[Finding, ...], tuple[tuple[Finding, int], ...]]:
    """Say results as findings, the gravest first, and count those that are too many to list.

    Memory is bounded by the number of demands, not of results.

    Args:
        most: How many findings of one demand are listed; all where it is None.

    Returns:
        The findings, and an example of each demand with more, with the number of the others.
    """
    numbers: Counter[tuple[str, str]] = Counter()
    findings: list[Finding] = []
    examples: dict[tuple[str, str], Finding] = {}
    unlisted: Counter[tuple[str, str]] = Counter()
    for result, number in results:
        demand = result.rule.iri, result.rule.component
        if most is None or (numbers[demand] < most and number == 1):
            numbers[demand] += 1
            findings.append(told(result))
            continue
        if demand not in examples:
            examples[demand] = told(result)
        unlisted[demand] += number
    findings.sort(key=lambda finding: finding.order)
    more = [(example, unlisted[demand]) for demand, example in examples.items()]
    return tuple(findings), tuple(sorted(more, key=lambda entry: entry[0].order))
