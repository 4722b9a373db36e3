"""The store protocol: what can be asked of a store, wherever it stands, and within which limits."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from ccdp_graph.model import Row, Solutions, Term
from ccdp_graph.sparql.stored_query import StoredQuery

T = TypeVar("T")


class SolutionStream(NamedTuple):
    """What a SELECT gives, row by row: it never stands in memory as a whole."""

    variables: tuple[str, ...]
    rows: Iterator[Row]


class Store(Protocol):
    """A set of graphs that questions are asked of: in this process, or behind an endpoint."""

    def select(self, query: StoredQuery, terms: Mapping[str, Term], language: str) -> Solutions:
        """Answer a stored SELECT, its parameters bound as terms."""
        ...

    def stream(self, query: StoredQuery, terms: Mapping[str, Term]) -> SolutionStream:
        """Answer a stored SELECT row by row."""
        ...

    def construct(self, query: StoredQuery, terms: Mapping[str, Term]) -> str:
        """Answer a stored CONSTRUCT or DESCRIBE as N-Triples lines, sorted."""
        ...

    def ask(self, query: StoredQuery, terms: Mapping[str, Term]) -> bool:
        """Answer a stored ASK."""
        ...

    def rows(self, text: str) -> tuple[Row, ...]:
        """Answer a SELECT of this program's own, one that takes nothing from outside."""
        ...

    def texts(self, text: str) -> Iterator[tuple[str, ...]]:
        """Answer such a SELECT with what its terms say alone: for answers that are long.

        A variable that is unbound is an empty text.
        """
        ...

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made of the graphs under a key; where they may change, made anew."""
        ...


_MAX_OWN_ROWS = 3_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a question may cost. Nothing that is asked of a store is without them.

    Attributes:
        seconds: How long is waited for the store, in all.
        rows: How many rows (or triples) may come back; 0 is any number.
    """

    seconds: float = 120
    rows: int = 100_000

    def for_own_questions(self) -> "Limits":
        """Return the limits of what this program itself asks: the cells of a large build, say."""
        return Limits(self.seconds, _MAX_OWN_ROWS)
