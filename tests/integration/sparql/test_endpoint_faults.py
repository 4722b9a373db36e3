"""Endpoints that lie, die, wait or send elsewhere: one clear line, in time."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result
from sparql_servers import free_port

from ccdp_graph.cli.main import main
from ccdp_graph.errors import StoreError
from ccdp_graph.http.authentication import Login
from ccdp_graph.sparql.endpoint import RemoteStore
from ccdp_graph.sparql.store import Limits
from ccdp_graph.sparql.stored_query import parse_query
from ccdp_graph.sparql.transport import client_for
from ccdp_graph.sparql.update import loader

GOOD = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"x"}}]}}'
JSON = "application/sparql-results+json"
Said = tuple[int, dict[str, str], bytes]


class Liar(ThreadingHTTPServer):
    """Answers each request with the next of its lines, the last for ever."""

    daemon_threads = True

    def __init__(self, *lines: Said) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.lines = list(lines)
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/sparql"


class _Answer(BaseHTTPRequestHandler):
    server: Liar

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(self.headers.get("Authorization", ""))
        lines = self.server.lines
        status, headers, body = lines.pop(0) if len(lines) > 1 else lines[0]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        if headers.get("X-Then") == "endless":
            try:
                while True:
                    self.wfile.write(b'{"a":{"type":"literal","value":"y"}},')
            except OSError:
                return
        if headers.get("X-Then") == "silence":
            time.sleep(5)

    do_PUT = do_POST  # noqa: N815 - as the server wants it named

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def liar() -> Iterator[Callable[..., Liar]]:
    running: list[Liar] = []

    def start(*lines: Said) -> Liar:
        server = Liar(*lines)
        running.append(server)
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return server

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def answer(body: bytes = GOOD, kind: str = JSON, **headers: str) -> Said:
    return (200, {"Content-Type": kind, **headers}, body)


def ask(url: str, limits: Limits | None = None, login: Login | None = None) -> list[str]:
    rows = RemoteStore.at(url, login, limits or Limits(5)).rows("SELECT ?a { ?a ?b ?c }")
    return [term.value for (term,) in rows if term]


def test_answer_is_read(liar: Callable[..., Liar]) -> None:
    assert ask(liar(answer()).url) == ["x"]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (answer(b"<html>Welcome</html>", "text/html"), "answered with a web page"),
        (answer(b"a\n", "text/csv"), "answered with 'text/csv'"),
        (answer(b"{}"), "its answer cannot be read"),
        (answer(b'{"boolean": true}'), "its answer cannot be read"),
        (answer(GOOD[:60]), "its answer cannot be read"),
        (answer(GOOD[:60], **{"Content-Length": "999"}), "broke in the middle|cannot be read"),
        ((401, {}, b""), r"wants a user and password \(401\)"),
        ((403, {}, b""), r"may not do that \(403\)"),
        ((404, {}, b""), r"no such endpoint \(404\)"),
        ((400, {}, b"Parse error\n at line 3"), r"refused \(400\): Parse error at line 3"),
        ((500, {}, b"<html>Oops</html>"), r"failed \(500\)$"),
        ((302, {"Location": "https://elsewhere.example/"}, b""), "has moved to https://elsewhere"),
    ],
    ids=lambda value: "" if isinstance(value, tuple) else value[:28],
)
def test_what_is_no_answer_is_said_in_one_line(
    liar: Callable[..., Liar], said: Said, wanted: str
) -> None:
    server = liar(said)
    with pytest.raises(StoreError, match=wanted) as caught:
        ask(server.url)
    assert str(caught.value).startswith(server.url)
    assert len(server.asked) == 1, "it is not asked again"


def test_busy_server_is_asked_again(liar: Callable[..., Liar]) -> None:
    server = liar((503, {}, b""), answer())
    assert ask(server.url) == ["x"]
    assert len(server.asked) == 2


def test_server_that_stays_down_is_given_up(liar: Callable[..., Liar]) -> None:
    server = liar((503, {}, b"Maintenance"))
    with pytest.raises(StoreError, match=r"busy or down \(503\): Maintenance; try again later"):
        ask(server.url)
    assert len(server.asked) == 3


def test_server_that_wants_to_be_left_for_long_is_not_asked_again(
    liar: Callable[..., Liar],
) -> None:
    server = liar((503, {"Retry-After": "3600"}, b""))
    with pytest.raises(StoreError, match="try again later"):
        ask(server.url)
    assert len(server.asked) == 1


def test_a_write_is_sent_once(liar: Callable[..., Liar]) -> None:
    server = liar((503, {}, b""))
    writer = loader(server.url, None, None, seconds=5)
    assert writer is not None
    with pytest.raises(StoreError, match="busy or down"):
        writer.replace("http://graph", ["<a:a> <a:a> <a:a> .\n"])
    assert len(server.asked) == 1


def test_endless_answer_ends_at_the_row_limit(liar: Callable[..., Liar]) -> None:
    server = liar(answer(GOOD[:-3] + b",", **{"X-Then": "endless"}))
    query = parse_query("#+ summary: All?\nSELECT ?a { ?a ?b ?c }", Path("all.rq"))
    with pytest.raises(StoreError, match="more than 1000 rows; narrow it"):
        list(RemoteStore.at(server.url, None, Limits(20, 1000)).stream(query, {}).rows)


def test_silent_server_ends_at_the_time_limit(liar: Callable[..., Liar]) -> None:
    server = liar(answer(GOOD[:-3] + b",", **{"X-Then": "silence"}))
    began = time.monotonic()
    with pytest.raises(StoreError, match=r"longer than 0\.5 seconds|connection broke"):
        ask(server.url, Limits(0.5))
    assert time.monotonic() - began < 4


def test_nobody_there_is_said() -> None:
    with pytest.raises(StoreError, match=r"cannot be reached .*is the server running"):
        ask(f"http://127.0.0.1:{free_port()}/sparql")


def test_plain_server_asked_safely_is_said(liar: Callable[..., Liar]) -> None:
    with pytest.raises(StoreError, match="no safe connection"):
        ask(liar(answer()).url.replace("http:", "https:"))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "sparql", "http://", "ftp://a/b"])
def test_only_web_addresses_are_asked(url: str) -> None:
    with pytest.raises(StoreError, match="not a web address"):
        client_for(url, None, 5)


def test_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(StoreError, match="no user or password may stand") as caught:
        client_for("http://me:secret@example.org/", None, 5)
    assert "secret" not in str(caught.value)
    assert "secret" not in repr(RemoteStore.at("http://a/", Login("me", "secret")))


def test_password_is_sent_only_when_asked_for_and_not_elsewhere(
    liar: Callable[..., Liar],
) -> None:
    wants = (401, {"WWW-Authenticate": 'Basic realm="graphs"'}, b"")
    other = liar(answer())
    server = liar(wants, answer(), (302, {"Location": other.url}, b""))
    store = RemoteStore.at(server.url, Login("me", "secret"), Limits(5))
    assert store.rows("SELECT ?a {}")
    with pytest.raises(StoreError, match="has moved"):
        store.rows("SELECT ?a {}")
    assert server.asked == ["", "Basic bWU6c2VjcmV0", "Basic bWU6c2VjcmV0"]
    assert other.asked == []


def query(url: str, **environment: str) -> Result:
    words = ["query", "networks-sharing-model-and-partner", "--endpoint", url, "--format", "csv"]
    return CliRunner().invoke(main, words, env={"NETRC": os.devnull, **environment})


def test_password_comes_from_the_environment_or_netrc(
    liar: Callable[..., Liar], tmp_path: Path
) -> None:
    wants = (401, {"WWW-Authenticate": 'Basic realm="graphs"'}, b"")
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n", encoding="utf-8")
    for environment in (
        {"CCDP_ENDPOINT_USER": "me", "CCDP_ENDPOINT_PASSWORD": "secret"},
        {"NETRC": str(netrc)},
    ):
        server = liar(wants, answer())
        done = query(server.url, **environment)
        assert (done.exit_code, done.output) == (0, "a\nx\n")
        assert server.asked[-1] == "Basic bWU6c2VjcmV0"
    netrc.write_text("machine\n", encoding="utf-8")
    done = query(server.url, NETRC=str(netrc))
    assert done.exit_code == 2
    assert "netrc: cannot be read" in done.output


def test_command_says_a_fault_in_one_line_with_status_2(liar: Callable[..., Liar]) -> None:
    server = liar((404, {}, b""))
    done = query(server.url)
    assert done.exit_code == 2
    assert (
        done.output
        == f"error: {server.url}: there is no such endpoint (404); is the address right?\n"
    )


def test_ctrl_c_ends_the_waiting_for_an_endpoint_at_once(liar: Callable[..., Liar]) -> None:
    server = liar(answer(b"", **{"X-Then": "silence"}))
    words = ["query", "networks-sharing-model-and-partner", "--endpoint", server.url]
    process = subprocess.Popen(
        [sys.executable, "-m", "ccdp_graph", *words], stderr=subprocess.PIPE, text=True
    )
    while not server.asked:
        assert process.poll() is None
        time.sleep(0.05)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=4)
    assert time.monotonic() - began < 3
    assert "Aborted" in said
    assert process.returncode == 1
