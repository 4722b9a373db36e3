"""The records of another catalogue, with everything that helps to identify them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ccdp_graph.linking.entities import CountryNames
from ccdp_graph.linking.names import (
    NamedThing,
    acronym_in,
    dois_of,
    hosts_of,
    identifier_of,
    page_of,
)
from ccdp_graph.model import RecordTypes
from ccdp_graph.rdf import PREFIXES, expand, iri as term_of, is_iri
from ccdp_graph.sparql import Store

_KNOWN_PREFIXES = {**PREFIXES, "old-schema": "http://schema.org/"}

DATASET = "dataset"
"""The type of a record elsewhere that is a dataset."""

_TYPES = {
    expand(name, _KNOWN_PREFIXES): entity_type
    for name, entity_type in {
        "dcat:DataService": "service",
        "dcat:Catalog": "catalogue",
        "dcat:Dataset": DATASET,
        "dcat:DatasetSeries": DATASET,
        "schema:Dataset": DATASET,
        "old-schema:Dataset": DATASET,
        "dcat:Resource": "",
    }.items()
}
"""The classes of records elsewhere and the type each stands for, the most specific first."""

_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in _KNOWN_PREFIXES.items())

_CLASSES = (
    "SELECT DISTINCT ?thing ?type WHERE {{ ?thing a ?type FILTER(?type IN ({classes})) }} "
    "ORDER BY ?thing ?type"
)

_LABEL = "foaf:name|vcard:fn|skos:prefLabel|skos:altLabel|rdfs:label|schema:name|old-schema:name"

_PATHS = {
    "name": "dcterms:title|schema:name|old-schema:name|rdfs:label",
    "other": "dcterms:alternative|skos:altLabel|schema:alternateName|old-schema:alternateName",
    "page": "dcat:landingPage|foaf:page|foaf:homepage|schema:url|old-schema:url",
    "identifier": "dcterms:identifier|adms:identifier|(adms:identifier/skos:notation)|owl:sameAs|"
    "skos:exactMatch|schema:identifier|schema:sameAs",
    "place": f"dcterms:spatial|(dcterms:spatial/({_LABEL}|skos:exactMatch))|schema:spatialCoverage",
    "holder": "dcterms:publisher|dcterms:creator|schema:publisher|"
    f"((dcterms:publisher|dcterms:creator|schema:publisher)/({_LABEL}|skos:exactMatch|owl:sameAs))",
}

_TEXTS = (
    "SELECT DISTINCT ?thing ?told WHERE {{ ?thing a ?type FILTER(?type IN ({classes})) "
    "?thing {path} ?told FILTER(!isBlank(?told)) }} ORDER BY ?thing ?told"
)

_TITLES = (
    "SELECT ?title (COUNT(DISTINCT ?held) AS ?number) WHERE { ?catalogue a dcat:Catalog ; "
    "dcterms:title ?title ; dcat:dataset|dcat:resource|dcat:catalog ?held } GROUP BY ?title "
    "ORDER BY DESC(?number) ?title"
)


def records_of(
    store: Store, ours: RecordTypes, countries: CountryNames, source: str
) -> tuple[tuple[NamedThing, ...], int]:
    """Return the records of a catalogue as entities, and how many have no IRI to link to.

    Shape: one entity per IRI, whatever the language of its names; one without a name is left out.

    Args:
        ours: Our kinds of record, which other catalogues may have too.
        source: The name of the catalogue.
    """
    our_types = {kind.class_iri: kind.name for kind in ours.networks_first}
    types = {**our_types, **_TYPES, **our_types}
    known = ", ".join(map(term_of, types))
    classes: defaultdict[str, set[str]] = defaultdict(set)
    unnamed: set[str] = set()
    for thing, type_ in store.rows(_PREFIXES + _CLASSES.format(classes=known)):
        if thing is None or type_ is None:
            continue
        if thing.type == "uri" and is_iri(thing.value):
            classes[thing.value].add(type_.value)
        else:
            unnamed.add(thing.value)
    by_key = {key: _texts_by_record(store, path, known) for key, path in _PATHS.items()}
    entities = []
    for iri in sorted(classes):
        texts = {key: values.get(iri, ()) for key, values in by_key.items()}
        if texts["name"]:
            entity_type = next((types[name] for name in types if name in classes[iri]), "")
            entities.append(_entity(iri, entity_type, texts, countries, source))
    return tuple(entities), len(unnamed)


def title_of(store: Store) -> str:
    """Return the title of a catalogue, that of the largest if there are several."""
    return next((row[0].value for row in store.rows(_PREFIXES + _TITLES) if row[0]), "")


def _texts_by_record(store: Store, path: str, classes: str) -> dict[str, list[str]]:
    """Return the values of a path for each record, English texts first."""
    by_record: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for thing, value in store.rows(_PREFIXES + _TEXTS.format(path=path, classes=classes)):
        if thing is not None and value is not None:
            by_record[thing.value].setdefault(value.value, value.language not in {"", "en"})
    return {thing: sorted(texts, key=texts.__getitem__) for thing, texts in by_record.items()}


def _entity(
    iri: str,
    entity_type: str,
    texts: Mapping[str, Iterable[str]],
    countries: CountryNames,
    source: str,
) -> NamedThing:
    names = list(texts["name"])
    acronyms = filter(None, map(acronym_in, names))
    codes = tuple(sorted({code for text in texts["place"] if (code := countries.code(text))}))
    identifiers = {*map(identifier_of, texts["identifier"]), *dois_of(texts["page"])} - {""}
    entity = NamedThing(
        iri=iri,
        name=names[0],
        kind="record",
        alternatives=tuple(dict.fromkeys((*names[1:], *texts["other"], *acronyms))),
        country=codes[0] if len(codes) == 1 else "",
        hosts=hosts_of(texts["page"]),
        types=(entity_type,) if entity_type else (),
        countries=codes if len(codes) > 1 else (),
        pages=tuple(sorted(set(filter(None, map(page_of, texts["page"]))))),
        identifiers=(iri, *sorted(identifiers - {iri})),
        organisations=tuple(texts["holder"]),
        source=source,
    )
    return countries.with_short_names(entity)
