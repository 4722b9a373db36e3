"""Releases on the site: pages, files, feed, and what the catalogue says of its version."""

import json
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pyoxigraph
import pytest
from click.testing import CliRunner, Result
from rdflib import RDF, Graph, Namespace, URIRef

from ccdp_graph.analysis.labels import read_property_words
from ccdp_graph.cli.main import main
from ccdp_graph.errors import AssetError
from ccdp_graph.i18n import languages
from ccdp_graph.model.settings import Settings
from ccdp_graph.project.project import Project
from ccdp_graph.rdf.turtle import read_turtle
from ccdp_graph.site.source import read_build
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.releases import ReleaseHistory, publication_of, read_history

Builds = tuple[Path, Path, Path]
BASE = "https://example.org/ccdp/"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
MAIN = URIRef("https://w3id.org/ccdp/id/catalogue/main")
PAGES = ("releases/index", "releases/1.0.0", "releases/1.1.0", "releases/since")
ATOM = "{http://www.w3.org/2005/Atom}"


class Links(HTMLParser):
    """What a page leads to, and what of it a browser would run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.scripts: list[str] = []
        self._in_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [given["href"] or ""] if "href" in given else []
        self._in_script = tag == "script"
        assert tag != "script" or given["type"] == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self._in_script &= tag != "script"

    def handle_data(self, data: str) -> None:
        self.scripts += [data] if self._in_script else []


def node(version: str) -> URIRef:
    return URIRef(f"https://w3id.org/ccdp/id/release/{version}")


def invoke(*words: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


@pytest.fixture(scope="module")
def site(builds: Builds, released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of a build that is newer than the last of two releases."""
    folder = tmp_path_factory.mktemp("site") / "site"
    words = ("-g", builds[2], "--site", folder, "--base", BASE, "--releases", released)
    done = invoke("publish", *words)
    assert done.exit_code == 0, done.output
    assert "version\t2026-04-01\ndate\t2026-04-01\n" in done.output
    return folder


@pytest.fixture(scope="module")
def shelves(
    builds: Builds, released: Path, files: Project
) -> tuple[ReleaseHistory, ReleaseHistory]:
    """Return what is shown beside a build that is the last release, and beside a newer one."""
    published = (read_build(build, files) for build in builds[1:])
    names = read_property_words(files)
    first, second = (
        read_history(
            released,
            p.statements,
            p.quads,
            p.store,
            files.settings,
            types=files.record_types(),
            names=names,
        )
        for p in published
    )
    return first, second


def each_page(site: Path) -> Iterator[tuple[str, str]]:
    for name in PAGES:
        for path in (page_path(name, language) for language in languages()):
            yield path, (site / path).read_text(encoding="utf-8")


def test_files_of_releases_are_copied_byte_for_byte(site: Path, released: Path) -> None:
    for version in ("1.0.0", "1.1.0"):
        there = {p.name: p.read_bytes() for p in (released / version).iterdir()}
        assert {p.name: p.read_bytes() for p in (site / f"releases/{version}").iterdir()} == there
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=site, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_pages_are_valid_html_and_lead_only_to_what_is_there(site: Path) -> None:
    for path, text in each_page(site):
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
        folder = path.partition("/")[0]
        assert tree.get("lang") == (folder if folder in languages() else "en")
        assert len(tree.findall(".//h1")) == 1
        assert all(table.find("caption") is not None for table in tree.iter("table"))
        for link in Links(text).found:
            target = urlsplit(urljoin(BASE + path, link))
            if target.geturl().startswith(BASE):
                name = unquote(target.path).removeprefix("/ccdp/")
                assert (site / name).is_file(), (path, link)


def test_every_page_of_the_site_leads_to_the_releases(site: Path) -> None:
    for path in ("index.html", "fr/index.html", "resource/gamma.html", "fr/data.html"):
        links = Links((site / path).read_text(encoding="utf-8")).found
        wanted = ("fr/" if path.startswith("fr/") else "") + "releases/index.html"
        assert any(urljoin(BASE + path, link) == BASE + wanted for link in links), path


