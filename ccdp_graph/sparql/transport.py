"""Speaking HTTP to an endpoint that may be slow, down, elsewhere, or no endpoint at all."""

import base64
import http.client
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, TypeVar, cast
from urllib.parse import urlsplit

from ccdp_graph.errors import StoreError

T = TypeVar("T")

_TRIES = 3  # of a read; a write is never repeated unasked

_FIRST_PAUSE = 0.5  # seconds, doubled each time

_MAX_PAUSE = 10.0  # seconds; a server that asks for more is told of in the error

_RETRYABLE = frozenset({429, 502, 503, 504})

_REDIRECTS = frozenset({301, 302, 303, 307, 308})

_SAID = 160  # characters of the server's own words that an error repeats

Response = http.client.HTTPResponse


@dataclass(frozen=True, slots=True)
class Login:
    """Who asks. It never comes from the command line, where others can read it."""

    user: str
    password: str

    def __repr__(self) -> str:
        return f"Login({self.user!r}, …)"


class _BusyError(StoreError):
    """The server may answer a little later."""

    def __init__(self, message: str, pause: float = 0) -> None:
        super().__init__(message)
        self.pause = pause


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follow no redirect: it would turn a POST into a GET, and could carry a password away."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Refuse."""


class _Basic(urllib.request.HTTPBasicAuthHandler):
    """Once asked for the password, send it along: else a server may hang up on a long body."""

    agreed = False

    def retry_http_basic_auth(
        self, host: str, req: urllib.request.Request, realm: str
    ) -> Response | None:
        """Answer the server that asks who is there."""
        self.agreed = True
        return cast("Response | None", super().retry_http_basic_auth(host, req, realm))

    def http_request(self, req: urllib.request.Request) -> urllib.request.Request:
        """Say who is there before the server asks again."""
        user, password = self.passwd.find_user_password(None, req.full_url)  # type: ignore[arg-type]
        if self.agreed and user is not None:
            said = base64.b64encode(f"{user}:{password}".encode()).decode()
            req.add_unredirected_header("Authorization", f"Basic {said}")
        return req

    https_request = http_request


class _Digest(urllib.request.HTTPDigestAuthHandler):
    """The same for digests, of which the password cannot be read."""

    challenge: Mapping[str, str] | None = None

    def retry_http_digest_auth(self, req: urllib.request.Request, auth: str) -> Response | None:
        """Answer the server that asks who is there."""
        said = urllib.request.parse_http_list(auth.partition(" ")[2])
        self.challenge = urllib.request.parse_keqv_list(list(filter(None, said)))
        return cast("Response | None", super().retry_http_digest_auth(req, auth))

    def http_request(self, req: urllib.request.Request) -> urllib.request.Request:
        """Say who is there before the server asks again."""
        if self.challenge is not None:
            said = self.get_authorization(req, self.challenge)
            if said:
                req.add_unredirected_header(self.auth_header, f"Digest {said}")
        return req

    https_request = http_request


@dataclass(frozen=True, slots=True)
class Transport:
    """One way to the endpoints of one server.

    Attributes:
        seconds: How long a connection may be silent.
    """

    opener: urllib.request.OpenerDirector
    seconds: float

    def send(self, request: urllib.request.Request) -> Response:
        """Send a request once.

        Raises:
            StoreError: There is no answer, or it says no; one line says what to do.
        """
        url = request.full_url.partition("?")[0]
        try:
            response = self.opener.open(request, timeout=self.seconds)
        except urllib.error.HTTPError as error:
            with error:
                raise _refused(url, error) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise connection_error(url, error) from error
        assert isinstance(response, Response)
        return response


