"""Connections only to public addresses, and cut when an answer takes too long."""

import contextlib
import ipaddress
import socket
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class PrivateAddressError(OSError):
    """A name leads to addresses of a private network alone."""


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet, also where another is wrapped in it.

    >>> [is_public(a) for a in ("93.184.216.34", "10.1.2.3", "127.0.0.1", "169.254.169.254")]
    [True, False, False, False]
    >>> [is_public(a) for a in ("::1", "::ffff:10.0.0.1", "2002:0a00:0001::", "64:ff9b::a00:1")]
    [False, False, False, False]
    """
    told = ipaddress.ip_address(address.partition("%")[0])
    return all(one.is_global and not one.is_multicast for one in (told, *_wrapped(told)))


def public_addresses(host: str, port: int) -> tuple[str, ...]:
    """Look a name up and return those of its addresses that are public.

    Raises:
        PrivateAddressError: There is none among them.
        OSError: The name is not known.
    """
    found = dict.fromkeys(
        str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    )
    public = tuple(address for address in found if is_public(address))
    if not public:
        raise PrivateAddressError(", ".join(found))
    return public


def _wrapped(address: Address) -> tuple[Address, ...]:
    """Return the IPv4 addresses that gateways would unpack from an IPv6 one."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    found = [address.ipv4_mapped, address.sixtofour]
    if address in ipaddress.ip_network("64:ff9b::/96"):  # Source: RFC 6052
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(one for one in found if one is not None)


_CUT_INTERVAL = 0.5  # seconds between two cuts: TLS puts another socket in the place of the first


class _PublicHTTPConnection(HTTPConnection):
    """Connects to public addresses only: to the very ones that were looked at."""

    def _new_conn(self) -> socket.socket:
        name = self._dns_host
        failed: NewConnectionError | None = None
        for address in public_addresses(name, self.port):
            self._dns_host = address
            try:
                return super()._new_conn()
            except NewConnectionError as error:
                failed = error
            finally:
                self._dns_host = name
        assert failed is not None
        raise failed


class _LookingSafely(_PublicHTTPConnection, HTTPSConnection):
    """The same under TLS, whose certificate is that of the name."""


class HostConnection:
    """The one line to a host.

    Behind a proxy (http_proxy, https_proxy, no_proxy) the proxy looks names up, so that addresses
    are not looked at.

    Args:
        url: An address on the host.
        private: Whether the line may lead into a private network.
    """

    def __init__(self, url: str, *, private: bool) -> None:
        parts = urlsplit(url)
        assert parts.hostname is not None
        safe = parts.scheme == "https"
        proxy = getproxies().get(parts.scheme)
        self._pool: HTTPConnectionPool
        if proxy and not proxy_bypass(parts.hostname):
            manager = urllib3.ProxyManager(proxy, maxsize=1, block=True)
            self._pool = manager.connection_from_url(url)
            self._full = not safe
        else:
            kind = HTTPSConnectionPool if safe else HTTPConnectionPool
            self._pool = kind(parts.hostname.strip("[]"), parts.port, maxsize=1, block=True)
            self._full = False
            if not private:
                self._pool.ConnectionCls = _LookingSafely if safe else _PublicHTTPConnection
        self._connection: object = None
        self._response: urllib3.HTTPResponse | None = None
        self._remember()

    def _remember(self) -> None:
        """Keep hold of each connection that the pool makes, to be able to cut it."""
        make = self._pool.ConnectionCls

        def made(*args: Any, **options: Any) -> Any:
            self._connection = make(*args, **options)
            return self._connection

        self._pool.ConnectionCls = made  # type: ignore[assignment]

    def ask(
        self, method: str, url: str, headers: dict[str, str], body: bytes | None, seconds: float
    ) -> urllib3.HTTPResponse:
        """Send one request and return its answer, of which only the headers were read."""
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._response = None
        response = self._pool.urlopen(
            method,
            url if self._full else path,
            body=body,
            headers=headers,
            retries=False,
            redirect=False,
            assert_same_host=False,
            timeout=urllib3.Timeout(connect=seconds, read=seconds),
            preload_content=False,
            decode_content=True,
        )
        assert isinstance(response, urllib3.HTTPResponse)
        self._response = response
        return response

    @contextlib.contextmanager
    def cut_after(self, seconds: float) -> Iterator[threading.Event]:
        """Cut the connection when that time is over: a drip of bytes outwits every time-out.

        Gives an event that is set once the time was over.
        """
        done, late = threading.Event(), threading.Event()

        def watch() -> None:
            pause = seconds
            while not done.wait(pause):
                late.set()
                pause = _CUT_INTERVAL
                with contextlib.suppress(OSError, ValueError):
                    if self._response is not None:
                        self._response.shutdown()
                    elif (sock := getattr(self._connection, "sock", None)) is not None:
                        sock.shutdown(socket.SHUT_RDWR)

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield late
        finally:
            done.set()
            watcher.join()

    def close(self) -> None:
        """Hang up."""
        self._pool.close()
