"""Servers of others that are slow, large, circular or private are borne within limits."""

import gzip
import hashlib
import re
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from little_web import Answer, Asked, little_web

from ccdp_graph.errors import FetchError
from ccdp_graph.http.authentication import Login, Token
from ccdp_graph.http.client import HttpClient
from ccdp_graph.http.response import Limits

NEAR = Limits(private=True, pause=0, seconds=2, whole=5, patience=1, robots=False)


def _moved(to: str, status: int = 302) -> Answer:
    return lambda asked: asked.give(status=status, headers={"Location": to})


def test_a_page_comes_with_its_type_etag_and_address() -> None:
    def page(asked: Asked) -> None:
        asked.give(b"<a> <b> <c> .", "Text/Turtle; charset=utf-8", headers={"ETag": '"1"'})

    with little_web({"/a": page}) as site, HttpClient(NEAR) as web:
        got = web.get(f"{site.url}/a")
    assert (got.body, got.media_type, got.etag) == (b"<a> <b> <c> .", "text/turtle", '"1"')
    assert got.asked == got.url == f"{site.url}/a"


def test_an_unchanged_page_is_not_sent_again() -> None:
    def page(asked: Asked) -> None:
        same = asked.headers.get("If-None-Match") == '"1"'
        asked.give(b"" if same else b"new", status=304 if same else 200)

    with little_web({"/a": page}) as site, HttpClient(NEAR) as web:
        assert web.get(f"{site.url}/a").body == b"new"
        assert web.get(f"{site.url}/a", etag='"1"').unchanged


def test_redirects_are_followed_and_only_permanent_ones_are_a_move() -> None:
    pages: dict[str, tuple[bytes, str] | Answer] = {
        "/old": _moved("/new", 301),
        "/new": _moved("/now", 302),
        "/now": (b"x", "text/plain"),
    }
    with little_web(pages) as site, HttpClient(NEAR) as web:
        page = web.get(f"{site.url}/old")
    assert page.url == f"{site.url}/now"
    assert page.moved_to == f"{site.url}/new"


@pytest.mark.parametrize("there", ["/round", "/further"])
def test_redirects_without_end_are_left(there: str) -> None:
    def further(asked: Asked) -> None:
        asked.give(status=302, headers={"Location": asked.path + "x"})

    with little_web({"/round": _moved("/round")}) as site, HttpClient(NEAR) as web:
        site.otherwise = further
        with pytest.raises(FetchError, match="redirected without end"):
            web.get(site.url + there)
        assert len(site.log) <= NEAR.redirects + 1


def test_a_password_does_not_follow_a_redirect_to_another_host() -> None:
    heard: list[str | None] = []

    def elsewhere(asked: Asked) -> None:
        heard.append(asked.headers.get("Authorization"))
        asked.give(b"x")

    with little_web({"/": elsewhere}) as other, little_web() as site, HttpClient(NEAR) as web:
        site.pages = {"/": _moved(f"{other.url}/")}
        web.authenticate(site.url, Token("secret"))
        web.get(f"{site.url}/")
    assert heard == [None]


BASIC = {"WWW-Authenticate": 'Basic realm="data"'}
DIGEST = {"WWW-Authenticate": 'Digest realm="data", nonce="n1", algorithm=MD5, qop="auth"'}


