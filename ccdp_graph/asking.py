"""Asking stored questions: values as people write them become terms, and answers come back."""

from collections.abc import Mapping
from pathlib import Path

from ccdp_graph.errors import QueryError
from ccdp_graph.model.answers import Answers, Term
from ccdp_graph.model.concept_index import ConceptIndex, normalised
from ccdp_graph.model.graph_store import GraphStore, Solutions
from ccdp_graph.model.limits import Limits
from ccdp_graph.model.stored_query import Parameter, StoredQuery
from ccdp_graph.project_files import ProjectFiles, nearest_of
from ccdp_graph.rdf.namespaces import PREFIXES, XSD
from ccdp_graph.rdf.terms import is_iri
from ccdp_graph.rdf.turtle import canonical_turtle, parse_turtle
from ccdp_graph.store.embedded import EmbeddedStore

_THINGS = {
    "organisation": ("foaf:Organization", "foaf:name"),
    "network": ("ccdp:Network", "dcterms:title"),
    "resource": ("ccdp:DataResource", "dcterms:title"),
}
_SCHEMES = {"country": ("country",), "region": ("region", "country")}


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
) -> Answers | str:
    """Answer a stored question.

    Args:
        given: By parameter, a label, id, code or IRI as a person writes it.

    Returns:
        A table, or canonical Turtle where the question gives a graph.

    Raises:
        QueryError: A parameter is missing or unknown, or its value is; names the nearest.
    """
    terms = bind(store, query, given, files)
    if query.form in {"CONSTRUCT", "DESCRIBE"}:
        return canonical_turtle(parse_turtle(store.construct(query, terms)))
    return store.select(query, terms, language)


def stream(
    store: GraphStore, query: StoredQuery, given: Mapping[str, str], files: ProjectFiles
) -> Solutions:
    """Answer a stored SELECT row by row, however many there are.

    Raises:
        QueryError: A parameter is missing or unknown, or its value is; names the nearest.
        StoreError: A limit was reached; while the rows are read, too.
    """
    return store.stream(query, bind(store, query, given, files))


def bind(
    store: GraphStore, query: StoredQuery, given: Mapping[str, str], files: ProjectFiles
) -> dict[str, Term]:
    """Turn the values of a question's parameters into terms.

    Raises:
        QueryError: A parameter is missing or unknown, or its value is; names the nearest.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            raise QueryError(f"{query.name} has no parameter '{name}'{nearest_of(name, known)}")
    for parameter in query.parameters:
        if not parameter.optional and parameter.name not in given:
            example = f", such as {parameter.option} {parameter.example}"
            raise QueryError(f"{query.name} needs {parameter.option}{example}")
    index: ConceptIndex | None = None
    terms = {}
    for name, value in given.items():
        parameter = known[name]
        written = _written(parameter, value)
        if written is not None:
            terms[name] = written
        elif parameter.kind in _THINGS:
            terms[name] = _thing(store, parameter, value)
        else:
            index = index or files.concept_index(files.vocabularies())
            terms[name] = _concept(index, parameter, value)
    return terms


def _written(parameter: Parameter, value: str) -> Term | None:
    """Return the term that a value writes as it stands; nothing where it is to be looked up."""
    if parameter.kind == "text":
        return Term("literal", value)
    if parameter.kind == "number":
        if not value.lstrip("-").isdigit():
            raise QueryError(f"{parameter.option} needs a whole number, not '{value}'")
        return Term("literal", value, datatype=XSD + "integer")
    if is_iri(value) and "//" in value:
        return Term("uri", value)
    if parameter.kind == "endpoint":
        raise QueryError(f"{parameter.option} needs a web address, not '{value}'")
    return None


def _concept(index: ConceptIndex, parameter: Parameter, value: str) -> Term:
    schemes = _SCHEMES.get(parameter.kind, (parameter.scheme,))
    concept = index.find(value, schemes)
    if concept is None:
        near = index.nearest(value, schemes, least=60)
        hint = f"did you mean '{near.label}'?" if near else "see the labels of ontology/vocab"
        raise QueryError(f"{parameter.option}: '{value}' is not known; {hint}")
    return Term("uri", concept.iri)


def _thing(store: GraphStore, parameter: Parameter, value: str) -> Term:
    """Find a thing of the graph by id, name, acronym or other name."""
    kind, name = _THINGS[parameter.kind]
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    rows = store.rows(
        f"{prefixes}SELECT DISTINCT ?thing ?word WHERE {{ ?thing a {kind} ; "
        f"{name}|dcterms:alternative|skos:altLabel|dcterms:identifier ?word }} "
        "ORDER BY ?word ?thing"
    )
    written: dict[str, None] = {}
    by_word: dict[str, dict[str, None]] = {}
    for thing, word in rows:
        if thing is not None and word is not None:
            by_word.setdefault(normalised(word.value), {})[thing.value] = None
            written.setdefault(word.value)
            if word.value == value and thing.value.endswith(f"/{value}"):
                return Term("uri", thing.value)  # an id is never ambiguous
    found = list(by_word.get(normalised(value), {}))
    if len(found) == 1:
        return Term("uri", found[0])
    if found:
        raise QueryError(
            f"{parameter.option}: '{value}' names {len(found)} things; give one of "
            f"{', '.join(iri.rpartition('/')[2] for iri in found)}"
        )
    hint = nearest_of(value, written) if written else "; the graph has none"
    raise QueryError(f"{parameter.option}: no {parameter.kind} '{value}'{hint}")