def transport_for(url: str, login: Login | None, seconds: float) -> Transport:
    """Make the way to one endpoint.

    Raises:
        StoreError: It is no web address, or it has a password in it.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise StoreError(f"{url}: not a web address; an endpoint begins with http:// or https://")
    if parts.username or parts.password:
        raise StoreError(
            f"{parts.hostname}: no user or password may stand in an address, others can read it; "
            "set CCDP_ENDPOINT_USER and CCDP_ENDPOINT_PASSWORD, or use netrc"
        )
    handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
    if login is not None:
        known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, f"{parts.scheme}://{parts.netloc}/", login.user, login.password)
        handlers += [_Digest(known), _Basic(known)]
    return Transport(urllib.request.build_opener(*handlers), seconds)


def with_retries(read: Callable[[], T]) -> T:
    """Do a read, again after a pause where the server is only busy.

    Raises:
        StoreError: It failed for good.
    """
    pause = _FIRST_PAUSE
    for tried in range(1, _TRIES + 1):
        try:
            return read()
        except _BusyError as error:
            if tried == _TRIES or error.pause > _MAX_PAUSE:
                raise
            time.sleep(max(pause, error.pause))
            pause *= 2
    raise AssertionError


def checked(response: Response, url: str, types: tuple[str, ...]) -> str:
    """Return the content type of an answer.

    Raises:
        StoreError: It is none of those asked for: a web page, most likely.
    """
    found = response.headers.get_content_type()
    if found not in types:
        kind = "a web page" if "html" in found else f"'{found}'"
        response.close()
        raise StoreError(
            f"{url}: answered with {kind}, not SPARQL results; is this the address of a SPARQL "
            "endpoint?"
        )
    return found


class _Body:
    def __init__(self, response: Response, url: str) -> None:
        self._response = response
        self._url = url

    def read(self, size: int = -1) -> bytes:
        try:
            return self._response.read(size)
        except (OSError, http.client.HTTPException) as error:
            raise StoreError(
                f"{self._url}: the connection broke in the middle of the answer; ask again"
            ) from error


def body(response: Response, url: str) -> IO[bytes]:
    """Return the body of an answer; reading on raises StoreError where the server died half way."""
    return cast("IO[bytes]", _Body(response, url))


def connection_error(url: str, error: Exception) -> StoreError:
    """Say in one line why nothing was heard."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, ssl.SSLError):
        return StoreError(
            f"{url}: no safe connection ({reason.reason or reason}); is its certificate in order, "
            "and should it be http://?"
        )
    if isinstance(reason, TimeoutError):
        return StoreError(f"{url}: no answer in time; narrow the question, or raise --time-limit")
    if isinstance(reason, ConnectionError | http.client.HTTPException):
        return _BusyError(f"{url}: cannot be reached ({_words(reason)}); is the server running?")
    return StoreError(f"{url}: cannot be reached ({_words(reason)}); is the address right?")


def _words(reason: object) -> str:
    said = reason.strerror if isinstance(reason, OSError) and reason.strerror else str(reason)
    return said or type(reason).__name__


def _refused(url: str, error: urllib.error.HTTPError) -> StoreError:
    code = error.code
    if code in _REDIRECTS:
        there = error.headers.get("Location", "elsewhere")
        return StoreError(f"{url}: has moved to {there}; give that address")
    if code == 401:
        return StoreError(
            f"{url}: wants a user and password (401), or others; set CCDP_ENDPOINT_USER and "
            "CCDP_ENDPOINT_PASSWORD, or write them into netrc"
        )
    if code == 403:
        return StoreError(f"{url}: this user may not do that (403); ask who runs the server")
    if code in {404, 405, 410, 501}:
        return StoreError(f"{url}: there is no such endpoint ({code}); is the address right?")
    said = _own_words(error)
    if code in _RETRYABLE:
        pause = error.headers.get("Retry-After", "0")
        return _BusyError(
            f"{url}: the server is busy or down ({code}){said}; try again later",
            float(pause) if pause.isdigit() else 0,
        )
    if code >= 500:
        return StoreError(f"{url}: the server failed ({code}){said}")
    return StoreError(f"{url}: the server refused ({code}){said}")


def _own_words(error: urllib.error.HTTPError) -> str:
    try:
        text = error.read(2000).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""
    if "<html" in text.lower() or not text.strip():
        return ""
    line = "".join(c if c.isprintable() else " " for c in text)
    return ": " + " ".join(line.split())[:_SAID]
