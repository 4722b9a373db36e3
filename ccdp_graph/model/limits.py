"""How long a question may take, and how much may come back."""

from dataclasses import dataclass

_MOST_OWN_ROWS = 3_000_000


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
        return Limits(self.seconds, _MOST_OWN_ROWS)
