"""Asking servers of others: within limits, politely, and nowhere that is private unless allowed."""

import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self, TypeVar
from urllib.parse import urljoin

from ccdp_graph.errors import FetchError
from ccdp_graph.http.addresses import check_address, origin
from ccdp_graph.http.authentication import Authentication, Login, Token, authentication
from ccdp_graph.http.response import NOT_MODIFIED, Limits, Response
from ccdp_graph.http.robots import AGENT, MAX_ROBOTS_BYTES, Robots, robots_address

if TYPE_CHECKING:
    from ccdp_graph.http.connections import HostConnection
    from ccdp_graph.http.stream import Stream

T = TypeVar("T")

_REDIRECTS = frozenset({301, 302, 303, 307, 308})

_FIRST_PAUSE = 0.5  # seconds, doubled each time


@dataclass(frozen=True, slots=True)
class _Request:
    """What is asked for, wherever redirects lead.

    Attributes:
        whole: Whether the body is wanted.
        into: The file that gets it.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None = None
    whole: bool = True
    into: BinaryIO | None = None


class HttpClient:
    """One visit to the web: a connection a host, kept until the visit ends.

    It is not for several threads at once, but for streams, which have connections of their own.

    Args:
        limits: What is borne, and how polite we are.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._lines: dict[str, HostConnection] = {}
        self._robots: dict[str, Robots] = {}
        self._asked_at: dict[str, float] = {}
        self._authentications: dict[str, Authentication] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        for line in self._lines.values():
            line.close()
        self._lines.clear()

    def authenticate(self, url: str, who: Login | Token) -> None:
        """Say who asks, to the server of an address and to no other that it may send us to."""
        self._authentications[origin(url)] = authentication(who, origin(url))

    def get(
        self,
        url: str,
        *,
        accept: str = "*/*",
        etag: str = "",
        modified: str = "",
        into: BinaryIO | None = None,
    ) -> Response:
        """Read an address, again after a pause where the server is only busy.

        Args:
            etag: What the server called the version that we have; it may answer 304 then.
            modified: When that version was changed, in the server's own words.
            into: The file that gets the body, in the place of what is in it; else the response has
                it.

        Raises:
            FetchError: There is no answer, it says no, or it goes beyond a limit.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        told = {name: value for name, value in conditions.items() if value}
        return self._read(_Request("GET", url, {"Accept": accept, **told}, into=into))

    def head(self, url: str) -> Response:
        """Ask whether an address answers; the page has no body.

        Many servers refuse a HEAD, or answer it wrongly, so that a GET has the last word.

        Raises:
            FetchError: As for `get`.
        """
        try:
            return self._read(_Request("HEAD", url, {"Accept": "*/*"}))
        except FetchError as error:
            if error.status is None or error.again:
                raise
        return self._read(_Request("GET", url, {"Accept": "*/*"}, whole=False))

    def send(
        self,
        method: str,
        url: str,
        body: bytes = b"",
        *,
        content_type: str = "",
        accept: str = "*/*",
    ) -> Response:
        """Write to an address, once: only a server that took nothing (429) is asked again.

        No redirect is followed: it could carry what is sent elsewhere.

        Raises:
            FetchError: There is no answer, or it says no.
        """
        check_address(url)
        told = {"Accept": accept, **({"Content-Type": content_type} if content_type else {})}
        request = _Request(method, url, told, body)
        return self._retried(lambda: self._once(request, url), lambda error: error.status == 429)

    def ask(self, url: str, body: bytes, content_type: str, accept: str) -> "Stream":
        """Ask a question by POST, and read the answer as it comes, over a connection of its own.

        It is asked again where the server is busy, but not where it took too long: it would again.
        No redirect is followed.

        Raises:
            FetchError: As for `get`; reading may raise it too.
        """
        check_address(url)
        request = _Request("POST", url, {"Accept": accept, "Content-Type": content_type}, body)
        return self._retried(
            lambda: self._open(request, url, alone=True),
            lambda error: error.again and error.reason != "silent",
        )

    def _read(self, request: _Request) -> Response:
        url = request.url
        check_address(url)
        here, hops = url, list[tuple[int, str]]()
        while True:
            self._obey(here)
            page = self._patiently(request, here)
            if page.status not in _REDIRECTS:
                return Response(url, here, page.status, page.headers, page.body, tuple(hops))
            there = urljoin(here, page.headers.get("location", "").replace(" ", "%20"))
            if len(hops) >= self.limits.redirects or there in {url, *(hop for _, hop in hops)}:
                raise FetchError(
                    f"{url}: is redirected without end, last to {there}", url=url, reason="loop"
                )
            check_address(there, f"{url}: is redirected to ")
            hops.append((page.status, there))
            here = there

    def _patiently(self, request: _Request, url: str) -> Response:
        return self._retried(lambda: self._once(request, url), lambda error: error.again)

    def _retried(self, ask: Callable[[], T], may: Callable[[FetchError], bool]) -> T:
        """Ask, again where that may do, unless the server wants a longer pause than we would."""
        pause = _FIRST_PAUSE
        for _ in range(self.limits.tries - 1):
            try:
                return ask()
            except FetchError as error:
                if not may(error) or error.pause > self.limits.patience:
                    raise
                time.sleep(max(pause, error.pause))
            pause *= 2
        return ask()

    def _obey(self, url: str) -> None:
        """Look whether robots.txt lets us read an address.

        Raises:
            FetchError: It does not.
        """
        if not self.limits.robots:
            return
        place = robots_address(url)
        if place not in self._robots:
            self._robots[place] = Robots()  # while the rules themselves are read
            self._robots[place] = self._rules(place, url)
        if not self._robots[place].allows(url):
            raise FetchError(
                f"{url}: its robots.txt asks programs not to read it; ask who runs the server",
                url=url,
                reason="robots",
            )

    def _rules(self, place: str, url: str) -> Robots:
        try:
            page = self._patiently(_Request("GET", url, {"Accept": "text/plain"}), place)
        except FetchError as error:
            # Source: RFC 9309, 2.3.1.3 and 2.3.1.4: no file is no rule, a broken server is closed.
            if error.status is None:
                raise
            return Robots(closed=error.status >= 500)
        if page.status in _REDIRECTS:  # to a page that says "not here", nearly always
            return Robots()
        return Robots.of(page.body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace"))

    def _once(self, request: _Request, url: str) -> Response:
        with self._open(request, url) as stream:
            body = b""
            if request.whole and stream.status not in _REDIRECTS:
                if request.into is None:
                    body = stream.read()
                else:
                    stream.write_to(request.into)
            return Response(request.url, url, stream.status, stream.headers, body)

    def _open(self, request: _Request, url: str, *, alone: bool = False) -> "Stream":
        """Send a request, and once more where the server wants to know first who asks.

        Args:
            alone: Take a new connection, so that others may be used while the answer is read.
        """
        from ccdp_graph import __version__

        agent = f"{AGENT}/{__version__} (+https://w3id.org/ccdp/)"
        who = self._authentications.get(origin(url))
        told = {"User-Agent": agent, "Accept-Encoding": "gzip, deflate", **request.headers}
        for _ in range(2):
            known = who.header(request.method, url) if who is not None else ""
            if known:
                told["Authorization"] = known
            stream = self._stream(request, url, told, alone=alone)
            if stream.status in {*_REDIRECTS, NOT_MODIFIED} or 200 <= stream.status < 300:
                return stream
            with stream:
                error = stream.refusal()
            challenge = stream.headers.get("www-authenticate", "")
            if stream.status != 401 or who is None or not who.challenged(challenge):
                break
        raise error

    def _stream(
        self, request: _Request, url: str, headers: dict[str, str], *, alone: bool
    ) -> "Stream":
        from urllib3.exceptions import HTTPError

        from ccdp_graph.http.connections import HostConnection
        from ccdp_graph.http.errors import connection_error
        from ccdp_graph.http.stream import Stream, too_slow

        host = origin(url)
        line = None if alone else self._lines.get(host)
        if line is None:
            line = HostConnection(url, private=self.limits.private)
        self._pace(host, url)
        with ExitStack() as ending:
            if alone:
                ending.callback(line.close)
            else:
                self._lines[host] = line
            ending.callback(lambda: self._asked_at.update({host: time.monotonic()}))
            late = ending.enter_context(line.cut_after(self.limits.whole))
            try:
                response = line.ask(request.method, url, headers, request.body, self.limits.seconds)
            except (HTTPError, OSError, ValueError) as error:
                fault = connection_error(request.url, url, error)
                raise (too_slow(request.url, self.limits) if late.is_set() else fault) from error
            ending.callback(response.release_conn)
            ending.callback(response.close)  # of no effect where all of it was read
            return Stream(request.url, url, response, self.limits, late, ending.pop_all())

    def _pace(self, host: str, url: str) -> None:
        rules = self._robots.get(robots_address(url), Robots())
        due = self._asked_at.get(host, 0.0) + max(self.limits.pause, rules.delay)
        time.sleep(max(0.0, due - time.monotonic()))
