"""Records by country (`ccdp map`), and the shapes of the countries on a world map."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ccdp_graph.analysis.catalogue import CatalogueIndex
from ccdp_graph.analysis.dimensions import Dimension, dimension_of
from ccdp_graph.analysis.labels import Choice, chosen_records
from ccdp_graph.errors import AssetError, QueryError
from ccdp_graph.i18n import Texts, did_you_mean
from ccdp_graph.model import (
    NETWORK,
    GraphRecord,
    RecordType,
    Solutions,
    Term,
    capitalised,
    in_words,
)
from ccdp_graph.project import Project, kept

_HEADINGS = Texts(("Country IRI", "Country", "Number", "Records"))


@dataclass(frozen=True, slots=True)
class CountryCount:
    """One country.

    Attributes:
        records: The records counted.
        named: Whether any record names it, counted or not; if none does, nothing is known.
    """

    iri: str
    label: str
    records: tuple[GraphRecord, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class CountryCounts:
    """All countries in the list, and the records that name each.

    Attributes:
        title: What is counted, in words.
        note: What is counted, and what the map cannot show.
        countries: By label.
        elsewhere: Records counted that name no country, but only a region or nothing.
    """

    title: str
    note: str
    countries: tuple[CountryCount, ...]
    elsewhere: tuple[GraphRecord, ...]
    language: str = "en"

    @property
    def largest(self) -> int:
        """The largest number."""
        return max((len(country.records) for country in self.countries), default=0)

    @property
    def ranked(self) -> list[CountryCount]:
        """The countries named by any record, the largest number first."""
        named = (country for country in self.countries if country.named)
        return sorted(named, key=lambda country: -len(country.records))

    def table(self) -> tuple[tuple[str, ...], ...]:
        """Return headings and rows as texts."""
        rows = ((c.label, str(len(c.records)), _ids(c.records)) for c in self.ranked)
        return _HEADINGS[self.language][1:], *rows

    def answers(self) -> Solutions:
        """Return the table as answers, with the IRIs of the countries."""
        names = ("country", "label", "number", "records")
        rows = (
            (Term("uri", country.iri), country.label, len(country.records), _ids(country.records))
            for country in self.ranked
        )
        return Solutions.of(names, _HEADINGS[self.language], rows)

    def json_text(self) -> str:
        """Return every named country with its records as JSON."""
        document = {
            "title": self.title,
            "note": self.note,
            "countries": [
                {
                    "iri": country.iri,
                    "label": country.label,
                    "count": len(country.records),
                    "records": [record.json_record() for record in country.records],
                }
                for country in self.ranked
            ],
            "elsewhere": [record.json_record() for record in self.elsewhere],
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _ids(records: Sequence[GraphRecord]) -> str:
    return "; ".join(record.id for record in records)


WIDTH, HEIGHT = 2000, 974

_FILE = "ontology/external/world.map.tsv"

_AT = "http://publications.europa.eu/resource/authority/country/"

_COLUMNS = ("id", "en", "fr", "x", "y", "dot", "path")


@dataclass(frozen=True, slots=True)
class CountryShape:
    """One country on the map.

    Attributes:
        iri: The IRI in the EU list; "" for land outside the countries of the list.
        place: A point well inside it.
        is_dot: Whether it is too small to be visible as a shape.
        path: Its outline as an SVG path; "" if it is too small for one.
    """

    iri: str
    labels: Mapping[str, str]
    place: tuple[int, int]
    is_dot: bool
    path: str


@kept
def read_world(project: Project) -> tuple[CountryShape, ...]:
    """Read the countries by id, and last the land outside the countries of the list.

    Raises:
        AssetError: The file is missing or malformed; names the line.
    """
    path = project.files(_FILE)[-1]
    lines = list(enumerate(project.text(path).splitlines(), start=1))
    rows = [(number, line.split("\t")) for number, line in lines if not line.startswith("#")]
    if not rows or tuple(rows[0][1]) != _COLUMNS:
        raise AssetError(f"needs the columns {', '.join(_COLUMNS)}; generate the map again", path)
    shapes = []
    for number, row in rows[1:]:
        if len(row) != len(_COLUMNS):
            raise AssetError(f"needs {len(_COLUMNS)} cells; generate the map again", path, number)
        name, english, french, x, y, dot, outline = row
        labels = {"en": english, "fr": french}
        place = (int(x or 0), int(y or 0))
        shapes.append(
            CountryShape(_AT + name if name else "", labels, place, dot == "yes", outline)
        )
    return tuple(shapes)


ALL = "all"

_TITLES = Texts("{records} by country")

_COLON = Texts(": ")

_NOTES = Texts(
    (
        "A {record} is counted in every country that it names.",
        "{number} of {all} name only a region, or no place at all, and are not on the map.",
    )
)


def mapped_kinds(
    catalogue: CatalogueIndex, dimensions: Mapping[str, Dimension]
) -> tuple[RecordType, ...]:
    """Return the kinds that have countries, and records in the graph."""
    country = dimension_of(dimensions, "country")
    return tuple(
        kind
        for kind in catalogue.types.listed
        if kind.name in country.properties and catalogue.of_kind(kind.name)
    )


def _counted(kinds: tuple[RecordType, ...], counted: str) -> tuple[RecordType, ...]:
    if not kinds:
        raise QueryError("no records of the graph name countries")
    if not counted:
        return kinds[:1]
    known = {kind.collection: (kind,) for kind in kinds} | {ALL: kinds}
    if counted not in known:
        raise QueryError(f"no records of '{counted}' name countries{did_you_mean(counted, known)}")
    return known[counted]


def count_countries(
    catalogue: CatalogueIndex,
    dimensions: Mapping[str, Dimension],
    world: Iterable[CountryShape],
    *,
    counted: str = "",
    choices: tuple[Choice, ...] = (),
    language: str = "en",
) -> CountryCounts:
    """Count the records that name each country.

    Args:
        counted: The name of a kind's records, such as `resources`, or `ALL`; by default the first
            of the `mapped_kinds`.
        choices: Values that a record must have to be counted.

    Raises:
        QueryError: No records of the graph name countries, or none of that name; suggests the
            nearest.
    """
    kinds = _counted(mapped_kinds(catalogue, dimensions), counted)
    country = dimension_of(dimensions, "country")
    by_country: defaultdict[str, set[str]] = defaultdict(set)
    named: set[str] = set()
    elsewhere: set[str] = set()
    number = 0
    for kind in country.properties:
        places = catalogue.values(country, kind)
        named.update(place for stated in places.values() for place in stated)
        if catalogue.types[kind] not in kinds:
            continue
        records = chosen_records(catalogue, kind, choices)
        number += len(records)
        elsewhere |= records - places.keys()
        for record in records & places.keys():
            for place in places[record]:
                by_country[place].add(record)
    countries = [
        CountryCount(
            shape.iri,
            shape.labels.get(language, shape.labels["en"]),
            _records(catalogue, by_country.get(shape.iri, ())),
            shape.iri in named,
        )
        for shape in world
        if shape.iri
    ]
    choice_texts = ", ".join(
        f"{c.dimension.label(language)}{_COLON[language]}{catalogue.label(c.value)}"
        for c in choices
    )
    what = in_words(kinds, language)
    title = capitalised(_TITLES[language].format(records=what)) + (
        f" ({choice_texts})" if choice_texts else ""
    )
    note_on_networks, note_on_rest = _NOTES[language]
    notes = [
        note_on_networks.format(record=kind.name_within(1, language))
        for kind in kinds
        if kind.role == NETWORK
    ]
    notes += [note_on_rest.format(number=len(elsewhere), all=number)] if elsewhere else []
    return CountryCounts(
        title,
        " ".join(notes),
        tuple(sorted(countries, key=lambda country_count: country_count.label.casefold())),
        _records(catalogue, elsewhere),
        language,
    )


def _records(catalogue: CatalogueIndex, iris: Iterable[str]) -> tuple[GraphRecord, ...]:
    records = [catalogue.records[iri] for iri in iris]
    return tuple(sorted(records, key=lambda r: (r.kind, r.title.casefold(), r.iri)))
