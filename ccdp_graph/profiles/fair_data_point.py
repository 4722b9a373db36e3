"""The view for a FAIR Data Point, and its documents, each linking to those below it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ccdp_graph.i18n import Texts, complete_languages
from ccdp_graph.model import Settings
from ccdp_graph.profiles.dcat_ap import described, keywords
from ccdp_graph.rdf import (
    XSD,
    A,
    GraphIndex,
    Statement,
    chosen,
    expand,
    iri,
    literal,
    name,
    text_of,
)

SPECIFICATION = "https://specs.fairdatapoint.org/fdp-specs-v1.2.html"

_SCHEMAS = "https://www.purl.org/fairtools/fdp/schema/0.1/"

PROFILES = {
    iri(f"{_SCHEMAS}fdpMetadata"): "metadata-service",
    iri(f"{_SCHEMAS}catalogMetadata"): "catalogue",
    iri(f"{_SCHEMAS}datasetMetadata"): "dataset",
}
"""The metadata schemas, and the file of our shapes for each."""

_SERVICE, _CATALOGUE, _DATASET = PROFILES

_ONE_OF = ("dcterms:title", "dcterms:description", "dcterms:language")

_KEPT = ("dcterms:license", "dcterms:publisher", "dcterms:accessRights", "dcat:themeTaxonomy")

_AGENTS = ("dcterms:publisher", "dcterms:contributor")

_REWRITTEN = {
    A,
    *map(name, _ONE_OF),
    *map(name, ("dcterms:issued", "dcterms:modified")),
    *map(name, ("dcat:contactPoint", "dcat:landingPage", "ccdp:missingValue")),
}


def fair_data_point_view(
    graph: GraphIndex, settings: Settings, day: str = ""
) -> Iterator[Statement]:
    """Yield the layers of a FAIR Data Point: service, catalogues, datasets.

    Shape: the service stands for the main catalogue and links to one catalogue per sheet, which
    links to its datasets. A FAIR Data Point requires one title and one language, points in time
    where we know days, a version and a date of first issue; if ccdp.toml has none, the date of the
    last change, by which these metadata existed, serves as both.

    Args:
        day: The date of the last change if the graph has none.
    """
    records = {
        topic: record
        for record in graph.typed("dcat:CatalogRecord")
        for topic in graph.values(record, "foaf:primaryTopic")
    }
    for main in graph.typed("dcat:Catalog"):
        parts = graph.values(main, "dcat:catalog")
        if not parts:
            continue
        service = iri(f"{settings.base}fdp")
        for kind in ("fdp-o:FAIRDataPoint", "fdp-o:MetadataService", "dcat:DataService"):
            yield service, A, name(kind)
        yield from _served(main, service, _SERVICE, day, graph, settings)
        yield service, name("fdp-o:conformsToFdpSpec"), iri(SPECIFICATION)
        for part in parts:
            yield service, name("fdp-o:metadataCatalog"), part
            yield part, A, name("dcat:Catalog")
            yield part, name("dcterms:isPartOf"), service
            yield from _served(part, part, _CATALOGUE, day, graph, settings)
            for entry in graph.values(part, "dcat:dataset"):
                yield part, name("dcat:dataset"), entry
                yield entry, name("dcterms:isPartOf"), part
                yield from _dataset(entry, records.get(entry, entry), day, graph, settings)


def _served(
    source: str, node: str, profile: str, day: str, graph: GraphIndex, settings: Settings
) -> Iterator[Statement]:
    """Yield the description of the service or of a catalogue."""
    for entry in _KEPT:
        yield from ((node, name(entry), value) for value in graph.values(source, entry))
    yield node, name("dcat:endpointURL"), node
    yield node, name("fdp-o:metadataIdentifier"), node
    modified = _modified(source, day, graph)
    for latest in modified[-1:]:
        yield node, name("dcterms:modified"), _moment(latest)
    yield from _resource(source, node, profile, modified, graph, settings)


def _dataset(
    dataset: str, record: str, day: str, graph: GraphIndex, settings: Settings
) -> Iterator[Statement]:
    """Yield the description of a dataset: all that its record says, in the required form.

    The dates are those of its catalogue record, as they are dates of metadata.
    """
    yield dataset, A, name("dcat:Dataset")
    for predicate, values in graph.by_subject.get(dataset, {}).items():
        if predicate not in _REWRITTEN:
            yield from ((dataset, predicate, value) for value in values)
    for entry in ("dcterms:issued", "dcterms:modified"):
        days = [text_of(day) for day in graph.values(dataset, entry)]
        yield from ((dataset, name(entry), _moment(day)) for day in days[-1:] if len(day) > 9)
    for page in graph.values(dataset, "dcat:landingPage")[:1]:
        yield dataset, name("dcat:landingPage"), page
    if not graph.values(dataset, "dcterms:description"):
        yield dataset, name("dcterms:description"), described(dataset, graph)
    for period in graph.values(dataset, "dcterms:temporal"):
        yield from graph.statements(period)
    yield from keywords(dataset, graph)
    yield dataset, name("fdp-o:metadataIdentifier"), record
    modified = _modified(record, day, graph)
    yield from _resource(dataset, dataset, _DATASET, modified, graph, settings)


def _modified(source: str, day: str, graph: GraphIndex) -> list[str]:
    """Return the dates on which a record or catalogue changed, the latest last."""
    days = [text_of(value) for value in graph.values(source, "dcterms:modified")]
    return days or ([day] if day else [])


def _resource(
    source: str, node: str, profile: str, modified: list[str], graph: GraphIndex, settings: Settings
) -> Iterator[Statement]:
    yield node, A, name("dcat:Resource")
    yield node, name("dcterms:conformsTo"), profile
    for entry in _ONE_OF:
        values = chosen(graph.values(source, entry), settings.languages)
        yield from ((node, name(entry), value) for value in values)
    for agent in graph.values(source, *_AGENTS):
        yield agent, A, name("foaf:Agent")
        yield from ((agent, name("foaf:name"), n) for n in graph.values(agent, "foaf:name")[:1])
    for version in [settings.version] if settings.version else modified[-1:]:
        yield node, name("dcat:version"), literal(version)
        yield node, name("dcterms:hasVersion"), literal(version)
    for day in modified[-1:]:
        yield node, name("fdp-o:metadataModified"), _moment(day)
    for day in [settings.issued] if settings.issued else modified[:1]:
        yield node, name("fdp-o:metadataIssued"), _moment(day)
    yield from _contact(source, node, graph)


def _moment(day: str) -> str:
    """Write a day as the point in time at which it begins, in UTC."""
    text = day if "T" in day else f"{day}T00:00:00Z"
    return literal(text, datatype=XSD + "dateTime")


def _contact(source: str, node: str, graph: GraphIndex) -> Iterator[Statement]:
    for contact in graph.values(source, "dcat:contactPoint")[:1]:
        emails = graph.values(contact, "vcard:hasEmail")[:1]
        for email in emails:  # the specification requires a text here, where DCAT has an IRI
            yield node, name("dcat:contactPoint"), contact
            yield contact, A, name("vcard:Kind")
            yield contact, name("vcard:hasEmail"), literal(text_of(email).removeprefix("mailto:"))


_CHILDREN = {
    "fdp-o:metadataCatalog": ("catalogues", Texts("Catalogues")),
    "dcat:dataset": ("datasets", Texts("Datasets")),
}
"""The properties that link to entries below, with the fragment and titles of their containers."""

_SERVED = ("dcat:DataService", "dcat:Catalog", "dcat:Dataset")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a FAIR Data Point serves a document about.

    Attributes:
        term: Its IRI in the view, in N-Triples.
        statements: The whole document, sorted, with the addresses of the tree.
    """

    term: str
    statements: tuple[Statement, ...]


