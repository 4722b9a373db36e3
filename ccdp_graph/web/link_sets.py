"""Links to external resources for programs: VoID link sets, SSSOM, the index of names."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from ccdp_graph.i18n import Texts
from ccdp_graph.linking import (
    LabelSource,
    entities_from,
    entity_properties,
    index_json,
)
from ccdp_graph.model import PREDICATES, ConceptIndex, Links, RecordTypes, Settings
from ccdp_graph.project import LINKS
from ccdp_graph.rdf import (
    PREFIXES,
    XSD,
    A,
    GraphIndex,
    Statement,
    iri,
    literal,
    name,
    shorten,
    slug,
    text_of,
)
from ccdp_graph.web.downloads import DownloadFile

NAMES = "dumps/names.json"

_VOID = "http://rdfs.org/ns/void#"

_PREDICATES = frozenset(map(iri, PREDICATES.values()))

_PLACES = {
    "https://ror.org/": "Research Organization Registry",
    PREFIXES["wd"]: "Wikidata",
    "https://sws.geonames.org/": "GeoNames",
    PREFIXES["at"]: "EU authority tables",
    "https://hdeu-dcat.data.health.europa.eu/": "HealthData@EU authority tables",
    "http://purl.obolibrary.org/obo/MONDO_": "Mondo Disease Ontology",
    "http://purl.obolibrary.org/obo/NCIT_": "NCI Thesaurus",
    "https://bioregistry.io/registry/": "Bioregistry",
    "https://fairsharing.org/": "FAIRsharing",
}
"""Prefixes of the IRIs of known datasets; any other dataset is named by its host."""

_SSSOM = Texts("Links to other catalogues, accepted and rejected (SSSOM)")

_INDEX = Texts("All names with their IRIs, for matching names offline")


def link_dumps(
    statements: Iterable[Statement],
    index: GraphIndex,
    types: RecordTypes,
    decided: Links,
    *,
    concepts: Callable[[], ConceptIndex],
    settings: Settings,
) -> Iterator[DownloadFile]:
    """Yield the decided links of what is published, if any, and the index of names."""
    links = decided.about({subject for subject, _, _ in statements})
    if links.rows:
        text = links.text(settings.base)
        yield DownloadFile(f"dumps/{LINKS}", text.encode(), "text/tab-separated-values", _SSSOM)
    things = entities_from(_label_source(index, types), types)
    names = index_json(things, concepts(), settings.title)
    yield DownloadFile(NAMES, names.encode(), "application/json", _INDEX)


def link_set_statements(dataset: str, statements: Sequence[Statement]) -> Iterator[Statement]:
    """Describe the external links in VoID, one link set per property and target dataset.

    Args:
        dataset: The dataset that has the links, in N-Triples syntax.

    Source: Describing Linked Datasets with the VoID Vocabulary, W3C, section 5.
    """
    ours = {subject for subject, predicate, _ in statements if predicate == A}
    counted = Counter(
        (_place(value), predicate)
        for _, predicate, value in statements
        if predicate in _PREDICATES and value not in ours
    )
    for (space, predicate), number in sorted(counted.items()):
        local = slug(space.partition("://")[2], longest=200)
        target = f"{dataset[:-1]}-target-{local}>"
        links = f"{dataset[:-1]}-links-{slug(shorten(predicate[1:-1]), longest=200)}-{local}>"
        yield dataset, _void("subset"), links
        yield links, A, _void("Linkset")
        yield links, _void("linkPredicate"), predicate
        yield links, _void("subjectsTarget"), dataset
        yield links, _void("objectsTarget"), target
        yield links, _void("triples"), literal(str(number), datatype=XSD + "integer")
        yield target, A, _void("Dataset")
        yield target, name("dcterms:title"), literal(_PLACES.get(space, urlsplit(space).netloc))
        yield target, _void("uriSpace"), literal(space)


def _label_source(index: GraphIndex, types: RecordTypes) -> LabelSource:
    """Return the texts from which names are taken."""
    prefixed_names = {iri(entry): entry for entry in entity_properties(types)}
    return {
        subject[1:-1]: {
            prefixed_names[predicate]: [text_of(value) for value in values]
            for predicate, values in description.items()
            if predicate in prefixed_names
        }
        for subject, description in index.by_subject.items()
    }


def _place(term: str) -> str:
    address = term[1:-1]
    space = next((prefix for prefix in _PLACES if address.startswith(prefix)), "")
    parts = urlsplit(address)
    return space or f"{parts.scheme}://{parts.netloc}/"


def _void(local: str) -> str:
    return iri(_VOID + local)
