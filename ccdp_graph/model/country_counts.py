"""Records by country: what a map of the world shows, and its table."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from ccdp_graph.model.evidence import GraphRecord
from ccdp_graph.model.solutions import Answers, Term
from ccdp_graph.rdf.namespaces import XSD

_HEADINGS = {
    "en": ("Country IRI", "Country", "Number", "Records"),
    "fr": ("IRI du pays", "Pays", "Nombre", "Fiches"),
}


@dataclass(frozen=True, slots=True)
class CountryCount:
    """One country.

    Attributes:
        records: Those counted.
        named: Whether any record names it, counted or not: else nothing is known of it.
    """

    iri: str
    label: str
    records: tuple[GraphRecord, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class CountryCounts:
    """All countries of the list, and the records that name each.

    Attributes:
        title: What is counted, in words.
        note: What counts, and what the map cannot show.
        countries: By label.
        elsewhere: Records counted that name no country: a region only, or nothing.
    """

    title: str
    note: str
    countries: tuple[CountryCount, ...]
    elsewhere: tuple[GraphRecord, ...]
    language: str = "en"

    @property
    def most(self) -> int:
        """The largest number."""
        return max((len(country.records) for country in self.countries), default=0)

    @property
    def ranked(self) -> list[CountryCount]:
        """The countries that some record names, the largest number first."""
        named = (country for country in self.countries if country.named)
        return sorted(named, key=lambda country: -len(country.records))

    def table(self) -> tuple[tuple[str, ...], ...]:
        """Return headings and rows as texts."""
        rows = ((c.label, str(len(c.records)), _ids(c.records)) for c in self.ranked)
        return _HEADINGS[self.language][1:], *rows

    def answers(self) -> Answers:
        """Return the table as answers, with the IRIs of the countries."""
        names = ("country", "label", "number", "records")
        rows = tuple(
            (
                Term("uri", country.iri),
                Term("literal", country.label),
                Term("literal", str(len(country.records)), datatype=XSD + "integer"),
                Term("literal", _ids(country.records)),
            )
            for country in self.ranked
        )
        return Answers(names, dict(zip(names, _HEADINGS[self.language], strict=True)), rows)

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
