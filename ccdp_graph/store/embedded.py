"""The store inside this process: Oxigraph, in memory or on disk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ccdp_graph.errors import AssetError, OutputError, QueryError
from ccdp_graph.model.answers import Answers, Term
from ccdp_graph.model.statements import Statement
from ccdp_graph.model.stored_query import StoredQuery

if TYPE_CHECKING:
    import pyoxigraph

MANY_QUADS = 2_000_000
"""From this size on a build writes a store on disk: loading takes longer than a first answer."""

GRAPH_FORMATS = (".nq", ".nt", ".trig", ".ttl")


@dataclass(frozen=True, slots=True)
class EmbeddedStore:
    """A set of graphs that questions are asked of."""

    _store: "pyoxigraph.Store"

    @classmethod
    def load(cls, path: Path) -> "EmbeddedStore":
        """Load N-Quads, N-Triples, TriG or Turtle into memory, or open a store on disk.

        Raises:
            AssetError: There is no such file, or it is not RDF; names file and line.
        """
        import pyoxigraph

        if path.is_dir():
            try:
                return cls(pyoxigraph.Store.read_only(str(path)))
            except OSError as error:
                raise AssetError(f"not a store ({error}); run ccdp build", path) from error
        form = pyoxigraph.RdfFormat.from_extension(path.suffix.lower()[1:])
        if form is None or path.suffix.lower() not in GRAPH_FORMATS:
            raise AssetError(f"not a graph; give one of {', '.join(GRAPH_FORMATS)}", path)
        store = pyoxigraph.Store()
        try:
            # load, not bulk_load: as fast in memory, and questions are answered quicker after it
            store.load(path=str(path), format=form)
        except (SyntaxError, OSError) as error:
            raise _unreadable(path, error) from error
        return cls(store)

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> "EmbeddedStore":
        """Hold statements in memory."""
        import pyoxigraph

        store = pyoxigraph.Store()
        lines = "".join(f"{s} {p} {o} .\n" for s, p, o in statements)
        store.load(input=lines.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
        return cls(store)

    @staticmethod
    def write(quads: Path, folder: Path) -> None:
        """Write a store on disk from an N-Quads file.

        Raises:
            OutputError: The folder cannot be written.
        """
        import pyoxigraph

        try:
            store = pyoxigraph.Store(str(folder))
            store.bulk_load(path=str(quads), format=pyoxigraph.RdfFormat.N_QUADS)
            store.flush()
        except OSError as error:
            raise OutputError(f"{folder}: the store cannot be written ({error})") from error

    def __len__(self) -> int:
        """Return the number of quads."""
        return len(self._store)

    def select(self, query: StoredQuery, terms: Mapping[str, Term], language: str) -> Answers:
        """Answer a SELECT, its parameters bound as terms.

        Raises:
            QueryError: The question is no SELECT, or cannot be run.
        """
        import pyoxigraph

        if query.form != "SELECT":
            raise QueryError(f"{query.name} gives a graph, not a table; ask for --format ttl")
        solutions = self._run(query, terms)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        names = tuple(variable.value for variable in solutions.variables)
        rows = tuple(tuple(_term(solution[name]) for name in names) for solution in solutions)
        return Answers(names, query.column_headings(language), rows)

    def rows(self, text: str) -> tuple[tuple[Term | None, ...], ...]:
        """Answer a SELECT of this program's own, one that takes nothing from outside."""
        import pyoxigraph

        solutions = self._store.query(text)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        return tuple(tuple(_term(value) for value in solution) for solution in solutions)

    def construct(self, query: StoredQuery, terms: Mapping[str, Term]) -> str:
        """Answer a CONSTRUCT or DESCRIBE as N-Triples lines, sorted.

        Raises:
            QueryError: The question gives no graph, or cannot be run.
        """
        import pyoxigraph

        if query.form not in {"CONSTRUCT", "DESCRIBE"}:
            raise QueryError(f"{query.name} gives a table, not a graph; ask for csv, json or xlsx")
        triples = self._run(query, terms)
        assert isinstance(triples, pyoxigraph.QueryTriples)
        return "".join(sorted({f"{t.subject} {t.predicate} {t.object} .\n" for t in triples}))

    def _run(self, query: StoredQuery, terms: Mapping[str, Term]) -> object:
        from pyoxigraph import BlankNode, Literal, NamedNode, Triple, Variable

        unknown = sorted(terms.keys() - {parameter.name for parameter in query.parameters})
        if unknown:
            raise QueryError(f"{query.name} has no parameter '{unknown[0]}'")
        bound: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {
            Variable(f"_{name}"): _stored(term) for name, term in terms.items()
        }
        try:
            return self._store.query(query.text, substitutions=bound)
        except (SyntaxError, ValueError, OSError) as error:
            raise QueryError(f"{query.name} cannot be asked: {error}") from error


def default_graph(path: Path) -> tuple[Statement, ...]:
    """Read the default graph of a file as statements, each once.

    Not through a store: Oxigraph's gives every kind of integer back as xsd:integer.

    Raises:
        AssetError: There is no such file, or it is not RDF; names file and line.
    """
    import pyoxigraph

    form = pyoxigraph.RdfFormat.from_extension(path.suffix.lower()[1:])
    try:
        quads = pyoxigraph.parse(path=str(path), format=form)
        default = pyoxigraph.DefaultGraph()
        found = (quad.triple for quad in quads if quad.graph_name == default)
        return tuple(
            dict.fromkeys((str(t.subject), str(t.predicate), str(t.object)) for t in found)
        )
    except (SyntaxError, OSError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: SyntaxError | OSError) -> AssetError:
    if isinstance(error, FileNotFoundError):
        return AssetError("no such file; run ccdp build first", path)
    line = error.lineno if isinstance(error, SyntaxError) else None
    return AssetError(f"cannot be read: {error}", path, line)


def _stored(term: Term) -> "pyoxigraph.NamedNode | pyoxigraph.Literal":
    import pyoxigraph

    if term.type == "uri":
        return pyoxigraph.NamedNode(term.value)
    datatype = pyoxigraph.NamedNode(term.datatype) if term.datatype else None
    return pyoxigraph.Literal(term.value, datatype=datatype, language=term.language or None)


def _term(value: object) -> Term | None:
    import pyoxigraph

    if isinstance(value, pyoxigraph.NamedNode):
        return Term("uri", value.value)
    if isinstance(value, pyoxigraph.Literal):
        return Term("literal", value.value, value.language or "", value.datatype.value)
    if isinstance(value, pyoxigraph.BlankNode):
        return Term("bnode", value.value)
    return None
