"""Servers of others: pages, containers and lists, and all that servers do wrong."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from foreign_catalogues import HEAD, OTHER, catalogue, dataset
from little_web import Asked, Site, little_web
from repository import ROOT

from ccdp_graph.cli.main import main
from ccdp_graph.errors import FetchError
from ccdp_graph.harvests.run import HarvestRequest, harvest
from ccdp_graph.http.client import HttpClient
from ccdp_graph.http.response import Limits
from ccdp_graph.project.project import open_project

TURTLE = "text/turtle"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ccdp.toml").write_text("")
    return tmp_path


@pytest.fixture
def site() -> Iterator[Site]:
    with little_web() as served:
        yield served


def ask(*words: str, day: str = "2026-11-01", name: str = "x") -> Result:
    given = ["harvest", *words, "--name", name, "--allow-private", "--date", day]
    return CliRunner().invoke(main, given)


def told(result: Result) -> dict[str, str]:
    assert result.exit_code != 2, result.output
    return dict(line.split("\t")[:2] for line in result.stdout.splitlines() if "\t" in line)


def taken(project: Path) -> list[str]:
    state = json.loads((project / "harvest/x/state.json").read_text())
    return sorted(record["iri"].removeprefix(OTHER) for record in state["records"])


def report(project: Path) -> str:
    return (project / "harvest/x/report.txt").read_text()


def content(project: Path) -> dict[str, bytes]:
    paths = (path for path in (project / "harvest").rglob("*") if path.is_file())
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in paths}


def page(name: str, following: str) -> tuple[bytes, str]:
    return (f"{catalogue([name])}<#view> {following} .\n".encode(), TURTLE)


@pytest.mark.parametrize(
    "following",
    [
        "hydra:next </{}>",
        "a hydra:PartialCollectionView ; hydra:next </{}>",
        "a hydra:PagedCollection ; hydra:nextPage '/{}'",  # as CKAN writes it
    ],
)
def test_pages_are_followed_by_hydra(project: Path, site: Site, following: str) -> None:
    for name, after in ("ab", "bc"):
        site.pages[f"/{name}"] = page(name, following.format(after))
    site.pages["/c"] = (catalogue("c").encode(), TURTLE)
    rows = told(ask(f"{site.url}/a"))
    assert (rows["type"], rows["documents"]) == ("dcat", "3")
    assert taken(project) == ["a", "b", "c"]


def test_pages_are_followed_by_the_link_header(project: Path, site: Site) -> None:
    def first(asked: Asked) -> None:
        links = '</b?x=1,2>; rel="prev next"; title="a, b", </z>; rel=last'
        asked.give(catalogue("a").encode(), TURTLE, headers={"Link": links})

    site.pages |= {"/a": first, "/b?x=1,2": (catalogue("b").encode(), TURTLE)}
    told(ask(f"{site.url}/a"))
    assert taken(project) == ["a", "b"]
    assert site.asked("/z") == 0


def test_pages_in_a_circle_are_ended_and_said(project: Path, site: Site) -> None:
    site.pages |= {"/a": page("a", "hydra:next </b>"), "/b": page("b", "hydra:next </a>")}
    told(ask(f"{site.url}/a"))
    assert taken(project) == ["a", "b"]
    assert f"The pages form a loop, back to {site.url}/a" in report(project)
    assert site.asked("/a") == 1


def test_a_server_that_has_one_page_for_every_number_is_ended(project: Path, site: Site) -> None:
    def endless(asked: Asked) -> None:
        number = int(asked.path.partition("=")[2] or 0)
        text = catalogue("a") if number > 1 else catalogue([f"n{number}"])
        links = f'</pages?page={number + 1}>; rel="next"'
        asked.give(text.encode(), TURTLE, headers={"Link": links})

    site.pages["/pages"] = endless
    told(ask(f"{site.url}/pages"))
    assert taken(project) == ["a", "n0", "n1"]
    assert f"{site.url}/pages?page=3: The page is identical to" in report(project)


def test_the_limit_is_said_and_what_was_known_beyond_it_stays(project: Path, site: Site) -> None:
    for name, after in ("ab", "bc"):
        site.pages[f"/{name}"] = page(name, f"hydra:next </{after}>")
    site.pages["/c"] = (catalogue("c").encode(), TURTLE)
    told(ask(f"{site.url}/a"))
    site.pages["/a"] = page("new", "hydra:next </b>")
    rows = told(ask(f"{site.url}/a", "--limit", "1"))
    assert taken(project) == ["b", "c", "new"]
    assert "Only the first 1 documents were read" in report(project)
    assert rows["removed records"] == "1"


@pytest.mark.parametrize("claim", ["text/html", "application/json", "image/png", ""])
def test_a_server_that_lies_about_its_type_is_read_all_the_same(
    project: Path, site: Site, claim: str
) -> None:
    site.pages["/data"] = (catalogue("ab").encode(), claim)
    assert told(ask(f"{site.url}/data"))["formats"] == "Turtle"
    assert taken(project) == ["a", "b"]


def test_relative_iris_begin_with_the_address_behind_redirects(project: Path, site: Site) -> None:
    body = f"{HEAD}<thing> a dcat:Dataset ; dct:title 'relative' .\n".encode()
    site.pages |= {
        "/old": lambda asked: asked.give(status=301, headers={"Location": "/new/place"}),
        "/new/place": (body, TURTLE),
    }
    told(ask(f"{site.url}/old"))
    assert taken(project) == [f"{site.url}/new/thing"]


def test_what_did_not_change_is_not_sent_again(project: Path, site: Site) -> None:
    answered: list[int] = []

    def tagged(name: str, after: str) -> object:
        def give(asked: Asked) -> None:
            same = asked.headers.get("If-None-Match") == f'"{name}"'
            answered.append(304 if same else 200)
            headers = {"ETag": f'"{name}"'}
            if after and not same:  # nor is the link to the next page
                headers["Link"] = f"</{after}>; rel=next"
            asked.give(b"" if same else catalogue([name]).encode(), TURTLE, answered[-1], headers)

        return give

    site.pages |= {"/a": tagged("a", "b"), "/b": tagged("b", "")}  # type: ignore[dict-item]
    told(ask(f"{site.url}/a"))
    before = content(project)
    rows = told(ask(f"{site.url}/a", day="2026-12-24"))
    assert answered == [200, 200, 304, 304]
    assert rows["of these unchanged"] == "2"
    assert content(project) == before


def test_a_harvest_that_broke_off_goes_on_where_it_was(project: Path, site: Site) -> None:
    site.pages["/a"] = (catalogue("a").encode(), TURTLE)
    told(ask(f"{site.url}/a"))
    before = content(project)

    def breaks_off(asked: Asked) -> None:
        asked.send_response(200)
        asked.send_header("Content-Length", "100000")
        asked.end_headers()
        asked.wfile.write(b"@prefix")
        asked.close_connection = True

    site.pages |= {"/a": page("a", "hydra:next </b>"), "/b": page("b", "hydra:next </c>")}
    site.pages["/c"] = breaks_off
    result = ask(f"{site.url}/a")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {site.url}/c: ")
    assert {k: v for k, v in content(project).items() if "fetching" not in k} == before
    site.pages["/c"] = (catalogue("c").encode(), TURTLE)
    site.log.clear()
    told(ask(f"{site.url}/a"))
    assert [path for _, path in site.log if path != "/robots.txt"] == ["/c"]
    assert taken(project) == ["a", "b", "c"]
    assert [path.name for path in (project / "harvest").iterdir()] == ["x"]


def test_what_broke_off_on_another_day_is_asked_for_again(project: Path, site: Site) -> None:
    site.pages["/a"] = page("a", "hydra:next </b>")
    assert ask(f"{site.url}/a").exit_code == 2
    site.pages["/b"] = (catalogue("b").encode(), TURTLE)
    told(ask(f"{site.url}/a", day="2026-11-02"))
    assert site.asked("/a") == 2
    assert taken(project) == ["a", "b"]


def test_a_private_address_is_refused_unless_allowed(project: Path, site: Site) -> None:
    site.pages["/a"] = (catalogue("a").encode(), TURTLE)
    result = CliRunner().invoke(main, ["harvest", f"{site.url}/a"])
    assert result.exit_code == 2
    assert "leads into a private network" in result.stderr
    assert "--allow-private" in result.stderr
    assert site.log == []
    assert list((project / "harvest").iterdir()) == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/round", "is redirected without end"),
        ("/absent", "is not there (404)"),
        ("/closed", "asks programs not to read it"),
        ("/page", "is not a catalogue that can be harvested (HTML)"),
        ("/words", "is not a catalogue that can be harvested (something else)"),
    ],
)
def test_a_source_that_is_none_is_one_line(project: Path, site: Site, path: str, said: str) -> None:
    site.pages |= {
        "/round": lambda asked: asked.give(status=302, headers={"Location": "/round"}),
        "/robots.txt": (b"User-agent: *\nDisallow: /closed\n", "text/plain"),
        "/closed": (catalogue("a").encode(), TURTLE),
        "/page": (b"<!doctype html><title>Log in</title>", TURTLE),
        "/words": (b"All is well.", TURTLE),
    }
    result = ask(site.url + path)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert content(project) == {}


def test_an_answer_without_end_is_cut_off(project: Path, site: Site) -> None:
    def endless(asked: Asked) -> None:
        asked.send_response(200)
        asked.end_headers()
        try:
            while True:
                asked.wfile.write(b"# and so on, and so on\n" * 1000)
        except OSError:
            asked.close_connection = True

    site.pages["/a"] = endless
    wish = HarvestRequest(f"{site.url}/a", "2026-11-01", name="x")
    with (
        HttpClient(Limits(private=True, bytes=1_000_000)) as web,
        pytest.raises(FetchError, match="more than 1 MB"),
    ):
        harvest(wish, open_project(project), project / "harvest", web)


def test_a_remote_context_is_never_fetched(project: Path, site: Site) -> None:
    document = {
        "@context": [f"{site.url}/context", {"@import": f"{site.url}/import"}],
        "@id": OTHER + "a",
        "@type": "http://www.w3.org/ns/dcat#Dataset",
        "http://purl.org/dc/terms/title": "A",
    }
    site.pages["/a"] = (json.dumps(document).encode(), "application/ld+json")
    told(ask(f"{site.url}/a"))
    assert {path for _, path in site.log} == {"/a", "/robots.txt"}
    assert f"The JSON-LD context {site.url}/context is not one of the bundled contexts" in report(
        project
    )
    assert f"The JSON-LD context {site.url}/import is not one of the bundled contexts" in report(
        project
    )


def test_a_ckan_site_is_found_by_its_catalogue(project: Path, site: Site) -> None:
    view = "a hydra:PagedCollection ; hydra:nextPage '{}/catalog.ttl?page=2'"
    site.pages |= {
        "/": (b"<!doctype html><title>Open data</title>", "text/html"),
        "/catalog.ttl": page("a", view.format(site.url)),
        "/catalog.ttl?page=2": (catalogue("b").encode(), TURTLE),
    }
    assert told(ask(f"{site.url}/"))["type"] == "ckan"
    assert taken(project) == ["a", "b"]
    assert told(ask(f"{site.url}/", "--type", "ckan"))["unchanged records"] == "2"


def test_a_ckan_site_without_turtle_is_asked_for_rdf_xml(project: Path, site: Site) -> None:
    xml = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/">'
        f'<dcat:Dataset rdf:about="{OTHER}a"><dct:title>A</dct:title></dcat:Dataset></rdf:RDF>'
    )
    site.pages["/data/catalog.rdf"] = (xml.encode(), "text/html")
    assert told(ask(f"{site.url}/data", "--type", "ckan"))["formats"] == "RDF/XML"
    assert taken(project) == ["a"]
    result = ask(f"{site.url}/none", "--type", "ckan", name="y")
    assert f"{site.url}/none/catalog.ttl: is not there (404)" in result.stderr


def fair_data_point(site: Site) -> None:
    """One document a thing, as the reference implementation gives them."""
    url = site.url

    def give(path: str, text: str) -> None:
        site.pages[path] = ((HEAD + text).encode(), TURTLE)

    give(
        "/fdp",
        f"<{url}/fdp> a fdp:FAIRDataPoint, dcat:DataService ; dct:title 'FDP' ;\n"
        f"  fdp:metadataCatalog <{url}/catalog/1> .\n"
        f"<{url}/catalog/> a ldp:DirectContainer ; ldp:contains <{url}/catalog/1> .\n",
    )
    give(
        "/catalog/1",
        f"<{url}/catalog/1> a dcat:Catalog, dcat:Resource ; dct:title 'One' ;\n"
        f"  dct:isPartOf <{url}/fdp> ; dcat:dataset <{url}/dataset/1>, <{url}/dataset/2>,\n"
        "  <https://elsewhere.example/dataset/9> .\n",
    )
    for number in (1, 2):
        give(
            f"/dataset/{number}",
            f"<{url}/dataset/{number}> a dcat:Dataset, dcat:Resource ; dct:title '{number}' ;\n"
            f"  dcat:distribution <{url}/distribution/{number}> .\n",
        )
        give(
            f"/distribution/{number}",
            f"<{url}/distribution/{number}> a dcat:Distribution, dcat:Resource ;\n"
            f"  dct:title 'file {number}' ; dcat:accessURL <{url}/file> .\n",
        )


def test_a_fair_data_point_is_crawled_from_its_root(project: Path, site: Site) -> None:
    fair_data_point(site)
    rows = told(ask(f"{site.url}/fdp"))
    assert (rows["type"], rows["documents"]) == ("fdp", "6")
    assert taken(project) == [f"{site.url}/dataset/{number}" for number in (1, 2)]
    assert "file 2" in (project / "harvest/x/records.nq").read_text()
    assert "https://elsewhere.example/dataset/9 is on another server" in report(project)
    assert site.asked("/file") == 0
    assert max(site.asked(path) for _, path in site.log) == 1


def test_documents_of_a_fair_data_point_may_fail_alone(project: Path, site: Site) -> None:
    fair_data_point(site)
    told(ask(f"{site.url}/fdp"))
    site.pages["/dataset/1"] = lambda asked: asked.give(b"sorry", status=500)
    told(ask(f"{site.url}/fdp"))
    assert len(taken(project)) == 2, "what was known of it is kept"
    del site.pages["/dataset/1"]
    rows = told(ask(f"{site.url}/fdp"))
    assert rows["removed records"] == "1"
    assert taken(project) == [f"{site.url}/dataset/2"]
    assert f"{site.url}/dataset/1: The document is listed but missing" in report(project)


def test_a_fair_data_point_that_breaks_down_leaves_the_old_copy(project: Path, site: Site) -> None:
    fair_data_point(site)
    told(ask(f"{site.url}/fdp"))
    before = content(project)
    links = ", ".join(f"<{site.url}/dataset/{number}>" for number in range(1, 20))
    text = f"<{site.url}/catalog/1> a dcat:Catalog ; dct:title 'One' ; dcat:dataset {links} .\n"
    site.pages["/catalog/1"] = ((HEAD + text).encode(), TURTLE)
    for number in range(3, 20):
        site.pages[f"/dataset/{number}"] = lambda asked: asked.give(b"down", status=500)
    result = ask(f"{site.url}/fdp")
    assert result.exit_code == 2
    assert "the server failed (500): down" in result.stderr
    assert {k: v for k, v in content(project).items() if "fetching" not in k} == before


def test_dumps_of_void_are_taken_once_a_name(project: Path, site: Site) -> None:
    void = (
        "<#set> a void:Dataset ; void:dataDump </data/all.rdf>, </data/all.ttl>, "
        "</data/more.nt.gz> .\n"
    )
    site.pages |= {
        "/": (b"<!doctype html>", "text/html"),
        "/.well-known/void": ((HEAD + void).encode(), TURTLE),
        "/data/all.ttl": (catalogue("ab").encode(), TURTLE),
        "/data/more.nt.gz": (dataset_nt(), "application/gzip"),
    }
    rows = told(ask(f"{site.url}/"))
    assert (rows["type"], rows["documents"]) == ("void", "3")
    assert taken(project) == ["a", "b", "c"]
    assert site.asked("/data/all.rdf") == 0


def dataset_nt() -> bytes:
    import gzip

    import pyoxigraph

    quads = pyoxigraph.parse(HEAD + dataset("c"), format=pyoxigraph.RdfFormat.TURTLE)
    triples = (quad.triple for quad in quads)
    content = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert content is not None
    return gzip.compress(content, mtime=0)


def test_a_harvest_killed_while_it_fetches_goes_on_where_it_was(project: Path, site: Site) -> None:
    killed: list[subprocess.Popen[bytes]] = []

    def kills(asked: Asked) -> None:
        killed[0].kill()
        killed[0].wait()
        asked.close_connection = True

    site.pages |= {"/a": page("a", "hydra:next </b>"), "/b": kills}
    words = ["harvest", f"{site.url}/a", "--name", "x", "--allow-private", "--date", "2026-11-01"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    program = [sys.executable, "-m", "ccdp_graph", *words]
    killed.append(subprocess.Popen(program, cwd=project, env=environment))
    assert killed[0].wait() == -signal.SIGKILL
    assert not (project / "harvest/x").exists()
    site.pages["/b"] = (catalogue("b").encode(), TURTLE)
    told(ask(f"{site.url}/a"))
    assert site.asked("/a") == 1
    assert taken(project) == ["a", "b"]
    assert [path.name for path in (project / "harvest").iterdir()] == ["x"]


def test_accents_in_addresses_are_asked_for_as_the_web_wants_them(
    project: Path, site: Site
) -> None:
    site.pages |= {"/a": page("a", "hydra:next </b/été?x=%C3%A9>")}
    site.pages["/b/%C3%A9t%C3%A9"] = (catalogue("b").encode(), TURTLE)
    told(ask(f"{site.url}/a"))
    assert taken(project) == ["a", "b"]
    assert ("GET", "/b/%C3%A9t%C3%A9?x=%C3%A9") in site.log
