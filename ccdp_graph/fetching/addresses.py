"""Which addresses may be asked: a server of others must not lead into our own network."""

import ipaddress
import socket

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
