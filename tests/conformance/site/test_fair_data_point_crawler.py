"""A crawler of FAIR Data Points over plain files: it reaches all, and official shapes pass."""

import json

import pytest
import rdflib
from rdflib import DCAT, DCTERMS, PROV, RDF, SH, Graph, Literal, Namespace, URIRef
from site_server import Served
from standards import fdp_reference, mended_specification, needs_standards, required

from ccdp_graph.pipeline.model import Build
from ccdp_graph.profiles.fair_data_point import fair_data_point_view
from ccdp_graph.rdf.index import GraphIndex
from ccdp_graph.rdf.namespaces import THINGS
from ccdp_graph.validation.engines.pyshacl import validate

LDP = Namespace("http://www.w3.org/ns/ldp#")
FDP = Namespace("https://w3id.org/fdp/fdp-o#")
UNPUBLISHED = f"{THINGS}resource/national-cancer-registration-of-mongolia"
"""The one resource whose row names no organisation, which the reference asks for."""


def crawl(served: Served) -> dict[URIRef, Graph]:
    """Read a FAIR Data Point from its root on: whatever a container names is asked for."""
    waiting = [URIRef(f"{served.address}fdp/index.ttl")]
    found: dict[URIRef, Graph] = {}
    while waiting:
        entry = waiting.pop()
        if entry in found:
            continue
        found[entry] = served.graph(entry)
        for container in found[entry].subjects(LDP.membershipResource, entry):
            members = found[entry].objects(container, LDP.contains)
            waiting += [member for member in members if isinstance(member, URIRef)]
    return found


@pytest.fixture(scope="module")
def crawled(served: Served) -> dict[URIRef, Graph]:
    return crawl(served)


def of_kind(crawled: dict[URIRef, Graph], kind: URIRef) -> set[URIRef]:
    return {entry for entry, graph in crawled.items() if (entry, RDF.type, kind) in graph}


def test_a_crawler_finds_all_resources_from_the_root(
    crawled: dict[URIRef, Graph], made: Build
) -> None:
    datasets = of_kind(crawled, DCAT.Dataset)
    assert len(datasets) == 133
    assert len(of_kind(crawled, FDP.FAIRDataPoint)) == 1
    assert len(of_kind(crawled, DCAT.Catalog)) == 2
    assert len(crawled) == 136
    ours = {crawled[entry].value(entry, PROV.specializationOf) for entry in datasets}
    assert ours == {URIRef(s[1:-1]) for s, _, o in made.public if o == f"<{DCAT.Dataset}>"}


def test_no_document_lies_in_the_tree_that_a_crawler_does_not_reach(
    served: Served, crawled: dict[URIRef, Graph]
) -> None:
    for ending in (".ttl", ".jsonld"):
        lying = {
            served.address + path.relative_to(served.folder).as_posix().removesuffix(ending)
            for path in (served.folder / "fdp").rglob(f"*{ending}")
            if path.parent.name != "profile"
        }
        assert lying == {entry.removesuffix(".ttl") for entry in crawled}


def test_containers_say_what_the_relations_say(crawled: dict[URIRef, Graph]) -> None:
    relations = {}
    for entry, graph in crawled.items():
        for container in graph.subjects(RDF.type, LDP.DirectContainer):
            assert isinstance(container, URIRef)
            assert container.defrag() == entry  # so its address answers with its description
            relation = graph.value(container, LDP.hasMemberRelation)
            members = set(graph.objects(container, LDP.contains))
            assert members == set(graph.objects(entry, relation))
            assert all((m, DCTERMS.isPartOf, entry) in crawled[URIRef(str(m))] for m in members)
            relations[URIRef(str(relation))] = len(members)
    assert relations == {FDP.metadataCatalog: 2, DCAT.dataset: 133}


def test_an_entry_names_our_thing_and_does_not_claim_to_be_it(
    crawled: dict[URIRef, Graph],
) -> None:
    for entry, graph in crawled.items():
        ours = graph.value(entry, PROV.specializationOf)
        if ours is not None:
            assert list(graph.objects(entry, DCTERMS.identifier)) == [Literal(str(ours))]
        assert (None, rdflib.OWL.sameAs, None) not in graph
        assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)


def test_profiles_are_shapes_of_the_class_of_the_entry(
    served: Served, crawled: dict[URIRef, Graph]
) -> None:
    aims: dict[URIRef, set[object]] = {}
    for entry, graph in crawled.items():
        own = [p for p in graph.objects(entry, DCTERMS.conformsTo) if served.address in str(p)]
        assert len(own) == 1, entry
        profile = URIRef(str(own[0]))
        if profile not in aims:
            aims[profile] = set(served.graph(profile).objects(None, SH.targetClass))
        assert aims[profile] & set(graph.objects(entry, RDF.type)), entry
    assert len(aims) == 3


def test_each_document_says_the_same_as_json_ld(
    served: Served, crawled: dict[URIRef, Graph]
) -> None:
    for entry in sorted(crawled)[::20]:
        other = served.graph(entry.replace(".ttl", ".jsonld"), "json-ld")
        assert set(other) == set(crawled[entry]), entry
    raw = json.loads(served.get(f"{served.address}fdp/index.jsonld")[0])
    assert raw


@needs_standards
def test_the_shapes_of_the_reference_pass_on_each_document(
    crawled: dict[URIRef, Graph],
) -> None:
    shapes = fdp_reference()
    found = {
        (str(graph.value(entry, PROV.specializationOf)), finding.result_path)
        for entry, graph in crawled.items()
        for finding in validate(graph, shapes)
    }
    assert found == {(UNPUBLISHED, str(DCTERMS.publisher))}


@needs_standards
def test_the_shapes_of_the_specification_pass_on_the_whole_in_one_file(served: Served) -> None:
    whole = served.graph(f"{served.address}dumps/fdp.ttl")
    assert len(set(whole.subjects(RDF.type, DCAT.Dataset))) == 133
    # Its shape of containers is meant for that of the service: it wants catalogues in them.
    (datasets,) = whole.subjects(LDP.hasMemberRelation, DCAT.dataset)
    whole.remove((datasets, RDF.type, LDP.DirectContainer))
    assert required(whole, mended_specification(), served.address) == []


def test_the_page_of_the_tree_leads_to_each_document(served: Served) -> None:
    for path in ("fdp/index.html", "fr/fdp/index.html"):
        text = served.get(served.address + path)[0].decode()
        assert f"{served.address}fdp/index.ttl" in text
        assert text.count('.ttl"') >= 136


def test_where_no_record_has_a_day_that_of_the_edition_serves(made: Build) -> None:
    undated = GraphIndex.of(s for s in made.public if s[1] != f"<{DCTERMS.modified}>")
    view = GraphIndex.of(fair_data_point_view(undated, made.settings, "2026-01-31"))
    for kind in ("fdp-o:FAIRDataPoint", "dcat:Catalog", "dcat:Dataset"):
        for entry in view.typed(kind):
            assert view.values(entry, "dcat:version") == ['"2026-01-31"']
            (moment,) = view.values(entry, "fdp-o:metadataModified")
            assert moment.startswith('"2026-01-31T00:00:00Z"')
