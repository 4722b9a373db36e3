"""What a server answered, and how much of it is accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NOT_MODIFIED = 304

PERMANENTLY = frozenset({301, 308})


def media_type_of(headers: Mapping[str, str]) -> str:
    """Return what a server claims a body to be, in small letters, without parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Response:
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

        >>> Response("a", "a", 200, {"content-type": "Text/Turtle; charset=utf-8"}).media_type
        'text/turtle'
        """
        return media_type_of(self.headers)

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


@dataclass(frozen=True, slots=True)
class Limits:
    """What one client allows.

    Attributes:
        seconds: How long a server may be silent.
        whole: Seconds that one answer may take from first to last, however it drips.
        bytes: The most that one answer may hold, unpacked.
        redirects: The most that are followed for one address.
        tries: Of a read, where the server is busy or the connection breaks.
        patience: The most seconds waited because a server asks for it (Retry-After).
        pause: Seconds between two requests to one host.
        private: Whether addresses of a private network, this machine among them, may be asked.
        robots: Whether robots.txt is obeyed.
    """

    seconds: float = 30
    whole: float = 600
    bytes: int = 200_000_000
    redirects: int = 5
    tries: int = 3
    patience: float = 60
    pause: float = 0.2
    private: bool = False
    robots: bool = True
