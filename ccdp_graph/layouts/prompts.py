"""What a person is asked about a new layout, and how answers are written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ccdp_graph.cell import CellRef
from ccdp_graph.errors import WorkbookError
from ccdp_graph.i18n import in_language, languages, message
from ccdp_graph.layouts.model import TEXT, Candidate, Inspection
from ccdp_graph.model import ColumnFile, ConceptIndex, Identifier
from ccdp_graph.rdf import normalised

RENAMED, REPLACED = "renamed", "replaced"
"""Before an id: the record has a new name and keeps its id; or others replace it."""

SAME = "="
"""Before a concept: the word means exactly the same, so its text need not be kept."""

KEEP_AS_TEXT = message("keep-as-text")
"""How `TEXT` is written as an answer."""

_MIN_NAME_SCORE = 88  # the similarity of two names from which a renaming is proposed

_MIN_SURE_SCORE = 80  # the similarity (0 to 100) from which a concept is proposed for a word


class HeaderSubject(NamedTuple):
    """The subject of a prompt: a header of a table."""

    table: str
    text: str


class WordSubject(NamedTuple):
    """The subject of a prompt: a word for a column's vocabularies."""

    schemes: tuple[str, ...]
    text: str


class IdentifierSubject(NamedTuple):
    """The subject of a prompt: an id that is no longer in any row."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question.

    Attributes:
        about: Its subject; two prompts about the same subject are one.
        column: The title of the word's column; "" for a header.
        count: The number of cells with the word.
        examples: Values below the header.
        candidates: Likely answers, the best first; `TEXT` is always allowed too.
        proposal: The likeliest answer, or `TEXT`; "" if a person must answer.
        allowed: All other answers: the columns of the table, the concepts of the vocabularies.
    """

    about: HeaderSubject | WordSubject | IdentifierSubject
    cell: CellRef | None
    candidates: tuple[Candidate, ...]
    proposal: str
    column: str = ""
    count: int = 1
    examples: tuple[str, ...] = ()
    allowed: tuple[Candidate, ...] = ()

    @property
    def text(self) -> str:
        """The question in words."""
        if isinstance(self.about, HeaderSubject):
            return message("what-column", header=self.about.text)
        if isinstance(self.about, IdentifierSubject):
            return message("what-became", name=self.about.name, id=self.about.id)
        return message("what-word", word=self.about.text, column=self.column)

    def label(self, answer: str, language: str = "en") -> str:
        """Return an answer in words."""
        if answer == TEXT:
            return in_language(KEEP_AS_TEXT, language)
        bare = answer.removeprefix(SAME)
        sign = answer[: len(answer) - len(bare)]
        choices = (*self.candidates, *self.allowed)
        label = next((c.label for c in choices if c.value == bare), bare)
        return sign + in_language(label, language)

    def checked(self, answer: str) -> str:
        """Return an answer in its stored form.

        Shape: a column's name, a concept's IRI, or `TEXT`; for an id `RENAMED` and an id, or
        `REPLACED` and the ids that replace it, if any.

        A number from 1 selects a candidate; the label of a candidate is accepted too.

        Raises:
            WorkbookError: It is not an answer to this prompt.
        """
        stripped = answer.strip()
        sign = SAME if stripped.startswith(SAME) and isinstance(self.about, WordSubject) else ""
        bare = stripped.removeprefix(sign)
        if not isinstance(self.about, IdentifierSubject) and normalised(bare) in (
            TEXT,
            *_spellings(KEEP_AS_TEXT),
        ):
            return TEXT
        if bare.isdigit() and 1 <= int(bare) <= len(self.candidates):
            return sign + self.candidates[int(bare) - 1].value
        for value, label, _ in (*self.candidates, *self.allowed):
            if normalised(bare) in (normalised(value), *_spellings(label)):
                return sign + value
        if isinstance(self.about, IdentifierSubject) and "|" in bare:  # a split
            parts = [self.checked(f"replaced by '{part.strip()}'") for part in bare.split("|")]
            return " ".join([REPLACED, *(part.removeprefix(REPLACED).strip() for part in parts)])
        if isinstance(self.about, WordSubject) and bare.startswith(("http://", "https://")):
            return sign + bare
        labels = ", ".join(candidate.label for candidate in self.allowed)
        text_choice = "" if isinstance(self.about, IdentifierSubject) else f"{TEXT}, or "
        raise WorkbookError(
            f"'{answer}' is not an answer to '{self.text}' Choose {text_choice}one of: {labels}"
        )


def _spellings(label: str) -> set[str]:
    """Return how a label is written in each language, as it is compared."""
    return {normalised(in_language(label, language)) for language in languages()}


def layout_prompts(
    inspection: Inspection, column_files: Sequence[ColumnFile], index: ConceptIndex
) -> tuple[Prompt, ...]:
    """Return the prompts about a workbook: unknown headers, then unknown words."""
    prompts = [*_header_prompts(inspection, column_files), *_word_prompts(inspection, index)]
    by_subject: dict[HeaderSubject | WordSubject | IdentifierSubject, Prompt] = {}
    for prompt in prompts:
        by_subject.setdefault(prompt.about, prompt)
    return tuple(by_subject.values())


def _header_prompts(inspection: Inspection, column_files: Sequence[ColumnFile]) -> Iterator[Prompt]:
    columns = {
        f.table: tuple(Candidate(c.name, c.title, 0) for c in f.columns) for f in column_files
    }
    for block in inspection.blocks:
        for match in block.columns:
            if not match.taken:
                yield Prompt(
                    about=HeaderSubject(block.mapping, match.header),
                    cell=match.cell,
                    candidates=match.candidates,
                    proposal=match.proposal,
                    examples=match.examples,
                    allowed=columns[block.mapping],
                )


def _word_prompts(inspection: Inspection, index: ConceptIndex) -> Iterator[Prompt]:
    for block in inspection.blocks:
        for word in block.words:
            best = next(iter(word.candidates), None)
            concepts = index.of_scheme(*word.schemes)
            yield Prompt(
                about=WordSubject(word.schemes, word.word),
                cell=word.cells[0],
                candidates=word.candidates,
                proposal=best.value if best and best.score >= _MIN_SURE_SCORE else TEXT,
                column=word.column,
                count=len(word.cells),
                allowed=tuple(Candidate(c.iri, c.label, 0) for c in concepts),
            )


def identifier_prompt(gone: Identifier, present: Sequence[Identifier]) -> Prompt:
    """Return a prompt that asks what became of an id.

    Args:
        present: The ids of its kind that are in rows.
    """
    from rapidfuzz import fuzz

    def likeness(entry: Identifier) -> float:
        return round(fuzz.token_sort_ratio(normalised(gone.name), normalised(entry.name)), 1)

    scored = sorted(((likeness(entry), entry) for entry in present), key=lambda pair: -pair[0])
    renamed = [
        Candidate(f"{RENAMED} {entry.id}", message("renamed-to", name=entry.name), score)
        for score, entry in scored
    ]
    replaced = [
        Candidate(f"{REPLACED} {entry.id}", message("replaced-by", name=entry.name), score)
        for score, entry in scored
    ]
    removed = Candidate(REPLACED, message("removed"), 0)
    likely = [candidate for candidate in (*renamed[:2], *replaced[:2]) if candidate.score >= 45]
    return Prompt(
        about=IdentifierSubject(gone.kind, gone.id, gone.name),
        cell=None,
        candidates=(*likely, removed),
        proposal=likely[0].value if likely and likely[0].score >= _MIN_NAME_SCORE else "",
        allowed=(*renamed, *replaced, removed),
    )
