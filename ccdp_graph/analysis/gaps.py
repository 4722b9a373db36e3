"""Where data or networks are missing (`ccdp gaps`), and how far that is known."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ccdp_graph.analysis.catalogue import WORLD, CatalogueIndex
from ccdp_graph.analysis.completeness import (
    ANSWERED,
    AS_TEXT,
    EMPTY,
    NOT_ASKED,
    Cells,
    Completeness,
    read_completeness,
)
from ccdp_graph.analysis.dimensions import Dimension
from ccdp_graph.i18n import Texts
from ccdp_graph.model import DATA, NETWORK, CellEvidence, Solutions, Term, cited
from ccdp_graph.rdf import CCDP, DCTERMS, VOCABULARY

ANSWER_WORDS: Mapping[str, Texts[str]] = {
    ANSWERED: Texts("answered"),
    "no": Texts("no"),
    "planned": Texts("planned"),
    "unknown": Texts("unknown"),
    "not-stated": Texts("not stated"),
    "withheld": Texts("withheld"),
    "not-applicable": Texts("not applicable"),
    AS_TEXT: Texts("text only"),
    EMPTY: Texts("empty cell"),
    NOT_ASKED: Texts("not asked"),
}

_COLUMN_HEADINGS = Texts(
    ("Gap", "Rank", "Subject IRI", "Subject", "What is missing", "Records", "Cells")
)


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap.

    Attributes:
        kind: The kind of gap; `heading` is its name for people.
        subject: The IRI of the country, region, network or property concerned.
        rank: Among those of its kind, from 1.
        records: How many records are concerned.
        answers: How many of them give which answer, by the keys of `ANSWER_WORDS`; empty if the
            gap is not about answers.
        cells: The evidence.
        about: The IRIs of the records; for unanswered questions, only those without an answer.
    """

    kind: str
    heading: str
    subject: str
    label: str
    rank: int
    says: str
    records: int
    answers: Mapping[str, int]
    cells: tuple[CellEvidence, ...]
    about: tuple[str, ...] = ()

    def answers_text(self, language: str) -> str:
        """Return in words how many records give which answer.

        >>> Gap("k", "", "", "", 1, "", 3, {"no": 1, "empty": 2}, ()).answers_text("en")
        '1 no, 2 empty cell'
        """
        return ", ".join(
            f"{self.answers[key]} {words[language]}"
            for key, words in ANSWER_WORDS.items()
            if self.answers.get(key)
        )


def gap_answers(gaps: Sequence[Gap], language: str) -> Solutions:
    """Return gaps as a table: one column per answer, and the cells."""
    first = ("gap", "rank", "subject", "label", "says", "records")
    *headings, cells = _COLUMN_HEADINGS[language]
    headings += [words[language] for words in ANSWER_WORDS.values()]
    rows: Iterable[tuple[Term | str | int, ...]] = (
        (
            gap.heading,
            gap.rank,
            Term("uri", gap.subject),
            gap.label,
            gap.says,
            gap.records,
            *(gap.answers.get(key, 0) for key in ANSWER_WORDS),
            cited(gap.cells),
        )
        for gap in gaps
    )
    return Solutions.of((*first, *ANSWER_WORDS, "cells"), (*headings, cells), rows)


