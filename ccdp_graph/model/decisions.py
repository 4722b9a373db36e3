"""Decisions on words met in cells, as SSSOM rows: a word, a predicate, a concept or thing.

Source: Simple Standard for Sharing Ontological Mappings 1.0. The word is a literal subject
(`subject_type` is `rdfs literal`), `subject_source` names the scheme in which it was looked up.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ccdp_graph.errors import AssetError
from ccdp_graph.rdf import PREFIXES, expand, normalised

STAYS_TEXT = PREFIXES["sssom"] + "NoTermFound"

_NEEDED = ("subject_label", "subject_source", "predicate_id", "object_id", "mapping_justification")

_PREDICATES = {
    PREFIXES["skos"] + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch")
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on one word.

    Attributes:
        objects: IRIs; several where the word names several things (`skos:narrowMatch`).
        keeps_text: Whether the word says more than its concepts do, so that it stays as text.
    """

    objects: tuple[str, ...]
    keeps_text: bool


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions, by scheme and word."""

    by_word: Mapping[tuple[str, str], Decision] = field(default_factory=dict)

    def find(self, word: str, schemes: Iterable[str]) -> Decision | None:
        """Return the decision on a word in the first scheme that has one."""
        key = normalised(word)
        return next((self.by_word[s, key] for s in schemes if (s, key) in self.by_word), None)

    def over(self, other: "Decisions") -> "Decisions":
        """Return both, these ones winning."""
        return Decisions({**other.by_word, **self.by_word})


def parse_decisions(text: str, path: Path) -> Decisions:
    """Read an SSSOM TSV file, with or without its YAML header of `#` lines.

    Raises:
        AssetError: A column is missing, a prefix or predicate is unknown.
    """
    lines = text.splitlines()
    start = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.DictReader(io.StringIO("\n".join(lines[start:])), delimiter="\t")
    missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
    if missing and start < len(lines):
        raise AssetError(f"the column '{missing[0]}' is missing; add it", path, start + 1)
    grouped: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for number, row in enumerate(reader, start=start + 2):
        try:
            predicate = expand(row["predicate_id"] or "")
            thing = expand(row["object_id"] or "")
            scheme = expand(row["subject_source"] or "").rstrip("/").rpartition("/")[2]
        except KeyError as error:
            raise AssetError(
                f"unknown prefix in {error}; write the full IRI", path, number
            ) from error
        if predicate not in _PREDICATES:
            raise AssetError(
                f"unknown predicate '{row['predicate_id']}'; use skos:exactMatch, closeMatch, "
                "broadMatch or narrowMatch",
                path,
                number,
            )
        grouped[scheme, normalised(row["subject_label"] or "")].append((predicate, thing))
    return Decisions({key: _decision(found) for key, found in grouped.items()})


def _decision(found: list[tuple[str, str]]) -> Decision:
    objects = tuple(dict.fromkeys(thing for _, thing in found if thing != STAYS_TEXT))
    said_all = all(
        predicate.endswith(("exactMatch", "narrowMatch")) for predicate, _ in found
    ) and bool(objects)
    return Decision(objects, keeps_text=not said_all)
