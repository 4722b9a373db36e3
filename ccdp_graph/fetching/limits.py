"""How much of a stranger's server is borne, and how polite we are to it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one `Web` allows.

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
