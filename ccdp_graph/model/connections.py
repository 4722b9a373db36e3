"""Connections: networks, and the organisations, models and places that join them."""

from dataclasses import dataclass


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