def _digest(said: str, method: str, path: str) -> bool:
    """Whether a user knows the password, as RFC 7616 has it."""

    def md5(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    told = dict(re.findall(r'(\w+)="?([^",]*)"?', said))
    secret, what = md5("me:data:secret"), md5(f"{method}:{path}")
    middle = (told.get(name, "") for name in ("nonce", "nc", "cnonce", "qop"))
    return told.get("response") == md5(":".join([secret, *middle, what]))


@pytest.mark.parametrize("wanted", [BASIC, DIGEST], ids=["basic", "digest"])
def test_a_password_is_said_once_asked_for_and_with_each_request_from_then_on(
    wanted: dict[str, str],
) -> None:
    heard: list[str] = []

    def closed(asked: Asked) -> None:
        said = asked.headers.get("Authorization", "")
        heard.append(said.partition(" ")[0])
        known = said == "Basic bWU6c2VjcmV0" or _digest(said, asked.command, asked.path)
        asked.give(b"x" if known else b"", status=200 if known else 401, headers=wanted)

    with little_web({"/": closed}) as site, HttpClient(NEAR) as web:
        web.authenticate(site.url, Login("me", "secret"))
        assert web.get(f"{site.url}/").body == b"x"
        assert web.send("PUT", f"{site.url}/", b"body").status == 200
        web.authenticate(site.url, Login("me", "wrong"))
        with pytest.raises(FetchError, match="wants a user and password, or others"):
            web.get(f"{site.url}/")
    way = wanted["WWW-Authenticate"].partition(" ")[0]
    assert heard == ["", way, way, "", way]


def test_an_api_key_is_said_as_it_is() -> None:
    def closed(asked: Asked) -> None:
        asked.give(asked.headers["Authorization"].encode())

    with little_web({"/": closed}) as site, HttpClient(NEAR) as web:
        web.authenticate(site.url, Token("key", scheme=""))
        assert web.get(f"{site.url}/").body == b"key"


def test_a_body_goes_into_a_file_and_a_broken_try_leaves_nothing_in_it(tmp_path: Path) -> None:
    def large(asked: Asked) -> None:
        if asked.server.site.asked("/") > 1:  # type: ignore[attr-defined]
            return asked.give(b"y" * 200_000)
        asked.send_response(200)
        asked.send_header("Content-Length", "999999")
        asked.end_headers()
        asked.wfile.write(b"x" * 300_000)
        asked.close_connection = True
        return None

    with little_web({"/": large}) as site, HttpClient(NEAR) as web:
        with (tmp_path / "body").open("wb") as file:
            page = web.get(f"{site.url}/", into=file)
        assert page.body == b""
        assert (tmp_path / "body").read_bytes() == b"y" * 200_000


def test_an_answer_is_read_as_it_comes_while_others_are_asked() -> None:
    more = threading.Event()

    def slow(asked: Asked) -> None:
        asked.send_response(200)
        asked.end_headers()
        asked.wfile.write(b"first")
        assert more.wait(5)
        asked.wfile.write(b"last")
        asked.close_connection = True

    pages: dict[str, tuple[bytes, str] | Answer] = {"/": slow, "/a": (b"x", "text/plain")}
    with (
        little_web(pages) as site,
        HttpClient(NEAR) as web,
        web.ask(f"{site.url}/", b"?", "text/plain", "*/*") as stream,
    ):
        assert stream.read(100) == b"first"
        assert web.get(f"{site.url}/a").body == b"x"
        more.set()
        assert stream.read() == b"last"


def test_a_question_is_asked_again_where_a_server_is_busy_but_not_where_it_is_slow() -> None:
    def busy(asked: Asked) -> None:
        asked.give(b"x", status=503 if len(asked.server.site.log) == 1 else 200)  # type: ignore[attr-defined]

    def slow(_: Asked) -> None:
        time.sleep(0.5)

    limits = replace(NEAR, seconds=0.2)
    with little_web({"/": busy, "/slow": slow}) as site, HttpClient(limits) as web:
        with web.ask(f"{site.url}/", b"?", "text/plain", "*/*") as stream:
            assert stream.read() == b"x"
        with pytest.raises(FetchError, match="silent"):
            web.ask(f"{site.url}/slow", b"?", "text/plain", "*/*")
        assert (site.asked("/"), site.asked("/slow")) == (2, 1)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "2130706433"])
def test_private_addresses_are_refused_before_anything_is_sent(host: str) -> None:
    with HttpClient(replace(NEAR, private=False)) as web, pytest.raises(FetchError) as refused:
        web.get(f"http://{host}:9/")
    assert "private network" in str(refused.value)
    assert "--allow-private" in str(refused.value)


