"""Asking stored questions: values as people write them become terms, and answers come back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ccdp_graph.errors import QueryError
from ccdp_graph.model import Term
from ccdp_graph.project import Project
from ccdp_graph.queries.answers import Answer, LabelIndex, label_words, localise_labels
from ccdp_graph.queries.parameters import bind
from ccdp_graph.rdf import canonical_turtle, parse_turtle
from ccdp_graph.sparql import (
    EmbeddedStore,
    GraphStore,
    Limits,
    Solutions,
    StoredQuery,
    asks_elsewhere,
)


def open_store(
    path: Path, limits: Limits | None = None, *, federated: bool = False, checked: bool = False
) -> EmbeddedStore:
    """Open a build's folder, or one graph file.

    Args:
        checked: Whether `default_graph` reads the file too, so that its IRIs are looked at there.

    Raises:
        AssetError: There is no graph; says how to make one.
    """
    if path.is_dir() and not (path / "CURRENT").exists():  # CURRENT: what marks a store on disk
        store = path / "store"
        found = store.resolve() if store.is_dir() else path / "graph.nq"
    else:
        found = path if path.suffix or path.exists() else path / "graph.nq"
    return EmbeddedStore.load(found, limits, federated=federated, checked=checked)


def ask(
    store: GraphStore,
    query: StoredQuery,
    given: Mapping[str, str],
    files: Project,
    *,
    language: str = "en",
) -> Answer:
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
    return _answer(store, query, terms, {language: label_words(store, language)})[language]


@dataclass(frozen=True, slots=True)
class QueryExample:
    """A question that was asked with its examples.

    Attributes:
        answers: By language.
        unanswered: Why there is no answer: `asks-elsewhere` where it asks another endpoint,
            `no-example` where an example is not in the graph; or nothing.
    """

    query: StoredQuery
    given: Mapping[str, str]
    answers: Mapping[str, Answer] = field(default_factory=dict)
    unanswered: str = ""


def ask_all(store: GraphStore, files: Project, languages: Sequence[str]) -> Iterator[QueryExample]:
    """Ask all questions once, each with its examples, and word the answers in several languages."""
    words = {language: label_words(store, language) for language in languages}
    for query in files.queries():
        given = {p.name: p.example for p in query.parameters if p.required}
        if asks_elsewhere(query.text):
            yield QueryExample(query, given, unanswered="asks-elsewhere")
            continue
        try:
            terms = bind(store, query, given, files)
        except QueryError:
            yield QueryExample(query, given, unanswered="no-example")
            continue
        yield QueryExample(query, given, _answer(store, query, terms, words))


def _answer(
    store: GraphStore,
    query: StoredQuery,
    terms: Mapping[str, Term],
    words: Mapping[str, LabelIndex],
) -> dict[str, Answer]:
    """Ask a question once, and word what is found in each language."""
    if query.form == "ASK":
        return dict.fromkeys(words, store.holds(query, terms))
    if query.gives_graph:
        return dict.fromkeys(words, canonical_turtle(parse_turtle(store.construct(query, terms))))
    found = store.select(query, terms, "en")
    return {
        language: localise_labels(
            replace(found, headings=query.column_headings(language)), own, language
        )
        for language, own in words.items()
    }


def stream(
    store: GraphStore, query: StoredQuery, given: Mapping[str, str], files: Project
) -> Solutions:
    """Answer a stored SELECT row by row, however many there are; labels are English.

    Raises:
        QueryError: A parameter is missing or unknown, or its value is; names the nearest.
        StoreError: A limit was reached; while the rows are read, too.
    """
    return store.stream(query, bind(store, query, given, files))
