"""Matches with their reasons, and the weights of reasons in `analysis/match.yml`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ccdp_graph.analysis.dimensions import Dimension
from ccdp_graph.errors import AssetError
from ccdp_graph.files import line_of, parse_yaml, read_text
from ccdp_graph.i18n import did_you_mean
from ccdp_graph.model import (
    COORDINATOR,
    HOLDER,
    PARTNER,
    CellEvidence,
    RecordType,
    Solutions,
    Term,
    cited,
)
from ccdp_graph.project import Project
from ccdp_graph.rdf import XSD

_FILE = "analysis/match.yml"

FACTORS = (
    *("have", "want", "same", "narrower", "broader", "world"),
    *(PARTNER, COORDINATOR, HOLDER),
)


@dataclass(frozen=True, slots=True)
class Weights:
    """The points of each dimension, in the order in which words are looked up, and the factors."""

    points: Mapping[str, float]
    factors: Mapping[str, float]


def read_weights(project: Project, dimensions: Mapping[str, Dimension]) -> Weights:
    """Read the weights; the file in a project folder replaces the bundled one.

    Raises:
        AssetError: The file is wrong; names the line.
    """
    path = project.folders.files(_FILE)[-1]
    return parse_weights(read_text(path), path, dimensions)


def parse_weights(text: str, path: Path, dimensions: Mapping[str, Dimension]) -> Weights:
    """Read a file of weights.

    Raises:
        AssetError: A key is unknown or missing, or a value is not a number of at least 0; names
            the line.
    """
    content = parse_yaml(text, path)
    if not isinstance(content, dict) or not isinstance(content.get("weights"), dict):
        raise AssetError("needs the key 'weights' with the points of each dimension", path, 1)
    for name in content["weights"]:
        if name not in dimensions:
            hint = did_you_mean(name, dimensions)
            raise AssetError(f"no dimension '{name}'{hint}", path, line_of(text, name))
    for name in content:
        if name not in {"weights", *FACTORS}:
            hint = did_you_mean(name, FACTORS)
            raise AssetError(f"unknown key '{name}'{hint}", path, line_of(text, name))
    for name in FACTORS:
        if name not in content:
            raise AssetError(f"the key '{name}' is missing; add it", path)
    points = {name: _number(name, value, text, path) for name, value in content["weights"].items()}
    return Weights(points, {name: _number(name, content[name], text, path) for name in FACTORS})


def _number(name: str, value: object, text: str, path: Path) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = -1
    if not 0 <= number < float("inf"):
        line = line_of(text, name)
        raise AssetError(f"'{name}' must be a number of at least 0, not '{value}'", path, line)
    return number


_HEADINGS = {
    "en": ("Kind", "Rank", "IRI", "Name", "Points", "Reason", "Points of the reason", "Cells"),
    "fr": ("Sorte", "Rang", "IRI", "Nom", "Points", "Raison", "Points de la raison", "Cellules"),
}

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
        return Solutions(_VARIABLES, dict(zip(_VARIABLES, _HEADINGS[language], strict=True)), rows)

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


def _number_term(points: float) -> Term:
    return Term("literal", f"{points:g}", datatype=XSD + "decimal")
