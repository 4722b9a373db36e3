"""How well a column of a sheet fits a column of a mapping, by its header and its values."""

from collections.abc import Callable, Sequence

from ccdp_graph.layouts.model import Candidate
from ccdp_graph.model import ORGANISATION, Column, ColumnFile
from ccdp_graph.rdf import normalised
from ccdp_graph.tables import (
    ACRONYM,
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

_MIN_SURE_TITLE = 75.0

_MAX_SAMPLE = 40

_READERS: dict[str, Callable[[str], float]] = {
    # a whole date is more often the date of the answer than the year asked for
    "gYear": lambda text: 0.0 if read_year(text) is None else 1.0 if len(text) == 4 else 0.5,
    "nonNegativeInteger": lambda text: read_count(text) is not None,
    "anyURI": lambda text: read_link(text) is not None,
    "contact": lambda text: bool(read_email(text) or read_link(text)),
}


def candidates_for(
    header: str,
    values: Sequence[str],
    column_file: ColumnFile,
    lexicon: Lexicon,
    *,
    number: int = 3,
) -> tuple[Candidate, ...]:
    """Return the columns that a header may mean, the likeliest first.

    Units: scores from 0 to 100. A header counts by its similarity to the titles; values count if
    the column has recognisable ones: concepts, years, numbers, addresses.
    """
    sample = [value for value in dict.fromkeys(values) if value][:_MAX_SAMPLE]
    scored = [
        Candidate(column.name, column.title, _score(header, sample, column, lexicon, column_file))
        for column in column_file.columns
    ]
    scored.sort(key=lambda candidate: -candidate.score)
    return tuple(candidate for candidate in scored[:number] if candidate.score >= LIKELY / 2)


def fit(
    values: Sequence[str], column: Column, lexicon: Lexicon, column_file: ColumnFile | None = None
) -> float | None:
    """Return the share (0 to 1) of values that fit a column; None if it takes any text.

    Args:
        column_file: Where the columns of a template are.
    """
    pieces = [piece for value in values for piece in split_list(value, column.separator)]
    if "availability" not in column.vocabulary:  # "n/a" says nothing about a column
        pieces = [piece for piece in pieces if lexicon.index.reason(piece) is None]
    if not pieces:
        return None
    if column.template and column_file is not None:
        scores = [_parts_fit(piece, column, lexicon, column_file) for piece in pieces]
    elif column.name == ACRONYM:
        scores = [float(is_acronym(piece)) for piece in pieces]
    elif column.datatype in _READERS:
        scores = [float(_READERS[column.datatype](piece)) for piece in pieces]
    elif column.vocabulary and column.vocabulary != (ORGANISATION,):
        ages = column.datatype == "ageRange"
        scores = [
            1.0
            if ages and read_ages(piece)
            else _word_score(lexicon.resolve(piece, column.vocabulary))
            for piece in pieces
        ]
    else:
        return None
    return sum(scores) / len(pieces)


def _word_score(resolution: Resolution) -> float:
    """Rate a word: known, partly known, or unknown."""
    return (0.25 if resolution.text else 1.0) if resolution.iris else 0.0


def _parts_fit(text: str, column: Column, lexicon: Lexicon, column_file: ColumnFile) -> float:
    if read_year(text) is not None:
        return 0.0  # a single year belongs to a column of its own
    columns = [column_file.column(part) for part in column.parts]
    if all(part.datatype == "gYear" for part in columns):
        return float(any(read_period(text)))
    parts = read_template(column.template, text)
    if len(parts) < len(columns):
        return 0.0
    shares = [fit([parts[part.name]], part, lexicon) for part in columns]
    measured = [share for share in shares if share is not None]
    return min(measured) if measured else 0.0


def _score(
    header: str, values: Sequence[str], column: Column, lexicon: Lexicon, column_file: ColumnFile
) -> float:
    title_score = _title_score(header, column)
    share = fit(values, column, lexicon, column_file)
    if title_score >= 100:
        return title_score
    if share is None:  # the column takes any text, so only the header counts
        return title_score if title_score >= _MIN_SURE_TITLE else round(0.8 * title_score, 1)
    if column.name == ACRONYM and title_score < LIKELY:
        return title_score  # codes and ids look like acronyms
    if share < 0.2:  # unknown words are common in a new layout, bad years are not
        return round(title_score * (0.75 if column.vocabulary else 0.6), 1)
    value_score = 75 * share if (column.vocabulary or column.template) and share >= 0.6 else 0
    return round(
        max(0.6 * title_score + 40 * share, 0.4 * title_score + 60 * share, value_score), 1
    )


def title_likeness(header: str, column_file: ColumnFile) -> float:
    """Return how similar a text is to the most similar title of a column file, from 0 to 100.

    It is compared as a whole: many answers contain the words of a title.
    """
    from rapidfuzz import fuzz

    text = normalised(header)
    titles = (title for column in column_file.columns for title in column.titles)
    return max(float(fuzz.token_sort_ratio(text, normalised(title))) for title in titles)


def _title_score(header: str, column: Column) -> float:
    titles = (*column.titles, column.name.replace("_", " "))
    return round(max(_header_similarity(header, title) for title in titles), 1)


def _header_similarity(header: str, title: str) -> float:
    """Compare two headers; "(country)" in a header means a second value in its cells."""
    header_parts, title_parts = bracketed(header), bracketed(title)
    if header_parts and title_parts:
        return 0.6 * _ratio(header_parts[0], title_parts[0]) + 0.4 * _ratio(
            header_parts[1], title_parts[1]
        )
    if header_parts:
        return max(_ratio(header_parts[0], title), 0.7 * _ratio(header, title))
    return _ratio(header, title)


def _ratio(first: str, second: str) -> float:
    from rapidfuzz import fuzz

    left, right = normalised(first), normalised(second)
    return max(fuzz.token_sort_ratio(left, right), 0.85 * fuzz.token_set_ratio(left, right))
