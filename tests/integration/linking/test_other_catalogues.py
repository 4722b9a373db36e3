"""Another catalogue's records beside ours: suggested, decided, shown as one thing, never merged."""

import json
import re
import shutil
from pathlib import Path

import openpyxl
import pyoxigraph
import pytest
from click.testing import CliRunner, Result
from rdflib import Namespace, URIRef

from ccdp_graph.cli.main import main
from ccdp_graph.model.solutions import Solutions
from ccdp_graph.project.project import open_project
from ccdp_graph.queries.run import ask, open_store
from ccdp_graph.rdf.namespaces import THINGS
from ccdp_graph.rdf.turtle import parse_turtle

SURVEY = """\
Resource name,Abbreviation,Country,Custodian,Website
Registre National des Cancers de l'Enfant,RNCE,France,Inserm,https://rnce.inserm.fr
National Cancer Registry Ireland,NCRI,Ireland,,https://www.ncri.ie
National Cancer Registry of Ukraine,NCRU,Ukraine,,
"""
PREFIXES = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix one: <https://one.example.org/> .
@prefix two: <https://two.example.org/> .
"""
ONE = (
    PREFIXES
    + """
one:catalogue a dcat:Catalog ; dcterms:title "Catalogue One"@en ;
  dcat:dataset one:1, one:2, one:3, [ a dcat:Dataset ; dcterms:title "Nameless" ] .
one:1 a dcat:Dataset ;
  dcterms:title "Registre national des cancers de l’enfant (RNCE)"@fr ;
  dcat:landingPage <http://www.rnce.inserm.fr/> ;
  dcterms:publisher [ foaf:name "INSERM" ] ;
  dcterms:identifier "https://doi.org/10.5072/RNCE" ;
  dcterms:modified "2026-01-02" ;
  dcterms:spatial <http://publications.europa.eu/resource/authority/country/FRA> .
one:2 a dcat:Dataset ; dcterms:title "National Cancer Registry"@en ;
  dcterms:spatial [ skos:prefLabel "Irlande"@fr ] .
one:3 a dcat:Dataset ; dcterms:title "National Cancer Registry"@en ;
  dcterms:spatial <https://sws.geonames.org/3932488/> .
"""
)
TWO = (
    PREFIXES
    + """
two:a a dcat:Dataset ; dcterms:title "French childhood cancers"@en ;
  dcterms:identifier "doi:10.5072/rnce" .
