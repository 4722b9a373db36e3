"""The view for DCAT-AP 3: catalogues, their datasets, and all that these refer to."""

from collections.abc import Iterator

from ccdp_graph.model import Settings
from ccdp_graph.rdf import A, GraphIndex, Statement, language_of, literal, name, text_of

_PAGES = ("dcat:landingPage", "foaf:homepage", "foaf:page")

_KEYWORDS = ("ccdp:resourceType", "ccdp:dataType", "ccdp:ageGroup")

_OF_RECORD = {name("dcterms:source"): name("prov:wasDerivedFrom")}

_HARVESTED = ("dcat:Dataset", "dcat:DatasetSeries", "dcat:DataService")
"""The classes of resources, beside catalogues, that DCAT-AP knows."""

_DATA_THEMES = "at:data-theme"


def dcat_ap_view(graph: GraphIndex, settings: Settings) -> Iterator[Statement]:
    """Yield what a DCAT-AP harvester reads.

    Shape: as the public graph, without records such as networks that are no datasets and have no
    place there.
    The pages that records were made from become `prov:wasDerivedFrom`, since DCAT-AP reserves
    `dcterms:source` for other records; values get the classes that DCAT-AP requires; and datasets
    get keywords, and a description if they have none, from their own statements.
    """
    left_out = _left_out(graph)
    for subject in sorted(_reached(graph, left_out)):
        of_record = _OF_RECORD if graph.is_a(subject, "dcat:CatalogRecord") else {}
        for _, predicate, value in graph.statements(subject):
            if value not in left_out:
                yield subject, of_record.get(predicate, predicate), value
        yield from _classes(subject, graph)
    for dataset in graph.typed("dcat:Dataset"):
        yield from keywords(dataset, graph)
        if not graph.values(dataset, "dcterms:description"):
            yield dataset, name("dcterms:description"), described(dataset, graph)
    for catalogue in _catalogues(graph):
        yield from _of_catalogue(catalogue, graph, settings)


def described(dataset: str, graph: GraphIndex) -> str:
    """Describe a dataset in one English sentence made from its own statements."""
    types = _english(graph, *graph.values(dataset, "ccdp:resourceType"))
    places = _english(graph, *graph.values(dataset, "dcterms:spatial"))
    holders = [
        text_of(holder)
        for agent in graph.values(dataset, "dcterms:publisher")
        for holder in graph.values(agent, "foaf:name")
    ]
    data = _english(graph, *graph.values(dataset, "ccdp:dataType"))
    title = " ".join(map(text_of, graph.values(dataset, "dcterms:title")[:1]))
    parts = [title, "; ".join(types)]
    parts += [f"covers {', '.join(places)}"] if places else []
    parts += [f"held by {', '.join(holders)}"] if holders else []
    parts += [f"data: {', '.join(data)}"] if data else []
    return literal("; ".join(part for part in parts if part) + ".", language="en")


def _english(graph: GraphIndex, *concepts: str) -> list[str]:
    labels = graph.labels(concepts)
    return [text_of(label) for label in labels if language_of(label) in {"en", ""}]


def _left_out(graph: GraphIndex) -> set[str]:
    """Return what is no dataset, and the catalogues and records that are only about that."""
    catalogues, records = set(graph.typed("dcat:Catalog")), set(graph.typed("dcat:CatalogRecord"))
    others = set(graph.typed("dcat:Resource")).difference(catalogues, *map(graph.typed, _HARVESTED))
    left_out = (others | catalogues.difference(_catalogues(graph))) - records
    changed = True
    while changed:  # once more for a record of a record
        about = {
            r for r in records if not left_out.isdisjoint(graph.values(r, "foaf:primaryTopic"))
        }
        changed = not about <= left_out
        left_out |= about
    return left_out


def _catalogues(graph: GraphIndex) -> list[str]:
    """Return the catalogues that hold datasets, and the catalogues that hold these."""
    all_catalogues = graph.typed("dcat:Catalog")
    with_datasets = {entry for entry in all_catalogues if graph.values(entry, "dcat:dataset")}
    with_datasets |= {
        e for e in all_catalogues if with_datasets & set(graph.values(e, "dcat:catalog"))
    }
    return sorted(with_datasets)


def _reached(graph: GraphIndex, left_out: set[str]) -> set[str]:
    records = graph.typed("dcat:CatalogRecord")
    waiting = [*_catalogues(graph), *graph.typed("dcat:Dataset"), *records]
    waiting = [node for node in waiting if node not in left_out]
    seen = set(waiting)
    while waiting:
        for _, _, value in graph.statements(waiting.pop()):
            if value in graph.by_subject and value not in seen and value not in left_out:
                seen.add(value)
                waiting.append(value)
    return seen


def _classes(subject: str, graph: GraphIndex) -> Iterator[Statement]:
    if graph.is_a(subject, "foaf:Organization"):
        yield subject, A, name("foaf:Agent")
    for page in graph.values(subject, *_PAGES):
        yield page, A, name("foaf:Document")
    for licence in graph.values(subject, "dcterms:license"):
        yield licence, A, name("dcterms:LicenseDocument")


def keywords(dataset: str, graph: GraphIndex) -> Iterator[Statement]:
    """Yield keywords for a dataset: the names of its types, kinds of data and age groups."""
    for label in graph.labels(graph.values(dataset, *_KEYWORDS)):
        yield dataset, name("dcat:keyword"), label


def _of_catalogue(catalogue: str, graph: GraphIndex, settings: Settings) -> Iterator[Statement]:
    """Yield what the datasets of a catalogue and of its parts imply for the catalogue."""
    parts = (catalogue, *graph.values(catalogue, "dcat:catalog"))
    datasets = [entry for part in parts for entry in graph.values(part, "dcat:dataset")]
    for place in sorted({p for d in datasets for p in graph.values(d, "dcterms:spatial")}):
        yield catalogue, name("dcterms:spatial"), place
    themes = {theme for entry in datasets for theme in graph.values(entry, "dcat:theme")}
    if any(theme.startswith(name(_DATA_THEMES)[:-1]) for theme in themes):
        yield catalogue, name("dcat:themeTaxonomy"), name(_DATA_THEMES)
    if settings.issued:
        day = literal(settings.issued, datatype=name("xsd:date")[1:-1])
        yield catalogue, name("dcterms:issued"), day
