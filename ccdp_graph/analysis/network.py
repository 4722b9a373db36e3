"""`graph`: networks, and the organisations, models and places that join them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ccdp_graph.analysis.catalogue import CatalogueIndex, is_reason
from ccdp_graph.analysis.dimensions import Dimension


@dataclass(frozen=True, slots=True)
class Node:
    """A network, or what it is connected through.

    Attributes:
        kind: `network`, or the name of the dimension that it is a value of.
    """

    iri: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Connection:
    """One network connected to one node, by their IRIs.

    Attributes:
        kind: The name of the dimension; `heading` says it in words.
    """

    network: str
    other: str
    kind: str
    heading: str


@dataclass(frozen=True, slots=True)
class Connections:
    """Who is connected through what.

    Attributes:
        nodes: By IRI; an organisation that has two roles is one node.
        connections: By network and kind.
        headings: Words for the kinds of node.
    """

    nodes: tuple[Node, ...]
    connections: tuple[Connection, ...]
    headings: dict[str, str]
    language: str = "en"

    def of_kind(self, kind: str) -> tuple[Node, ...]:
        """Return the nodes of a kind."""
        return tuple(node for node in self.nodes if node.kind == kind)


THROUGH = ("coordinator", "partner", "data-model", "country")

NETWORK, ORGANISATION = "network", "organisation"

ROLES = frozenset({"coordinator", "partner"})  # of organisations, which are one kind of node

_HEADINGS = {
    "en": {NETWORK: "Networks", ORGANISATION: "Organisations"},
    "fr": {NETWORK: "Réseaux", ORGANISATION: "Organismes"},
}


def connect(
    facts: CatalogueIndex,
    dimensions: Sequence[Dimension],
    networks: Iterable[str] = (),
    *,
    with_neighbours: bool = False,
    only_shared: bool = False,
    language: str = "en",
) -> Connections:
    """Gather what connects some networks, or all of them.

    Args:
        dimensions: Those to connect through, such as partner and data model.
        networks: IRIs; none means all networks of the graph.
        with_neighbours: Add the networks that share an organisation with one of these.
        only_shared: Leave out what only one of the networks has, and networks that share nothing,
            where they are not named.
    """
    values = {d.name: facts.values(d, NETWORK) for d in dimensions if NETWORK in d.properties}
    named = frozenset(networks)
    chosen = named or facts.of_kind(NETWORK)
    if with_neighbours:
        chosen |= _neighbours(chosen, values)
    found = [
        Connection(network, other, d.name, d.label(language))
        for d in dimensions
        for network in sorted(chosen)
        for other in sorted(values.get(d.name, {}).get(network, ()))
        if not is_reason(other)
    ]
    if only_shared:
        held = Counter(other for _, other in {(each.network, each.other) for each in found})
        found = [each for each in found if held[each.other] > 1]
        chosen = named | {each.network for each in found}
    nodes = {iri: Node(iri, facts.label(iri), NETWORK) for iri in chosen}
    for each in found:
        kind = ORGANISATION if each.kind in ROLES else each.kind
        nodes.setdefault(each.other, Node(each.other, facts.label(each.other), kind))
    headings = _HEADINGS[language] | {d.name: d.label(language) for d in dimensions}
    ordered = sorted(nodes.values(), key=lambda n: (n.kind, n.label.casefold(), n.iri))
    return Connections(tuple(ordered), tuple(found), headings, language)


def _neighbours(
    chosen: Iterable[str], values: Mapping[str, Mapping[str, frozenset[str]]]
) -> set[str]:
    known = set(chosen)
    held = {
        organisation
        for name in ROLES & values.keys()
        for network in known
        for organisation in values[name].get(network, ())
    }
    return {
        network
        for name in ROLES & values.keys()
        for network, organisations in values[name].items()
        if organisations & held
    }
