"""What a server answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NOT_MODIFIED = 304

PERMANENTLY = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Page:
    """One answer.

    Attributes:
        asked: The address that was asked for.
        url: The one that answered, behind all redirects.
        status: Of 200 to 299, or 304 where nothing changed since.
        headers: By name in small letters.
        body: Unpacked; empty for 304.
        hops: Status and address of each redirect that was followed.
    """

    asked: str
    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    hops: tuple[tuple[int, str], ...] = ()

    @property
    def unchanged(self) -> bool:
        """Whether the server says that nothing changed since."""
        return self.status == NOT_MODIFIED

    @property
    def media_type(self) -> str:
        """What the server claims the body to be, in small letters, without parameters.

        >>> Page("a", "a", 200, {"content-type": "Text/Turtle; charset=utf-8"}).media_type
        'text/turtle'
        """
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def etag(self) -> str:
        """What the server calls this version, or nothing."""
        return self.headers.get("etag", "")

    @property
    def last_modified(self) -> str:
        """When the server says that this last changed, as it says it, or nothing."""
        return self.headers.get("last-modified", "")

    @property
    def moved_to(self) -> str:
        """Where the address has moved for good, or nothing: temporary hops are no move."""
        told = ""
        for status, url in self.hops:
            if status not in PERMANENTLY:
                break
            told = url
        return told
