"""Time every stored question in the embedded store against rdflib on the same graph, in one run.

    python benchmarks/bench_questions.py [SECONDS] [QUESTION]...

Units: CPU seconds; the ratio is rdflib's to the embedded store's. rdflib is left after SECONDS
(10 unless said).
rdflib's graph has the public statements only, so questions about provenance are left out.
"""

import multiprocessing
import statistics
import sys
import time
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.term import Identifier

from ccdp_graph.model.solutions import Term
from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import open_project
from ccdp_graph.queries.parameters import bind
from ccdp_graph.sparql.oxigraph import EmbeddedStore
from ccdp_graph.sparql.stored_query import StoredQuery

FILES = open_project(Path(__file__).resolve().parents[1])
RUNS = 5


def embedded(store: EmbeddedStore, query: StoredQuery, terms: dict[str, Term]) -> float:
    """Return the median of some runs."""
    taken = []
    for _ in range(RUNS):
        began = time.process_time()
        store.select(query, terms, "en")
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def reference(
    graph: Graph, query: StoredQuery, terms: dict[str, Term], most: float
) -> float | None:
    """Return the time of one run in a process of its own; None where it takes longer than that."""
    said = multiprocessing.get_context("fork").SimpleQueue()

    def run() -> None:
        began = time.process_time()
        list(graph.query(query.text, initBindings={f"_{n}": node(t) for n, t in terms.items()}))
        said.put(time.process_time() - began)

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join(most)
    if process.is_alive():
        process.kill()
        return None
    return said.get() if process.exitcode == 0 else None


def node(term: Term) -> Identifier:
    """Return a term as rdflib has it."""
    if term.type == "uri":
        return URIRef(term.value)
    datatype = URIRef(term.datatype) if term.datatype else None
    return Literal(term.value, lang=term.language or None, datatype=datatype)


def main(most: float, names: list[str]) -> None:
    """Print a line a question."""
    made = build(FILES.workbooks, FILES)
    store = EmbeddedStore.parse(made.quads())
    graph = Graph()
    graph.parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in made.public), format="nt")
    ratios = []
    for query in FILES.queries():
        plain = query.form == "SELECT" and "federated" not in query.tags
        if not plain or "GRAPH" in query.text or (names and query.name not in names):
            continue
        given = {p.name: p.example for p in query.parameters if p.example}
        terms = bind(store, query, given, FILES.concepts)
        own = embedded(store, query, terms)
        other = reference(graph, query, terms, most)
        told = f"over {most:g}" if other is None else f"{other:.3f}"
        times = "" if other is None else f"{other / own:6.0f} times"
        ratios += [] if other is None else [other / own]
        print(f"{query.name:45} {own:.4f} {told:>8} {times}", flush=True)
    if ratios:
        print(f"{len(ratios)} questions; median {statistics.median(ratios):.0f} times")


if __name__ == "__main__":
    main(float(sys.argv[1]) if sys.argv[1:] else 10, sys.argv[2:])
