"""The view for HealthDCAT-AP: the one for DCAT-AP, with what health catalogues ask beside it."""

from collections.abc import Iterator

from ccdp_graph.model import Settings
from ccdp_graph.profiles.dcat_ap import dcat_ap_view
from ccdp_graph.rdf import A, GraphIndex, Statement, iri, language_of, literal, name, slug, text_of

_LISTS = "https://hdeu-dcat.data.health.europa.eu/resource/authority/"

_LISTED = {
    name("healthdcatap:hasCodingSystem"): f"<{_LISTS}coding-system/",
    name("dcterms:conformsTo"): f"<{_LISTS}standard/",
}

_CATEGORIES = f"<{_LISTS}healthcategories/"

_MATCHES = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch")


def healthdcat_ap_view(facts: GraphIndex, project: Settings) -> Iterator[Statement]:
    """Give what a HealthDCAT-AP harvester reads.

    Shape: as for DCAT-AP. Where the profile keeps a property for values of an EU list, the value
    is the one that our concept is matched with, and nothing where there is none. Health data
    access bodies and legislation are those of ccdp.toml, and nothing where it names none.
    """
    datasets = set(facts.typed("dcat:Dataset"))
    for subject, predicate, value in dcat_ap_view(facts, project):
        listed = _LISTED.get(predicate) if subject in datasets else None
        if listed is None:
            yield subject, predicate, value
        else:
            found = (m for m in facts.values(value, *_MATCHES) if m.startswith(listed))
            yield from ((subject, predicate, match) for match in found)
    for dataset in sorted(datasets):
        yield from _of_dataset(dataset, facts, project)
    for legislated in (*sorted(datasets), *facts.typed("dcat:Catalog")):
        for law in project.legislation:
            yield legislated, name("dcatap:applicableLegislation"), iri(law)


def _of_dataset(dataset: str, facts: GraphIndex, project: Settings) -> Iterator[Statement]:
    for concept in facts.values(dataset, "ccdp:resourceType", "ccdp:dataType"):
        for match in facts.values(concept, *_MATCHES):
            if match.startswith(_CATEGORIES):
                yield dataset, name("healthdcatap:healthCategory"), match
    said = [t for t in facts.values(dataset, "ccdp:collectionSystem") if language_of(t)]
    if said:
        origin = f"{dataset[:-1]}/provenance>"
        yield dataset, name("dcterms:provenance"), origin
        yield origin, A, name("dcterms:ProvenanceStatement")
        yield from ((origin, name("rdfs:label"), text) for text in said)
    for place in facts.values(dataset, "dcterms:spatial"):
        code = text_of(place).rpartition("/")[2]
        if code in project.access_body:
            yield from _access_body(dataset, code, project)


def _access_body(dataset: str, code: str, project: Settings) -> Iterator[Statement]:
    body = project.access_body[code]
    node = iri(f"{project.base}organisation/{slug(body)}")
    yield dataset, name("healthdcatap:hdab"), node
    yield node, A, name("foaf:Agent")
    yield node, name("foaf:name"), literal(body)
    reached = project.access_body_contact.get(code, "")
    if reached:
        contact = f"{node[:-1]}/contact>"
        yield node, name("cv:contactPoint"), contact
        yield contact, A, name("cv:ContactPoint")
        if reached.startswith(("https://", "http://")):
            yield contact, name("cv:contactPage"), iri(reached)
        else:
            yield contact, name("cv:email"), literal(reached.removeprefix("mailto:"))
