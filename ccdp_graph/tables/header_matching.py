"""From header texts to columns: titles in any spelling, and the tick columns of survey tools."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ccdp_graph.model import Column, ColumnFile
from ccdp_graph.rdf import normalised
from ccdp_graph.tables.entity_resolution import KIND
from ccdp_graph.tables.lexicon import Lexicon

OTHER = ""
"""The option of a tick column whose cells hold words of their own ("Other, please specify")."""

TICKS = frozenset("x 1 yes y oui o true vrai checked selected ticked coche ✓ ✔ ☑ ☒ ✗ √ •".split())

NO_TICKS = frozenset("0,no,n,non,false,faux,unchecked,not selected,☐,-,–".split(","))

_NUMBERED = re.compile(
    r"^\s*(?:[A-Za-z]{0,2}\d{1,3}(?:(?:\.\d+)+(?=\s)|(?:\.\d+)*[a-z]?\s*[.):_-])\s*)+"
)

_BRACKETED_END = re.compile(r"\s*[\[(][^()\[\]]*[\])]\s*$")

_NUMBER_END = re.compile(r"\s*\d{1,2}\s*$")

_OPTION = re.compile(r"\s*(?:\[|\(choice\s*=|\(|___|[:|>/]|\s[-–—]\s|\.\s)\s*", re.IGNORECASE)

_OTHERS = frozenset(
    ("other", "others", "autre", "autres", "please specify", "specify", "a preciser", "preciser")
)

_ANSWERS = frozenset(("response", "open ended response", "reponse", "reponse ouverte", "value"))
"""What survey tools write under a question that is answered in words."""


@dataclass(frozen=True, slots=True)
class MatchedColumn:
    """What a physical column of a sheet holds.

    Attributes:
        option: For a tick column, the word that a tick stands for, or `OTHER`; else None.
    """

    column: Column
    option: str | None = None


class HeaderMatcher:
    """The headers that one column file knows."""

    def __init__(self, column_file: ColumnFile, words: Lexicon) -> None:
        self.column_file = column_file
        self._words = words
        self._by_title = _by_title(column_file)
        self._text = {normalised(text) for text in column_file.text}
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
        return normalised(joined(upper, lower)) in self._text

    def is_key(self, text: str) -> bool:
        """Tell whether a header names the records."""
        return any(form in self.key_titles for form in _forms(text))

    def named(self, text: str) -> Column | None:
        """Return the column whose title a header is, but for case, numbering and units."""
        if not text:
            return None
        for form in _forms(text):
            if form in self._by_title:
                return self._by_title[form]
        column = self._by_title.get(normalised(_NUMBER_END.sub("", text)))
        return column if column is not None and column.separator else None

    def match(self, upper: str, lower: str = "", *, alone: bool = True) -> MatchedColumn | None:
        """Say what stands under a header of one row, or of two.

        Args:
            upper: The only header, or the question over `lower`.
            alone: Whether `upper` stands over this column only, not over a group of them.
        """
        decided = self._options.get(normalised(joined(upper, lower)))
        if decided is not None:
            return decided
        if not lower:
            titled = self._by_title.get(normalised(upper))
            if titled is not None:
                return MatchedColumn(titled)
            option = self._option_in(upper)  # before what takes "[Genomic]" for a unit
            column = self.named(upper)
            return option or (MatchedColumn(column) if column is not None else None)
        question = self.named(upper)
        if question is not None and self._is_option(question, lower):
            return MatchedColumn(question, option_of(lower))
        for text in (joined(upper, lower), lower, upper if alone else ""):
            column = self.named(text)
            if column is not None:
                return MatchedColumn(column)
        if question is not None and question.is_list_of_words and not alone:
            return MatchedColumn(question, lower)  # an option that no vocabulary knows
        return None

    def _is_option(self, column: Column, word: str) -> bool:
        if not column.is_list_of_words or column.vocabulary == (KIND,):
            return False
        return is_other(word) or self._words.resolve(word, column.vocabulary).known

    def _option_in(self, text: str) -> MatchedColumn | None:
        """Part "Data types [Genomic]" and "Data types: Genomic" as survey tools write them."""
        for joint in _OPTION.finditer(text):
            column = self.named(text[: joint.start()])
            word = text[joint.end() :].rstrip(" )]")
            if column is not None and word and self._is_option(column, word):
                return MatchedColumn(column, option_of(word))
        return None


def joined(upper: str, lower: str) -> str:
    """Return how messages and files write a header of two rows.

    >>> joined("Data types", "Genomic"), joined("Country", "")
    ('Data types: Genomic', 'Country')
    """
    if not upper or not lower or normalised(lower) in _ANSWERS:
        return upper or lower
    return f"{upper}: {lower}"


def spread(texts: Mapping[int, str], under: Iterable[int]) -> dict[int, tuple[str, bool]]:
    """Give each column the question above it, and whether it stands over that column alone.

    >>> spread({1: "Name", 2: "Data types"}, [1, 2, 3])
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
    """Part headers of one row that repeat a question before each of its options.

    >>> repeated_questions({1: "Name", 2: "1. Data? (choice=Genomic)", 3: "1. Data? (choice=MRI)"})
    {2: ('1. Data?', 'Genomic'), 3: ('1. Data?', 'MRI')}
    """
    parts = {
        number: [
            (text[: joint.start()], text[joint.end() :].rstrip(" )]"))
            for joint in _OPTION.finditer(text)
        ]
        for number, text in texts.items()
    }
    counts = Counter(question for found in parts.values() for question, option in found if option)
    shared = {
        number: [part for part in found if part[1] and counts[part[0]] > 1]
        for number, found in parts.items()
    }
    return {
        number: max(found, key=lambda part: len(part[0]))
        for number, found in shared.items()
        if found
    }


def option_of(word: str) -> str:
    """Return the word that a tick stands for, or `OTHER`."""
    return OTHER if is_other(word) else word


def is_other(word: str) -> bool:
    """Tell whether an option stands for words of one's own."""
    bare = normalised(_BRACKETED_END.sub("", word))
    return bare in _OTHERS or normalised(word) in _OTHERS or normalised(word).startswith("other pl")


def _by_title(column_file: ColumnFile) -> dict[str, Column]:
    """Index columns by title; where two claim one, the earlier title of a column wins."""
    ranked = [
        (rank, -order, column)
        for order, column in enumerate(column_file.columns)
        for rank, _ in enumerate(column.titles)
    ]
    ranked.sort(key=lambda entry: entry[:2], reverse=True)
    return {normalised(column.titles[rank]): column for rank, _, column in ranked}


def _forms(text: str) -> Iterator[str]:
    yield normalised(text)
    unnumbered = _NUMBERED.sub("", text)
    yield normalised(unnumbered)
    yield normalised(_BRACKETED_END.sub("", unnumbered))


ACRONYM = "acronym"
"""The name of the column that holds short forms of the names."""
