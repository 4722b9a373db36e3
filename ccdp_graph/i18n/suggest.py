"""Near misses: what was meant by a word that is not known."""

from collections.abc import Iterable

_MOST_NAMED = 12


def nearest_of(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean '…'?" or what there is, for an error message."""
    from rapidfuzz import process

    choices = sorted(known)
    found = process.extractOne(word, choices, score_cutoff=60)
    if found:
        return f"; did you mean '{found[0]}'?"
    more = ", …" if len(choices) > _MOST_NAMED else ""
    return f"; there are: {', '.join(choices[:_MOST_NAMED])}{more}"