def test_a_private_server_hears_nothing_where_it_is_not_allowed() -> None:
    with little_web() as site, HttpClient(replace(NEAR, private=False)) as web:
        for method in ("POST", "GET"):
            with pytest.raises(FetchError, match="private network"):
                web.send(method, site.url)
        assert site.log == []


@pytest.mark.parametrize("there", ["file:///etc/passwd", "ftp://a.org/", "http://", "//u:p@a.org/"])
def test_a_redirect_to_what_is_no_web_address_is_refused(there: str) -> None:
    with (
        little_web({"/": _moved(there)}) as site,
        HttpClient(NEAR) as web,
        pytest.raises(FetchError),
    ):
        web.get(f"{site.url}/")


@pytest.mark.parametrize("said", [True, False])
def test_too_large_an_answer_is_left_in_the_middle(said: bool) -> None:  # noqa: FBT001
    written = 0

    def endless(asked: Asked) -> None:
        nonlocal written
        asked.send_response(200)
        if said:
            asked.send_header("Content-Length", str(10**10))
        asked.send_header("Connection", "close")
        asked.end_headers()
        while written < 10**9:
            written += asked.wfile.write(b"x" * 65536)

    with (
        little_web({"/": endless}) as site,
        HttpClient(replace(NEAR, bytes=1_000_000)) as web,
        pytest.raises(FetchError, match="more than 1 MB"),
    ):
        web.get(site.url)
    assert written < 10**8


def test_a_packed_bomb_is_left_too() -> None:
    bomb = gzip.compress(bytes(50_000_000))

    def packed(asked: Asked) -> None:
        asked.give(bomb, headers={"Content-Encoding": "gzip"})

    with (
        little_web({"/": packed}) as site,
        HttpClient(replace(NEAR, bytes=1_000_000)) as web,
        pytest.raises(FetchError, match="more than 1 MB"),
    ):
        web.get(site.url)


def test_a_silent_server_is_left() -> None:
    def silent(asked: Asked) -> None:
        time.sleep(1)
        asked.give(b"late")

    limits = replace(NEAR, seconds=0.2, tries=1)
    with (
        little_web({"/": silent}) as site,
        HttpClient(limits) as web,
        pytest.raises(FetchError, match="silent"),
    ):
        web.get(site.url)


@pytest.mark.parametrize("begun", [True, False])
def test_a_server_that_drips_is_cut(begun: bool) -> None:  # noqa: FBT001
    def drip(asked: Asked) -> None:
        if begun:
            asked.send_response(200)
            asked.end_headers()
        else:
            asked.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(100):
            asked.wfile.write(b"x")
            asked.wfile.flush()
            time.sleep(0.05)

    limits = replace(NEAR, seconds=1, whole=0.4, tries=1)
    with (
        little_web({"/": drip}) as site,
        HttpClient(limits) as web,
        pytest.raises(FetchError, match=r"longer than 0.4 seconds"),
    ):
        web.get(site.url)


def test_an_answer_that_breaks_off_is_no_answer() -> None:
    def broken(asked: Asked) -> None:
        asked.send_response(200)
        asked.send_header("Content-Length", "100")
        asked.end_headers()
        asked.wfile.write(b"half")
        asked.close_connection = True

    with (
        little_web({"/": broken}) as site,
        HttpClient(replace(NEAR, tries=1)) as web,
        pytest.raises(FetchError, match="broke in the middle of the answer; ask again"),
    ):
        web.get(site.url)


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    def busy(asked: Asked) -> None:
        first = len(asked.server.site.log) == 1  # type: ignore[attr-defined]
        asked.give(b"", status=503 if first else 200, headers={"Retry-After": "1"})

    with little_web({"/": busy}) as site, HttpClient(NEAR) as web:
        start = time.monotonic()
        assert web.get(site.url).status == 200
        assert time.monotonic() - start >= 1


