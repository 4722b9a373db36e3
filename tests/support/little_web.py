"""A little web on loopback, whose servers do what a test tells them to, misbehaviour included."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

Answer = Callable[["Asked"], None]


class Asked(BaseHTTPRequestHandler):
    """One request, and the means to answer it well or badly."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        site = cast("_Server", self.server).site
        length = int(self.headers.get("Content-Length") or 0)
        self.sent = self.rfile.read(length)
        path = self.path.partition("?")[0]
        site.log.append((self.command, self.path))
        found = site.pages.get(self.path) or site.pages.get(path) or site.otherwise
        if callable(found):
            found(self)
        elif found is None:
            self.give(b"nothing here", "text/plain", 404)
        else:
            body, media_type = found
            self.give(body, media_type)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = answer  # noqa: N815

    def give(
        self,
        body: bytes = b"",
        media_type: str = "text/plain",
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer whole and well."""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@dataclass
class Site:
    """A server on loopback.

    Attributes:
        pages: What it answers, by path with or without the query: body and type, or a function.
        otherwise: What it answers elsewhere; by default 404.
        log: Method and path of each request, in order.
    """

    url: str
    pages: dict[str, tuple[bytes, str] | Answer] = field(default_factory=dict)
    otherwise: Answer | None = None
    log: list[tuple[str, str]] = field(default_factory=list)

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(there.partition("?")[0] == path for _, there in self.log)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is no news."""


@contextmanager
def little_web(
    pages: Mapping[str, tuple[bytes, str] | Answer] | None = None,
) -> Iterator[Site]:
    """Serve pages on a port of loopback until the test ends."""
    server = _Server(("127.0.0.1", 0), Asked)
    server.site = Site(f"http://127.0.0.1:{server.server_address[1]}", dict(pages or {}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
