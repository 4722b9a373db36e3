"""Asking servers of others: within limits, politely, and nowhere that is private unless allowed."""

import time
from collections.abc import Mapping
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from ccdp_graph import __version__
from ccdp_graph.errors import FetchError
from ccdp_graph.http.connections import HostConnection
from ccdp_graph.http.errors import connection_error, http_error
from ccdp_graph.http.response import NOT_MODIFIED, Limits, Response
from ccdp_graph.http.robots import AGENT, MAX_ROBOTS_BYTES, Robots, robots_address

_USER_AGENT = f"{AGENT}/{__version__} (+https://w3id.org/ccdp/)"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})

_FIRST_PAUSE = 0.5  # seconds, doubled each time

_PIECE = 65536

_SECRETS = frozenset({"authorization", "cookie", "x-api-key"})


class HttpClient:
    """One visit to the web: a connection a host, kept until the visit ends.

    It is not for several threads at once.

    Args:
        limits: What is borne, and how polite we are.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._lines: dict[str, HostConnection] = {}
        self._robots: dict[str, Robots] = {}
        self._asked_at: dict[str, float] = {}

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

    def get(
        self,
        url: str,
        *,
        accept: str = "*/*",
        etag: str = "",
        modified: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Read an address, again after a pause where the server is only busy.

        Args:
            etag: What the server called the version that we have; it may answer 304 then.
            modified: When that version was changed, in the server's own words.
            headers: Others to send, to the host of this address alone.

        Raises:
            FetchError: There is no answer, it says no, or it goes beyond a limit.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        told = {name: value for name, value in conditions.items() if value}
        return self._read("GET", url, {"Accept": accept, **told, **(headers or {})})

    def head(self, url: str) -> Response:
        """Ask whether an address answers; the page has no body.

        Many servers refuse a HEAD, or answer it wrongly, so that a GET has the last word.

        Raises:
            FetchError: As for `get`.
        """
        try:
            return self._read("HEAD", url, {"Accept": "*/*"})
        except FetchError as error:
            if error.status is None or error.again:
                raise
        return self._read("GET", url, {"Accept": "*/*"}, whole=False)

    def send(
        self,
        method: str,
        url: str,
        body: bytes = b"",
        *,
        content_type: str = "",
        accept: str = "*/*",
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Write to an address, once: only a server that took nothing (429) is asked again.

        No redirect is followed: it could carry what is sent, or a password, elsewhere.

        Raises:
            FetchError: There is no answer, or it says no.
        """
        told = {"Accept": accept, **({"Content-Type": content_type} if content_type else {})}
        told |= headers or {}
        _checked(url)
        for _ in range(self.limits.tries - 1):
            try:
                return self._once(method, url, url, told, body=body)
            except FetchError as error:
                if error.status != 429 or not self._waited(error, _FIRST_PAUSE):
                    raise
        return self._once(method, url, url, told, body=body)

    def _read(
        self, method: str, url: str, headers: Mapping[str, str], *, whole: bool = True
    ) -> Response:
        _checked(url)
        told = dict(headers)
        here, hops = url, list[tuple[int, str]]()
        while True:
            self._obey(here)
            page = self._patiently(method, url, here, told, whole=whole)
            if page.status not in _REDIRECTS:
                return Response(url, here, page.status, page.headers, page.body, tuple(hops))
            there = urljoin(here, page.headers.get("location", "").replace(" ", "%20"))
            if len(hops) >= self.limits.redirects or there in {url, *(hop for _, hop in hops)}:
                raise FetchError(
                    f"{url}: is redirected without end, last to {there}", url=url, reason="loop"
                )
            _checked(there, f"{url}: is redirected to ")
            if urlsplit(there).netloc != urlsplit(here).netloc:
                told = {name: v for name, v in told.items() if name.lower() not in _SECRETS}
            hops.append((page.status, there))
            here = there

    def _patiently(
        self, method: str, asked: str, url: str, headers: Mapping[str, str], *, whole: bool = True
    ) -> Response:
        pause = _FIRST_PAUSE
        for _ in range(self.limits.tries - 1):
            try:
                return self._once(method, asked, url, headers, whole=whole)
            except FetchError as error:
                if not error.again or not self._waited(error, pause):
                    raise
            pause *= 2
        return self._once(method, asked, url, headers, whole=whole)

    def _waited(self, error: FetchError, pause: float) -> bool:
        """Wait as long as the server asks, unless that is longer than we would."""
        if error.pause > self.limits.patience:
            return False
        time.sleep(max(pause, error.pause))
        return True

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
            page = self._patiently("GET", url, place, {"Accept": "text/plain"})
        except FetchError as error:
            # Source: RFC 9309, 2.3.1.3 and 2.3.1.4: no file is no rule, a broken server is closed.
            if error.status is None:
                raise
            return Robots(closed=error.status >= 500)
        if page.status in _REDIRECTS:  # to a page that says "not here", nearly always
            return Robots()
        return Robots.of(page.body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace"))

    def _once(
        self,
        method: str,
        asked: str,
        url: str,
        headers: Mapping[str, str],
        *,
        body: bytes | None = None,
        whole: bool = True,
    ) -> Response:
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        line = self._lines.get(host)
        if line is None:
            line = self._lines[host] = HostConnection(url, private=self.limits.private)
        self._pace(host, url)
        told = {"User-Agent": _USER_AGENT, "Accept-Encoding": "gzip, deflate", **headers}
        page: Response | None = None
        fault: FetchError | None = None
        with line.cut_after(self.limits.whole) as late:
            try:
                response = line.ask(method, url, told, body, self.limits.seconds)
                try:
                    page = self._page(response, asked, url, whole=whole)
                finally:
                    response.close()  # of no effect where all of it was read
                    response.release_conn()
            except (HTTPError, OSError, ValueError) as error:
                fault = connection_error(asked, url, error)
            finally:
                self._asked_at[host] = time.monotonic()
        if late.is_set():  # what was cut may look like an end
            raise FetchError(
                f"{asked}: took longer than {self.limits.whole:g} seconds; raise the limit if that "
                "is as it should be",
                url=asked,
                reason="limit",
            ) from fault
        if page is None:
            assert fault is not None
            raise fault
        return page

    def _pace(self, host: str, url: str) -> None:
        rules = self._robots.get(robots_address(url), Robots())
        due = self._asked_at.get(host, 0.0) + max(self.limits.pause, rules.delay)
        time.sleep(max(0.0, due - time.monotonic()))

    def _page(
        self, response: urllib3.BaseHTTPResponse, asked: str, url: str, *, whole: bool
    ) -> Response:
        headers = {name.lower(): value for name, value in response.headers.items()}
        status = response.status
        if status in _REDIRECTS:
            return Response(asked, url, status, headers)
        if status != NOT_MODIFIED and not 200 <= status < 300:
            raise http_error(asked, response)
        if not whole:
            return Response(asked, url, status, headers)
        told = headers.get("content-length", "")
        if told.isdigit() and int(told) > self.limits.bytes:
            raise self._too_large(asked)
        body = bytearray()
        while piece := response.read1(_PIECE):
            body += piece
            if len(body) > self.limits.bytes:
                raise self._too_large(asked)
        return Response(asked, url, status, headers, bytes(body))

    def _too_large(self, url: str) -> FetchError:
        return FetchError(
            f"{url}: answers with more than {self.limits.bytes / 1e6:g} MB; raise the limit if "
            "that is as it should be",
            url=url,
            reason="limit",
        )


def _checked(url: str, before: str = "") -> None:
    """Refuse what is no web address, or has a password in it.

    Raises:
        FetchError: Says which.
    """
    try:
        parts = urlsplit(url)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine = False
    if not fine or not url.isascii() or any(c.isspace() for c in url):
        raise FetchError(
            f"{before or f'{url}: '}{f'{url}, ' if before else ''}not a web address; it begins "
            "with http:// or https:// and has no spaces or accents",
            url=url,
            reason="address",
        )
    if parts.username or parts.password:
        raise FetchError(
            f"{before}{parts.hostname}: no user or password may stand in an address, others can "
            "read it",
            url=url,
            reason="address",
        )