two:b a dcat:Dataset ; dcterms:title "Tables on maize"@en .
"""
)


def invoke(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def harvest(folder: Path, name: str, turtle: str) -> None:
    """Harvest records from a file, as a person would."""
    (folder / f"{name}.ttl").write_text(turtle, encoding="utf-8")
    done = invoke("harvest", f"{name}.ttl", "--name", name, "--date", "2026-11-25")
    assert done.exit_code in {0, 1}, done.output


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "mine"
    assert invoke("init", str(folder)).exit_code == 0
    (folder / "survey.csv").write_text(SURVEY, encoding="utf-8")
    (folder / "one.ttl").write_text(ONE, encoding="utf-8")
    (folder / "two.ttl").write_text(TWO, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert invoke("build", "survey.csv").exit_code in {0, 1}
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "mine"
    shutil.copytree(built, folder)
    monkeypatch.chdir(folder)
    return folder


def rows(path: Path = Path("review.xlsx")) -> list[dict[str, object]]:
    _, headings, *found = openpyxl.load_workbook(path)["Review"].iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in found]


def decide(decisions: dict[str, str], path: Path = Path("review.xlsx")) -> Result:
    """Fill in a review by the IRI of the candidate, and give it to accept."""
    book = openpyxl.load_workbook(path)
    for row in book["Review"].iter_rows(min_row=3):
        row[6].value = decisions.get(str(row[8].value))
    book.save(path)
    return invoke("link", "accept", str(path), "--author", "A. Curator", "--date", "2026-11-25")


@pytest.mark.usefixtures("project")
def test_records_are_suggested_with_page_country_and_organisation_as_evidence() -> None:
    done = invoke("link", "suggest", "one.ttl")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("catalogue\tCatalogue One, 1 records without an IRI left out\n")
    found = {(row["IRI of ours"], row["IRI of the candidate"]): row for row in rows()}
    best = found[f"{THINGS}resource/rnce", "https://one.example.org/1"]
    assert best["Evidence"] == (
        "same name 'Registre national des cancers de l’enfant (RNCE)'; same country FR; "
        "same page rnce.inserm.fr; same organisation 'Inserm'"
    )
    assert (best["Score"], best["Decision"]) == (100, "yes")
    assert best["Catalogue of the candidate"] == "Catalogue One"
    assert found[f"{THINGS}resource/ncri", "https://one.example.org/2"]["Decision"] is None


@pytest.mark.usefixtures("project")
def test_a_namesake_of_another_country_is_never_certain_and_scores_low() -> None:
    assert invoke("link", "suggest", "one.ttl").exit_code == 0
    peru = [row for row in rows() if row["IRI of the candidate"] == "https://one.example.org/3"]
    assert all(row["Decision"] is None for row in peru)
    assert all("other country" in str(row["Evidence"]) for row in peru)
    ireland = {
        str(r["IRI of the candidate"]): r
        for r in rows()
        if r["Ours"] == "National Cancer Registry Ireland"
    }
    assert int(str(ireland["https://one.example.org/2"]["Score"])) >= 80


@pytest.mark.usefixtures("project")
def test_any_format_of_rdf_gives_the_same_suggestions() -> None:
    assert invoke("link", "suggest", "one.ttl").exit_code == 0
    expected = rows()
    for suffix in ("nt", "rdf", "jsonld", "trig"):
        form = pyoxigraph.RdfFormat.from_extension(suffix)
        quads = pyoxigraph.parse(path="one.ttl")
        pyoxigraph.serialize(quads, f"other.{suffix}", format=form)
        assert invoke("link", "suggest", f"other.{suffix}", "--force").exit_code == 0
        assert rows() == expected, suffix


def test_a_decision_on_a_record_is_kept_as_sssom_and_not_asked_again(project: Path) -> None:
    assert invoke("link", "suggest", "one.ttl").exit_code == 0
    done = decide({"https://one.example.org/1": "yes", "https://one.example.org/3": "no"})
    assert done.exit_code == 0, done.output
    text = (project / "mapping" / "links.sssom.tsv").read_text("utf-8")
    assert "ccdpi:resource/rnce\tRegistre National" in text
    assert "same page rnce.inserm.fr" in text
    assert invoke("link", "suggest", "one.ttl", "--force").exit_code == 0
    asked = {(row["IRI of ours"], row["IRI of the candidate"]) for row in rows()}
    assert not {pair for pair in asked if pair[0] == f"{THINGS}resource/rnce"}
    assert not {pair for pair in asked if pair[1] == "https://one.example.org/3"}


def test_harvested_sources_are_compared_with_one_another_and_asked_once(project: Path) -> None:
    harvest(project, "one", ONE)
    harvest(project, "two", TWO)
    done = invoke("link", "duplicates")
    assert done.exit_code == 0, done.output
    (row,) = rows()
    assert (row["IRI of ours"], row["IRI of the candidate"]) == (
        "https://one.example.org/1",
        "https://two.example.org/a",
    )
    assert "same identifier doi:10.5072/rnce" in str(row["Evidence"])
    assert decide({"https://two.example.org/a": "yes"}).exit_code == 0
    Path("review.xlsx").unlink()
    assert "entities with candidates\t0" in invoke("link", "duplicates").output
    both = invoke("link", "duplicates", "two", "one")
    assert "entities with candidates\t0" in both.output


def linked(project: Path) -> Path:
    """Accept that RNCE is a record of the first catalogue, and that one of the second."""
    harvest(project, "one", ONE)
    harvest(project, "two", TWO)
    assert invoke("link", "suggest", "one").exit_code == 0
    assert decide({"https://one.example.org/1": "yes"}).exit_code == 0
    assert invoke("link", "duplicates", "--force").exit_code == 0
    assert decide({"https://two.example.org/a": "yes"}).exit_code == 0
    assert invoke("build", "survey.csv").exit_code in {0, 1}
    return project / "ccdp-build" / "graph.nq"


def test_a_question_tells_what_several_catalogues_describe(project: Path) -> None:
    store = open_store(linked(project))
    files = open_project(project)
    answer = ask(store, files.query("things-in-several-catalogues"), {}, files.concepts)
    assert isinstance(answer, Solutions)
    found = [tuple(term.value if term else "" for term in row) for row in answer.rows]
    assert [row[3:] for row in found] == [
        ("https://two.example.org/a", "French childhood cancers", ""),
        (
            "https://one.example.org/1",
            "Registre national des cancers de l’enfant (RNCE)",
            "2026-01-02",
        ),
    ]
    assert {row[0] for row in found} == {f"{THINGS}resource/rnce"}


def test_the_page_of_a_thing_says_who_else_describes_it_and_why_it_is_the_same(
    project: Path,
) -> None:
    linked(project)
    done = invoke(
        "publish", "--site", "site", "--base", "https://example.org/", "--date", "2026-11-25"
    )
    assert done.exit_code == 0, done.output
    text = Path("site/resource/rnce.html").read_text("utf-8")
    assert "Also described in (2)" in text
    assert '<a href="../source/one.html">one</a>' in text
    assert (
        '<a href="http://www.rnce.inserm.fr/" rel="external nofollow" lang="fr">'
        "Registre national des cancers de l’enfant (RNCE)</a>"
    ) in text
    assert "2026-01-02" in text
    assert 'href="https://two.example.org/a"' in text
    assert "Same as" in text
    assert "(one.example.org/1)</a>" in text
    assert "mapping/links.sssom.tsv: Registre national" in text
    assert "A. Curator, 2026-11-25" in text
    french = Path("site/fr/resource/rnce.html").read_text("utf-8")
    assert "Aussi décrit par (2)" in french
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert script
    assert json.loads(script[1])["sameAs"] == "https://one.example.org/1"
    void = Namespace("http://rdfs.org/ns/void#")
    graph = parse_turtle(Path("site/void.ttl").read_text("utf-8"))
    links = [s for s in graph.subjects(void.objectsTarget) if "one-example-org" in str(s)]
    assert [str(graph.value(links[0], void.triples))] == ["1"]
    target = graph.value(links[0], void.objectsTarget)
    assert str(graph.value(target, void.uriSpace)) == "https://one.example.org/"
    assert URIRef("https://example.org/void.ttl#dataset") in graph.objects(
        links[0], void.subjectsTarget
    )
    kept = Path("site/dumps/links.sssom.tsv").read_text("utf-8")
    assert "https://one.example.org/1" in kept
    index = Path("site/dumps/names.json").read_text("utf-8")
    assert invoke("link", "index").output == index, "the store is asked for the same names"
    names = json.loads(index)
    assert f"{THINGS}resource/rnce" in {entry["id"] for entry in names["entries"]}
    assert "dumps/names.json" in Path("site/.well-known/api-catalog").read_text("utf-8")


def test_what_is_no_catalogue_is_said_in_one_line(project: Path) -> None:
    (project / "empty.ttl").write_text(PREFIXES, encoding="utf-8")
    (project / "broken.ttl").write_text("a b", encoding="utf-8")
    (project / "notes.txt").write_text("a b", encoding="utf-8")
    context = '{"@context": "https://example.org/context.jsonld", "@id": "https://a.example/"}'
    (project / "remote.jsonld").write_text(context, encoding="utf-8")
    for words, message in (
        (("suggest", "empty.ttl"), "empty.ttl: holds no record of DCAT or schema.org with an IRI"),
        (("suggest", "broken.ttl"), "broken.ttl, line 1: cannot be read"),
        (("suggest", "none.ttl"), "none.ttl: no such file; give a file that is there"),
        (("suggest", "notes.txt"), "notes.txt: not a graph; give one of .nq, .nt"),
        (("suggest", "remote.jsonld"), "remote.jsonld"),
        (
            ("suggest", "rorr"),
            "no list of names, harvested source or file 'rorr'; did you mean 'ror'",
        ),
        (("duplicates",), "there is no catalogue to compare"),
        (("duplicates", "one.ttl"), "there is one catalogue to compare"),
        (("duplicates", "one.ttl", "ror"), "'ror' is a list of names, not a catalogue"),
    ):
        done = invoke("link", *words)
        assert (done.exit_code, done.output.count("\n")) == (2, 1), done.output
        assert message in done.output
    assert not (project / "review.xlsx").exists()
