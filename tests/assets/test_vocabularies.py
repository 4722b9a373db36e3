"""The concept schemes: ours, and the pinned copies of foreign lists."""

import os
import runpy
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel import Locale
from rdflib import DCTERMS, PROV, RDF, SKOS, Graph, Literal, Node, URIRef
from rdflib.namespace import OWL
from repository import ROOT

from ccdp_graph.model.concepts import REASONS, ConceptIndex
from ccdp_graph.rdf.text import normalised
from ccdp_graph.rdf.turtle import canonical_turtle, parse_turtle, read_turtle
from ccdp_graph.tables.lexicon import country_code

OURS = sorted((ROOT / "ontology" / "vocab").glob("*.ttl"))
EXTERNAL = sorted((ROOT / "ontology" / "external").glob("*.ttl"))
STANDARDS = Path(os.environ.get("CCDP_SHARED", ROOT.parent / "shared")) / "standards"
EU_RIGHT = "http://publications.europa.eu/resource/authority/access-right/"
NAMED_MODELS = [
    "omop-cdm",
    "fhir",
    "openehr",
    "mcode",
    "osiris",
    "pcdc",
    "pcornet-cdm",
    "sentinel-cdm",
    "phenopackets",
    "beacon",
    "dicom",
    "naaccr",
    "canreg5",
]


def name_of(path: Path) -> str:
    return path.stem


def whole() -> Graph:
    graph = Graph(bind_namespaces="none")
    for path in (*OURS, *EXTERNAL):
        graph += read_turtle(path)
    return graph


WHOLE = whole()
INDEX = ConceptIndex.from_graph(WHOLE)


def languages(graph: Graph, node: Node, predicate: URIRef) -> list[str]:
    texts = graph.objects(node, predicate)
    return sorted(str(text.language) for text in texts if isinstance(text, Literal))


@pytest.mark.parametrize("path", [*OURS, *EXTERNAL], ids=name_of)
def test_file_is_canonical(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == canonical_turtle(read_turtle(path))


@pytest.mark.parametrize("path", [*OURS, *EXTERNAL], ids=name_of)
def test_scheme_says_what_it_is_in_two_languages(path: Path) -> None:
    graph = read_turtle(path)
    schemes = list(graph.subjects(RDF.type, SKOS.ConceptScheme))
    assert len(schemes) == 1
    assert languages(graph, schemes[0], DCTERMS.title) == ["en", "fr"]
    assert languages(graph, schemes[0], DCTERMS.description) == ["en", "fr"]
    for needed in (DCTERMS.license, DCTERMS.modified, OWL.versionInfo):
        assert graph.value(schemes[0], needed) is not None, needed


@pytest.mark.parametrize("path", EXTERNAL, ids=name_of)
def test_pinned_copy_names_its_source_and_rights(path: Path) -> None:
    graph = read_turtle(path)
    scheme = next(graph.subjects(RDF.type, SKOS.ConceptScheme))
    assert graph.value(scheme, DCTERMS.source) is not None
    assert graph.value(scheme, DCTERMS.rights) is not None


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_concepts_are_labelled_defined_and_placed(path: Path) -> None:
    graph = read_turtle(path)
    scheme = next(graph.subjects(RDF.type, SKOS.ConceptScheme))
    concepts = list(graph.subjects(RDF.type, SKOS.Concept))
    assert concepts
    for concept in concepts:
        assert languages(graph, concept, SKOS.prefLabel) == ["en", "fr"], concept
        assert languages(graph, concept, SKOS.definition) == ["en", "fr"], concept
        assert str(graph.value(concept, SKOS.notation)) == str(concept).rpartition("/")[2]
        assert graph.value(concept, SKOS.inScheme) == scheme
        broader = graph.value(concept, SKOS.broader)
        top = (concept, SKOS.topConceptOf, scheme) in graph
        assert top != (broader in concepts), f"{concept} is neither top nor under a concept"


@pytest.mark.parametrize("path", [*OURS, *EXTERNAL], ids=name_of)
def test_no_word_of_a_scheme_stands_for_two_concepts(path: Path) -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for concept in ConceptIndex.from_graph(read_turtle(path)).concepts:
        for word in concept.words:
            owners[normalised(word)].add(concept.iri)
    assert {word: iris for word, iris in owners.items() if len(iris) > 1} == {}


def test_data_models_and_coding_systems_share_no_word() -> None:
    words = {
        scheme: {normalised(w) for c in INDEX.of_scheme(scheme) for w in c.words}
        for scheme in ("data-model", "coding-system")
    }
    assert not words["data-model"] & words["coding-system"]


@pytest.mark.parametrize("name", NAMED_MODELS)
def test_known_data_model_has_its_specification_page(name: str) -> None:
    node = URIRef(f"https://w3id.org/ccdp/vocab/data-model/{name}")
    assert (node, RDF.type, DCTERMS.Standard) in WHOLE
    page = WHOLE.value(node, URIRef("http://xmlns.com/foaf/0.1/page"))
    assert str(page).startswith("https://")


def test_reasons_for_missing_values_are_concepts() -> None:
    members = set(WHOLE.objects(URIRef(REASONS), SKOS.member))
    assert len(members) == 7
    assert all((member, RDF.type, SKOS.Concept) in WHOLE for member in members)


def test_every_access_level_corresponds_to_one_eu_access_right() -> None:
    for concept in INDEX.of_scheme("access"):
        rights = {iri for iri in concept.matches if iri.startswith(EU_RIGHT)}
        assert len(rights) == 1, concept.iri
        assert rights <= {EU_RIGHT + name for name in ("PUBLIC", "RESTRICTED", "NON_PUBLIC")}


def test_there_are_249_countries_with_codes_names_and_links() -> None:
    countries = INDEX.of_scheme("country")
    assert len(countries) == 249
    for country in countries:
        lengths = {len(code) for code in country.notations if code.isalpha()}
        assert lengths == {2, 3}, country.iri
        assert set(country.labels) == {"en", "fr"}
        assert any("wikidata" in iri for iri in country.matches), country.iri


def test_every_country_lies_in_a_region_that_lies_in_the_world() -> None:
    world = URIRef("https://w3id.org/ccdp/vocab/region/world")
    for country in INDEX.of_scheme("country"):
        ancestors = list(WHOLE.transitive_objects(URIRef(country.iri), SKOS.broader))
        assert world in ancestors, country.iri
        assert len(ancestors) > 2, f"{country.iri} is in no region"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("USA", "USA"),
        ("United States", "USA"),
        ("UK", "GBR"),
        ("The Netherlands", "NLD"),
        ("Czech Republic", "CZE"),
        ("Viet Nam", "VNM"),
        ("Hong Kong SAR", "HKG"),
        ("Côte d'Ivoire", "CIV"),
        ("Algérie", "DZA"),
        ("Maroc", "MAR"),
        ("Korea, Republic of", "KOR"),
        ("Russian Federation", "RUS"),
        ("FR", "FRA"),
    ],
)
def test_country_is_found_by_a_name_that_curators_write(name: str, code: str) -> None:
    concept = INDEX.find(name, ("country",))
    assert concept is not None
    assert concept.iri.endswith(f"/{code}")


