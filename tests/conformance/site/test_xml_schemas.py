"""Sitemaps and feed: schemas of others for them find no fault."""

import shutil
from pathlib import Path

import pytest
from outside import needs_outside, run
from repository import ROOT
from site_server import Served

pytestmark = needs_outside

SCHEMAS = ROOT / "tests" / "outside_programs" / "schemas"
OFFICIAL = ROOT / "tests" / ".node" / "node_modules" / "sitemap" / "schema" / "sitemap.xsd"
ATOM = SCHEMAS / "atom.rnc"

Sites = tuple[Served, Served]


def faults(schema: Path, *files: Path) -> list[str]:
    done = run("validate_xml.py", schema, *files)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def sites(served: Served, served_releases: Served) -> Sites:
    """The site of the bundled workbooks, and one with releases."""
    return served, served_releases


@pytest.fixture(scope="module")
def sitemaps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the official schema, with that of an index beside it."""
    if not OFFICIAL.is_file():
        pytest.skip("the schema of sitemaps is not installed; bash tests/run installs it with npm")
    folder = tmp_path_factory.mktemp("schemas")
    shutil.copy(OFFICIAL, folder)
    shutil.copy(SCHEMAS / "siteindex.xsd", folder)
    return folder


def broken(file: Path, folder: Path, old: str, new: str) -> Path:
    """Write a copy of a file with a fault in it."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    (folder / file.name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder / file.name


def test_the_sitemap_and_its_parts_are_valid(sites: Sites, sitemaps: Path) -> None:
    for site in sites:
        parts = sorted(site.folder.glob("sitemap-*.xml"))
        assert parts
        assert faults(sitemaps / "sitemap.xsd", *parts) == []
        assert faults(sitemaps / "siteindex.xsd", site.folder / "sitemap.xml") == []


def test_the_schemas_of_sitemaps_can_find_a_fault(
    served: Served, sitemaps: Path, tmp_path: Path
) -> None:
    page = broken(served.folder / "sitemap-1.xml", tmp_path, "<lastmod>", "<lastmod>about ")
    assert "'about " in faults(sitemaps / "sitemap.xsd", page)[0]
    index = broken(served.folder / "sitemap.xml", tmp_path, "<loc>http", "<loc/><loc>http")
    assert "The value has a length of '0'" in faults(sitemaps / "siteindex.xsd", index)[0]


def test_the_feed_is_valid_atom(sites: Sites) -> None:
    assert faults(ATOM, *(site.folder / "feed.atom" for site in sites)) == []
    assert "<summary>Records since" in (sites[1].folder / "feed.atom").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("T00:00:00Z</updated>", "</updated>", "updated failed to validate content"),
        ("<entry><id>", "<entry><mail/><id>", "entry failed to validate content"),
        ("<author>", "<author><link/>", "Expecting an element name"),
        ('"/></entry>', '" rel="self"/></entry>', "needs an atom:link"),
    ],
)
def test_the_schema_of_atom_can_find_a_fault(
    served: Served, tmp_path: Path, old: str, new: str, said: str
) -> None:
    found = faults(ATOM, broken(served.folder / "feed.atom", tmp_path, old, new))
    assert any(said in each for each in found), found
