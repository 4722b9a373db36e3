"""Who asks: said to one server alone, in the way in which it wants to hear it."""

import re
from base64 import b64encode
from dataclasses import dataclass
from typing import Protocol

_DIGEST = re.compile(r"\bdigest\s+(.+?)(?=,\s*(?:basic|bearer|negotiate)\b|$)", re.IGNORECASE)

_BASIC = re.compile(r"\bbasic\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Login:
    """A user and password. They never come from the command line, where others can read them."""

    user: str
    password: str

    def __repr__(self) -> str:
        return f"Login({self.user!r}, …)"


@dataclass(frozen=True, slots=True)
class Token:
    """A token, or an API key where a server wants one without a scheme."""

    text: str
    scheme: str = "Bearer"

    def __repr__(self) -> str:
        return "Token(…)"


class Authentication(Protocol):
    """What is said to one server about who asks."""

    def header(self, method: str, url: str) -> str:
        """Return the Authorization of a request; empty while the server has not asked for it."""
        ...

    def challenged(self, challenge: str) -> bool:
        """Take note of what a server wants (WWW-Authenticate), and say whether it can be given."""
        ...


def authentication(who: Login | Token, server: str) -> Authentication:
    """Prepare to say who asks.

    Args:
        server: Its origin.
    """
    return _TokenAuthentication(who) if isinstance(who, Token) else _Password(who, server)


@dataclass(frozen=True, slots=True)
class _TokenAuthentication:
    token: Token

    def header(self, method: str, url: str) -> str:  # noqa: ARG002 - the same for each
        return f"{self.token.scheme} {self.token.text}".lstrip()

    def challenged(self, challenge: str) -> bool:  # noqa: ARG002 - it was said already
        return False


class _Password:
    """Basic (RFC 7617) or digest (RFC 7616), whichever the server asks for.

    Once asked, it is sent with each request: else a server may hang up on a long body.
    """

    def __init__(self, login: Login, server: str) -> None:
        from urllib.request import AbstractDigestAuthHandler, HTTPPasswordMgrWithDefaultRealm

        known = HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, f"{server}/", login.user, login.password)
        self._digests = AbstractDigestAuthHandler(known)
        self._basic = b64encode(f"{login.user}:{login.password}".encode()).decode()
        self._challenge: dict[str, str] | None = None
        self._asked = False

    def header(self, method: str, url: str) -> str:
        if not self._asked:
            return ""
        if self._challenge is None:
            return f"Basic {self._basic}"
        from urllib.request import Request

        request = Request(url, method=method)  # noqa: S310 - it is not sent, but digested
        return f"Digest {self._digests.get_authorization(request, self._challenge)}"

    def challenged(self, challenge: str) -> bool:
        from urllib.request import parse_http_list, parse_keqv_list

        digest = _DIGEST.search(challenge)
        self._asked = digest is not None or _BASIC.search(challenge) is not None
        parts = parse_http_list(digest[1]) if digest else []
        self._challenge = parse_keqv_list([part for part in parts if "=" in part]) or None
        return self._asked
