"""Near misses: what was meant by a word that is not known."""

from collections.abc import Iterable

_MAX_NAMED = 12


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like a word; nothing where none is alike."""
    from rapidfuzz import process

    matches = process.extract(word, sorted(known), score_cutoff=60, limit=1)
    return matches[0][0] if matches else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean '…'?" or what there is, for an error message."""
    choices = sorted(known)
    if near := nearest(word, choices):
        return f"; did you mean '{near}'?"
    more = ", …" if len(choices) > _MAX_NAMED else ""
    return f"; there are: {', '.join(choices[:_MAX_NAMED])}{more}"
