"""The ontology: every term is explained in two languages, used, and not minted in vain."""

import re

import pytest
from rdflib import DCTERMS, RDF, RDFS, SKOS, Literal, URIRef
from rdflib.namespace import OWL, VANN
from repository import ROOT

from ccdp_graph.rdf.namespaces import CCDP
from ccdp_graph.rdf.turtle import canonical_turtle, read_turtle

PATH = ROOT / "ontology" / "ccdp.ttl"
GRAPH = read_turtle(PATH)
ONTOLOGY = URIRef(CCDP.rstrip("#"))
TERMS = sorted({str(s) for s in GRAPH.subjects(RDF.type, None) if str(s).startswith(CCDP)})
USERS = [
    path
    for pattern in (
        "mapping/*.yml",
        "queries/*.rq",
        "shapes/*.ttl",
        "ontology/*/*.ttl",
        "ccdp_graph/**/*.py",
    )
    for path in ROOT.glob(pattern)
]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in USERS)


def test_file_is_canonical() -> None:
    assert PATH.read_text(encoding="utf-8") == canonical_turtle(GRAPH)


def test_header_is_complete_and_versioned() -> None:
    for needed in (
        DCTERMS.creator,
        DCTERMS.created,
        DCTERMS.modified,
        DCTERMS.license,
        VANN.preferredNamespacePrefix,
        VANN.preferredNamespaceUri,
    ):
        assert GRAPH.value(ONTOLOGY, needed) is not None, needed
    version = str(GRAPH.value(ONTOLOGY, OWL.versionInfo))
    assert str(GRAPH.value(ONTOLOGY, OWL.versionIRI)) == f"{ONTOLOGY}/{version}"


@pytest.mark.parametrize("term", TERMS)
def test_term_is_explained_in_two_languages(term: str) -> None:
    for needed in (RDFS.label, SKOS.definition, SKOS.example, SKOS.scopeNote):
        texts = GRAPH.objects(URIRef(term), needed)
        said = sorted(str(text.language) for text in texts if isinstance(text, Literal))
        assert said == ["en", "fr"], needed
    assert GRAPH.value(URIRef(term), RDFS.isDefinedBy) == ONTOLOGY
    assert GRAPH.value(URIRef(term), SKOS.editorialNote) is not None


@pytest.mark.parametrize("term", TERMS)
def test_term_is_used_or_is_the_parent_of_one_that_is(term: str) -> None:
    local = term.removeprefix(CCDP)
    used = re.search(rf'ccdp:{local}\b|CCDP \+ "{local}"', TEXT)
    parent = (None, RDFS.subPropertyOf, URIRef(term)) in GRAPH
    assert used or parent


def test_every_term_that_is_used_is_defined() -> None:
    found = set(re.findall(r"(?<!urn:)\bccdp:([A-Za-z][\w-]*)", TEXT))
    found |= set(re.findall(r'CCDP \+ "([\w-]+)"', TEXT))
    assert {CCDP + name for name in found} - set(TERMS) == set()


def test_domains_and_ranges_of_ours_exist() -> None:
    for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf):
        for value in GRAPH.objects(None, predicate):
            assert not str(value).startswith(CCDP) or str(value) in TERMS, value