def test_the_start_page_leads_to_the_last_release_and_to_what_changed_since(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    assert '<a href="./releases/1.1.0.html">Release 1.1.0, 2026-03-01</a>' in text
    assert '<a href="./releases/since.html">Changes on this site' in text
    french = (site / "fr/index.html").read_text(encoding="utf-8")
    assert '<a href="../fr/releases/1.1.0.html">Version 1.1.0, 2026-03-01</a>' in french


def test_the_page_of_a_release_shows_what_changed_with_cells_and_links(site: Path) -> None:
    text = (site / "releases/1.1.0.html").read_text(encoding="utf-8")
    rows = cells_of(text)
    alpha = ("Alpha registry", "Cases", "100", "survey!D2", "120", "survey!D2")
    assert alpha in rows
    assert ("Delta", "Data resource") in rows
    assert ('Beta <b>bank</b> | "x"', "Data resource") in rows
    assert '<a href="../resource/alpha-registry.html">Alpha registry</a>' in text
    assert "../resource/delta.html" not in text  # gone since: the site has no page of it
    assert "<script>alert" not in text
    french = cells_of((site / "fr/releases/1.1.0.html").read_text(encoding="utf-8"))
    assert ("Alpha registry", "Cas", "100", "survey!D2", "120", "survey!D2") in french


def test_the_page_of_a_release_has_the_checksum_of_each_file(site: Path) -> None:
    rows = cells_of((site / "releases/1.1.0.html").read_text(encoding="utf-8"))
    told = {row[0]: row[3] for row in rows if len(row) == 4}
    lines = (site / "releases/1.1.0/SHA256SUMS").read_text(encoding="utf-8").splitlines()
    expected = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    assert told == expected | {"SHA256SUMS": ""}


def test_the_page_of_a_release_describes_it_to_search_engines_and_signposts(site: Path) -> None:
    text = (site / "releases/1.1.0.html").read_text(encoding="utf-8")
    (said,) = map(json.loads, Links(text).scripts)
    assert said["@type"] == "Dataset"
    assert said["@id"] == str(node("1.1.0"))
    assert (said["version"], said["datePublished"]) == ("1.1.0", "2026-03-01")
    assert len(said["description"]) >= 50
    for entry in said["distribution"]:
        path = site / entry["contentUrl"].removeprefix(BASE)
        assert path.is_file()
    links = dict(re.findall(r'<link rel="(cite-as|describedby|item)".* href="([^"]*)">', text))
    assert links["cite-as"] == str(node("1.1.0"))
    assert links["describedby"] == f"{BASE}releases/1.1.0/release.ttl"


def test_what_changed_since_the_last_release_is_shown(site: Path) -> None:
    index = (site / "releases/index.html").read_text(encoding="utf-8")
    versions = [row[0] for row in cells_of(index)]
    assert versions == ["Changes on this site that are not yet released", "1.1.0", "1.0.0"]
    text = (site / "releases/since.html").read_text(encoding="utf-8")
    assert "Since release 1.1.0" in text
    assert ("Delta", "Data resource") in cells_of(text)


def test_feed_and_sitemap_name_the_releases(site: Path) -> None:
    feed = ET.parse(site / "feed.atom").getroot()
    entries = {e.findtext(f"{ATOM}id"): e for e in feed.findall(f"{ATOM}entry")}
    entry = entries[str(node("1.1.0"))]
    assert entry.findtext(f"{ATOM}title") == "Release 1.1.0"
    assert entry.findtext(f"{ATOM}updated") == "2026-03-01T00:00:00Z"
    assert (entry.findtext(f"{ATOM}summary") or "").startswith("Records since 1.0.0: 1 added")
    days = [e.findtext(f"{ATOM}updated") or "" for e in entries.values()]
    assert days == sorted(days, reverse=True)
    told = (site / "sitemap-1.xml").read_text(encoding="utf-8")
    for path, _ in each_page(site):
        assert f"<loc>{BASE}{path}</loc>" in told


@pytest.mark.parametrize("name", ["dumps/dcat-ap-3.ttl", "dumps/healthdcat-ap.ttl", "void.ttl"])
def test_dumps_and_void_name_the_version_and_those_before(site: Path, name: str) -> None:
    whole = URIRef(f"{BASE}void.ttl#dataset") if name == "void.ttl" else MAIN
    graph = read_turtle(site / name)
    assert [str(version) for version in graph.objects(whole, DCAT.version)] == ["2026-04-01"]
    assert set(graph.objects(whole, DCAT.hasVersion)) == {node("1.0.0"), node("1.1.0")}
    assert list(graph.objects(whole, DCAT.previousVersion)) == [node("1.1.0")]


def test_one_dump_describes_all_releases_with_the_addresses_of_their_files(site: Path) -> None:
    graph = read_turtle(site / "dumps/releases.ttl")
    assert set(graph.subjects(RDF.type, DCAT.Dataset)) == {node("1.0.0"), node("1.1.0")}
    assert (node("1.1.0"), DCAT.previousVersion, node("1.0.0")) in graph
    files = list(graph.subjects(RDF.type, DCAT.Distribution))
    assert len(files) == 2 * 5
    for file in files:
        (address,) = map(str, graph.objects(file, DCAT.downloadURL))
        content = (site / address.removeprefix(BASE)).read_bytes()
        assert int(str(graph.value(file, DCAT.byteSize))) == len(content)
        (page,) = map(str, graph.objects(file, DCAT.accessURL))
        assert (site / page.removeprefix(BASE)).is_file()
    for ending in (".rdf", ".jsonld"):
        path = site / f"dumps/releases{ending}"
        assert len(set(pyoxigraph.parse(path=str(path)))) == len(graph)


def test_that_dump_has_no_violation_of_the_official_shapes_of_dcat_ap(
    site: Path, violations: Callable[[Graph], list[str]]
) -> None:
    assert violations(read_turtle(site / "dumps/releases.ttl")) == []
    catalogue = read_turtle(site / "dumps/dcat-ap-3.ttl")
    assert not [said for said in violations(catalogue) if "catalogue/main" in said]


def test_a_build_that_is_the_last_release_has_its_version_and_day(
    shelves: tuple[ReleaseHistory, ReleaseHistory], builds: Builds, files: Project
) -> None:
    facts = read_build(builds[1], files).graph.facts
    same, newer = shelves
    assert (same.current, newer.current) == (same.releases[-1], None)
    edition = publication_of(BASE, facts, Settings(version="9.9"), same, day="", version="")
    assert (edition.version, edition.day) == ("1.1.0", "2026-03-01")
    edition = publication_of(BASE, facts, Settings(), same, day="2026-05-01", version="mine")
    assert (edition.version, edition.day) == ("mine", "2026-05-01")


def test_a_build_that_is_no_release_never_bears_the_version_of_one(
    shelves: tuple[ReleaseHistory, ReleaseHistory], builds: Builds, files: Project
) -> None:
    _, newer = shelves
    facts = read_build(builds[0], files).graph.facts  # older than the last release
    edition = publication_of(BASE, facts, Settings(version="1.1.0"), newer, day="", version="")
    assert (edition.version, edition.day) == ("2026-03-01", "2026-03-01")
    edition = publication_of(BASE, facts, Settings(version="1.2.0"), newer, day="", version="")
    assert edition.version == "1.2.0"
    with pytest.raises(
        AssetError, match=r"1\.0\.0 is already released, and this build differs from it"
    ):
        publication_of(BASE, facts, Settings(), newer, day="", version="1.0.0")


def cells_of(text: str) -> list[tuple[str, ...]]:
    """Return the rows of all tables of a page, without headings."""
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    return [
        tuple("".join(cell.itertext()).strip() for cell in row)
        for body in tree.iter("tbody")
        for row in body.iter("tr")
    ]
