"""Gaps: what a graph shows to be missing, and how far that is known."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ccdp_graph.model.evidence import Citation, cited
from ccdp_graph.model.solutions import Answers, Term
from ccdp_graph.rdf.namespaces import XSD

ANSWERED, EMPTY, AS_TEXT, NOT_ASKED = "answered", "empty", "as-text", "not-asked"

ANSWER_WORDS: Mapping[str, Mapping[str, str]] = {
    ANSWERED: {"en": "answered", "fr": "répondu"},
    "no": {"en": "no", "fr": "non"},
    "planned": {"en": "planned", "fr": "prévu"},
    "unknown": {"en": "unknown", "fr": "inconnu"},
    "not-stated": {"en": "not stated", "fr": "non précisé"},
    "withheld": {"en": "withheld", "fr": "non communiqué"},
    "not-applicable": {"en": "not applicable", "fr": "sans objet"},
    AS_TEXT: {"en": "text only", "fr": "texte seul"},
    EMPTY: {"en": "empty cell", "fr": "cellule vide"},
    NOT_ASKED: {"en": "not asked", "fr": "non demandé"},
}

_COLUMN_HEADINGS = {
    "en": ("Gap", "Rank", "Subject IRI", "Subject", "What is missing", "Records", "Cells"),
    "fr": ("Lacune", "Rang", "IRI du sujet", "Sujet", "Ce qui manque", "Fiches", "Cellules"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap.

    Attributes:
        kind: Of gap; `heading` says it in words.
        subject: The IRI of the country, region, network or property that it is about.
        rank: Among those of its kind, from 1.
        records: How many records it is about.
        answers: How many of these say what, by the keys of `ANSWER_WORDS`; none where it is not
            about what they say.
        cells: Those that it rests on.
        about: The IRIs of those records; of open answers, of the records without one.
    """

    kind: str
    heading: str
    subject: str
    label: str
    rank: int
    says: str
    records: int
    answers: Mapping[str, int]
    cells: tuple[Citation, ...]
    about: tuple[str, ...] = ()

    def answers_text(self, language: str) -> str:
        """Say in words how many records say what.

        >>> Gap("k", "", "", "", 1, "", 3, {"no": 1, "empty": 2}, ()).answers_text("en")
        '1 no, 2 empty cell'
        """
        return ", ".join(
            f"{self.answers[key]} {words[language]}"
            for key, words in ANSWER_WORDS.items()
            if self.answers.get(key)
        )


def gap_answers(gaps: Sequence[Gap], language: str) -> Answers:
    """Return gaps as a table: one column an answer, and the cells."""
    first = ("gap", "rank", "subject", "label", "says", "records")
    variables = (*first, *ANSWER_WORDS, "cells")
    headings = dict(zip((*first, "cells"), _COLUMN_HEADINGS[language], strict=True))
    headings |= {key: words[language] for key, words in ANSWER_WORDS.items()}
    rows = tuple(
        (
            Term("literal", gap.heading),
            _whole(gap.rank),
            Term("uri", gap.subject),
            Term("literal", gap.label),
            Term("literal", gap.says),
            _whole(gap.records),
            *(_whole(gap.answers.get(key, 0)) for key in ANSWER_WORDS),
            Term("literal", cited(gap.cells)),
        )
        for gap in gaps
    )
    return Answers(variables, headings, rows)


def gaps_json(gaps: Sequence[Gap]) -> str:
    """Return gaps as JSON, each with its cells."""
    found = [
        {
            "kind": gap.kind,
            "rank": gap.rank,
            "subject": gap.subject,
            "label": gap.label,
            "says": gap.says,
            "records": gap.records,
            "answers": dict(gap.answers),
            "about": list(gap.about),
            "cells": [citation.json_citation() for citation in gap.cells],
        }
        for gap in gaps
    ]
    return json.dumps({"gaps": found}, ensure_ascii=False, indent=2) + "\n"


def _whole(number: int) -> Term:
    return Term("literal", str(number), datatype=XSD + "integer")