@pytest.mark.parametrize(
    ("name", "code"), [("México", "MX"), ("Perú", "PE"), ("Deutschland", "DE"), ("中国", "CN")]
)
def test_country_is_found_by_its_name_in_other_languages(name: str, code: str) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize("name", ["England", "Korea", "Central America", "Atlantis", ""])
def test_what_is_no_country_is_not_found(name: str) -> None:
    assert INDEX.find(name, ("country",)) is None
    assert country_code(name) is None


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the copies that the sources at hand give."""
    if not STANDARDS.is_dir():
        pytest.skip("the standards' files are not beside the checkout; set CCDP_SHARED")
    folder = tmp_path_factory.mktemp("refreshed")
    script = ROOT / "ontology" / "external" / "refresh.py"
    command = [sys.executable, str(script), str(STANDARDS), "-o", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT)
    return folder


def source_versions(path: Path) -> dict[str, str]:
    """Read by title what a copy was made from: the IRI of a version or of a file's content."""
    graph = read_turtle(path)
    used = graph.objects(None, PROV.wasDerivedFrom)
    return {str(graph.value(iri, DCTERMS.title)): str(iri) for iri in used}


@pytest.mark.parametrize("path", EXTERNAL, ids=name_of)
def test_pinned_copy_is_what_its_sources_give(path: Path, refreshed: Path) -> None:
    # Only of the very versions that it was made from: a newer CLDR has other names.
    made = refreshed / path.name
    pinned, present = source_versions(path), source_versions(made)
    if pinned != present:
        pytest.skip(f"made from {sorted(pinned.items() - present.items())}, which is not here")
    assert made.read_bytes() == path.read_bytes()


def test_list_of_countries_records_the_version_of_each_source() -> None:
    titles = source_versions(ROOT / "ontology" / "external" / "countries.ttl")
    assert any(title.startswith("Unicode CLDR ") for title in titles)
    assert {Path(title).suffix for title in titles} >= {".csv", ".ttl"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("French Southern Territories", "ATF"),
        ("French Southern and Antarctic Lands", "ATF"),
        ("Heard & McDonald Islands", "HMD"),
        ("Heard Island & McDonald Islands", "HMD"),
        ("St. Helena", "SHN"),
        ("St. Helena, Ascension & Tristan da Cunha", "SHN"),
    ],
)
def test_older_and_newer_names_of_a_country_are_understood(name: str, code: str) -> None:
    concept = INDEX.find(name, ("country",))
    assert concept is not None
    assert concept.iri.endswith(f"/{code}")


def test_refresh_with_a_newer_cldr_keeps_the_names_of_the_older(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    newer = {"en": {"FR": "Newer"}, "fr": {"FR": "Pays"}}
    monkeypatch.setattr(Locale, "parse", lambda name: SimpleNamespace(territories=newer[name]))
    pinned = parse_turtle(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        '<a:FR> skos:prefLabel "Land"@en, "Pays"@fr ; skos:altLabel "Former"@en, "word" .'
    )
    script = runpy.run_path(str(ROOT / "ontology" / "external" / "refresh.py"))
    names = script["country_names"]([{"iso2": "FR", "eu_nal_iri": "a:FR"}], pinned)["FR"]
    assert [name.n3() for name in names] == ['"Land"@en', '"Pays"@fr', '"Former"@en', '"Newer"@en']
