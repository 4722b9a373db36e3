"""What search engines read in the pages: schema.org's own shapes, and the fields of Google."""

import json
import re
import warnings
from collections.abc import Mapping
from typing import Any

import pytest
from rdflib import RDFS, SH, Graph, Namespace
from site_server import Served
from standards import STANDARDS, needs_standards

from ccdp_graph.i18n import languages
from ccdp_graph.pipeline.model import Build
from ccdp_graph.rdf.index import GraphIndex, text_of
from ccdp_graph.validation.engines.pyshacl import validate
from ccdp_graph.web.edition import page_path

SCHEMA = Namespace("http://schema.org/")
SHAPES = Namespace("http://schema.org/validation#")
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
ABOVE = {
    "CreativeWork": "Thing", "DataCatalog": "CreativeWork", "Dataset": "CreativeWork",
    "DefinedTerm": "Thing", "Organization": "Thing", "Place": "Thing", "Project": "Organization",
}  # fmt: skip
"""The classes of schema.org that pages use, each with the one above it."""

TEXTS = ("Text", "Date", "DateTime", "Time", "Number", "Boolean", "CssSelectorType", "XPathType")
KNOWN = {
    "alternateName": "dcterms:alternative",
    "identifier": "dcterms:identifier",
    "keywords": "ccdp:resourceType",
    "measurementTechnique": "ccdp:collectionSystem",
    "spatialCoverage": "dcterms:spatial",
    "temporalCoverage": "dcterms:temporal",
    "variableMeasured": "ccdp:dataType",
    "license": "dcterms:license",
    "url": "dcat:landingPage",
}
"""What Google recommends and our graph may know, by the property that says it."""

SURVEY = tuple(page_path("data", language) for language in languages())

Documents = Mapping[str, dict[str, Any]]


@pytest.fixture(scope="module")
def documents(served: Served) -> Documents:
    """What stands in each page, by path."""
    found = {}
    for path in sorted(served.folder.rglob("*.html")):
        for text in SCRIPT.findall(path.read_text(encoding="utf-8")):
            found[path.relative_to(served.folder).as_posix()] = json.loads(text)
    return found


def datasets(documents: Documents) -> Documents:
    """Return what pages of resources say; the page of all that is published is another dataset."""
    every = {path: said for path, said in documents.items() if said["@type"] == "Dataset"}
    return {path: said for path, said in every.items() if path not in SURVEY}


def as_graph(documents: list[dict[str, Any]]) -> Graph:
    """Read documents as schema.org's own context says."""
    text = (STANDARDS / "schemaorg" / "schemaorgcontext.jsonld").read_text(encoding="utf-8")
    bare = [{key: said for key, said in d.items() if key != "@context"} for d in documents]
    whole = {"@context": json.loads(text)["@context"], "@graph": bare}
    graph = Graph(bind_namespaces="none")
    with warnings.catch_warnings():  # rdflib's reader of JSON-LD uses what rdflib deprecates
        warnings.simplefilter("ignore", DeprecationWarning)
        graph.parse(data=json.dumps(whole), format="json-ld")
    graph += [(SCHEMA[one], RDFS.subClassOf, SCHEMA[other]) for one, other in ABOVE.items()]
    return graph


def mended_shapes() -> Graph:
    """Read the shapes of schema.org as they are meant: there no text is a text."""
    graph = Graph(bind_namespaces="none")
    graph.parse(STANDARDS / "schemaorg" / "schemaorg-shapes.shacl", format="turtle")
    for name in (*TEXTS, "URL"):
        graph.set((SHAPES[f"ValidSchema{name}"], SH.nodeKind, SH.Literal))
    graph.set((SHAPES.ValidSchemaURL, SH.nodeKind, SH.IRIOrLiteral))
    return graph


@needs_standards
def test_schema_org_finds_no_fault_in_any_kind_of_page(documents: Documents) -> None:
    chosen = [said for number, said in enumerate(documents.values()) if number % 20 == 0]
    chosen += [said for path, said in documents.items() if "catalogue/" in path or path in SURVEY]
    kinds = {said["@type"] for said in chosen}
    assert kinds == {"Dataset", "Project", "Organization", "DataCatalog", "Place", "DefinedTerm"}
    graph, shapes = as_graph(chosen), mended_shapes()
    assert [(f.focus_node, f.result_path, f.value) for f in validate(graph, shapes)] == []
    few = as_graph([{"@id": "urn:a", "@type": "Dataset", "publisher": "a text"}])
    assert [f.focus_node for f in validate(few, shapes)] == ["urn:a"]  # they can find a fault


