"""Matches with their reasons, and the weights of reasons in `analysis/match.yml`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ccdp_graph.analysis.dimensions import Dimension, read_dimensions
from ccdp_graph.i18n import Texts, did_you_mean
from ccdp_graph.model import (
    CellEvidence,
    RecordType,
    Solutions,
    Term,
    cited,
)
from ccdp_graph.project import Project, kept
from ccdp_graph.schemas import FACTORS, WEIGHTS

_FILE = "analysis/match.yml"


@dataclass(frozen=True, slots=True)
class Weights:
    """The points of each dimension, in the order in which words are looked up, and the factors."""

    points: Mapping[str, float]
    factors: Mapping[str, float]


@kept
def read_weights(project: Project) -> Weights:
    """Read the weights; the file in a project folder replaces the bundled one.

    Raises:
        AssetError: The file is wrong; names the line.
    """
    path = project.files(_FILE)[-1]
    return parse_weights(project.text(path), path, read_dimensions(project))


def parse_weights(text: str, path: Path, dimensions: Mapping[str, Dimension]) -> Weights:
    """Read a file of weights.

    Raises:
        AssetError: A key is unknown or missing, or a value is not a number of at least 0; names
            the line.
    """
    file = WEIGHTS.read(text, path)
    points = file.content["weights"]
    for name in points:
        if name not in dimensions:
            said = f"no dimension '{name}'{did_you_mean(name, dimensions)}"
            raise file.error(said, "weights", name)
    return Weights(points, {name: file.content[name] for name in FACTORS})


_HEADINGS = Texts(
    ("Kind", "Rank", "IRI", "Name", "Points", "Reason", "Points of the reason", "Cells")
)

_VARIABLES = ("kind", "rank", "thing", "name", "points", "reason", "reason_points", "cells")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something matches: in words, with its points and the cells behind it."""

    says: str
    points: float
    cells: tuple[CellEvidence, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Something that matches.

    Attributes:
        kind: The name of a kind of record, or `partner`.
        rank: Its rank within its kind, from 1; equal points share a rank.
        points: The sum of the points of its reasons.
    """

    kind: str
    rank: int
    iri: str
    label: str
    points: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class MatchedTerm:
    """A word, and the concept it was matched with.

    Attributes:
        role: `have` or `want`.
        dimension: The name of the dimension in which the concept is compared.
    """

    word: str
    role: str
    dimension: str
    concept: str
    label: str


@dataclass(frozen=True, slots=True)
class Matching:
    """All matches, the concepts of the words, and the words that were not understood."""

    matches: tuple[Match, ...]
    understood: tuple[MatchedTerm, ...]
    unknown: tuple[tuple[str, str], ...]  # the word, and the nearest known one
    max_points: float
    kinds: tuple[RecordType, ...]  # of which the graph has records, in the order of the matches

    def answers(self, language: str) -> Solutions:
        """Return the matches as a table, one row per reason."""
        rows = (
            (
                match.kind,
                match.rank,
                Term("uri", match.iri),
                match.label,
                float(match.points),
                reason.says,
                float(reason.points),
                cited(reason.cells),
            )
            for match in self.matches
            for reason in match.reasons
        )
        return Solutions.of(_VARIABLES, _HEADINGS[language], rows)

    def json_text(self) -> str:
        """Return matches, reasons and cells as JSON, with the meaning of each word."""
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
            "most_points": self.max_points,
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
