"""The view for search engines: datasets and their catalogues in schema.org terms."""

from collections.abc import Iterator

from ccdp_graph.model import Settings
from ccdp_graph.profiles.dcat_ap import described
from ccdp_graph.rdf import A, GraphIndex, Statement, language_of, literal, name, text_of

MIN_DESCRIPTION_LENGTH, MAX_DESCRIPTION_LENGTH = 50, 5000
"""How many characters of a description search engines accept."""

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


def schema_org_view(graph: GraphIndex, _: Settings) -> Iterator[Statement]:
    """Yield datasets, their catalogues, organisations and places in schema.org terms.

    Shape: one `schema:Dataset` per dataset, with its IRI in the graph. A description that is too
    short for search engines is followed by a sentence made from the dataset's own statements.
    """
    for dataset in graph.typed("dcat:Dataset"):
        yield dataset, A, name("schema:Dataset")
        for entry, sources in _SAME.items():
            values = graph.values(dataset, *sources)
            yield from ((dataset, name(entry), value) for value in values)
        for entry, sources in _LABELS.items():
            labels = graph.labels(graph.values(dataset, *sources))
            yield from ((dataset, name(entry), label) for label in labels)
        yield dataset, name("schema:description"), _description(dataset, graph)
        yield from _coverage(dataset, graph)
    for catalogue in graph.typed("dcat:Catalog"):
        yield from _catalogue(catalogue, graph)


def _description(dataset: str, graph: GraphIndex) -> str:
    descriptions = graph.values(dataset, "dcterms:description")
    if not descriptions:
        return described(dataset, graph)
    text = text_of(descriptions[0])
    if len(text) < MIN_DESCRIPTION_LENGTH:
        text = f"{text.rstrip('.')}. {text_of(described(dataset, graph))}"
    return literal(text[:MAX_DESCRIPTION_LENGTH], language=language_of(descriptions[0]) or "en")


def _coverage(dataset: str, graph: GraphIndex) -> Iterator[Statement]:
    for period in graph.values(dataset, "dcterms:temporal"):
        start = "".join(map(text_of, graph.values(period, "dcat:startDate")[:1]))
        end = "".join(map(text_of, graph.values(period, "dcat:endDate")[:1]))
        if start or end:
            years = literal(f"{start or '..'}/{end or '..'}")
            yield dataset, name("schema:temporalCoverage"), years
    for place in graph.values(dataset, "dcterms:spatial"):
        yield place, A, name("schema:Place")
        yield from ((place, name("schema:name"), label) for label in graph.labels([place]))
        same = graph.values(place, "skos:exactMatch")
        yield from ((place, name("schema:sameAs"), other) for other in same)
    for agent in graph.values(dataset, *_AGENTS):
        yield from _organisation(agent, graph)


def _catalogue(catalogue: str, graph: GraphIndex) -> Iterator[Statement]:
    datasets = graph.values(catalogue, "dcat:dataset")
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
        yield from ((catalogue, name(entry), value) for value in graph.values(catalogue, source))
    for agent in graph.values(catalogue, "dcterms:publisher"):
        yield from _organisation(agent, graph)
    for dataset in datasets:
        yield dataset, name("schema:includedInDataCatalog"), catalogue


def _organisation(agent: str, graph: GraphIndex) -> Iterator[Statement]:
    yield agent, A, name("schema:Organization")
    for entry, source in (
        ("schema:name", "foaf:name"),
        ("schema:alternateName", "skos:altLabel"),
        ("schema:url", "foaf:homepage"),
        ("schema:sameAs", "skos:exactMatch"),
    ):
        yield from ((agent, name(entry), value) for value in graph.values(agent, source))
