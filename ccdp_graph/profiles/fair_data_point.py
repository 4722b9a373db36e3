"""The view for a FAIR Data Point, and its documents, each leading to those below it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
"""The metadata schemas, and the files of our shapes that say what each asks."""

_SERVICE, _CATALOGUE, _DATASET = PROFILES

_ONE_OF = ("dcterms:title", "dcterms:description", "dcterms:language")

_KEPT = ("dcterms:license", "dcterms:publisher", "dcterms:accessRights", "dcat:themeTaxonomy")

_AGENTS = ("dcterms:publisher", "dcterms:contributor")

_TOLD_OTHERWISE = {
    A,
    *map(name, _ONE_OF),
    *map(name, ("dcterms:issued", "dcterms:modified")),
    *map(name, ("dcat:contactPoint", "dcat:landingPage", "ccdp:missingValue")),
}


def fair_data_point_view(
    facts: GraphIndex, project: Settings, day: str = ""
) -> Iterator[Statement]:
    """Give the layers of a FAIR Data Point: service, catalogues, datasets.

    Shape: the service stands for the catalogue over all, and leads to one catalogue a sheet, and
    that to its datasets. A FAIR Data Point wants one title and one language, points of time where
    we know days, a version and a day of first issue; where ccdp.toml has none, the day of the last
    change, by which these metadata were there, serves as both.

    Args:
        day: Of the last change where the graph has none.
    """
    records = {
        topic: record
        for record in facts.typed("dcat:CatalogRecord")
        for topic in facts.values(record, "foaf:primaryTopic")
    }
    for main in facts.typed("dcat:Catalog"):
        parts = facts.values(main, "dcat:catalog")
        if not parts:
            continue
        service = iri(f"{project.base}fdp")
        for kind in ("fdp-o:FAIRDataPoint", "fdp-o:MetadataService", "dcat:DataService"):
            yield service, A, name(kind)
        yield from _served(main, service, _SERVICE, day, facts, project)
        yield service, name("fdp-o:conformsToFdpSpec"), iri(SPECIFICATION)
        for part in parts:
            yield service, name("fdp-o:metadataCatalog"), part
            yield part, A, name("dcat:Catalog")
            yield part, name("dcterms:isPartOf"), service
            yield from _served(part, part, _CATALOGUE, day, facts, project)
            for entry in facts.values(part, "dcat:dataset"):
                yield part, name("dcat:dataset"), entry
                yield entry, name("dcterms:isPartOf"), part
                yield from _dataset(entry, records.get(entry, entry), day, facts, project)


def _served(
    source: str, node: str, profile: str, day: str, facts: GraphIndex, project: Settings
) -> Iterator[Statement]:
    """Give what is said of the service and of a catalogue."""
    for entry in _KEPT:
        yield from ((node, name(entry), value) for value in facts.values(source, entry))
    yield node, name("dcat:endpointURL"), node
    yield node, name("fdp-o:metadataIdentifier"), node
    modified = _modified(source, day, facts)
    for last in modified[-1:]:
        yield node, name("dcterms:modified"), _moment(last)
    yield from _resource(source, node, profile, modified, facts, project)


def _dataset(
    dataset: str, record: str, day: str, facts: GraphIndex, project: Settings
) -> Iterator[Statement]:
    """Give what is said of a dataset: all that its record says, in the form that is asked.

    The days are those of its catalogue record, which are days of metadata.
    """
    yield dataset, A, name("dcat:Dataset")
    for predicate, values in facts.by_subject.get(dataset, {}).items():
        if predicate not in _TOLD_OTHERWISE:
            yield from ((dataset, predicate, value) for value in values)
    for entry in ("dcterms:issued", "dcterms:modified"):
        days = [text_of(day) for day in facts.values(dataset, entry)]
        yield from ((dataset, name(entry), _moment(day)) for day in days[-1:] if len(day) > 9)
    for page in facts.values(dataset, "dcat:landingPage")[:1]:
        yield dataset, name("dcat:landingPage"), page
    if not facts.values(dataset, "dcterms:description"):
        yield dataset, name("dcterms:description"), described(dataset, facts)
    for period in facts.values(dataset, "dcterms:temporal"):
        yield from facts.statements(period)
    yield from keywords(dataset, facts)
    yield dataset, name("fdp-o:metadataIdentifier"), record
    modified = _modified(record, day, facts)
    yield from _resource(dataset, dataset, _DATASET, modified, facts, project)


def _modified(source: str, day: str, facts: GraphIndex) -> list[str]:
    """Return the days of change of a record or catalogue, the last one last."""
    said = [text_of(value) for value in facts.values(source, "dcterms:modified")]
    return said or ([day] if day else [])


def _resource(
    source: str, node: str, profile: str, modified: list[str], facts: GraphIndex, project: Settings
) -> Iterator[Statement]:
    yield node, A, name("dcat:Resource")
    yield node, name("dcterms:conformsTo"), profile
    for entry in _ONE_OF:
        serves = chosen(facts.values(source, entry), project.languages)
        yield from ((node, name(entry), value) for value in serves)
    for agent in facts.values(source, *_AGENTS):
        yield agent, A, name("foaf:Agent")
        yield from ((agent, name("foaf:name"), n) for n in facts.values(agent, "foaf:name")[:1])
    for version in [project.version] if project.version else modified[-1:]:
        yield node, name("dcat:version"), literal(version)
        yield node, name("dcterms:hasVersion"), literal(version)
    for day in modified[-1:]:
        yield node, name("fdp-o:metadataModified"), _moment(day)
    for day in [project.issued] if project.issued else modified[:1]:
        yield node, name("fdp-o:metadataIssued"), _moment(day)
    yield from _contact(source, node, facts)


def _moment(day: str) -> str:
    """Write a day as the point of time at which it begins, in UTC."""
    text = day if "T" in day else f"{day}T00:00:00Z"
    return literal(text, datatype=XSD + "dateTime")


def _contact(source: str, node: str, facts: GraphIndex) -> Iterator[Statement]:
    for contact in facts.values(source, "dcat:contactPoint")[:1]:
        emails = facts.values(contact, "vcard:hasEmail")[:1]
        for email in emails:  # the specification wants a text here, where DCAT has an IRI
            yield node, name("dcat:contactPoint"), contact
            yield contact, A, name("vcard:Kind")
            yield contact, name("vcard:hasEmail"), literal(text_of(email).removeprefix("mailto:"))


_CHILDREN = {
    "fdp-o:metadataCatalog": ("catalogues", {"en": "Catalogues", "fr": "Catalogues"}),
    "dcat:dataset": ("datasets", {"en": "Datasets", "fr": "Jeux de données"}),
}
"""What leads to entries below: by property, the fragment and the titles of its container."""

_SERVED = ("dcat:DataService", "dcat:Catalog", "dcat:Dataset")


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that a FAIR Data Point serves a document of.

    Attributes:
        term: Its IRI in the view, as N-Triples writes it.
        statements: All of its document, sorted, under addresses.
    """

    term: str
    statements: tuple[Statement, ...]


