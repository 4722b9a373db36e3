"""What programs look for at a site, read by programs of others."""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

from defusedxml.ElementTree import fromstring
from outside import needs_outside, run
from site_server import Served

from ccdp_graph.pipeline.model import Build

TEXTS = {".html", ".ttl", ".jsonld", ".rdf", ".json", ".xml", ".atom", ".cff", ".txt", ".nq", ""}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(path: Path, base: str) -> set[str]:
    """Return the addresses of this site that a file writes, whatever its form."""
    found = re.findall(re.escape(base) + r"[^\s\"'<>\\)]*", path.read_text(encoding="utf-8"))
    return {unquote(urldefrag(address.rstrip(".,;")).url) for address in found}


def test_every_address_of_the_site_in_any_file_is_that_of_a_file(served: Served) -> None:
    lost: dict[str, str] = {}
    number = 0
    for path in sorted(served.folder.rglob("*")):
        if path.is_file() and path.suffix in TEXTS:
            for address in addresses(path, served.address):
                number += 1
                target = served.folder / (address.removeprefix(served.address) or "index.html")
                if not target.is_file():
                    lost[address] = path.name
    assert lost == {}
    assert number > 10_000


def test_the_sitemap_names_pages_that_answer(served: Served) -> None:
    index = fromstring(served.get(f"{served.address}sitemap.xml")[0])
    pages = [
        entry.text
        for part in index.iter(f"{SITEMAP}loc")
        for entry in fromstring(served.get(part.text)[0]).iter(f"{SITEMAP}loc")
    ]
    assert len(pages) == len(set(pages)) > 1700
    for page in pages[::100]:
        assert served.get(page)[1] == "text/html"


@needs_outside
def test_a_feed_reader_reads_the_feed(served: Served, made: Build) -> None:
    done = run("read_feed.py", served.folder / "feed.atom")
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert (told["faulty"], told["version"]) == (False, "atom10")
    assert told["author"] == made.settings.publisher
    assert len(told["entries"]) >= 50
    for entry in told["entries"]:
        assert entry["title"]
        assert served.get(entry["link"])[1] == "text/html"


@needs_outside
def test_the_citation_is_valid_and_can_be_cited(served: Served, made: Build) -> None:
    file = str(served.folder / "CITATION.cff")
    assert run("cffconvert", "--validate", "-i", file).returncode == 0
    done = run("cffconvert", "-f", "bibtex", "-i", file)
    assert made.settings.title["en"] in done.stdout
    assert made.settings.publisher in done.stdout


@needs_outside
def test_the_crate_is_valid_and_lacks_only_what_ccdp_toml_lacks(served: Served) -> None:
    done = run("read_crate.py", served.folder)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["checked"] > 50
    assert [issue.partition(": ")[0] for issue in told["issues"]] == ["RECOMMENDED"]
    assert "The organization SHOULD have a URL" in told["issues"][0]