def gaps_json(gaps: Sequence[Gap]) -> str:
    """Return gaps as JSON, each with its cells."""
    documents = [
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
    return json.dumps({"gaps": documents}, ensure_ascii=False, indent=2) + "\n"


KINDS = ("country-without-network", "region-without-molecular-data", "model-unused", "unanswered")

_SPATIAL, _CONFORMS_TO = DCTERMS + "spatial", DCTERMS + "conformsTo"

_MOLECULAR, _DATA_TYPE = CCDP + "molecularData", CCDP + "dataType"

_MOLECULAR_TYPE = VOCABULARY + "data-type/molecular"

_HEADINGS = Texts(
    (
        "Countries with data resources but no network",
        "Regions without molecular data",
        "Networks whose data model no resource in their countries uses",
        "What records leave unanswered",
    )
)

_SAYS = Texts(
    (
        "data resources: {number}; no network names the country or a region that includes it",
        "no data resource in the region is said to have molecular data",
        "no data resource in its countries uses {model}",
        "no data resource anywhere uses {model}; the network names no country",
        "{open} of {all} give no value",
    )
)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all kinds of gap are derived from."""

    catalogue: CatalogueIndex
    dimensions: Mapping[str, Dimension]
    completeness: Completeness
    places: Mapping[
        str, frozenset[str]
    ]  # of resources: their countries, and the regions that contain these
    language: str

    def gap(self, kind: str, subject: str, says: str, records: Iterable[str], name: str) -> Gap:
        """Make a gap about some records and their answers for a property."""
        about = sorted(records)
        return Gap(
            kind=kind,
            heading=_HEADINGS[self.language][KINDS.index(kind)],
            subject=subject,
            label=self.catalogue.label(subject),
            rank=0,
            says=says,
            records=len(about),
            answers=self.answers(about, name),
            cells=self.cells(about, [name]),
            about=tuple(about),
        )

    def answers(self, records: Iterable[str], name: str) -> dict[str, int]:
        """Count the answers of records for a property."""
        return dict(sorted(Counter([self.completeness.words[r, name] for r in records]).items()))

    def cells(self, records: Iterable[str], names: Iterable[str]) -> tuple[CellEvidence, ...]:
        """Return the cells of records for some properties."""
        keys = [(record, name) for name in names for record in records]
        return tuple(sorted({c for key in keys for c in self.completeness.cells.get(key, ())}))


def find_gaps(
    catalogue: CatalogueIndex,
    dimensions: Mapping[str, Dimension],
    *,
    kinds: Iterable[str] = KINDS,
    language: str = "en",
    completeness: Completeness | None = None,
) -> tuple[Gap, ...]:
    """Find gaps of some kinds, each kind ranked by the number of records concerned.

    A network covers a country if it names the country or a region that contains it; the whole
    world does not count, nor does a region whose countries are not listed. A resource has
    molecular data if it says so, even in part, or names a molecular type of data. It uses a model
    if it states that model or a narrower one.

    Args:
        completeness: What `completeness_of` returned, if already read.
    """
    completeness = completeness or completeness_of(catalogue, dimensions)
    stated = catalogue.stated([_SPATIAL], *catalogue.kinds(DATA))
    places = {record: catalogue.covered(named) for record, named in stated.items()}
    ground = _Ground(catalogue, dimensions, completeness, places, language)
    finders = dict(zip(KINDS, (_countries, _regions, _models, _unanswered), strict=True))
    return tuple(gap for kind in KINDS if kind in kinds for gap in _ranked(finders[kind](ground)))


def completeness_of(
    catalogue: CatalogueIndex, dimensions: Mapping[str, Dimension], known_cells: Cells | None = None
) -> Completeness:
    """Read the answers of records that gaps depend on; they are the same in every language.

    Args:
        known_cells: The cells behind each subject and property, if already read.
    """
    properties_of = {
        kind.name: {_SPATIAL, _CONFORMS_TO, _MOLECULAR, _DATA_TYPE}
        | {name for d in dimensions.values() for name in d.properties.get(kind.name, ())}
        for kind in catalogue.types.listed
    }
    return read_completeness(catalogue, properties_of, known_cells)


def _ranked(gaps: Iterable[Gap]) -> Iterator[Gap]:
    ordered = sorted(gaps, key=lambda gap: (-_weight(gap), gap.label.casefold(), gap.says))
    for rank, gap in enumerate(ordered, start=1):
        yield replace(gap, rank=rank)


def _weight(gap: Gap) -> int:
    """Count the records by which a gap is ranked: all, or for open questions the unanswered."""
    answered = gap.answers.get(ANSWERED, 0)
    return gap.records - answered if gap.kind == "unanswered" else gap.records


def _countries(ground: _Ground) -> Iterator[Gap]:
    catalogue = ground.catalogue
    named = catalogue.stated([_SPATIAL], *catalogue.kinds(NETWORK)).values()
    covered = frozenset().union(*named) - {WORLD}
    held: defaultdict[str, set[str]] = defaultdict(set)
    countries = catalogue.values(ground.dimensions["country"], *catalogue.kinds(DATA))
    for record, values in countries.items():
        for country in values:
            held[country].add(record)
    for country, records in held.items():
        if not catalogue.broader(country) & covered:
            says = _SAYS[ground.language][0].format(number=len(records))
            gap = ground.gap(KINDS[0], country, says, records, _SPATIAL)
            yield replace(gap, answers={})  # they all name their country, as expected


def _regions(ground: _Ground) -> Iterator[Gap]:
    catalogue = ground.catalogue
    data = catalogue.kinds(DATA)
    types = catalogue.stated([_DATA_TYPE], *data)
    with_data = {
        record
        for record in catalogue.of_kind(*data)
        if ground.completeness.words[record, _MOLECULAR] == ANSWERED
        or _MOLECULAR_TYPE in catalogue.above_all(types.get(record, ()))
    }
    held: defaultdict[str, set[str]] = defaultdict(set)
    for record, values in catalogue.values(ground.dimensions["region"], *data).items():
        for region in values - {WORLD}:
            held[region].add(record)
    for region, records in held.items():
        if not records & with_data:
            yield ground.gap(KINDS[1], region, _SAYS[ground.language][1], records, _MOLECULAR)


def _models(ground: _Ground) -> Iterator[Gap]:
    catalogue = ground.catalogue
    model_of = ground.dimensions["data-model"]
    data, networks = catalogue.kinds(DATA), catalogue.kinds(NETWORK)
    used = {r: catalogue.above_all(v) for r, v in catalogue.values(model_of, *data).items()}
    named = catalogue.stated([_SPATIAL], *networks)
    for network, models in catalogue.values(model_of, *networks).items():
        places = named.get(network, frozenset())
        anywhere = not places or WORLD in places
        resources = {
            record
            for record in catalogue.of_kind(*data)
            if anywhere or ground.places.get(record, frozenset()) & places
        }
        network_cells = ground.cells([network], [_CONFORMS_TO, _SPATIAL])
        says = _SAYS[ground.language][2 if places else 3]
        for model in sorted(models):
            if any(model in used.get(record, ()) for record in resources):
                continue
            text = says.format(model=catalogue.label(model))
            gap = ground.gap(KINDS[2], network, text, resources, _CONFORMS_TO)
            yield replace(gap, cells=(*network_cells, *gap.cells))


def _unanswered(ground: _Ground) -> Iterator[Gap]:
    seen = set()
    for dimension in ground.dimensions.values():
        for kind, names in dimension.properties.items():
            records = ground.catalogue.of_kind(kind)
            if len(names) != 1 or not records or (kind, names[0]) in seen:
                continue
            seen.add((kind, names[0]))
            words = ground.completeness.words
            open_records = {record for record in records if words[record, names[0]] != ANSWERED}
            if open_records:
                text = _SAYS[ground.language][4].format(open=len(open_records), all=len(records))
                plural = ground.catalogue.types[kind].plural_within(ground.language)
                yield replace(
                    ground.gap(KINDS[3], names[0], text, open_records, names[0]),
                    label=f"{dimension.label(ground.language)} ({plural})",
                    records=len(records),
                    answers=ground.answers(records, names[0]),
                )