def test_a_server_that_wants_an_hour_is_left_and_the_error_says_so() -> None:
    def busy(asked: Asked) -> None:
        asked.give(b"maintenance", status=503, headers={"Retry-After": "3600"})

    with (
        little_web({"/": busy}) as site,
        HttpClient(NEAR) as web,
        pytest.raises(FetchError, match=r"busy or down \(503\): maintenance") as refused,
    ):
        web.get(site.url)
    assert (refused.value.pause, refused.value.status) == (3600, 503)
    assert len(site.log) == 1


def test_what_is_written_is_sent_once_and_never_follows_a_redirect() -> None:
    with little_web({"/": lambda a: a.give(b"", status=502), "/to": _moved("/", 307)}) as site:
        with HttpClient(NEAR) as web:
            with pytest.raises(FetchError):
                web.send("POST", f"{site.url}/", b"x")
            page = web.send("POST", f"{site.url}/to", b"x")
        assert page.status == 307
        assert len(site.log) == 2


def test_robots_rules_are_read_once_and_obeyed() -> None:
    rules = b"User-agent: *\nDisallow: /closed/\n\nUser-agent: other\nDisallow: /\n"
    pages = {"/robots.txt": (rules, "text/plain"), "/open": (b"x", "text/plain")}
    with little_web(pages) as site, HttpClient(replace(NEAR, robots=True)) as web:
        assert web.get(f"{site.url}/open").body == b"x"
        for path in ("/closed/a", "/closed/b"):
            with pytest.raises(FetchError, match=r"robots\.txt"):
                web.get(site.url + path)
        assert site.log == [("GET", "/robots.txt"), ("GET", "/open")]


def test_a_host_without_rules_is_open_and_one_whose_rules_break_is_closed() -> None:
    with little_web({"/a": (b"x", "text/plain")}) as site:
        with HttpClient(replace(NEAR, robots=True)) as web:
            assert web.get(f"{site.url}/a").body == b"x"
        site.pages["/robots.txt"] = lambda asked: asked.give(b"", status=500)
        with (
            HttpClient(replace(NEAR, robots=True)) as web,
            pytest.raises(FetchError, match="robots"),
        ):
            web.get(f"{site.url}/a")


def test_requests_to_a_host_keep_their_distance() -> None:
    with (
        little_web({"/": (b"x", "text/plain")}) as site,
        HttpClient(replace(NEAR, pause=0.1)) as web,
    ):
        start = time.monotonic()
        for _ in range(3):
            web.get(site.url)
        assert time.monotonic() - start >= 0.2


@pytest.mark.parametrize("url", ["a.org", "http://a.org/a b", "http://é.org/", "javascript:x", ""])
def test_what_is_no_web_address_is_said_to_be_none(url: str) -> None:
    with HttpClient(NEAR) as web, pytest.raises(FetchError, match="not a web address"):
        web.get(url)


def test_a_name_that_nobody_knows_is_told_in_one_line() -> None:
    with HttpClient(replace(NEAR, private=False)) as web, pytest.raises(FetchError) as told:
        web.get("http://nowhere.invalid/x")
    assert "cannot be reached" in str(told.value)
    assert "\n" not in str(told.value)


def test_a_body_is_not_asked_for_where_only_the_address_is_in_question() -> None:
    with little_web({"/": (b"x" * 100, "text/plain")}) as site, HttpClient(NEAR) as web:
        page = web.head(site.url)
        assert (page.status, page.body) == (200, b"")
        assert site.log == [("HEAD", "/")]


def test_a_server_that_refuses_to_be_looked_at_is_read_but_not_to_the_end() -> None:
    def no_head(asked: Asked) -> None:
        asked.give(bytes(10**6), status=405 if asked.command == "HEAD" else 200)

    with little_web({"/": no_head}) as site, HttpClient(replace(NEAR, bytes=10)) as web:
        assert web.head(site.url).status == 200
        assert [method for method, _ in site.log] == ["HEAD", "GET"]
