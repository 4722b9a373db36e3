"""What went wrong between us and a server, each in one line that says what to do."""

import socket
import ssl
import time
from email.utils import parsedate_to_datetime

import urllib3
from urllib3 import exceptions

from ccdp_graph.errors import FetchError
from ccdp_graph.http.connections import PrivateAddressError
from ccdp_graph.http.robots import robots_address

_RETRYABLE = frozenset({429, 502, 503, 504})

_SAID = 160  # characters of the server's own words that an error repeats

_HEARD = 20_000  # bytes of them that are read at all


def connection_error(asked: str, url: str, error: Exception) -> FetchError:
    """Say in one line why nothing was heard.

    Args:
        asked: The address that was asked for; `url` the one it was redirected to.
    """
    direct = url in {asked, robots_address(asked)}
    start = f"{asked}:" if direct else f"{asked}: is redirected to {url}, which"
    reason = _root(error)
    if isinstance(reason, PrivateAddressError):
        return FetchError(
            f"{start} leads into a private network ({reason}), which is refused; allow it with "
            "--allow-private if that is meant",
            url=asked,
            reason="private",
        )
    if isinstance(reason, ssl.SSLError):
        return FetchError(
            f"{start} has no safe connection ({reason.reason or reason}); is its certificate in "
            "order?",
            url=asked,
            reason="certificate",
        )
    if isinstance(error, exceptions.TimeoutError) and not isinstance(
        error, exceptions.NewConnectionError
    ):
        return FetchError(
            f"{start} was silent for too long; try again later",
            url=asked,
            again=True,
            reason="silent",
        )
    words = reason.strerror if isinstance(reason, OSError) and reason.strerror else str(reason)
    refused = isinstance(reason, ConnectionError)
    hint = "is the server running?" if refused else "is the address right?"
    return FetchError(
        f"{start} cannot be reached ({' '.join(words.split())}); {hint}",
        url=asked,
        again=refused or isinstance(error, exceptions.ProtocolError),
        reason="unknown-host" if _is_unknown(reason) else "unreached",
    )


def _is_unknown(reason: BaseException) -> bool:
    """Whether nobody has a name, rather than that nobody could be asked for it."""
    return isinstance(reason, socket.gaierror) and reason.errno != socket.EAI_AGAIN


def _root(error: BaseException) -> BaseException:
    """Return what an error of the library began with."""
    while True:
        cause = error.__cause__ or error.__context__
        inner = next((a for a in getattr(error, "args", ()) if isinstance(a, Exception)), None)
        following = inner or cause
        if following is None or following is error:
            return error
        error = following


def http_error(asked: str, response: urllib3.BaseHTTPResponse) -> FetchError:
    """Say in one line why a server says no."""
    status = response.status
    said = {
        401: "wants a user and password, or others",
        403: "may not be read by us",
        404: "is not there",
        410: "is gone for good",
    }.get(status, "says that we ask too often" if status == 429 else "the server refused")
    if status >= 500:
        said = "the server is busy or down" if status in _RETRYABLE else "the server failed"
    words = _own_words(response)
    return FetchError(
        f"{asked}: {said} ({status}){_in_a_line(words)}",
        url=asked,
        status=status,
        pause=_pause(response.headers.get("Retry-After", "")),
        again=status in _RETRYABLE,
        said=words,
    )


def _pause(told: str) -> float:
    """Read the seconds of a Retry-After, which may be a day and hour."""
    if told.isdigit():
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except (TypeError, ValueError):
        return 0.0


def _own_words(response: urllib3.BaseHTTPResponse) -> str:
    words = bytearray()
    try:
        while len(words) < _HEARD and (piece := response.read1(_HEARD)):
            words += piece
    except (exceptions.HTTPError, OSError):
        pass  # what was heard is better than nothing
    return bytes(words[:_HEARD]).decode("utf-8", "replace")


def _in_a_line(text: str) -> str:
    if "<html" in text.lower() or "<!doctype" in text.lower() or not text.strip():
        return ""
    line = "".join(c if c.isprintable() else " " for c in text)
    return ": " + " ".join(line.split())[:_SAID]
