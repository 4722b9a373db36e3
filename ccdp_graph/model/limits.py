"""How long a question may take, and how much may come back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a question may cost. Nothing that is asked of a store is without them.

    Attributes:
        seconds: How long is waited for the store, in all.
        rows: How many rows (or triples) may come back; 0 is any number.
    """

    seconds: float = 120
    rows: int = 100_000
