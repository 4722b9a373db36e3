"""An index of FAIR Data Points is told of a site, and what it answers is said in plain words."""

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result
from fdp_server import FdpServer
from little_web import Answer, Asked, Site, little_web

from ccdp_graph.cli.main import main

HOME = b"<> a <https://w3id.org/fdp/fdp-o#FAIRDataPoint> ."


@pytest.fixture
def site() -> Iterator[Site]:
    with little_web() as web:
        web.pages["/fdp"] = HOME, "text/turtle"
        yield web


def ping(index: str, site: str, *words: str) -> Result:
    return CliRunner().invoke(main, ["ping", index, "--site", site, *words])


def refusing(status: int, **headers: str) -> Answer:
    def answer(asked: Asked) -> None:
        asked.give(b'{"message": "no"}', "application/json", status, headers)

    return answer


def test_an_index_takes_the_address(fdp: FdpServer, site: Site) -> None:
    done = ping(fdp.url, f"{site.url}/fdp", "--allow-private")
    assert done.exit_code == 0, done.output
    assert fdp.pings == [f"{site.url}/fdp"]
    assert "accepted http" in done.stdout


def test_a_private_address_is_refused_unless_allowed(fdp: FdpServer, site: Site) -> None:
    done = ping(fdp.url, f"{site.url}/fdp")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "--allow-private" in done.stderr
    assert fdp.pings == []
    assert site.log == []


@pytest.mark.parametrize(
    ("status", "headers", "words"),
    [
        (429, {"Retry-After": "7200"}, "wait for 7200 seconds"),
        (429, {}, "wait for some hours"),
        (400, {}, "has to be one that others can reach"),
        (403, {}, "does not accept this address"),
        (404, {}, "not an index of FAIR Data Points"),
        (500, {}, "the server failed"),
    ],
)
def test_a_refusal_is_one_clear_line(
    site: Site, status: int, headers: dict[str, str], words: str
) -> None:
    site.pages["/index"] = refusing(status, **headers)
    done = ping(f"{site.url}/index", f"{site.url}/fdp", "--allow-private")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert words in done.stderr
    assert f"({status})" in done.stderr
    assert site.asked("/index") == 1


def test_a_web_page_is_no_index(site: Site) -> None:
    site.pages["/index"] = b"<!doctype html><p>Welcome", "text/html"
    done = ping(f"{site.url}/index", f"{site.url}/fdp", "--allow-private")
    assert done.exit_code == 2
    assert "not as an index does" in done.stderr


@pytest.mark.parametrize(
    ("body", "media_type", "words"),
    [
        (b"<!doctype html><p>Our site", "text/html", "not Turtle"),
        (b"<> a <https://example.org/Thing> .", "text/turtle", "describes no FAIR Data Point"),
        (b"<> a ", "text/turtle", "cannot be read"),
    ],
)
def test_what_an_index_could_not_read_is_not_announced(
    fdp: FdpServer, site: Site, body: bytes, media_type: str, words: str
) -> None:
    site.pages["/fdp"] = body, media_type
    done = ping(fdp.url, f"{site.url}/fdp", "--allow-private")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert words in done.stderr
    assert fdp.pings == []
