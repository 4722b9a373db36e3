"""Near misses: what was meant by a word that is not known."""

from collections.abc import Iterable

_MAX_NAMED = 12


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean '…'?" or what there is, for an error message."""
    from rapidfuzz import process

    choices = sorted(known)
    found = process.extract(word, choices, score_cutoff=60, limit=1)
    if found:
        return f"; did you mean '{found[0][0]}'?"
    more = ", …" if len(choices) > _MAX_NAMED else ""
    return f"; there are: {', '.join(choices[:_MAX_NAMED])}{more}"