def served(view: GraphIndex) -> list[str]:
    """Return the things of the view that have a document: service, catalogues, datasets."""
    return sorted({term for kind in _SERVED for term in view.typed(kind)})


def entries(
    view: GraphIndex, addresses: Mapping[str, str], pages: Mapping[str, str]
) -> Iterator[Entry]:
    """Give the document of each served thing, with its containers.

    Source: FAIR Data Point specification 1.2, section 4.1; Linked Data Platform 1.0, section 5.4.

    Args:
        view: The view for a FAIR Data Point.
        addresses: By term, the address that it has in the tree: of all that is served, and of the
            profiles.
        pages: By term, the address of a page for people.
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


def _document(term: str, view: GraphIndex, elsewhere: Mapping[str, str]) -> Iterator[Statement]:
    """Give what is said of a thing, and of all that it names and no other document is about."""
    waiting, seen = [term], {term}
    while waiting:
        for statement in view.statements(waiting.pop()):
            yield statement
            value = statement[2]
            if value in view.by_subject and value not in seen and value not in elsewhere:
                seen.add(value)
                waiting.append(value)


def _moved(statements: Iterator[Statement], moved: Mapping[str, str]) -> Iterator[Statement]:
    for subject, predicate, value in statements:
        yield moved.get(subject, subject), predicate, moved.get(value, value)


def _containers(term: str, view: GraphIndex, moved: Mapping[str, str]) -> Iterator[Statement]:
    """Say which documents lie below, and what leads to them."""
    node = moved[term]
    for predicate, (fragment, titles) in _CHILDREN.items():
        members: Sequence[str] = view.values(term, predicate)
        if not members:
            continue
        container = f"{node[:-1]}#{fragment}>"
        yield container, A, name("ldp:DirectContainer")
        for language, title in titles.items():
            yield container, name("dcterms:title"), literal(title, language=language)
        yield container, name("ldp:membershipResource"), node
        yield container, name("ldp:hasMemberRelation"), iri(expand(predicate))
        for member in members:
            yield container, name("ldp:contains"), moved[member]
