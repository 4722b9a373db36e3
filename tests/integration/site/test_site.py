"""The site: whole, linked, safe to serve, and the same for every program that reads it."""

import html
import json
import re
import shutil
import subprocess
import warnings
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pyoxigraph
import pytest
import rdflib
import yaml
from click.testing import CliRunner, Result
from repository import ROOT

from ccdp_graph.cli.main import main
from ccdp_graph.i18n import languages
from ccdp_graph.model.settings import Settings
from ccdp_graph.pipeline.model import Build
from ccdp_graph.rdf.turtle import parse_turtle
from ccdp_graph.web.edition import page_path

BASE = "https://example.org/ccdp/"
FORMATS = {
    ".ttl": (pyoxigraph.RdfFormat.TURTLE, "turtle", "turtle"),
    ".rdf": (pyoxigraph.RdfFormat.RDF_XML, "xml", "rdfxml"),
    ".jsonld": (pyoxigraph.RdfFormat.JSON_LD, "json-ld", ""),
}


class Page(HTMLParser):
    """What a page refers to, and what of it a browser would run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.faults: list[str] = []
        self.json: list[str] = []
        self.tags: list[str] = []
        self.outside: list[str] = []
        self._in_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.ids.update(filter(None, [given.get("id")]))
        if "href" in given:
            self.links.append(given["href"] or "")
            if tag == "link" and given.get("rel") in {"stylesheet", "icon", "preload"}:
                self.outside += [given["href"] or ""] if "//" in (given["href"] or "") else []
        self.faults += [name for name in given if name.startswith("on") or name in {"src", "style"}]
        self._in_script = tag == "script"
        if tag == "script" and given.get("type") != "application/ld+json":
            self.faults.append("script")

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.json.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_script &= tag != "script"


def invoke(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture(scope="session")
def site(bundled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "site"
    done = invoke("publish", "-g", str(bundled), "--site", str(folder), "--base", BASE)
    assert done.exit_code == 0, done.output
    number = len([p for p in folder.rglob("*") if p.is_file()]) - 2
    assert f"files\t{number}\n" in done.output
    assert f"address\t{BASE}\n" in done.output
    return folder


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Page]:
    return {
        path.relative_to(site).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def test_every_record_has_a_page_in_each_language(made: Build, pages: dict[str, Page]) -> None:
    records = {
        subject.removeprefix(f"<{made.settings.base}")[:-1]
        for subject, _, kind in made.public
        if kind.endswith(("ontology#DataResource>", "ontology#Network>", "foaf/0.1/Organization>"))
    }
    assert len(records) == 133 + 95 + 325
    for record in records:
        assert {page_path(record, language) for language in languages()} <= pages.keys()


def test_every_internal_link_leads_somewhere(site: Path, pages: dict[str, Page]) -> None:
    broken = set()
    for name, page in pages.items():
        for link in page.links:
            target = urlsplit(urljoin(BASE + name, link))
            if not target.geturl().startswith(BASE):
                continue
            path = unquote(target.path).removeprefix("/ccdp/")
            if not (site / path).is_file() or (
                target.fragment and target.fragment not in pages[path].ids
            ):
                broken.add((name, link))
    assert not broken


def test_no_page_runs_anything_or_asks_for_anything_outside(pages: dict[str, Page]) -> None:
    assert not {name for name, page in pages.items() if page.faults or page.outside}


def test_pages_are_valid_html_with_language_landmarks_and_one_heading(site: Path) -> None:
    names = (
        "index network/pcdc resource/rnce organisation/inserm place/FRA "
        "concept/data-model/omop-cdm catalogue/main network/index question/network-profile "
        "question/capacity-needs matrix/country-data-type matrix/connections data"
    ).split()
    for language in languages():
        for name in names:
            text = (site / page_path(name, language)).read_text(encoding="utf-8")
            tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
            assert tree.get("lang") == language
            assert len(tree.findall(".//h1")) == len(tree.findall(".//main[@id='content']")) == 1
            assert tree.find(".//body/a[@class='skip']").get("href") == "#content"
            assert all(table.find("caption") is not None for table in tree.iter("table"))
            assert {t.get("hreflang") for t in tree.iter("link")} >= set(languages())


def test_a_page_shows_the_cell_behind_each_fact(site: Path) -> None:
    text = (site / "resource/rnce.html").read_text(encoding="utf-8")
    assert "<span>Data resources!C3 (Country): France</span>" in text
    assert "Institut" in text or "Inserm" in text
    french = (site / "fr/network/pcdc.html").read_text(encoding="utf-8")
    assert '<a href="../../fr/place/USA.html">États-Unis</a>' in french


def test_every_cell_that_speaks_of_a_record_is_on_its_page(site: Path, made: Build) -> None:
    shown: dict[str, str] = {}
    for (subject, _), cells in made.finder.cells.items():
        found = re.match(r"<https://w3id\.org/ccdp/id/((?:resource|network)/[^/>]+)", subject)
        if found is None:
            continue
        path = f"{found[1]}.html"
        if path not in shown:
            shown[path] = html.unescape((site / path).read_text(encoding="utf-8"))
        for cell in cells:
            assert f"<span>{cell.sheet}!{cell.address}" in shown[path], (path, cell)
    assert len(shown) == 228


def test_a_vocabulary_shows_all_its_concepts(site: Path) -> None:
    text = (site / "vocabulary/data-model.html").read_text(encoding="utf-8")
    assert '<a href="../concept/data-model/omop-cdm.html">OMOP CDM</a>' in text
    number = re.search(r"Concepts \((\d+)\)", text)
    assert number
    own = (ROOT / "ontology" / "vocab" / "data-model.ttl").read_text(encoding="utf-8")
    assert int(number[1]) == text.count("<li id=") == own.count("skos:inScheme") > 30


def test_json_ld_has_what_search_engines_require(pages: dict[str, Page]) -> None:
    found = 0
    for name, page in pages.items():
        for text in page.json:
            said = json.loads(text)
            assert said["@context"] == "https://schema.org/"
            assert said["name"]
            assert said["@type"]
            if said["@type"] == "Dataset":
                found += 1
                assert 50 <= len(said["description"]) <= 5000, name
                assert said["url"]
    assert found == len(languages()) * (133 + 1)  # each resource, and the survey itself


@pytest.mark.parametrize("stem", ["graph", "dcat-ap-3", "healthdcat-ap", "fdp"])
def test_all_programs_read_each_dump_to_the_same_triples(
    site: Path, stem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # else it writes Z as +00:00
    expected = read((site / f"dumps/{stem}.ttl"), pyoxigraph.RdfFormat.TURTLE)
    assert expected
    for ending, (form, rdflib_name, rapper_name) in FORMATS.items():
        path = site / f"dumps/{stem}{ending}"
        assert read(path, form) == expected
        if stem != "graph" or ending == ".rdf":  # rdflib takes its time
            assert read_by_rdflib(path, rdflib_name) == expected
        if rapper_name and shutil.which("rapper"):
            assert rapped(path, rapper_name) == expected


def test_the_graph_is_published_as_it_was_built(site: Path, made: Build) -> None:
    triples = {f"{s} {p} {o}" for s, p, o in made.public}
    assert read(site / "dumps/graph.ttl", pyoxigraph.RdfFormat.TURTLE) == {
        str(quad.triple)
        for quad in pyoxigraph.parse(
            "".join(f"{t} .\n" for t in triples), format=pyoxigraph.RdfFormat.N_TRIPLES
        )
    }
    assert (site / "dumps/graph.nq").read_text(encoding="utf-8") == made.quads()


@pytest.mark.skipif(not shutil.which("rapper"), reason="Raptor (rapper) is not installed")
def test_raptor_reads_the_quads(site: Path) -> None:
    done = subprocess.run(
        ["rapper", "-q", "-c", "-i", "nquads", str(site / "dumps/graph.nq")],
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_files_of_a_record_say_what_the_graph_says_of_it(site: Path) -> None:
    expected = read(site / "network/pcdc.ttl", pyoxigraph.RdfFormat.TURTLE)
    assert len(expected) > 40
    for ending, (form, _, _) in FORMATS.items():
        assert read(site / f"network/pcdc{ending}", form) == expected


def test_sums_are_those_of_the_files(site: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=site, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_signposting_client_finds_identifier_data_and_licence(site: Path) -> None:
    page = (site / "network/pcdc.html").read_text(encoding="utf-8")
    links = dict(re.findall(r'<link rel="([a-z-]+)"(?: type="[^"]*")? href="([^"]*)">', page))
    assert links["cite-as"] == "https://w3id.org/ccdp/id/network/pcdc"
    assert links["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert links["linkset"] == f"{BASE}network/pcdc.linkset.json"
    document = json.loads((site / "network/pcdc.linkset.json").read_text(encoding="utf-8"))
    linkset, number = document["linkset"], len(languages())
    pages, others = linkset[:number], linkset[number:]
    anchors = [BASE + page_path("network/pcdc", language) for language in languages()]
    assert [page["anchor"] for page in pages] == anchors
    for target in pages[0]["describedby"]:
        assert (site / target["href"].removeprefix(BASE)).is_file()
    assert {other["describes"][0]["href"] for other in others} == {anchors[0]}


def test_void_counts_classes_and_properties(site: Path, made: Build) -> None:
    text = (site / ".well-known/void").read_text(encoding="utf-8")
    assert text == (site / "void.ttl").read_text(encoding="utf-8")
    graph = parse_turtle(text)
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    whole = rdflib.URIRef(f"{BASE}void.ttl#dataset")
    assert int(str(graph.value(whole, void.triples))) == len(made.public)
    parts = list(graph.objects(whole, void.propertyPartition))
    assert sum(int(str(graph.value(part, void.triples))) for part in parts) == len(made.public)
    assert len(list(graph.objects(whole, void.dataDump))) == 4


def test_the_sitemap_names_every_page(site: Path, pages: dict[str, Page]) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    parts = [e.text or "" for e in ET.parse(site / "sitemap.xml").iter(f"{space}loc")]
    found = {
        unquote((entry.text or "").removeprefix(BASE))
        for part in parts
        for entry in ET.parse(site / part.removeprefix(BASE)).iter(f"{space}loc")
    }
    assert found == set(pages)
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")


def test_feed_citation_crate_and_catalogue_of_interfaces_are_whole(site: Path) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.parse(site / "feed.atom").getroot()
    assert len(feed.findall(f"{atom}entry")) == 50
    assert feed.findtext(f"{atom}updated") == "2026-11-23T00:00:00Z"
    citation = yaml.safe_load((site / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["authors"] == [{"name": Settings().publisher}]
    crate = json.loads((site / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    for part in entities["./"]["hasPart"]:
        size = (site / part["@id"]).stat().st_size
        assert entities[part["@id"]]["contentSize"] == str(size)
    interfaces = json.loads((site / ".well-known/api-catalog").read_text(encoding="utf-8"))
    for item in interfaces["linkset"][0]["item"]:
        assert (site / item["href"].removeprefix(BASE)).is_file()


def test_tables_have_the_columns_that_csvw_says(site: Path) -> None:
    for kind, number in (("resource", 133), ("network", 95), ("organisation", 325)):
        text = (site / f"dumps/{kind}s.csv").read_bytes().decode()
        told = json.loads((site / f"dumps/{kind}s.csv-metadata.json").read_text(encoding="utf-8"))
        columns = [column["name"] for column in told["tableSchema"]["columns"]]
        assert text.split("\r\n")[0] == ",".join(columns)
        assert text.count("https://w3id.org/ccdp/id/" + kind) >= number


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("example.org", "is not a web address"),
        ("ftp://example.org/", "is not a web address"),
        ("https://example.org/a b/", "is not a web address"),
        ("https://", "is not a web address"),
        ("https://example.org/?a=b", "has a query or fragment"),
    ],
)
def test_a_base_that_is_no_address_is_refused_in_one_line(
    bundled: Path, tmp_path: Path, base: str, said: str
) -> None:
    done = invoke("publish", "-g", str(bundled), "--site", str(tmp_path / "site"), "--base", base)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "site").exists()


def test_without_a_build_it_says_what_to_do(tmp_path: Path) -> None:
    words = ("--site", str(tmp_path / "site"), "--base", BASE)
    done = invoke("publish", "-g", str(tmp_path / "nothing"), *words)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "run ccdp build first" in done.stderr
    half = tmp_path / "half.nq"
    half.write_text("<https://example.org/a> <https://example.org/b> ", encoding="utf-8")
    done = invoke("publish", "-g", str(half), *words)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    half.write_text("", encoding="utf-8")
    done = invoke("publish", "-g", str(half), *words)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "run ccdp build in the folder" in done.stderr


def read(path: Path, form: pyoxigraph.RdfFormat) -> set[str]:
    return {str(quad.triple) for quad in pyoxigraph.parse(path=str(path), format=form)}


def read_by_rdflib(path: Path, form: str) -> set[str]:
    graph = rdflib.Graph()
    with warnings.catch_warnings():  # rdflib's reader of JSON-LD uses what rdflib deprecates
        warnings.simplefilter("ignore", DeprecationWarning)
        graph.parse(path, format=form)
    text = graph.serialize(format="nt", encoding="utf-8")
    return {str(q.triple) for q in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES)}


def rapped(path: Path, form: str) -> set[str]:
    done = subprocess.run(
        ["rapper", "-q", "-i", form, "-o", "ntriples", str(path)], capture_output=True, check=True
    )
    parsed = pyoxigraph.parse(done.stdout, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return {str(quad.triple) for quad in parsed}