@needs_standards
def test_pages_use_only_words_that_schema_org_has(documents: Documents) -> None:
    text = (STANDARDS / "schemaorg" / "schemaorgcontext.jsonld").read_text(encoding="utf-8")
    words = json.loads(text)["@context"].keys()
    used = {key for said in documents.values() for key in keys(said)}
    assert used - {"@context", "@id", "@type"} <= words


def keys(said: Any) -> set[str]:
    if isinstance(said, list):
        return {key for one in said for key in keys(one)}
    if isinstance(said, dict):
        return said.keys() | {key for one in said.values() for key in keys(one)}
    return set()


@needs_standards
def test_google_has_all_it_requires_and_what_is_known_of_what_it_recommends(
    documents: Documents, made: Build
) -> None:
    fields = json.loads((STANDARDS / "schemaorg" / "google-dataset-fields.json").read_text())
    required = {line.split(" ")[0] for line in fields["Dataset"]["required"]}
    recommended = {line.split(" ")[0] for line in fields["Dataset"]["recommended"]}
    facts = GraphIndex.of(made.public)
    found = datasets(documents)
    assert len(found) == len(languages()) * 133
    for path, said in found.items():
        assert required <= said.keys(), path
        assert 50 <= len(said["description"]) <= 5000, path
        term = f"<{said['@id']}>"
        for key, predicate in KNOWN.items():
            assert (key in said) or not facts.values(term, predicate), (path, key)
        catalogue = said["includedInDataCatalog"]
        assert {"name", "url"} <= catalogue.keys()
        for publisher in facts.values(term, "dcterms:publisher"):
            assert said["publisher"]["@id"] == text_of(publisher)
        language = path.partition("/")[0]  # or the folder of English pages
        for other in languages()[1:]:
            assert (f"/{other}/" in catalogue["url"]) == (language == other)
    assert KNOWN.keys() <= recommended
    assert {"includedInDataCatalog"} <= recommended


@needs_standards
def test_the_survey_itself_is_a_dataset_with_all_that_google_asks_and_is_known(
    documents: Documents, served: Served, made: Build
) -> None:
    fields = json.loads((STANDARDS / "schemaorg" / "google-dataset-fields.json").read_text())
    wanted = {line.split(" ")[0] for line in fields["Dataset"]["recommended"]}
    project = made.settings
    for path, language in zip(SURVEY, languages(), strict=True):
        said = documents[path]
        title, description = (
            texts.get(language, texts["en"]) for texts in (project.title, project.description)
        )
        assert said["name"] == title
        assert said["description"].startswith(description.rstrip("."))
        assert 50 <= len(said["description"]) <= 5000
        assert "133" in said["description"]
        # what neither ccdp.toml nor the graph can know: no funder, method or time of the whole
        assert wanted - said.keys() == {
            "citation", "funder", "hasPart", "measurementTechnique", "sameAs",
            "temporalCoverage", "variableMeasured",
        }  # fmt: skip
        assert said["url"] == served.address + path
        assert said["creator"]["name"] == said["publisher"]["name"] == project.publisher
        assert said["license"] == project.licence
        assert said["includedInDataCatalog"]["@id"] == said["identifier"]
        assert served.get(said["includedInDataCatalog"]["url"])[1] == "text/html"
        countries = {place["name"] for place in said["spatialCoverage"]}
        assert {"France", "Allemagne" if language == "fr" else "Germany"} <= countries
    assert project.homepage == ""  # else it would be named as sameAs


def test_the_survey_names_each_file_to_download_with_its_checksum(
    documents: Documents, served: Served
) -> None:
    lines = (served.folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
    for path in SURVEY:
        told = documents[path]["distribution"]
        files = [each["contentUrl"].removeprefix(served.address) for each in told]
        assert files == sorted(set(files), key=files.index)
        assert {name for name in sums if name.startswith("dumps/")} <= set(files)
        for name, each in zip(files, told, strict=True):
            assert each["sha256"] == sums[name]
            assert served.get(each["contentUrl"])[1] == each["encodingFormat"]


def test_addresses_in_pages_answer(documents: Documents, served: Served) -> None:
    for path in ("resource/rnce.html", "fr/network/pcdc.html", "catalogue/main.html"):
        said = documents[path]
        assert said["mainEntityOfPage"] == served.address + path
        for address in {said["mainEntityOfPage"], said["url"]}:
            if address.startswith(served.address):
                assert served.get(address)[1] == "text/html"
