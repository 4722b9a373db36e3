"""Speaking to an endpoint that may be slow, down, elsewhere, or no endpoint at all."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import TIMEOUT_MAX

from ccdp_graph.errors import FetchError, StoreError
from ccdp_graph.http import HttpClient, Limits, Login, Stream, check_address

FORM = "application/x-www-form-urlencoded"

_MAX_BYTES = 10_000_000_000  # of one answer, whose rows and seconds are limited where it is read

_LOGIN = "set CCDP_ENDPOINT_USER and CCDP_ENDPOINT_PASSWORD, or write them into netrc"

_REFUSALS = {
    401: f"wants a user and password (401), or others; {_LOGIN}",
    403: "this user may not do that (403); ask who runs the server",
    **{
        status: f"there is no such endpoint ({status}); is the address right?"
        for status in (404, 405, 410, 501)
    },
}


def client_for(url: str, login: Login | None, seconds: float) -> HttpClient:
    """Make the client of one endpoint, which the person who asks has named: it may be private.

    Args:
        seconds: How long a connection may be silent.

    Raises:
        StoreError: It is no web address, or it has a password in it.
    """
    try:
        check_address(url)
    except FetchError as error:
        raise StoreError(f"{error}; {_LOGIN}" if "password" in str(error) else str(error)) from None
    client = HttpClient(
        Limits(
            seconds=seconds,
            whole=TIMEOUT_MAX,
            bytes=_MAX_BYTES,
            patience=10,
            pause=0,
            private=True,
            robots=False,
        )
    )
    if login is not None:
        client.authenticate(url, login)
    return client


@contextmanager
def store_errors(url: str) -> Iterator[None]:
    """Say in the words of an endpoint why it was not heard, or what it refuses.

    Raises:
        StoreError: A FetchError was raised.
    """
    try:
        yield
    except FetchError as error:
        if error.status in _REFUSALS:
            raise StoreError(f"{url}: {_REFUSALS[error.status]}") from error
        if error.reason == "silent":
            raise StoreError(
                f"{url}: no answer in time; narrow the question, or raise --time-limit"
            ) from error
        hint = "; try again later" if error.status and error.again else ""
        raise StoreError(f"{url}{str(error).removeprefix(error.url)}{hint}") from error


def refuse_redirect(url: str, status: int, headers: Mapping[str, str]) -> None:
    """Follow no redirect: it would turn a POST into a GET.

    Raises:
        StoreError: An answer is one.
    """
    if 300 <= status < 400:
        raise StoreError(
            f"{url}: has moved to {headers.get('location', 'elsewhere')}; give that address"
        )


def check_type(stream: Stream, url: str, types: tuple[str, ...]) -> None:
    """Look whether an answer is what was asked for.

    Raises:
        StoreError: It is none of the types: a web page, most likely.
    """
    found = stream.media_type or "text/plain"
    if found not in types:
        kind = "a web page" if "html" in found else f"'{found}'"
        raise StoreError(
            f"{url}: answered with {kind}, not SPARQL results; is this the address of a SPARQL "
            "endpoint?"
        )
