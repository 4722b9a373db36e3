"""A store behind a SPARQL 1.1 endpoint, asked as the embedded one is."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from ccdp_graph.errors import StoreError
from ccdp_graph.http import HttpClient, Login, Stream
from ccdp_graph.model import Row, Solutions, Term as AnswerTerm
from ccdp_graph.sparql.binding import bound_text
from ccdp_graph.sparql.execution import run_with_limits
from ccdp_graph.sparql.oxigraph import answers, solutions, term_of, triples_text
from ccdp_graph.sparql.store import Limits, SolutionStream
from ccdp_graph.sparql.stored_query import StoredQuery
from ccdp_graph.sparql.transport import FORM, check_type, client_for, refuse_redirect, store_errors

if TYPE_CHECKING:
    pass

T = TypeVar("T")

TABLE_TYPES = ("application/sparql-results+json", "application/json")

GRAPH_TYPES = ("text/turtle", "application/n-triples", "application/turtle", "text/plain")


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """The graphs behind a SPARQL 1.1 endpoint.

    Nothing that comes from there is trusted: not its type, its length, its redirects or its end.
    """

    url: str
    limits: Limits
    _client: HttpClient = field(repr=False)

    @classmethod
    def at(
        cls, url: str, login: Login | None = None, limits: Limits | None = None
    ) -> "RemoteStore":
        """Name an endpoint; it is not asked yet.

        Raises:
            StoreError: It is no web address.
        """
        limits = limits or Limits()
        return cls(url, limits, client_for(url, login, limits.seconds))

    def select(
        self, query: StoredQuery, terms: Mapping[str, AnswerTerm], language: str
    ) -> Solutions:
        """Answer a SELECT, its parameters bound as terms.

        Raises:
            QueryError: The question is no SELECT, or a term cannot be bound.
            StoreError: The endpoint does not answer, or a limit was reached.
        """
        return answers(query, self.stream(query, terms), language)

    def stream(self, query: StoredQuery, terms: Mapping[str, AnswerTerm]) -> SolutionStream:
        """Answer a SELECT row by row.

        Raises:
            QueryError: The question is no SELECT, or a term cannot be bound.
            StoreError: The endpoint does not answer, or a limit was reached.
        """
        query.check("SELECT", terms)
        return self._solutions(bound_text(query.text, terms), query.name, self.limits)

    def rows(self, text: str) -> tuple[Row, ...]:
        """Answer a SELECT of this program's own, one that takes nothing from outside."""
        limits = self.limits.for_own_questions()
        return tuple(self._solutions(text, "a question of this program", limits).rows)

    def texts(self, text: str) -> Iterator[tuple[str, ...]]:
        """Answer such a SELECT with what its terms say alone."""
        for row in self.rows(text):
            yield tuple("" if term is None else term.value for term in row)

    def keep(self, _: Hashable, make: Callable[[], T]) -> T:
        """Make something anew: the graphs may have changed."""
        return make()

    def construct(self, query: StoredQuery, terms: Mapping[str, AnswerTerm]) -> str:
        """Answer a CONSTRUCT or DESCRIBE as N-Triples lines, sorted.

        Raises:
            QueryError: The question gives no graph, or a term cannot be bound.
            StoreError: The endpoint does not answer, or a limit was reached.
        """
        query.check("CONSTRUCT", terms)
        text = bound_text(query.text, terms)

        def job() -> Iterator[str]:
            import pyoxigraph

            with self._answer(text, GRAPH_TYPES) as response:
                read = pyoxigraph.parse(response.body, pyoxigraph.RdfFormat.TURTLE)
                yield from triples_text(quad.triple for quad in read)

        return "".join(sorted(set(run_with_limits(job, self.limits, query.name))))

    def ask(self, query: StoredQuery, terms: Mapping[str, AnswerTerm]) -> bool:
        """Answer an ASK.

        Raises:
            QueryError: The question is no ASK, or a term cannot be bound.
            StoreError: The endpoint does not answer, or a limit was reached.
        """
        query.check("ASK", terms)
        text = bound_text(query.text, terms)

        def job() -> Iterator[bool]:
            import pyoxigraph

            with self._answer(text, TABLE_TYPES) as response:
                read = pyoxigraph.parse_query_results(
                    response.body, pyoxigraph.QueryResultsFormat.JSON
                )
                if isinstance(read, pyoxigraph.QueryBoolean):
                    yield bool(read)
                    return
                # Virtuoso says it in a table: one row with 1 or 0, or no row
                yield any(str(value.value) == "1" for row in read for value in row)

        return next(run_with_limits(job, self.limits, query.name))

    def _solutions(self, text: str, name: str, limits: Limits) -> SolutionStream:
        def job() -> Iterator[Row | tuple[str, ...]]:
            import pyoxigraph

            with self._answer(text, TABLE_TYPES) as response:
                read = pyoxigraph.parse_query_results(
                    response.body, pyoxigraph.QueryResultsFormat.JSON
                )
                if not isinstance(read, pyoxigraph.QuerySolutions):
                    raise self._garbled("a yes or no")
                yield tuple(variable.value for variable in read.variables)
                number = 0
                for solution in read:
                    number += 1
                    yield tuple(map(term_of, solution))
                if 0 < _most_rows(response) <= number:
                    raise self._cut(response)

        return solutions(run_with_limits(job, limits, name))

    @contextmanager
    def _answer(self, text: str, types: tuple[str, ...]) -> Iterator[Stream]:
        """Ask, and close the answer after it was read, be it garbled or not."""
        try:
            with store_errors(self.url), _asked(self.url, text, self._client) as response:
                refuse_redirect(self.url, response.status, response.headers)
                check_type(response, self.url, types)
                yield response
        except (SyntaxError, ValueError) as error:
            raise self._garbled(error) from error

    def _cut(self, response: Stream) -> StoreError:
        return StoreError(
            f"{self.url}: gives no more than {_most_rows(response)} rows and cut the answer off; "
            "narrow the question, or ask who runs the server"
        )

    def _garbled(self, why: object) -> StoreError:
        return StoreError(f"{self.url}: its answer cannot be read ({why}); ask again")


def _most_rows(response: Stream) -> int:
    """Return how many rows a server gives at most: Virtuoso says so when it cuts an answer off."""
    said = response.headers.get("x-sparql-maxrows", "")
    return int(said) if said.isdecimal() else 0


def _asked(url: str, text: str, client: HttpClient) -> Stream:
    """Ask by a form POST: Virtuoso never answers a query that is the body itself."""
    from SPARQLWrapper import JSON, POST, TURTLE, URLENCODED, SPARQLWrapper

    class Wrapper(SPARQLWrapper):
        """Sends by our own client: no redirects, no credentials kept for the whole process."""

        def ask(self) -> Stream:
            request = self._createRequest()
            assert isinstance(request.data, bytes)
            return client.ask(url, request.data, FORM, str(request.get_header("Accept")))

    wrapper = Wrapper(url)
    wrapper.setOnlyConneg(True)
    wrapper.setMethod(POST)
    wrapper.setRequestMethod(URLENCODED)
    wrapper.setQuery(text)
    table = wrapper.queryType in {"SELECT", "ASK"}
    wrapper.setReturnFormat(JSON if table else TURTLE)
    return wrapper.ask()
