"""Stored questions put to a store: arguments as people write them become terms."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ccdp_graph.errors import AssetError, QueryError
from ccdp_graph.model import ConceptIndex, Solutions, Term
from ccdp_graph.queries.answers import Answer, LabelIndex, localise_labels, read_labels
from ccdp_graph.queries.parameters import bind
from ccdp_graph.rdf import XSD, canonical_turtle, parse_turtle
from ccdp_graph.sparql import (
    EmbeddedStore,
    Limits,
    SolutionStream,
    Store,
    StoredQuery,
    asks_elsewhere,
    triple_rows,
)


def open_store(
    path: Path, limits: Limits | None = None, *, federated: bool = False, checked: bool = False
) -> EmbeddedStore:
    """Open the folder of a build, or one graph file.

    Args:
        checked: Whether `default_graph` also reads the file, so that its IRIs are checked there.

    Raises:
        AssetError: There is no graph; says how to build one.
    """
    graph_path = _graph_path(path)
    try:
        return EmbeddedStore.load(graph_path, limits, federated=federated, checked=checked)
    except AssetError:
        if _graph_path(path) == graph_path:
            raise
    # a build put a new store in its place meanwhile
    return open_store(path, limits, federated=federated, checked=checked)


def _graph_path(path: Path) -> Path:
    if path.is_dir() and not (path / "CURRENT").exists():  # CURRENT: what marks a store on disk
        store = path / "store"
        return store.resolve() if store.is_dir() else path / "graph.nq"
    return path if path.suffix or path.exists() else path / "graph.nq"


def ask(
    store: Store,
    query: StoredQuery,
    arguments: Mapping[str, str],
    concepts: Callable[[], ConceptIndex],
    *,
    language: str = "en",
) -> Answer:
    """Answer a stored question.

    Args:
        arguments: By parameter, a label, id, code or IRI as a person would write it.
        concepts: Reads those of the vocabularies, where the graph does not have the one.
        language: The language of headings and concept labels; English where it has no catalogue.

    Returns:
        A table; for a question about a graph, canonical Turtle; or yes or no.

    Raises:
        QueryError: A parameter or its value is missing or unknown; suggests the nearest.
    """
    terms = bind(store, query, arguments, concepts)
    return _answer(store, query, terms, {language: read_labels(store, language)})[language]


def ask_table(
    store: Store,
    query: StoredQuery,
    arguments: Mapping[str, str],
    concepts: Callable[[], ConceptIndex],
    *,
    language: str = "en",
) -> Solutions:
    """Answer a stored question as a table, whatever its form; raises as above.

    Shape: a question that gives a graph has a row a triple (`subject`, `predicate`, `object`); one
    that is answered by yes or no has one row with one `answer`.
    """
    if query.gives_graph:
        lines = store.construct(query, bind(store, query, arguments, concepts))
        rows = tuple(triple_rows(lines))
        return Solutions(("subject", "predicate", "object"), {}, rows)
    answer = ask(store, query, arguments, concepts, language=language)
    if isinstance(answer, bool):
        term = Term("literal", str(answer).lower(), datatype=XSD + "boolean")
        return Solutions(("answer",), {}, ((term,),))
    assert isinstance(answer, Solutions)  # the forms that are left
    return answer


@dataclass(frozen=True, slots=True)
class QueryExample:
    """A question asked with the examples of its parameters.

    Attributes:
        answers: By language.
        unanswered: Why there is no answer: `asks-elsewhere` if it asks another endpoint,
            `no-example` if an example is not in the graph; else empty.
    """

    query: StoredQuery
    arguments: Mapping[str, str]
    answers: Mapping[str, Answer] = field(default_factory=dict)
    unanswered: str = ""


def ask_all(
    store: Store,
    questions: Iterable[StoredQuery],
    concepts: Callable[[], ConceptIndex],
    languages: Sequence[str],
) -> Iterator[QueryExample]:
    """Ask each question once, with its examples, and give the answers in several languages."""
    labels = {language: read_labels(store, language) for language in languages}
    for query in questions:
        arguments = {p.name: p.example for p in query.parameters if p.required}
        if asks_elsewhere(query.text):
            yield QueryExample(query, arguments, unanswered="asks-elsewhere")
            continue
        try:
            terms = bind(store, query, arguments, concepts)
        except QueryError:
            yield QueryExample(query, arguments, unanswered="no-example")
            continue
        yield QueryExample(query, arguments, _answer(store, query, terms, labels))


def _answer(
    store: Store,
    query: StoredQuery,
    terms: Mapping[str, Term],
    labels: Mapping[str, LabelIndex],
) -> dict[str, Answer]:
    """Ask a question once, and give the answer in each language."""
    if query.form == "ASK":
        return dict.fromkeys(labels, store.ask(query, terms))
    if query.gives_graph:
        return dict.fromkeys(labels, canonical_turtle(parse_turtle(store.construct(query, terms))))
    answers = store.select(query, terms, "en")
    return {
        language: localise_labels(
            replace(answers, headings=query.column_headings(language)), translations, language
        )
        for language, translations in labels.items()
    }


def stream(
    store: Store,
    query: StoredQuery,
    arguments: Mapping[str, str],
    concepts: Callable[[], ConceptIndex],
) -> SolutionStream:
    """Answer a stored SELECT row by row, however many rows there are; labels are English.

    Raises:
        QueryError: A parameter or its value is missing or unknown; suggests the nearest.
        StoreError: A limit was reached, possibly while the rows are read.
    """
    return store.stream(query, bind(store, query, arguments, concepts))
