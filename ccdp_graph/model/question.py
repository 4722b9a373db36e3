"""What a person is asked about a new layout, and how an answer is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ccdp_graph.cell import CellRef
from ccdp_graph.errors import WorkbookError
from ccdp_graph.model.columns import ColumnFile
from ccdp_graph.model.concept_index import ConceptIndex, normalised
from ccdp_graph.model.inspection import TEXT, Candidate, Inspection

SAME = "="
"""Before a concept: the word says just the same, so its text need not be kept."""


_SURE = 80  # the likeness (0 to 100) from which a concept is proposed for a word


class Header(NamedTuple):
    """What is asked about: a header of a table."""

    table: str
    text: str


class Word(NamedTuple):
    """What is asked about: a word of a column's vocabularies."""

    schemes: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        about: What it is about; two questions about the same are one.
        column: The title of the word's column; nothing for a header.
        count: In how many cells the word stands.
        examples: Values below the header.
        candidates: Likely answers, the best first; `TEXT` is always an answer too.
        proposal: The likeliest answer, or `TEXT` where none is likely.
        allowed: All other answers: the columns of the table, the concepts of the vocabularies.
    """

    about: Header | Word
    cell: CellRef
    candidates: tuple[Candidate, ...]
    proposal: str
    column: str = ""
    count: int = 1
    examples: tuple[str, ...] = ()
    allowed: tuple[Candidate, ...] = ()

    @property
    def text(self) -> str:
        """The question as a person would ask it."""
        if isinstance(self.about, Header):
            return f"What does the column '{self.about.text}' hold?"
        return f"What does '{self.about.text}' mean under '{self.column}'?"

    def label(self, answer: str) -> str:
        """Return an answer in words."""
        bare = answer.removeprefix(SAME)
        sign = answer[: len(answer) - len(bare)]
        choices = (*self.candidates, *self.allowed)
        return sign + next((c.label for c in choices if c.value == bare), bare)

    def checked(self, answer: str) -> str:
        """Return an answer in its stored form: a column's name, a concept's IRI, or `TEXT`.

        A number counts from 1 through the candidates; the label of a candidate will do too.

        Raises:
            WorkbookError: It answers something else.
        """
        said = answer.strip()
        sign = SAME if said.startswith(SAME) and isinstance(self.about, Word) else ""
        bare = said.removeprefix(sign)
        if normalised(bare) in (TEXT, "keep as text", "texte"):
            return TEXT
        if bare.isdigit() and 1 <= int(bare) <= len(self.candidates):
            return sign + self.candidates[int(bare) - 1].value
        for value, label, _ in (*self.candidates, *self.allowed):
            if normalised(bare) in (normalised(value), normalised(label)):
                return sign + value
        if isinstance(self.about, Word) and bare.startswith(("http://", "https://")):
            return sign + bare
        known = ", ".join(candidate.label for candidate in self.allowed)
        raise WorkbookError(
            f"'{answer}' does not answer '{self.text}'; write {TEXT}, or one of: {known}"
        )


def questions_about(
    inspection: Inspection, column_files: Sequence[ColumnFile], index: ConceptIndex
) -> tuple[Question, ...]:
    """Return what has to be asked once about a workbook: unknown headers, then unknown words."""
    found = [*_about_headers(inspection, column_files), *_about_words(inspection, index)]
    by_thing: dict[Header | Word, Question] = {}
    for question in found:
        by_thing.setdefault(question.about, question)
    return tuple(by_thing.values())


def _about_headers(
    inspection: Inspection, column_files: Sequence[ColumnFile]
) -> Iterator[Question]:
    columns = {
        f.table: tuple(Candidate(c.name, c.title, 0) for c in f.columns) for f in column_files
    }
    for block in inspection.blocks:
        for match in block.columns:
            if not match.taken:
                yield Question(
                    about=Header(block.mapping, match.header),
                    cell=match.cell,
                    candidates=match.candidates,
                    proposal=match.proposal,
                    examples=match.examples,
                    allowed=columns[block.mapping],
                )


def _about_words(inspection: Inspection, index: ConceptIndex) -> Iterator[Question]:
    for block in inspection.blocks:
        for word in block.words:
            best = next(iter(word.candidates), None)
            concepts = index.of_scheme(*word.schemes)
            yield Question(
                about=Word(word.schemes, word.word),
                cell=word.cells[0],
                candidates=word.candidates,
                proposal=best.value if best and best.score >= _SURE else TEXT,
                column=word.column,
                count=len(word.cells),
                allowed=tuple(Candidate(c.iri, c.label, 0) for c in concepts),
            )
