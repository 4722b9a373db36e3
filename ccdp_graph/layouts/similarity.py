"""How well a column of a sheet fits a column of a mapping: by its header and by its values."""

from collections.abc import Callable, Sequence

from ccdp_graph.layouts.model import Candidate
from ccdp_graph.model import Column, ColumnFile
from ccdp_graph.rdf import normalised
from ccdp_graph.tables import (
    ACRONYM,
    KIND,
    Lexicon,
    Resolution,
    bracketed,
    is_acronym,
    read_ages,
    read_count,
    read_email,
    read_link,
    read_period,
    read_template,
    read_year,
    split_list,
)

LIKELY = 60.0
"""The score (0 to 100) from which a candidate is worth proposing."""

_SURE_TITLE = 75.0

_SAMPLE = 40

_READS: dict[str, Callable[[str], float]] = {
    # a whole date is more often that of an answer than a year that was asked for
    "gYear": lambda text: 0.0 if read_year(text) is None else 1.0 if len(text) == 4 else 0.5,
    "nonNegativeInteger": lambda text: read_count(text) is not None,
    "anyURI": lambda text: read_link(text) is not None,
    "contact": lambda text: bool(read_email(text) or read_link(text)),
}


def candidates_for(
    header: str, values: Sequence[str], column_file: ColumnFile, words: Lexicon, *, number: int = 3
) -> tuple[Candidate, ...]:
    """Return the columns that a header may mean, the likeliest first.

    Units: scores from 0 to 100. A header counts by its likeness to the titles; values count where
    a column can tell its own: concepts, years, numbers, addresses.
    """
    sample = [value for value in dict.fromkeys(values) if value][:_SAMPLE]
    scored = [
        Candidate(column.name, column.title, _score(header, sample, column, words, column_file))
        for column in column_file.columns
    ]
    scored.sort(key=lambda candidate: -candidate.score)
    return tuple(candidate for candidate in scored[:number] if candidate.score >= LIKELY / 2)


def fit(
    values: Sequence[str], column: Column, words: Lexicon, column_file: ColumnFile | None = None
) -> float | None:
    """Return the share (0 to 1) of values that a column can read; None where any text will do.

    Args:
        column_file: Where the parts of a template are found.
    """
    pieces = [piece for value in values for piece in split_list(value, column.separator)]
    if "availability" not in column.vocabulary:  # "n/a" tells nothing of a column
        pieces = [piece for piece in pieces if words.index.reason(piece) is None]
    if not pieces:
        return None
    if column.template and column_file is not None:
        read = [_parts_fit(piece, column, words, column_file) for piece in pieces]
    elif column.name == ACRONYM:
        read = [float(is_acronym(piece)) for piece in pieces]
    elif column.datatype in _READS:
        read = [float(_READS[column.datatype](piece)) for piece in pieces]
    elif column.vocabulary and column.vocabulary != (KIND,):
        ages = column.datatype == "ageRange"
        read = [
            1.0 if ages and read_ages(piece) else _known(words.resolve(piece, column.vocabulary))
            for piece in pieces
        ]
    else:
        return None
    return sum(read) / len(pieces)


def _known(resolution: Resolution) -> float:
    """Weigh a word: known, known in part, or not."""
    return (0.25 if resolution.text else 1.0) if resolution.iris else 0.0


def _parts_fit(text: str, column: Column, words: Lexicon, column_file: ColumnFile) -> float:
    if read_year(text) is not None:
        return 0.0  # a single year belongs to a column of its own
    columns = [column_file.column(part) for part in column.parts]
    if all(part.datatype == "gYear" for part in columns):
        return float(any(read_period(text)))
    parts = read_template(column.template, text)
    if len(parts) < len(columns):
        return 0.0
    shares = [fit([parts[part.name]], part, words) for part in columns]
    told = [share for share in shares if share is not None]
    return min(told) if told else 0.0


def _score(
    header: str, values: Sequence[str], column: Column, words: Lexicon, column_file: ColumnFile
) -> float:
    titled = _title_score(header, column)
    share = fit(values, column, words, column_file)
    if titled >= 100:
        return titled
    if share is None:  # any text will do, so that the header alone must tell
        return titled if titled >= _SURE_TITLE else round(0.8 * titled, 1)
    if column.name == ACRONYM and titled < LIKELY:
        return titled  # codes and ids look like acronyms
    if share < 0.2:  # words that no vocabulary knows are common in a new layout, bad years are not
        return round(titled * (0.75 if column.vocabulary else 0.6), 1)
    alone = 75 * share if (column.vocabulary or column.template) and share >= 0.6 else 0
    return round(max(0.6 * titled + 40 * share, 0.4 * titled + 60 * share, alone), 1)


def title_likeness(header: str, column_file: ColumnFile) -> float:
    """Return how much a text is like any title of a column file as a whole, from 0 to 100.

    That it has a title's words among its own says little: so have many answers.
    """
    from rapidfuzz import fuzz

    text = normalised(header)
    titles = (title for column in column_file.columns for title in column.titles)
    return max(float(fuzz.token_sort_ratio(text, normalised(title))) for title in titles)


def _title_score(header: str, column: Column) -> float:
    titles = (*column.titles, column.name.replace("_", " "))
    return round(max(_alike(header, title) for title in titles), 1)


def _alike(header: str, title: str) -> float:
    """Compare two headers; "(country)" in a header tells of a second value in its cells."""
    one, other = bracketed(header), bracketed(title)
    if one and other:
        return 0.6 * _ratio(one[0], other[0]) + 0.4 * _ratio(one[1], other[1])
    if one:
        return max(_ratio(one[0], title), 0.7 * _ratio(header, title))
    return _ratio(header, title)


def _ratio(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    a, b = normalised(one), normalised(other)
    return max(fuzz.token_sort_ratio(a, b), 0.85 * fuzz.token_set_ratio(a, b))
