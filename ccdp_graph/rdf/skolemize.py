"""Names for blank nodes, made of what is said of them: the same document gives the same names."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ccdp_graph.rdf.terms import Statement, iri

_MAX_ROUNDS = 64
"""How far the surroundings of a node are looked at; nodes that are alike beyond that are numbered
in the order of the document."""


def without_blank_nodes(statements: Sequence[Statement], prefix: str) -> tuple[Statement, ...]:
    """Name the blank nodes of a document.

    Shape: a name depends on the statements about a node and those that lead to it, and so on from
    blank node to blank node; it stays when something else in the document changes.

    Args:
        prefix: The IRI that all names begin with.
    """
    nodes = dict.fromkeys(t for s, _, o in statements for t in (s, o) if t.startswith("_:"))
    if not nodes:
        return tuple(statements)
    surroundings: dict[str, list[tuple[str, str, str]]] = {node: [] for node in nodes}
    for subject, predicate, value in statements:
        if subject in surroundings:
            surroundings[subject].append(("to", predicate, value))
        if value in surroundings:
            surroundings[value].append(("from", predicate, subject))
    names: dict[str, str] = {}
    taken: defaultdict[str, int] = defaultdict(int)
    for component in _components(nodes, surroundings):
        for node, colour in _colours(component, surroundings).items():
            number = taken[colour]
            taken[colour] += 1
            names[node] = iri(f"{prefix}{colour[:20]}{f'-{number}' if number else ''}")
    return tuple((names.get(s, s), p, names.get(o, o)) for s, p, o in statements)


def _components(
    nodes: Iterable[str], surroundings: dict[str, list[tuple[str, str, str]]]
) -> Iterable[list[str]]:
    """Yield the blank nodes that hang together, in the order of the document."""
    seen: set[str] = set()
    for node in nodes:
        if node in seen:
            continue
        seen.add(node)
        component = [node]
        for member in component:
            for _, _, other in surroundings[member]:
                if other in surroundings and other not in seen:
                    seen.add(other)
                    component.append(other)
        yield component


def _colours(
    component: list[str], surroundings: dict[str, list[tuple[str, str, str]]]
) -> dict[str, str]:
    """Tell nodes apart by their surroundings, each round a step further (colour refinement)."""
    colours = dict.fromkeys(component, "")
    kinds = 1
    for _ in range(_MAX_ROUNDS):
        colours = {
            node: _digest(
                sorted((way, p, colours.get(other, other)) for way, p, other in surroundings[node])
            )
            for node in component
        }
        before, kinds = kinds, len(set(colours.values()))
        if kinds in {len(component), before} and len(component) > 1 and kinds == before:
            break
        if len(component) == 1:
            break
    return colours


def _digest(told: list[tuple[str, str, str]]) -> str:
    return hashlib.sha256("\n".join("\t".join(one) for one in told).encode()).hexdigest()
