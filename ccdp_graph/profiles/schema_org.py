"""The view for search engines: datasets and their catalogues in the words of schema.org."""

from collections.abc import Iterator

from ccdp_graph.model import Settings
from ccdp_graph.profiles.dcat_ap import described
from ccdp_graph.rdf import A, GraphIndex, Statement, language_of, literal, name, text_of

MIN_DESCRIPTION_LENGTH, MAX_DESCRIPTION_LENGTH = 50, 5000
"""How many characters of description search engines take."""

_SAME: dict[str, tuple[str, ...]] = {
    "schema:name": ("dcterms:title",),
    "schema:alternateName": ("dcterms:alternative",),
    "schema:identifier": ("dcterms:identifier",),
    "schema:url": ("dcat:landingPage",),
    "schema:license": ("dcterms:license",),
    "schema:publisher": ("dcterms:publisher",),
    "schema:creator": ("dcterms:creator",),
    "schema:contributor": ("dcterms:contributor",),
    "schema:citation": ("dcterms:isReferencedBy", "dcterms:bibliographicCitation"),
    "schema:isPartOf": ("dcterms:isPartOf",),
    "schema:version": ("dcat:version",),
    "schema:measurementTechnique": ("ccdp:collectionSystem",),
    "schema:spatialCoverage": ("dcterms:spatial",),
    "schema:sameAs": ("skos:exactMatch",),
}

_LABELS: dict[str, tuple[str, ...]] = {
    "schema:variableMeasured": ("ccdp:dataType",),
    "schema:keywords": ("ccdp:resourceType", "ccdp:dataType", "ccdp:ageGroup"),
    "schema:conditionsOfAccess": ("ccdp:access",),
}

_AGENTS = ("dcterms:creator", "dcterms:publisher", "dcterms:contributor")


def schema_org_view(facts: GraphIndex, _: Settings) -> Iterator[Statement]:
    """Give datasets, their catalogues, organisations and places as schema.org has them.

    Shape: one `schema:Dataset` a dataset, with the IRI it has in the graph. A description that is
    too short for search engines is followed by a sentence made of the dataset's own facts.
    """
    for dataset in facts.typed("dcat:Dataset"):
        yield dataset, A, name("schema:Dataset")
        for entry, sources in _SAME.items():
            values = facts.values(dataset, *sources)
            yield from ((dataset, name(entry), value) for value in values)
        for entry, sources in _LABELS.items():
            labels = facts.labels(facts.values(dataset, *sources))
            yield from ((dataset, name(entry), label) for label in labels)
        yield dataset, name("schema:description"), _description(dataset, facts)
        yield from _coverage(dataset, facts)
    for catalogue in facts.typed("dcat:Catalog"):
        yield from _catalogue(catalogue, facts)


def _description(dataset: str, facts: GraphIndex) -> str:
    said = facts.values(dataset, "dcterms:description")
    if not said:
        return described(dataset, facts)
    text = text_of(said[0])
    if len(text) < MIN_DESCRIPTION_LENGTH:
        text = f"{text.rstrip('.')}. {text_of(described(dataset, facts))}"
    return literal(text[:MAX_DESCRIPTION_LENGTH], language=language_of(said[0]) or "en")


def _coverage(dataset: str, facts: GraphIndex) -> Iterator[Statement]:
    for period in facts.values(dataset, "dcterms:temporal"):
        start = "".join(map(text_of, facts.values(period, "dcat:startDate")[:1]))
        end = "".join(map(text_of, facts.values(period, "dcat:endDate")[:1]))
        if start or end:
            years = literal(f"{start or '..'}/{end or '..'}")
            yield dataset, name("schema:temporalCoverage"), years
    for place in facts.values(dataset, "dcterms:spatial"):
        yield place, A, name("schema:Place")
        yield from ((place, name("schema:name"), label) for label in facts.labels([place]))
        same = facts.values(place, "skos:exactMatch")
        yield from ((place, name("schema:sameAs"), other) for other in same)
    for agent in facts.values(dataset, *_AGENTS):
        yield from _organisation(agent, facts)


def _catalogue(catalogue: str, facts: GraphIndex) -> Iterator[Statement]:
    datasets = facts.values(catalogue, "dcat:dataset")
    if not datasets:
        return
    yield catalogue, A, name("schema:DataCatalog")
    for entry, source in (
        ("schema:name", "dcterms:title"),
        ("schema:description", "dcterms:description"),
        ("schema:license", "dcterms:license"),
        ("schema:publisher", "dcterms:publisher"),
        ("schema:url", "foaf:homepage"),
    ):
        yield from ((catalogue, name(entry), value) for value in facts.values(catalogue, source))
    for agent in facts.values(catalogue, "dcterms:publisher"):
        yield from _organisation(agent, facts)
    for dataset in datasets:
        yield dataset, name("schema:includedInDataCatalog"), catalogue


def _organisation(agent: str, facts: GraphIndex) -> Iterator[Statement]:
    yield agent, A, name("schema:Organization")
    for entry, source in (
        ("schema:name", "foaf:name"),
        ("schema:alternateName", "skos:altLabel"),
        ("schema:url", "foaf:homepage"),
        ("schema:sameAs", "skos:exactMatch"),
    ):
        yield from ((agent, name(entry), value) for value in facts.values(agent, source))
