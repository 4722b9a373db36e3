"""Web addresses: which may be asked at all, and which belong to one server."""

from urllib.parse import urlsplit

from ccdp_graph.errors import FetchError


def origin(url: str) -> str:
    """Return scheme, host and port of an address.

    >>> origin("https://example.org:8080/a/b")
    'https://example.org:8080'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def check_address(url: str, before: str = "") -> None:
    """Refuse what is no web address, or has a password in it.

    Args:
        before: How the error begins, where the address is that of a redirect.

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
