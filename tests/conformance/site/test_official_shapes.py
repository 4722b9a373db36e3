"""The official shapes, on the files as they are published."""

import pytest
from rdflib import DCAT, DCTERMS, RDF, Graph, URIRef
from site_server import Served
from standards import needs_standards, official, required

from ccdp_graph.project.project import Project
from ccdp_graph.rdf.namespaces import SHAPES
from ccdp_graph.validation.shape_files import read_shape_files

pytestmark = needs_standards

LEVELS = {"PUBLIC": "public", "RESTRICTED": "restricted", "NON_PUBLIC": "non-public"}
ACCESS = "http://publications.europa.eu/resource/authority/access-right/"


def test_dcat_ap_finds_no_violation_in_the_published_catalogue(served: Served) -> None:
    whole = served.graph(f"{served.address}dumps/dcat-ap-3.ttl")
    assert len(set(whole.subjects(RDF.type, DCAT.Dataset))) == 133
    names = ("shapes", "range", "mdr-vocabularies.shape")
    assert required(whole, official(*(f"dcat-ap-3.0.1/{name}" for name in names))) == []


@pytest.mark.parametrize("level", LEVELS)
def test_healthdcat_ap_finds_in_the_published_catalogue_the_gaps_that_we_tell(
    served: Served, files: Project, level: str
) -> None:
    whole = served.graph(f"{served.address}dumps/healthdcat-ap.ttl")
    datasets = set(whole.subjects(RDF.type, DCAT.Dataset))
    of_level = set(whole.subjects(DCTERMS.accessRights, URIRef(ACCESS + level)))
    assert of_level
    for other in datasets - of_level:
        whole.remove((other, RDF.type, DCAT.Dataset))
    told = Graph(bind_namespaces="none")
    if level == "NON_PUBLIC":
        told += [(s, RDF.type, URIRef(f"{SHAPES}NonPublicDataset")) for s in of_level]
    ours = read_shape_files(files.files("shapes/targets/healthdcat-ap/*.ttl"))
    theirs = official(f"healthdcat-ap-r8/pyshacl/{LEVELS[level]}-shapes")
    found = {(f.focus_node, f.result_path) for f in required(whole + told, ours)}
    assert found == {(f.focus_node, f.result_path) for f in required(whole, theirs)}
    gaps = {str(path).rpartition("#")[2].rpartition("/")[2] for _, path in found}
    assert {"distribution", "hdab", "applicableLegislation"} <= gaps
    assert len({node for node, _ in found} & set(map(str, of_level))) == len(of_level)
