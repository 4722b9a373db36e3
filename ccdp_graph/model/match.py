"""Matches: networks, resources and partners that fit what someone has and wants, with reasons."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from ccdp_graph.model.evidence import Citation, cited
from ccdp_graph.model.solutions import Answers, Term
from ccdp_graph.rdf.namespaces import XSD

_HEADINGS = {
    "en": ("Kind", "Rank", "IRI", "Name", "Points", "Reason", "Points of the reason", "Cells"),
    "fr": ("Sorte", "Rang", "IRI", "Nom", "Points", "Raison", "Points de la raison", "Cellules"),
}

_VARIABLES = ("kind", "rank", "thing", "name", "points", "reason", "reason_points", "cells")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something fits: in words, for how many points, and in which cells it stands."""

    says: str
    points: float
    cells: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Something that fits.

    Attributes:
        kind: `network`, `resource` or `partner`.
        rank: Among those of its kind, from 1; equal points share one.
        points: The sum of the points of its reasons.
    """

    kind: str
    rank: int
    iri: str
    label: str
    points: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A word, and what it was taken for.

    Attributes:
        role: `have` or `want`.
        dimension: The name of the dimension that the concept is compared in.
    """

    word: str
    role: str
    dimension: str
    concept: str
    label: str


@dataclass(frozen=True, slots=True)
class Matching:
    """All matches, what the words were taken for, and the words that nobody understood."""

    matches: tuple[Match, ...]
    understood: tuple[Understood, ...]
    unknown: tuple[tuple[str, str], ...]  # the word, and the nearest that is known
    most: float

    def answers(self, language: str) -> Answers:
        """Return the matches as a table, one row a reason."""
        rows = tuple(
            (
                Term("literal", match.kind),
                Term("literal", str(match.rank), datatype=XSD + "integer"),
                Term("uri", match.iri),
                Term("literal", match.label),
                _number_term(match.points),
                Term("literal", reason.says),
                _number_term(reason.points),
                Term("literal", cited(reason.cells)),
            )
            for match in self.matches
            for reason in match.reasons
        )
        return Answers(_VARIABLES, dict(zip(_VARIABLES, _HEADINGS[language], strict=True)), rows)

    def json_text(self) -> str:
        """Return matches, reasons and cells as JSON, and what became of each word."""
        document = {
            "understood": [
                {
                    "word": word.word,
                    "role": word.role,
                    "dimension": word.dimension,
                    "concept": word.concept,
                    "label": word.label,
                }
                for word in self.understood
            ],
            "not_understood": [
                {"word": word, "nearest": nearest or None} for word, nearest in self.unknown
            ],
            "most_points": self.most,
            "matches": [_match(match) for match in self.matches],
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _match(match: Match) -> dict[str, object]:
    return {
        "kind": match.kind,
        "rank": match.rank,
        "iri": match.iri,
        "name": match.label,
        "points": match.points,
        "reasons": _reasons(match.reasons),
    }


def _reasons(reasons: Sequence[Reason]) -> list[dict[str, object]]:
    return [
        {
            "says": reason.says,
            "points": reason.points,
            "cells": [citation.json_citation() for citation in reason.cells],
        }
        for reason in reasons
    ]


def _number_term(points: float) -> Term:
    return Term("literal", f"{points:g}", datatype=XSD + "decimal")
