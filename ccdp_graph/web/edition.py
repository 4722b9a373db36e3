"""One publication: its address, date and version."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from ccdp_graph.errors import AssetError
from ccdp_graph.rdf import is_iri


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication.

    Attributes:
        base: The address of the site, which ends in `/`.
        day: As YYYY-MM-DD.
    """

    base: str
    day: str
    version: str

    def address(self, path: str) -> str:
        """Return the address of a file of the site."""
        return self.base + quote(path)


def checked_base(base: str) -> str:
    """Return the address of a site, ending in `/`.

    Raises:
        AssetError: It is not a web address, or has a query or fragment.
    """
    parts = urlsplit(base) if is_iri(base) else None
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise AssetError(
            f"--base '{base}' is not a web address; write it like https://example.org/ccdp/"
        )
    if parts.query or parts.fragment:
        raise AssetError(f"--base '{base}' has a query or fragment; leave out what follows ? or #")
    return base if base.endswith("/") else f"{base}/"


def page_path(path: str, language: str) -> str:
    """Return the file of a page in a language.

    >>> page_path("network/pcdc", "fr"), page_path("index", "en")
    ('fr/network/pcdc.html', 'index.html')
    """
    return f"{'' if language == 'en' else language + '/'}{path}.html"


def root_of(path: str) -> str:
    """Return the relative path from a file to the root of the site.

    >>> root_of("fr/network/pcdc.html"), root_of("index.html")
    ('../../', './')
    """
    return "../" * path.count("/") or "./"
