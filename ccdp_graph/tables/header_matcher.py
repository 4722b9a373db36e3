"""From header texts to columns: titles in any spelling, and the tick columns of survey tools."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ccdp_graph.model import ORGANISATION, Column, ColumnFile
from ccdp_graph.rdf import normalised
from ccdp_graph.tables.lexicon import Lexicon

ACRONYM = "acronym"
"""The name of the column that holds short forms of the names."""

OTHER = ""
"""The option of a tick column whose cells are answered in words ("Other, please specify")."""

TICKS = frozenset("x 1 yes y oui o true vrai checked selected ticked coche ✓ ✔ ☑ ☒ ✗ √ •".split())

NO_TICKS = frozenset("0,no,n,non,false,faux,unchecked,not selected,☐,-,–".split(","))

_NUMBERED = re.compile(
    r"^\s*(?:[A-Za-z]{0,2}\d{1,3}(?:(?:\.\d+)+(?=\s)|(?:\.\d+)*[a-z]?\s*[.):_-])\s*)+"
)

_BRACKETED_END = re.compile(r"\s*[\[(][^()\[\]]*[\])]\s*$")

_NUMBER_END = re.compile(r"\s*\d{1,2}\s*$")

_OPTION_JOINT = re.compile(r"\s*(?:\[|\(choice\s*=|\(|___|[:|>/]|\s[-–—]\s|\.\s)\s*", re.IGNORECASE)

_OTHERS = frozenset(
    ("other", "others", "autre", "autres", "please specify", "specify", "a preciser", "preciser")
)

_ANSWER_LABELS = frozenset(
    ("response", "open ended response", "reponse", "reponse ouverte", "value")
)
"""What survey tools write below a question that is answered in words."""


@dataclass(frozen=True, slots=True)
class MatchedColumn:
    """What a physical column of a sheet holds.

    Attributes:
        option: For a tick column, the word that a tick stands for, or `OTHER`; otherwise None.
    """

    column: Column
    option: str | None = None


class HeaderMatcher:
    """Matches headers with the columns of one column file."""

    def __init__(self, column_file: ColumnFile, lexicon: Lexicon) -> None:
        self.column_file = column_file
        self._lexicon = lexicon
        self._by_title = _by_title(column_file)
        self._kept_as_text = {normalised(text) for text in column_file.text}
        self._options = {
            normalised(header): MatchedColumn(column, word)
            for column in column_file.columns
            for header, word in column.options.items()
        }
        key = column_file.primary_key
        self.key_titles = frozenset(
            title
            for title, column in self._by_title.items()
            if key == column.name or key in column.parts
        )

    def stays_text(self, upper: str, lower: str = "") -> bool:
        """Tell whether a person decided that the cells under a header stay text."""
        return normalised(join_header(upper, lower)) in self._kept_as_text

    def is_key(self, text: str) -> bool:
        """Tell whether a header names the records."""
        return any(spelling in self.key_titles for spelling in _spellings(text))

    def find_column(self, text: str) -> Column | None:
        """Return the column with a header as its title, ignoring case, numbering and units."""
        if not text:
            return None
        for spelling in _spellings(text):
            if spelling in self._by_title:
                return self._by_title[spelling]
        column = self._by_title.get(normalised(_NUMBER_END.sub("", text)))
        return column if column is not None and column.separator else None

    def match(self, upper: str, lower: str = "", *, alone: bool = True) -> MatchedColumn | None:
        """Return what the cells below a header of one or two rows hold.

        Args:
            upper: The only header, or the question over `lower`.
            alone: Whether `upper` is above this column only, not above a group of columns.
        """
        stated = self._options.get(normalised(join_header(upper, lower)))
        if stated is not None:
            return stated
        if not lower:
            exact = self._by_title.get(normalised(upper))
            if exact is not None:
                return MatchedColumn(exact)
            option = self._option_in(upper)  # before what takes "[Genomic]" for a unit
            column = self.find_column(upper)
            return option or (MatchedColumn(column) if column is not None else None)
        question = self.find_column(upper)
        if question is not None and self._is_option(question, lower):
            return MatchedColumn(question, option_of(lower))
        for text in (join_header(upper, lower), lower, upper if alone else ""):
            column = self.find_column(text)
            if column is not None:
                return MatchedColumn(column)
        if question is not None and question.is_list_of_words and not alone:
            return MatchedColumn(question, lower)  # an option that no vocabulary knows
        return None

    def _is_option(self, column: Column, word: str) -> bool:
        if not column.is_list_of_words or column.vocabulary == (ORGANISATION,):
            return False
        return is_other(word) or self._lexicon.resolve(word, column.vocabulary).known

    def _option_in(self, text: str) -> MatchedColumn | None:
        """Split "Data types [Genomic]" and "Data types: Genomic", as survey tools write them."""
        for joint in _OPTION_JOINT.finditer(text):
            column = self.find_column(text[: joint.start()])
            word = text[joint.end() :].rstrip(" )]")
            if column is not None and word and self._is_option(column, word):
                return MatchedColumn(column, option_of(word))
        return None


def join_header(upper: str, lower: str) -> str:
    """Return a header of two rows as messages and files write it.

    >>> join_header("Data types", "Genomic"), join_header("Country", "")
    ('Data types: Genomic', 'Country')
    """
    if not upper or not lower or normalised(lower) in _ANSWER_LABELS:
        return upper or lower
    return f"{upper}: {lower}"


def spread_questions(texts: Mapping[int, str], under: Iterable[int]) -> dict[int, tuple[str, bool]]:
    """Return for each column the question above it, and whether it is above that column alone.

    >>> spread_questions({1: "Name", 2: "Data types"}, [1, 2, 3])
    {1: ('Name', True), 2: ('Data types', False), 3: ('Data types', False)}
    """
    owner = 0
    owners: dict[int, int] = {}
    columns = {*texts, *under}
    for number in range(1, max(columns, default=0) + 1):
        owner = number if number in texts else owner
        if number in columns:
            owners[number] = owner
    counts = Counter(owners.values())
    return {n: (texts.get(owner, ""), counts[owner] == 1) for n, owner in owners.items()}


def repeated_questions(texts: Mapping[int, str]) -> dict[int, tuple[str, str]]:
    """Split headers of one row that repeat a question before each option.

    >>> repeated_questions({1: "Name", 2: "1. Data? (choice=Genomic)", 3: "1. Data? (choice=MRI)"})
    {2: ('1. Data?', 'Genomic'), 3: ('1. Data?', 'MRI')}
    """
    parts = {
        number: [
            (text[: joint.start()], text[joint.end() :].rstrip(" )]"))
            for joint in _OPTION_JOINT.finditer(text)
        ]
        for number, text in texts.items()
    }
    counts = Counter(
        question for candidates in parts.values() for question, option in candidates if option
    )
    shared = {
        number: [part for part in candidates if part[1] and counts[part[0]] > 1]
        for number, candidates in parts.items()
    }
    return {
        number: max(candidates, key=lambda part: len(part[0]))
        for number, candidates in shared.items()
        if candidates
    }


def option_of(word: str) -> str:
    """Return the word that a tick stands for, or `OTHER`."""
    return OTHER if is_other(word) else word


def is_other(word: str) -> bool:
    """Tell whether an option is answered in words."""
    unbracketed = normalised(_BRACKETED_END.sub("", word))
    return (
        unbracketed in _OTHERS
        or normalised(word) in _OTHERS
        or normalised(word).startswith("other pl")
    )


def _by_title(column_file: ColumnFile) -> dict[str, Column]:
    """Index columns by title; if two share one, the column that lists it earlier wins."""
    ranked = [
        (rank, -order, column)
        for order, column in enumerate(column_file.columns)
        for rank, _ in enumerate(column.titles)
    ]
    ranked.sort(key=lambda entry: entry[:2], reverse=True)
    return {normalised(column.titles[rank]): column for rank, _, column in ranked}


def _spellings(text: str) -> Iterator[str]:
    yield normalised(text)
    unnumbered = _NUMBERED.sub("", text)
    yield normalised(unnumbered)
    yield normalised(_BRACKETED_END.sub("", unnumbered))
