"""What a host asks of programs that read it (robots.txt, RFC 9309)."""

from dataclasses import dataclass

from protego import Protego

from ccdp_graph.http.addresses import origin

AGENT = "ccdp-graph"

_MAX_DELAY = 10.0  # seconds; who asks for more is not asked for much by us either

MAX_ROBOTS_BYTES = 512_000  # Source: RFC 9309, 2.5, which wants at least 500 KiB to be read


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host."""

    rules: Protego | None = None
    closed: bool = False

    @classmethod
    def of(cls, text: str) -> "Robots":
        """Read a robots.txt.

        >>> rules = Robots.of("User-agent: *\\nDisallow: /private/\\nCrawl-delay: 2")
        >>> rules.allows("https://a.org/data"), rules.allows("https://a.org/private/x")
        (True, False)
        >>> rules.delay
        2.0
        """
        return cls(Protego.parse(text))

    def allows(self, url: str) -> bool:
        """Whether the host lets us read an address."""
        return not self.closed and (self.rules is None or self.rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """The seconds that the host wants between two requests."""
        told = self.rules.crawl_delay(AGENT) if self.rules is not None else None
        return min(told or 0.0, _MAX_DELAY)


def robots_address(url: str) -> str:
    """Return where the rules for an address stand.

    >>> robots_address("https://a.org:8080/x/y?z")
    'https://a.org:8080/robots.txt'
    """
    return f"{origin(url)}/robots.txt"