def served(view: GraphIndex) -> list[str]:
    """Return what has a document in the view: service, catalogues, datasets."""
    return sorted({term for kind in _SERVED for term in view.typed(kind)})


def entries(
    view: GraphIndex, addresses: Mapping[str, str], pages: Mapping[str, str]
) -> Iterator[Entry]:
    """Yield the document of each entry, with its containers.

    Source: FAIR Data Point specification 1.2, section 4.1; Linked Data Platform 1.0, section 5.4.

    Args:
        view: The view for a FAIR Data Point.
        addresses: The address of each term in the tree: of all entries, and of the profiles.
        pages: The address of a page for people, by term.
    """
    moved = {term: iri(address) for term, address in addresses.items()}
    for term in served(view):
        node = moved[term]
        statements = [*_moved(_document(term, view, addresses), moved)]
        statements += _containers(term, view, moved)
        if term in pages:
            statements.append((node, name("foaf:page"), iri(pages[term])))
        if not view.is_a(term, "dcat:DataService"):
            identifier = name("dcterms:identifier")
            statements = [s for s in statements if s[1] != identifier or s[0] != node]
            statements.append((node, name("prov:specializationOf"), term))
            statements.append((node, identifier, literal(text_of(term))))
        yield Entry(term, tuple(sorted(dict.fromkeys(statements))))


def _document(term: str, view: GraphIndex, addresses: Mapping[str, str]) -> Iterator[Statement]:
    """Yield the description of an entry, and of all it refers to without a document of its own."""
    waiting, seen = [term], {term}
    while waiting:
        for statement in view.statements(waiting.pop()):
            yield statement
            value = statement[2]
            if value in view.by_subject and value not in seen and value not in addresses:
                seen.add(value)
                waiting.append(value)


def _moved(statements: Iterator[Statement], moved: Mapping[str, str]) -> Iterator[Statement]:
    for subject, predicate, value in statements:
        yield moved.get(subject, subject), predicate, moved.get(value, value)


def _containers(term: str, view: GraphIndex, moved: Mapping[str, str]) -> Iterator[Statement]:
    """Yield the containers of the documents below, and the property that links to them."""
    node = moved[term]
    for predicate, (fragment, titles) in _CHILDREN.items():
        members: Sequence[str] = view.values(term, predicate)
        if not members:
            continue
        container = f"{node[:-1]}#{fragment}>"
        yield container, A, name("ldp:DirectContainer")
        for language in complete_languages():
            yield container, name("dcterms:title"), literal(titles[language], language=language)
        yield container, name("ldp:membershipResource"), node
        yield container, name("ldp:hasMemberRelation"), iri(expand(predicate))
        for member in members:
            yield container, name("ldp:contains"), moved[member]
