"""The view for a FAIR Data Point: its metadata service, and its layer of catalogues."""

from collections.abc import Iterator

from ccdp_graph.model.project import Project
from ccdp_graph.model.statements import Statement
from ccdp_graph.publishing.facts import A, Facts, chosen, name, text_of
from ccdp_graph.rdf.namespaces import XSD
from ccdp_graph.rdf.terms import iri, literal

_SPECIFICATION = "https://specs.fairdatapoint.org/fdp-specs-v1.2.html"
_SCHEMAS = "https://www.purl.org/fairtools/fdp/schema/0.1/"
_ONE_OF = ("dcterms:title", "dcterms:description", "dcterms:language")
_KEPT = ("dcterms:license", "dcterms:publisher", "dcterms:accessRights", "dcat:themeTaxonomy")


def fair_data_point(facts: Facts, project: Project) -> Iterator[Statement]:
    """Give the two upper layers of a FAIR Data Point.

    Shape: the service stands for the catalogue over all, and leads to one catalogue a sheet.
    A FAIR Data Point wants one title and one language, points of time where we know days, a
    version and a day of first issue; where ccdp.toml has none, the day of the last change, by
    which these metadata were there, serves as both.
    """
    for main in facts.typed("dcat:Catalog"):
        parts = facts.values(main, "dcat:catalog")
        if not parts:
            continue
        service = iri(f"{project.base}fdp")
        for kind in ("fdp-o:FAIRDataPoint", "fdp-o:MetadataService", "dcat:DataService"):
            yield service, A, name(kind)
        yield from _resource(main, service, "fdpMetadata", facts, project)
        yield service, name("fdp-o:conformsToFdpSpec"), iri(_SPECIFICATION)
        for part in parts:
            yield service, name("fdp-o:metadataCatalog"), part
            yield part, A, name("dcat:Catalog")
            yield part, name("dcterms:isPartOf"), service
            yield from _resource(part, part, "catalogMetadata", facts, project)
            for entry in facts.values(part, "dcat:dataset"):
                yield part, name("dcat:dataset"), entry


def _resource(
    source: str, node: str, schema: str, facts: Facts, project: Project
) -> Iterator[Statement]:
    yield node, A, name("dcat:Resource")
    for entry in _ONE_OF:
        serves = chosen(facts.values(source, entry), project)
        yield from ((node, name(entry), value) for value in serves)
    for entry in _KEPT:
        yield from ((node, name(entry), value) for value in facts.values(source, entry))
    for agent in facts.values(source, "dcterms:publisher"):
        yield agent, A, name("foaf:Agent")
        yield from ((agent, name("foaf:name"), n) for n in facts.values(agent, "foaf:name")[:1])
    yield node, name("dcterms:conformsTo"), iri(_SCHEMAS + schema)
    yield node, name("dcat:endpointURL"), node
    yield node, name("fdp-o:metadataIdentifier"), node
    yield from _dates(source, node, facts, project)
    yield from _contact(source, node, facts)


def _dates(source: str, node: str, facts: Facts, project: Project) -> Iterator[Statement]:
    modified = [text_of(day) for day in facts.values(source, "dcterms:modified")]
    for version in [project.version] if project.version else modified[-1:]:
        yield node, name("dcat:version"), literal(version)
        yield node, name("dcterms:hasVersion"), literal(version)
    for day in modified[-1:]:
        yield node, name("dcterms:modified"), _moment(day)
        yield node, name("fdp-o:metadataModified"), _moment(day)
    for day in [project.issued] if project.issued else modified[:1]:
        yield node, name("fdp-o:metadataIssued"), _moment(day)


def _moment(day: str) -> str:
    """Write a day as the point of time at which it begins, in UTC."""
    text = day if "T" in day else f"{day}T00:00:00Z"
    return literal(text, datatype=XSD + "dateTime")


def _contact(source: str, node: str, facts: Facts) -> Iterator[Statement]:
    for contact in facts.values(source, "dcat:contactPoint"):
        emails = facts.values(contact, "vcard:hasEmail")[:1]
        for email in emails:  # the specification wants a text here, where DCAT has an IRI
            yield node, name("dcat:contactPoint"), contact
            yield contact, A, name("vcard:Kind")
            yield contact, name("vcard:hasEmail"), literal(text_of(email).removeprefix("mailto:"))
