"""`map`: how many records name each country of the world."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ccdp_graph.analysis.choosing import Choice, chosen_records
from ccdp_graph.analysis.dimensions import KINDS, Dimension, dimension_of
from ccdp_graph.analysis.facts import Facts
from ccdp_graph.analysis.world import Land
from ccdp_graph.model.country_counts import CountryCount, CountryCounts
from ccdp_graph.model.evidence import GraphRecord

COUNTED: Mapping[str, tuple[str, ...]] = {
    "resources": ("resource",),
    "networks": ("network",),
    "all": tuple(KINDS),
}

_TITLES = {
    "en": {
        "resources": "Data resources by country",
        "networks": "Networks by country",
        "all": "Data resources and networks by country",
    },
    "fr": {
        "resources": "Ressources de données par pays",
        "networks": "Réseaux par pays",
        "all": "Ressources de données et réseaux par pays",
    },
}

_COLON = {"en": ": ", "fr": " : "}

_NOTES = {
    "en": (
        "A network counts in every country that it names.",
        "{number} of {all} name no country, but a region or nothing: they are not on the map.",
    ),
    "fr": (
        "Un réseau compte dans chaque pays qu’il nomme.",
        "{number} sur {all} ne nomment aucun pays, mais une région ou rien : elles ne sont pas "
        "sur la carte.",
    ),
}


def count_countries(
    facts: Facts,
    dimensions: Mapping[str, Dimension],
    world: Iterable[Land],
    *,
    counted: str = "resources",
    choices: tuple[Choice, ...] = (),
    language: str = "en",
) -> CountryCounts:
    """Count the records that name each country.

    Args:
        counted: A key of `COUNTED`.
        choices: Values that a record must have to count.
    """
    country = dimension_of(dimensions, "country")
    by_country: defaultdict[str, set[str]] = defaultdict(set)
    named: set[str] = set()
    elsewhere: set[str] = set()
    number = 0
    for kind in country.properties:
        places = facts.values(country, kind)
        named.update(place for own in places.values() for place in own)
        if kind not in COUNTED[counted]:
            continue
        wanted = chosen_records(facts, kind, choices)
        number += len(wanted)
        elsewhere |= wanted - places.keys()
        for record in wanted & places.keys():
            for place in places[record]:
                by_country[place].add(record)
    countries = [
        CountryCount(
            land.iri,
            land.labels[language],
            _records(facts, by_country.get(land.iri, ())),
            land.iri in named,
        )
        for land in world
        if land.iri
    ]
    told = ", ".join(
        f"{c.dimension.label(language)}{_COLON[language]}{facts.label(c.value)}" for c in choices
    )
    title = _TITLES[language][counted] + (f" ({told})" if told else "")
    several, without = _NOTES[language]
    notes = [several] if "network" in COUNTED[counted] else []
    notes += [without.format(number=len(elsewhere), all=number)] if elsewhere else []
    return CountryCounts(
        title,
        " ".join(notes),
        tuple(sorted(countries, key=lambda each: each.label.casefold())),
        _records(facts, elsewhere),
        language,
    )


def _records(facts: Facts, iris: Iterable[str]) -> tuple[GraphRecord, ...]:
    found = [facts.records[iri] for iri in iris]
    return tuple(sorted(found, key=lambda r: (r.kind, r.title.casefold(), r.iri)))
