"""The view for DCAT-AP 3: catalogues, their datasets, and all that these lead to."""

from collections.abc import Iterator

from ccdp_graph.model import Settings
from ccdp_graph.rdf import A, GraphIndex, Statement, language_of, literal, name, text_of

_PAGES = ("dcat:landingPage", "foaf:homepage", "foaf:page")

_KEYWORDS = ("ccdp:resourceType", "ccdp:dataType", "ccdp:ageGroup")

_OF_RECORD = {name("dcterms:source"): name("prov:wasDerivedFrom")}

_DATA_THEMES = "at:data-theme"


def dcat_ap_view(facts: GraphIndex, project: Settings) -> Iterator[Statement]:
    """Give what a DCAT-AP harvester reads.

    Shape: as the public graph, without networks, which are no datasets and have no place there.
    The pages that records were made from become `prov:wasDerivedFrom`, since DCAT-AP keeps
    `dcterms:source` for other records; values get the classes that DCAT-AP asks of them; and
    datasets get their keywords, and a description where they lack one, from their own facts.
    """
    left_out = _left_out(facts)
    for subject in sorted(_reached(facts, left_out)):
        of_record = _OF_RECORD if facts.is_a(subject, "dcat:CatalogRecord") else {}
        for _, predicate, value in facts.statements(subject):
            if value not in left_out:
                yield subject, of_record.get(predicate, predicate), value
        yield from _classes(subject, facts)
    for dataset in facts.typed("dcat:Dataset"):
        yield from keywords(dataset, facts)
        if not facts.values(dataset, "dcterms:description"):
            yield dataset, name("dcterms:description"), described(dataset, facts)
    for catalogue in _catalogues(facts):
        yield from _of_catalogue(catalogue, facts, project)


def described(dataset: str, facts: GraphIndex) -> str:
    """Describe a dataset in one English sentence made of its own facts."""
    kinds = _english(facts, *facts.values(dataset, "ccdp:resourceType"))
    places = _english(facts, *facts.values(dataset, "dcterms:spatial"))
    holders = [
        text_of(holder)
        for agent in facts.values(dataset, "dcterms:publisher")
        for holder in facts.values(agent, "foaf:name")
    ]
    data = _english(facts, *facts.values(dataset, "ccdp:dataType"))
    title = " ".join(map(text_of, facts.values(dataset, "dcterms:title")[:1]))
    parts = [title, "; ".join(kinds)]
    parts += [f"covers {', '.join(places)}"] if places else []
    parts += [f"held by {', '.join(holders)}"] if holders else []
    parts += [f"data: {', '.join(data)}"] if data else []
    return literal("; ".join(part for part in parts if part) + ".", language="en")


def _english(facts: GraphIndex, *concepts: str) -> list[str]:
    labels = facts.labels(concepts)
    return [text_of(label) for label in labels if language_of(label) in {"en", ""}]


def _left_out(facts: GraphIndex) -> set[str]:
    """Return the networks, and the catalogues and records that speak only of networks."""
    catalogues, records = set(facts.typed("dcat:Catalog")), set(facts.typed("dcat:CatalogRecord"))
    networks = set(facts.typed("ccdp:Network")) - catalogues
    found = (networks | catalogues.difference(_catalogues(facts))) - records
    waiting = True
    while waiting:  # once more for a record of a record
        about = {r for r in records if not found.isdisjoint(facts.values(r, "foaf:primaryTopic"))}
        waiting = not about <= found
        found |= about
    return found


def _catalogues(facts: GraphIndex) -> list[str]:
    """Return the catalogues that hold datasets, and those over them."""
    all_of_them = facts.typed("dcat:Catalog")
    kept = {entry for entry in all_of_them if facts.values(entry, "dcat:dataset")}
    kept |= {e for e in all_of_them if kept & set(facts.values(e, "dcat:catalog"))}
    return sorted(kept)


def _reached(facts: GraphIndex, left_out: set[str]) -> set[str]:
    records = facts.typed("dcat:CatalogRecord")
    waiting = [*_catalogues(facts), *facts.typed("dcat:Dataset"), *records]
    waiting = [node for node in waiting if node not in left_out]
    seen = set(waiting)
    while waiting:
        for _, _, value in facts.statements(waiting.pop()):
            if value in facts.by_subject and value not in seen and value not in left_out:
                seen.add(value)
                waiting.append(value)
    return seen


def _classes(subject: str, facts: GraphIndex) -> Iterator[Statement]:
    if facts.is_a(subject, "foaf:Organization"):
        yield subject, A, name("foaf:Agent")
    for page in facts.values(subject, *_PAGES):
        yield page, A, name("foaf:Document")
    for licence in facts.values(subject, "dcterms:license"):
        yield licence, A, name("dcterms:LicenseDocument")


def keywords(dataset: str, facts: GraphIndex) -> Iterator[Statement]:
    """Give a dataset keywords: the names of its types, kinds of data and age groups."""
    for label in facts.labels(facts.values(dataset, *_KEYWORDS)):
        yield dataset, name("dcat:keyword"), label


def _of_catalogue(catalogue: str, facts: GraphIndex, project: Settings) -> Iterator[Statement]:
    """Give what follows for a catalogue from its datasets, and from those of its parts."""
    parts = (catalogue, *facts.values(catalogue, "dcat:catalog"))
    datasets = [entry for part in parts for entry in facts.values(part, "dcat:dataset")]
    for place in sorted({p for d in datasets for p in facts.values(d, "dcterms:spatial")}):
        yield catalogue, name("dcterms:spatial"), place
    themes = {theme for entry in datasets for theme in facts.values(entry, "dcat:theme")}
    if any(theme.startswith(name(_DATA_THEMES)[:-1]) for theme in themes):
        yield catalogue, name("dcat:themeTaxonomy"), name(_DATA_THEMES)
    if project.issued:
        day = literal(project.issued, datatype=name("xsd:date")[1:-1])
        yield catalogue, name("dcterms:issued"), day
