"""Titles with markup and scripts stay text; a full disk or a kill leaves the old site."""

import json
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import html5lib
import pyoxigraph
import pytest
from click.testing import CliRunner
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings, strategies as st
from rdflib import DCTERMS
from repository import ROOT

from ccdp_graph.cli.main import main
from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import Project, open_project
from ccdp_graph.site.run import publish
from ccdp_graph.web.graph import SiteGraph

BASE = "https://example.org/a&b/"
EVIL = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!--<script>",
    "]]></title><svg onload=alert(1)>",
    "{{ 7 * 7 }} & <b>bold</b>",
    'a" . <urn:x> <urn:y> "z',
    "\u202egnp.exe \u2028 \\u003c",
)
RESOURCES = ("Resource name", "Country", "Organisation", "Data model", "Notes", "Data types")
NETWORKS = (
    "Network name", "Network type", "Coordinating organisation", "Technical partners",
    "Countries covered", "Federation approach", "Notes",
)  # fmt: skip


def table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    quoted = ([f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows)
    return "\n".join([",".join(headings), *map(",".join, quoted)]) + "\n"


@pytest.fixture(scope="module")
def built(files: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    resources = [(evil, "France", evil, evil, evil, evil) for evil in EVIL]
    networks = [(evil, "Consortium", evil, evil, "France", evil, evil) for evil in EVIL]
    books = folder / "resources.csv", folder / "networks.csv"
    books[0].write_text(table(RESOURCES, resources), encoding="utf-8")
    books[1].write_text(table(NETWORKS, networks), encoding="utf-8")
    build(list(books), files, modified=date(2026, 1, 30)).write(folder / "build")
    return folder / "build"


@pytest.fixture(scope="module")
def site(built: Path, files: Project) -> Path:
    publish(built, built.parent / "site", files, base=BASE, day="2026-01-31", version="<1&2>")
    return built.parent / "site"


def own_texts(built: Path) -> set[str]:
    quads = pyoxigraph.parse(path=str(built / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    return {
        quad.object.value
        for quad in quads
        if isinstance(quad.object, pyoxigraph.Literal)
        and quad.predicate.value == str(DCTERMS.title)
    }


def test_what_is_hostile_is_in_the_graph_at_all(built: Path) -> None:
    titles = own_texts(built)
    assert len([evil for evil in EVIL if evil in titles]) >= 6  # a sheet's spaces are made one


def test_no_page_holds_an_element_or_attribute_that_a_title_brought(site: Path) -> None:
    number = 0
    for path in sorted(site.rglob("*.html")):
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
            path.read_text(encoding="utf-8")
        )
        number += 1
        for element in tree.iter():
            name = str(element.tag).rpartition("}")[2]
            assert name not in {"img", "b", "iframe", "object", "foreignObject"}, path
            assert not [key for key, _ in element.items() if str(key).startswith("on")], path
            if name == "script":
                assert element.get("type") == "application/ld+json"
                json.loads(element.text or "")
    assert number > 200


def test_search_engines_read_the_titles_as_they_are(site: Path, built: Path) -> None:
    block = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
    pages = [path.read_text(encoding="utf-8") for path in site.glob("resource/*.html")]
    names = {json.loads(text)["name"] for page in pages for text in block.findall(page)}
    assert len(names) == len(EVIL)
    assert names <= own_texts(built)


def test_publishing_again_gives_the_same_bytes(
    site: Path, built: Path, files: Project, tmp_path: Path
) -> None:
    publish(built, tmp_path / "again", files, base=BASE, day="2026-01-31", version="<1&2>")
    sums = (tmp_path / "again" / "SHA256SUMS").read_text(encoding="utf-8")
    assert sums == (site / "SHA256SUMS").read_text(encoding="utf-8")
    text = (site / "index.html").read_text(encoding="utf-8")
    assert "&lt;1&amp;2&gt;" in text
    assert '<time datetime="2026-01-31">' in text
    assert [path.name for path in tmp_path.iterdir()] == ["again"]


def test_pictures_have_hostile_names_as_text(site: Path) -> None:
    text = (site / "matrix/connections.html").read_text(encoding="utf-8")
    (picture,) = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    drawn = fromstring(picture)
    words = "".join(drawn.itertext())
    assert "alert(1)" in words
    assert not [e for e in drawn.iter() if str(e.tag).rpartition("}")[2] in {"script", "img"}]


def test_xml_is_well_formed_and_says_the_titles(site: Path) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = fromstring((site / "feed.atom").read_bytes())
    titles = {entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")}
    assert {EVIL[0], EVIL[1], EVIL[4]} <= titles
    for path in [*site.rglob("*.rdf"), *site.glob("*.xml")]:
        fromstring(path.read_bytes())
    first = fromstring((site / "sitemap-1.xml").read_bytes())
    assert all(str(e.text).startswith(BASE) for e in first.iter() if str(e.tag).endswith("loc"))


def test_each_format_of_a_record_reads_back_to_the_same(site: Path) -> None:
    forms = {
        ".ttl": pyoxigraph.RdfFormat.TURTLE,
        ".rdf": pyoxigraph.RdfFormat.RDF_XML,
        ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
    }
    stems = [path.with_suffix("") for path in site.glob("resource/*.ttl")]
    assert len(stems) == len(EVIL)
    for stem in [*stems, site / "dumps" / "dcat-ap-3", site / "dumps" / "fdp"]:
        read = [
            {str(q.triple) for q in pyoxigraph.parse(path=f"{stem}{end}", format=form)}
            for end, form in forms.items()
        ]
        assert read[0]
        assert read[0] == read[1] == read[2]


def test_yaml_json_and_sums_are_whole(site: Path) -> None:
    import yaml

    citation = yaml.safe_load((site / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == "<1&2>"
    for path in site.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=site)
    assert done.returncode == 0


def command(built: Path, folder: Path) -> list[str]:
    words = ["publish", "-g", str(built), "--site", str(folder), "--base", BASE]
    return [sys.executable, "-m", "ccdp_graph", *words, "--date", "2026-02-28"]


def old_site(folder: Path) -> dict[str, bytes]:
    from ccdp_graph.files.atomic import replace_folder

    replace_folder(folder, [("index.html", b"old"), ("resource/a.html", b"old too")])
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_full_disk_is_one_line_and_leaves_the_old_site_whole(built: Path, tmp_path: Path) -> None:
    before = old_site(tmp_path / "site")
    done = subprocess.run(
        command(built, tmp_path / "site"),
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)),
    )
    assert done.returncode == 2, done.stderr
    errors = [line for line in done.stderr.splitlines() if line.startswith("error")]
    assert len(errors) == 1
    assert "cannot be written" in errors[0]
    assert "Traceback" not in done.stderr
    assert contents(tmp_path / "site") == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_killed_publication_leaves_the_old_site_and_the_next_one_sweeps(
    built: Path, tmp_path: Path
) -> None:
    before = old_site(tmp_path / "site")
    process = subprocess.Popen(command(built, tmp_path / "site"), stderr=subprocess.DEVNULL)
    while process.poll() is None and not list(tmp_path.glob(".ccdp-*/resource/*.html")):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert contents(tmp_path / "site") == before
    assert list(tmp_path.glob(".ccdp-*"))
    done = subprocess.run(command(built, tmp_path / "site"), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert contents(tmp_path / "site")["index.html"] != b"old"


def test_a_store_that_is_half_built_or_no_store_is_refused_in_one_line(
    built: Path, tmp_path: Path
) -> None:
    half = tmp_path / "build"
    half.mkdir()
    (half / "graph.nq").write_bytes((built / "graph.nq").read_bytes()[:-40])
    cases = {"cut": half, "empty": tmp_path / "empty", "a file": tmp_path / "file"}
    cases["a damaged store"] = tmp_path / "damaged"
    (tmp_path / "damaged" / "store").mkdir(parents=True)
    (tmp_path / "damaged" / "store" / "CURRENT").write_text("junk", encoding="utf-8")
    shutil.copy(built / "graph.nq", tmp_path / "damaged")
    cases["empty"].mkdir()
    cases["a file"].write_bytes(b"\x00\x01 no quads")
    words = ("--site", str(tmp_path / "site"), "--base", BASE)
    for name, path in cases.items():
        done = CliRunner().invoke(main, ["publish", "-g", str(path), *words])
        assert (done.exit_code, done.stderr.count("\n")) == (2, 1), (name, done.stderr)
        assert done.stderr.startswith("error: ")
        assert not (tmp_path / "site").exists()


TYPES = open_project(ROOT).record_types()
WORDS = st.lists(
    st.text(alphabet="abAB.-_ é/#%index", min_size=1, max_size=8), min_size=1, max_size=12
)


@given(WORDS)
@settings(max_examples=200)
def test_no_two_things_have_the_same_file_even_where_case_is_ignored(names: list[str]) -> None:
    from urllib.parse import quote

    kind = "<https://w3id.org/ccdp/ontology#DataResource>"
    a = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    terms = {f"<https://w3id.org/ccdp/id/resource/{quote(name, safe='')}>" for name in names}
    graph = SiteGraph.of([(term, a, kind) for term in sorted(terms)], TYPES, {})
    paths = [thing.path.casefold() for thing in graph.things.values()]
    assert len(paths) == len(set(paths)) == len(terms)
    assert all(re.fullmatch(r"resource/[a-z0-9][a-z0-9._-]*", path) for path in paths)
    assert "resource/index" not in paths
