"""What a release says of itself in RDF, and what others' shapes and programs say of that."""

import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import DCTERMS, FOAF, RDF, BNode, Graph, Literal, Namespace, URIRef

from ccdp_graph.rdf.turtle import parse_turtle, read_turtle

Violations = Callable[[Graph], list[str]]
THINGS = "https://w3id.org/ccdp/id/"
MAIN = URIRef(f"{THINGS}catalogue/main")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VERSIONS = ("1.0.0", "1.1.0")


def node(version: str) -> URIRef:
    return URIRef(f"{THINGS}release/{version}")


@pytest.fixture(scope="module")
def described(released: Path) -> dict[str, Graph]:
    return {version: read_turtle(released / version / "release.ttl") for version in VERSIONS}


def test_a_release_is_a_dated_version_of_the_catalogue_that_names_the_one_before(
    described: dict[str, Graph],
) -> None:
    for version, day in (("1.0.0", "2026-01-31"), ("1.1.0", "2026-03-01")):
        graph = described[version]
        assert set(graph.subjects(RDF.type, DCAT.Dataset)) == {node(version)}
        assert (node(version), DCAT.isVersionOf, MAIN) in graph
        assert (MAIN, DCAT.hasVersion, node(version)) in graph
        assert str(graph.value(node(version), DCAT.version)) == version
        issued = graph.value(node(version), DCTERMS.issued)
        assert isinstance(issued, Literal)
        assert issued.n3(graph.namespace_manager) == f'"{day}"^^xsd:date'
        notes = graph.objects(node(version), ADMS.versionNotes)
        languages = {note.language for note in notes if isinstance(note, Literal)}
        assert languages == {"en", "fr"}
    assert described["1.0.0"].value(node("1.0.0"), DCAT.previousVersion) is None
    assert described["1.1.0"].value(node("1.1.0"), DCAT.previousVersion) == node("1.0.0")


@pytest.mark.parametrize("version", VERSIONS)
def test_every_file_has_its_size_and_checksum(
    released: Path, described: dict[str, Graph], version: str
) -> None:
    graph = described[version]
    told = {*graph.objects(node(version), DCAT.distribution)}
    data = {path.name for path in (released / version).glob("*.ttl")} | {"graph.nq"}
    assert {str(file).rpartition("/")[2] for file in told} == data - {"release.ttl"}
    told |= set(graph.objects(node(version), FOAF.page))
    names = {path.name for path in (released / version).iterdir()}
    assert {str(file).rpartition("/")[2] for file in told} == names - {"release.ttl", "SHA256SUMS"}
    for file in told:
        content = (released / version / str(file).rpartition("/")[2]).read_bytes()
        checksum = graph.value(file, SPDX.checksum)
        assert (checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256) in graph
        said = graph.value(checksum, SPDX.checksumValue)
        assert str(said).lower() == hashlib.sha256(content).hexdigest()
        size = graph.value(file, DCAT.byteSize)
        assert size is None or int(str(size)) == len(content)


def test_nothing_in_it_is_without_a_name(described: dict[str, Graph]) -> None:
    for graph in described.values():
        assert not [term for triple in graph for term in triple if isinstance(term, BNode)]


@pytest.mark.parametrize("view", ["dcat-ap-3", "healthdcat-ap"])
def test_the_catalogue_in_a_release_has_its_version_and_those_before(
    released: Path, view: str
) -> None:
    graph = read_turtle(released / f"1.1.0/{view}.ttl")
    assert [str(v) for v in graph.objects(MAIN, DCAT.version)] == ["1.1.0"]
    assert list(graph.objects(MAIN, DCAT.previousVersion)) == [node("1.0.0")]
    first = read_turtle(released / f"1.0.0/{view}.ttl")
    assert list(first.objects(MAIN, DCAT.previousVersion)) == []


def test_the_fair_data_point_in_a_release_has_its_version(released: Path) -> None:
    graph = read_turtle(released / "1.1.0/fdp.ttl")
    service = URIRef(f"{THINGS}fdp")
    assert [str(version) for version in graph.objects(service, DCAT.version)] == ["1.1.0"]


@pytest.mark.parametrize("version", VERSIONS)
def test_it_has_no_violation_of_the_official_shapes_of_dcat_ap(
    described: dict[str, Graph], violations: Violations, version: str
) -> None:
    assert violations(described[version]) == []


@pytest.mark.parametrize(
    ("pattern", "instead", "number"),
    [
        (r"    dcat:accessURL <[^>]*> ;\n", "", 5),
        (r"file-type/RDF_TURTLE>", "file-type/NO_SUCH_TYPE>", 8),
        (r'("[0-9a-f]{64}")\^\^xsd:hexBinary', r"\1", 14),
    ],
)
def test_the_official_shapes_would_find_a_fault(
    released: Path, violations: Violations, pattern: str, instead: str, number: int
) -> None:
    text = (released / "1.1.0/release.ttl").read_text(encoding="utf-8")
    assert len(violations(parse_turtle(re.sub(pattern, instead, text)))) == number


@pytest.mark.skipif(not shutil.which("rapper"), reason="Raptor (rapper) is not installed")
@pytest.mark.parametrize("version", VERSIONS)
def test_raptor_reads_the_same_triples(
    released: Path, described: dict[str, Graph], version: str
) -> None:
    path = released / version / "release.ttl"
    done = subprocess.run(
        ["rapper", "-q", "-i", "turtle", "-o", "ntriples", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    read = Graph().parse(data=done.stdout, format="nt")
    assert done.stderr == ""
    assert set(read) == set(described[version])
