"""Asking stored questions: values as people write them become terms, and answers come back."""

from collections.abc import Mapping
from pathlib import Path

from ccdp_graph.model.answers import Answers
from ccdp_graph.model.graph_store import GraphStore, Solutions
from ccdp_graph.model.limits import Limits
from ccdp_graph.model.stored_query import StoredQuery
from ccdp_graph.project_files import ProjectFiles
from ccdp_graph.questions.values import bind
from ccdp_graph.questions.wording import worded
from ccdp_graph.rdf.turtle import canonical_turtle, parse_turtle
from ccdp_graph.store.embedded import EmbeddedStore


def open_store(
    path: Path, limits: Limits | None = None, *, federated: bool = False
) -> EmbeddedStore:
    """Open a build's folder, or one graph file.

    Raises:
        AssetError: There is no graph; says how to make one.
    """
    if path.is_dir() and not (path / "CURRENT").exists():  # CURRENT: what marks a store on disk
        store = path / "store"
        found = store.resolve() if store.is_dir() else path / "graph.nq"
    else:
        found = path if path.suffix or path.exists() else path / "graph.nq"
    return EmbeddedStore.load(found, limits, federated=federated)


def ask(
    store: GraphStore,
    query: StoredQuery,
    given: Mapping[str, str],
    files: ProjectFiles,
    *,
    language: str = "en",
) -> Answers | str | bool:
    """Answer a stored question.

    Args:
        given: By parameter, a label, id, code or IRI as a person writes it.
        language: Of the headings and of the labels of concepts, en or fr.

    Returns:
        A table; canonical Turtle where the question gives a graph; or whether it is so.

    Raises:
        QueryError: A parameter is missing or unknown, or its value is; names the nearest.
    """
    terms = bind(store, query, given, files)
    if query.form == "ASK":
        return store.holds(query, terms)
    if query.gives_graph:
        return canonical_turtle(parse_turtle(store.construct(query, terms)))
    return worded(store.select(query, terms, language), store, language)


def stream(
    store: GraphStore, query: StoredQuery, given: Mapping[str, str], files: ProjectFiles
) -> Solutions:
    """Answer a stored SELECT row by row, however many there are; labels are English.

    Raises:
        QueryError: A parameter is missing or unknown, or its value is; names the nearest.
        StoreError: A limit was reached; while the rows are read, too.
    """
    return store.stream(query, bind(store, query, given, files))
