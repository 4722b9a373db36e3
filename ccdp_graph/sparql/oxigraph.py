"""The store inside this process: Oxigraph, in memory or on disk."""

import csv
import io
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from ccdp_graph.errors import AssetError, OutputError, QueryError, StoreError
from ccdp_graph.files import Memo
from ccdp_graph.model import Row, Solutions, Term
from ccdp_graph.rdf import GRAPH_FORMATS, RDF_FORMATS, Statement, unreadable
from ccdp_graph.sparql.binding import asks_elsewhere
from ccdp_graph.sparql.execution import run_with_limits
from ccdp_graph.sparql.store import Limits, SolutionStream
from ccdp_graph.sparql.stored_query import StoredQuery

if TYPE_CHECKING:
    import pyoxigraph

T = TypeVar("T")

_MOST_KEPT = 256  # lists of words: one a vocabulary, kind of thing or language that is asked for

MANY_QUADS = 2_000_000
"""From this size on a build writes a store on disk: loading takes longer than a first answer."""


@dataclass(frozen=True, slots=True)
class EmbeddedStore:
    """A set of graphs that questions are asked of, by any number of threads; it never changes.

    Attributes:
        federated: Whether a question may ask other endpoints (SERVICE).
    """

    _store: "pyoxigraph.Store"
    limits: Limits = field(default_factory=Limits)
    federated: bool = False
    _memo: Memo = field(
        default_factory=lambda: Memo(_MOST_KEPT), init=False, repr=False, compare=False
    )

    @classmethod
    def load(
        cls,
        path: Path,
        limits: Limits | None = None,
        *,
        federated: bool = False,
        checked: bool = False,
    ) -> "EmbeddedStore":
        """Load N-Quads, N-Triples, TriG or Turtle into memory, or open a store on disk.

        Args:
            checked: Whether `default_graph` reads the file too: to look at every IRI in it once is
                enough.

        Raises:
            AssetError: There is no such file, or it is not RDF; names file and line.
        """
        import pyoxigraph

        limits = limits or Limits()
        if path.is_dir():
            try:
                return cls(pyoxigraph.Store.read_only(str(path)), limits, federated)
            except (OSError, RuntimeError) as error:  # the latter, of one that is damaged
                raise AssetError(f"not a store ({error}); run ccdp build", path) from error
        form = pyoxigraph.RdfFormat.from_extension(path.suffix.lower()[1:])
        if form is None or path.suffix.lower() not in GRAPH_FORMATS:
            raise AssetError(f"not a graph; give one of {', '.join(GRAPH_FORMATS)}", path)
        store = pyoxigraph.Store()
        try:
            # load, not bulk_load: as fast in memory, and questions are answered quicker after it
            store.load(path=str(path), format=form, lenient=checked)
        except (SyntaxError, OSError) as error:
            raise unreadable(path, error) from error
        return cls(store, limits, federated)

    @classmethod
    def merged(cls, path: Path) -> "EmbeddedStore":
        """Load any RDF file into memory, all of its graphs as one; nothing is fetched for it.

        Raises:
            AssetError: There is no such file, or it is not RDF; names file and line.
        """
        import pyoxigraph

        form = pyoxigraph.RdfFormat.from_extension(path.suffix.lower()[1:])
        if form is None or path.suffix.lower() not in RDF_FORMATS:
            raise AssetError(f"not a graph; give one of {', '.join(RDF_FORMATS)}", path)
        store = pyoxigraph.Store()
        try:
            quads = pyoxigraph.parse(path=str(path), format=form)
            store.extend(pyoxigraph.Quad(q.subject, q.predicate, q.object) for q in quads)
        except (SyntaxError, OSError) as error:
            raise unreadable(path, error, "give a file that is there") from error
        return cls(store)

    @classmethod
    def parse(cls, quads: str) -> "EmbeddedStore":
        """Load the text of N-Quads into memory."""
        import pyoxigraph

        store = pyoxigraph.Store()
        store.load(quads.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
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

    def select(self, query: StoredQuery, terms: Mapping[str, Term], language: str) -> Solutions:
        """Answer a SELECT, its parameters bound as terms.

        Raises:
            QueryError: The question is no SELECT, or cannot be run.
            StoreError: A limit was reached.
        """
        return answers(query, self.stream(query, terms), language)

    def stream(self, query: StoredQuery, terms: Mapping[str, Term]) -> SolutionStream:
        """Answer a SELECT row by row.

        Raises:
            QueryError: The question is no SELECT, or cannot be run.
            StoreError: A limit was reached.
        """
        query.check("SELECT", terms)
        return solutions(
            run_with_limits(lambda: _table(self._run(query, terms)), self.limits, query.name)
        )

    def rows(self, text: str) -> tuple[Row, ...]:
        """Answer a SELECT of this program's own, one that takes nothing from outside."""
        limits = self.limits.for_own_questions()
        job = run_with_limits(
            lambda: _table(self._store.query(text)), limits, "a question of this program"
        )
        return tuple(solutions(job).rows)

    def texts(self, text: str) -> Iterator[tuple[str, ...]]:
        """Answer such a SELECT with what its terms say alone: three times as fast as `rows`."""
        import pyoxigraph

        def job() -> Iterator[bytes]:
            found = self._store.query(text)
            assert isinstance(found, pyoxigraph.QuerySolutions)
            written = found.serialize(format=pyoxigraph.QueryResultsFormat.CSV)
            assert written is not None
            yield written

        limits = self.limits.for_own_questions()
        content = next(run_with_limits(job, limits, "a question of this program"))
        lines = csv.reader(io.StringIO(content.decode(), newline=""))
        next(lines)  # the variables
        return map(tuple, lines)

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made of the graphs under a key; it is made when it is first asked for."""
        return self._memo.get(key, make)

    def construct(self, query: StoredQuery, terms: Mapping[str, Term]) -> str:
        """Answer a CONSTRUCT or DESCRIBE as N-Triples lines, sorted.

        Raises:
            QueryError: The question gives no graph, or cannot be run.
            StoreError: A limit was reached.
        """
        query.check("CONSTRUCT", terms)

        def job() -> Iterator[str]:
            import pyoxigraph

            triples = self._run(query, terms)
            assert isinstance(triples, pyoxigraph.QueryTriples)
            return triples_text(triples)

        return "".join(sorted(set(run_with_limits(job, self.limits, query.name))))

    def ask(self, query: StoredQuery, terms: Mapping[str, Term]) -> bool:
        """Answer an ASK.

        Raises:
            QueryError: The question is no ASK, or cannot be run.
            StoreError: A limit was reached.
        """
        query.check("ASK", terms)
        return next(
            run_with_limits(lambda: iter([bool(self._run(query, terms))]), self.limits, query.name)
        )

    def _run(self, query: StoredQuery, terms: Mapping[str, Term]) -> object:
        from pyoxigraph import BlankNode, Literal, NamedNode, Triple, Variable

        if asks_elsewhere(query.text) and not self.federated:
            raise QueryError(f"{query.name} asks another endpoint; allow that with --federated")
        bound: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {
            Variable(f"_{name}"): _stored(term) for name, term in terms.items()
        }
        try:
            return self._store.query(query.text, substitutions=bound)
        except OSError as error:
            raise _broken_off(error) from error
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"{query.name} cannot be asked: {error}") from error


def answers(query: StoredQuery, found: SolutionStream, language: str) -> Solutions:
    """Gather the rows of an answer."""
    return Solutions(found.variables, query.column_headings(language), tuple(found.rows))


def solutions(found: Iterator[Row | tuple[str, ...]]) -> SolutionStream:
    """Take the variables, which a job yields first, from the rows."""
    variables = cast("tuple[str, ...]", next(found))
    return SolutionStream(variables, cast("Iterator[Row]", found))


def triples_text(triples: "Iterable[pyoxigraph.Triple]") -> Iterator[str]:
    """Yield triples as N-Triples lines."""
    return (f"{t.subject} {t.predicate} {t.object} .\n" for t in triples)


def triple_rows(lines: str) -> Iterator[Row]:
    """Yield N-Triples lines as rows of three terms."""
    import pyoxigraph

    for triple in pyoxigraph.parse(lines.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES):
        yield tuple(map(term_of, (triple.subject, triple.predicate, triple.object)))


def _table(found: object) -> Iterator[Row | tuple[str, ...]]:
    """Yield the variables, then the rows."""
    import pyoxigraph

    assert isinstance(found, pyoxigraph.QuerySolutions)
    yield tuple(variable.value for variable in found.variables)
    try:
        for solution in found:
            yield tuple(map(term_of, solution))
    except OSError as error:
        raise _broken_off(error) from error


def _broken_off(error: OSError) -> StoreError:
    if error.errno is not None:
        return StoreError(f"the store on disk cannot be read: {error}; run ccdp build")
    return StoreError(f"the other endpoint does not answer: {error}; is it running?")


def _stored(term: Term) -> "pyoxigraph.NamedNode | pyoxigraph.Literal":
    import pyoxigraph

    if term.type == "uri":
        return pyoxigraph.NamedNode(term.value)
    datatype = pyoxigraph.NamedNode(term.datatype) if term.datatype else None
    return pyoxigraph.Literal(term.value, datatype=datatype, language=term.language or None)


@lru_cache(maxsize=16_384)  # most terms of an answer are met again and again
def term_of(value: object) -> Term | None:
    """Return a term of the store as a term of an answer."""
    import pyoxigraph

    if isinstance(value, pyoxigraph.NamedNode):
        return Term("uri", value.value)
    if isinstance(value, pyoxigraph.Literal):
        return Term("literal", value.value, value.language or "", value.datatype.value)
    if isinstance(value, pyoxigraph.BlankNode):
        return Term("bnode", value.value)
    return None
