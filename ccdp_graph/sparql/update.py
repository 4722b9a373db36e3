"""Writing statements into a store elsewhere: by the Graph Store Protocol, or by updates."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

from ccdp_graph.errors import AssetError, StoreError
from ccdp_graph.http import HttpClient, Login
from ccdp_graph.rdf import GRAPH_FORMATS, iri, unreadable
from ccdp_graph.sparql.binding import readable_anywhere
from ccdp_graph.sparql.transport import FORM, client_for, refuse_redirect, store_errors

DEFAULT = ""
"""The name of the graph without a name."""


class Loader(Protocol):
    """Writes N-Triples lines into graphs. A write is sent once; doing it twice does no harm."""

    @property
    def batch(self) -> int:
        """How many statements go into one write."""
        ...

    def replace(self, graph: str, lines: Sequence[str]) -> None:
        """Put statements in the place of all that stood in a graph."""
        ...

    def add(self, graph: str, lines: Sequence[str]) -> None:
        """Put statements beside those of a graph."""
        ...


@dataclass(frozen=True, slots=True)
class GraphStoreLoader:
    """Writes by the SPARQL 1.1 Graph Store HTTP Protocol."""

    url: str
    client: HttpClient = field(repr=False)
    batch: int = 200_000

    def replace(self, graph: str, lines: Sequence[str]) -> None:
        """Put statements in the place of all that stood in a graph, in one step."""
        self._send("PUT", graph, lines)

    def add(self, graph: str, lines: Sequence[str]) -> None:
        """Put statements beside those of a graph."""
        self._send("POST", graph, lines)

    def _send(self, method: str, graph: str, lines: Sequence[str]) -> None:
        there = urlencode({"graph": graph}) if graph else "default"
        kind = "text/turtle; charset=utf-8"  # as which N-Triples may go
        try:
            _write(self.client, method, f"{self.url}?{there}", "".join(lines), kind)
        except StoreError as error:
            if graph:
                raise
            raise StoreError(f"{error} (has it no default graph? Give --default-graph)") from error


@dataclass(frozen=True, slots=True)
class UpdateLoader:
    """Writes by SPARQL 1.1 updates, in batches that any server takes."""

    url: str
    client: HttpClient = field(repr=False)
    batch: int = 1_000

    def replace(self, graph: str, lines: Sequence[str]) -> None:
        """Put statements in the place of all that stood in a graph."""
        target = f"GRAPH {iri(graph)}" if graph else "DEFAULT"
        self._send(f"CLEAR SILENT {target}")
        self.add(graph, lines)

    def add(self, graph: str, lines: Sequence[str]) -> None:
        """Put statements beside those of a graph."""
        if lines:
            data = readable_anywhere("".join(lines))
            inner = f"GRAPH {iri(graph)} {{\n{data}}}" if graph else data
            self._send(f"INSERT DATA {{ {inner} }}")

    def _send(self, update: str) -> None:
        _write(self.client, "POST", self.url, urlencode({"update": update}), FORM)


def _write(client: HttpClient, method: str, url: str, text: str, content_type: str) -> None:
    place = url.partition("?")[0]
    with store_errors(place):
        response = client.send(method, url, text.encode(), content_type=content_type)
    refuse_redirect(place, response.status, response.headers)


def loader(
    graph_store: str | None, update: str | None, login: Login | None, *, seconds: float
) -> Loader | None:
    """Choose how to write: by the Graph Store Protocol where there is one.

    Raises:
        StoreError: An address is no web address.
    """
    if graph_store:
        return GraphStoreLoader(graph_store, client_for(graph_store, login, seconds))
    if update:
        return UpdateLoader(update, client_for(update, login, seconds))
    return None


def read_graphs(path: Path) -> dict[str, tuple[str, ...]]:
    """Read the statements of each graph of a file as N-Triples lines, sorted, none twice.

    Raises:
        AssetError: It is no RDF, or has blank nodes, which would be others with each loading.
    """
    import pyoxigraph

    form = pyoxigraph.RdfFormat.from_extension(path.suffix.lower()[1:])
    if form is None or path.suffix.lower() not in GRAPH_FORMATS:
        raise AssetError(f"not a graph; give one of {', '.join(GRAPH_FORMATS)}", path)
    found: dict[str, set[str]] = {}
    blank = pyoxigraph.BlankNode
    try:
        for quad in pyoxigraph.parse(path=str(path), format=form):
            if isinstance(quad.subject, blank) or isinstance(quad.object, blank):
                raise AssetError("has blank nodes, which cannot be loaded twice; name them", path)
            name = quad.graph_name
            key = name.value if isinstance(name, pyoxigraph.NamedNode) else DEFAULT
            line = f"{quad.subject} {quad.predicate} {quad.object} .\n"
            found.setdefault(key, set()).add(line)
    except (SyntaxError, OSError) as error:
        raise unreadable(path, error) from error
    return {name: tuple(sorted(lines)) for name, lines in sorted(found.items())}
