"""A graph that many read and nobody changes."""

from typing import NoReturn

from rdflib import Graph
from rdflib.graph import ModificationException


class ReadOnlyGraph(Graph):
    """The statements of another graph, to be read from any thread; it refuses to be changed."""

    def __init__(self, graph: Graph) -> None:
        """Take over a graph, which must not be changed from then on either."""
        super().__init__(graph.store, graph.identifier, bind_namespaces="none")

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise ModificationException

    add = addN = remove = bind = _refuse  # noqa: N815, a name of rdflib
