"""Networks, and the organisations, models and places that connect them (`ccdp graph`)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ccdp_graph.analysis.catalogue import CatalogueIndex, is_reason
from ccdp_graph.analysis.dimensions import Dimension
from ccdp_graph.i18n import Texts
from ccdp_graph.model import NETWORK, ORGANISATION


@dataclass(frozen=True, slots=True)
class Node:
    """A network, or something that it is connected through.

    Attributes:
        kind: `NETWORK`, `ORGANISATION`, or the name of the dimension of which it is a value.
    """

    iri: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Connection:
    """One network connected to one node, by their IRIs.

    Attributes:
        kind: The name of the dimension; `heading` is its name for people.
    """

    network: str
    other: str
    kind: str
    heading: str


@dataclass(frozen=True, slots=True)
class Connections:
    """Which networks are connected, and through what.

    Attributes:
        nodes: One per IRI; an organisation with two roles is one node.
        connections: In the order of the dimensions, then by network.
        headings: The names of the kinds of node.
    """

    nodes: tuple[Node, ...]
    connections: tuple[Connection, ...]
    headings: dict[str, str]
    language: str = "en"

    def of_kind(self, kind: str) -> tuple[Node, ...]:
        """Return the nodes of a kind."""
        return tuple(node for node in self.nodes if node.kind == kind)


THROUGH = ("coordinator", "partner", "data-model", "country")

ROLES = frozenset({"coordinator", "partner"})  # of organisations, which form one kind of node

_HEADINGS = Texts({NETWORK: "Networks", ORGANISATION: "Organisations"})


def connect(
    catalogue: CatalogueIndex,
    dimensions: Sequence[Dimension],
    networks: Iterable[str] = (),
    *,
    with_neighbours: bool = False,
    only_shared: bool = False,
    language: str = "en",
) -> Connections:
    """Return what connects some networks, or all of them.

    Args:
        dimensions: The dimensions to connect through, such as partner and data model.
        networks: Their IRIs; none for all networks in the graph.
        with_neighbours: Also include networks that share an organisation with these.
        only_shared: Leave out what only one network has, and networks that share nothing unless
            they are among those given.
    """
    kinds = catalogue.kinds(NETWORK)
    values = {
        d.name: catalogue.values(d, *kinds) for d in dimensions if d.properties.keys() & set(kinds)
    }
    named = frozenset(networks)
    chosen = named or catalogue.of_kind(*kinds)
    if with_neighbours:
        chosen |= _neighbours(chosen, values)
    connections = [
        Connection(network, other, d.name, d.label(language))
        for d in dimensions
        for network in sorted(chosen)
        for other in sorted(values.get(d.name, {}).get(network, ()))
        if not is_reason(other)
    ]
    if only_shared:
        sharing = Counter(
            other
            for _, other in {(connection.network, connection.other) for connection in connections}
        )
        connections = [connection for connection in connections if sharing[connection.other] > 1]
        chosen = named | {connection.network for connection in connections}
    nodes = {iri: Node(iri, catalogue.label(iri), NETWORK) for iri in chosen}
    for connection in connections:
        kind = ORGANISATION if connection.kind in ROLES else connection.kind
        nodes.setdefault(
            connection.other, Node(connection.other, catalogue.label(connection.other), kind)
        )
    headings = _HEADINGS[language] | {d.name: d.label(language) for d in dimensions}
    ordered = sorted(nodes.values(), key=lambda n: (n.kind, n.label.casefold(), n.iri))
    return Connections(tuple(ordered), tuple(connections), headings, language)


def _neighbours(
    chosen: Iterable[str], values: Mapping[str, Mapping[str, frozenset[str]]]
) -> set[str]:
    networks = set(chosen)
    held = {
        organisation
        for name in ROLES & values.keys()
        for network in networks
        for organisation in values[name].get(network, ())
    }
    return {
        network
        for name in ROLES & values.keys()
        for network, organisations in values[name].items()
        if organisations & held
    }
