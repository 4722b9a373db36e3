"""The view for HealthDCAT-AP: that for DCAT-AP, with the additions for health catalogues."""

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


def healthdcat_ap_view(graph: GraphIndex, settings: Settings) -> Iterator[Statement]:
    """Yield what a HealthDCAT-AP harvester reads.

    Shape: as for DCAT-AP. Where the profile limits a property to an EU list, the value is the one
    that our concept is mapped to; without a mapping it is left out. Health data access bodies and
    legislation come from ccdp.toml, if it names any.
    """
    datasets = set(graph.typed("dcat:Dataset"))
    for subject, predicate, value in dcat_ap_view(graph, settings):
        list_iri = _LISTED.get(predicate) if subject in datasets else None
        if list_iri is None:
            yield subject, predicate, value
        else:
            matches = (m for m in graph.values(value, *_MATCHES) if m.startswith(list_iri))
            yield from ((subject, predicate, match) for match in matches)
    for dataset in sorted(datasets):
        yield from _of_dataset(dataset, graph, settings)
    for node in (*sorted(datasets), *graph.typed("dcat:Catalog")):
        for law in settings.legislation:
            yield node, name("dcatap:applicableLegislation"), iri(law)


def _of_dataset(dataset: str, graph: GraphIndex, settings: Settings) -> Iterator[Statement]:
    for concept in graph.values(dataset, "ccdp:resourceType", "ccdp:dataType"):
        for match in graph.values(concept, *_MATCHES):
            if match.startswith(_CATEGORIES):
                yield dataset, name("healthdcatap:healthCategory"), match
    texts = [t for t in graph.values(dataset, "ccdp:collectionSystem") if language_of(t)]
    if texts:
        origin = f"{dataset[:-1]}/provenance>"
        yield dataset, name("dcterms:provenance"), origin
        yield origin, A, name("dcterms:ProvenanceStatement")
        yield from ((origin, name("rdfs:label"), text) for text in texts)
    for place in graph.values(dataset, "dcterms:spatial"):
        code = text_of(place).rpartition("/")[2]
        if code in settings.access_body:
            yield from _access_body(dataset, code, settings)


def _access_body(dataset: str, code: str, settings: Settings) -> Iterator[Statement]:
    body = settings.access_body[code]
    node = iri(f"{settings.base}organisation/{slug(body)}")
    yield dataset, name("healthdcatap:hdab"), node
    yield node, A, name("foaf:Agent")
    yield node, name("foaf:name"), literal(body)
    contact_point = settings.access_body_contact.get(code, "")
    if contact_point:
        contact = f"{node[:-1]}/contact>"
        yield node, name("cv:contactPoint"), contact
        yield contact, A, name("cv:ContactPoint")
        if contact_point.startswith(("https://", "http://")):
            yield contact, name("cv:contactPage"), iri(contact_point)
        else:
            yield contact, name("cv:email"), literal(contact_point.removeprefix("mailto:"))
