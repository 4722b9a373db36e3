"""Loading a build into a remote store, graph by graph: planned, resumable, counted."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ccdp_graph.errors import StoreError
from ccdp_graph.rdf import PREFIXES, iri, literal
from ccdp_graph.sparql import DEFAULT, Loader, Store, read_graphs

MARKS = "https://w3id.org/ccdp/graph/pushed"
"""The graph in the store that records what has been loaded of each graph."""

_MARK = PREFIXES["dcterms"] + "identifier"


@dataclass(frozen=True, slots=True)
class Step:
    """What to do about one graph.

    Attributes:
        graph: Its IRI in the store; empty for the default graph.
        remote: How many statements the endpoint has now.
        digest: A digest of the statements: graphs with the same digest are equal.
        loaded: How many of them an earlier push has loaded.
    """

    graph: str
    lines: tuple[str, ...]
    remote: int
    digest: str
    loaded: int

    @property
    def local(self) -> int:
        """How many statements the build has."""
        return len(self.lines)

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return self.loaded == self.local == self.remote

    @property
    def resumes(self) -> bool:
        """Whether an earlier push broke off in this graph."""
        return 0 < self.loaded < self.local and self.remote >= self.loaded

    @property
    def name(self) -> str:
        """Its IRI, or its name without one."""
        return self.graph or "default graph"

    @property
    def action(self) -> str:
        """What to do, in a word or two."""
        if self.done:
            return "unchanged"
        if self.resumes:
            return f"continue after {self.loaded}"
        return "replace" if self.remote else "load"


def plan_push(path: Path, store: Store, default_graph: str = DEFAULT) -> tuple[Step, ...]:
    """Compare the graphs of a build with those of a remote store; nothing is written.

    Args:
        path: A build's folder, or a graph file.
        default_graph: The IRI of the graph for statements without one, if the store
            has no default graph of its own.

    Raises:
        AssetError: There is no build, or it has blank nodes.
        StoreError: The endpoint does not answer.
    """
    graphs = read_graphs(path / "graph.nq" if path.is_dir() or not path.suffix else path)
    named = {name or default_graph: lines for name, lines in graphs.items()}
    marks = _marks(store)
    steps = []
    for graph, lines in named.items():
        digest = hashlib.sha256("".join(lines).encode()).hexdigest()
        marked_digest, _, loaded = marks.get(_mark_subject(graph), "").partition(" ")
        same = marked_digest == f"sha256:{digest}"
        steps.append(Step(graph, lines, _count(store, graph), digest, int(loaded) if same else 0))
    return tuple(steps)


def push_graphs(
    steps: tuple[Step, ...], loader: Loader, store: Store, progress: Callable[[str], None]
) -> None:
    """Carry out the plan, and count the statements in the store afterwards.

    An interrupted push is resumed by the next one.

    Raises:
        StoreError: The store refuses, or then has another number of statements.
    """
    marks = dict(_marks(store))
    if not all(step.done for step in steps):
        _write_marks(loader, marks)  # something short first: the server may ask for a password
    for step in steps:
        if step.done:
            continue
        first = step.loaded if step.resumes else 0
        marks.pop(_mark_subject(step.graph), None)
        if not step.resumes:
            _write_marks(loader, marks)
        for start in range(first, step.local, loader.batch):
            batch = step.lines[start : start + loader.batch]
            write = loader.add if start else loader.replace
            write(step.graph, batch)
            loaded = start + len(batch)
            progress(f"{step.name}: {loaded} of {step.local}")
            marks[_mark_subject(step.graph)] = f"sha256:{step.digest} {loaded}"
            _write_marks(loader, marks)
    for step in steps:
        remote = _count(store, step.graph)
        if remote != step.local:
            hint = "push again" if step.graph else "its default graph may be the union of all "
            hint += "" if step.graph else "graphs: give --default-graph IRI"
            raise StoreError(
                f"{step.name}: holds {remote} statements there, not {step.local}; {hint}"
            )


def _mark_subject(graph: str) -> str:
    return graph or f"{MARKS}-default"


def _marks(store: Store) -> dict[str, str]:
    rows = store.rows(
        f"SELECT ?graph ?mark WHERE {{ GRAPH {iri(MARKS)} {{ ?graph {iri(_MARK)} ?mark }} }} "
        "ORDER BY ?graph ?mark"
    )
    return {graph.value: mark.value for graph, mark in rows if graph and mark}


def _write_marks(loader: Loader, marks: Mapping[str, str]) -> None:
    lines = [f"{iri(graph)} {iri(_MARK)} {literal(mark)} .\n" for graph, mark in marks.items()]
    loader.replace(MARKS, sorted(lines))


def _count(store: Store, graph: str) -> int:
    inner = f"GRAPH {iri(graph)} {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    ((number,),) = store.rows(f"SELECT (COUNT(*) AS ?number) WHERE {{ {inner} }}")
    assert number is not None
    return int(number.value)
