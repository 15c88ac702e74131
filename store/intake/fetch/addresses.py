"""Checks the addresses that links lead to, and finds the proxy from the environment.

Only addresses of the public internet are allowed. Those of IANA's special-purpose registries, as
`ipaddress` knows them, and a few that it lacks are rejected. An IPv4 address embedded in an IPv6
one is checked too.

A proxy (`https_proxy`, `http_proxy`, `all_proxy`, `no_proxy`) is always used and never bypassed,
because whoever set it may rely on not being seen. The proxy resolves names itself, so only
addresses that are written in the link can be checked.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from store.intake.answers import Unfetched
from store.intake.links import Link

RejectionReason = Callable[[str], str | None]
"""Returns the reason not to connect to an address, or None."""
Resolve = Callable[[str, int], list[str]]
"""Resolves a name and a port to addresses. Raises `OSError`."""
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")
_ALSO = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.88.99.0/24",  # 6to4 relays, RFC 7526
        "2002::/16",  # 6to4
        "5f00::/16",  # segment routing, RFC 9602
        "fec0::/10",  # site-local, RFC 3879
    )
)


def resolve(host: str, port: int) -> list[str]:
    """Resolve a name with the system's resolver.

    Raises:
        OSError: The name cannot be resolved.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def anywhere(address: str) -> None:
    """Allow every address."""


def rejection_reason(address: str) -> str | None:
    """Return the reason not to connect to an address that is not of the public internet."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "no address"
    inner = next(_inside(found), None)
    if inner is not None and (kind := _kind(inner)):
        return f"{kind}, inside an IPv6 one"
    return _kind(found)


def _kind(address: Address) -> str | None:
    kinds = (
        (address.is_unspecified, "an address of this machine"),
        (address.is_loopback, "a loopback address"),
        (address.is_link_local, "a link-local address"),
        (address.is_multicast, "a multicast address"),
        (not address.is_global, "a private or reserved address"),
        (any(address in network for network in _ALSO), "a private or reserved address"),
    )
    return next((kind for is_so, kind in kinds if is_so), None)


def _inside(address: Address) -> Iterator[ipaddress.IPv4Address]:
    """Yield the IPv4 address that is embedded in an IPv6 one."""
    if isinstance(address, ipaddress.IPv4Address):
        return
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield address.teredo[1]
    is_compatible = address in _COMPATIBLE and int(address) > 1
    if address in _NAT64 or is_compatible:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


class Proxy(NamedTuple):
    """The address of a proxy, and our credentials for it."""

    scheme: str
    host: str
    port: int
    user: str | None
    password: str | None


def proxy_for(link: Link) -> Proxy | None:
    """Return the proxy for a link.

    Raises:
        Unfetched: The environment names an unsupported kind of proxy.
    """
    proxies = getproxies()
    named = proxies.get(link.scheme) or proxies.get("all")
    if not named or proxy_bypass(link.host):
        return None
    try:
        parts = urlsplit(named if "://" in named else f"http://{named}")
        port = parts.port
    except ValueError as error:
        raise Unfetched(f"the proxy in the environment is not a valid link: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Unfetched(
            f"the environment names an unsupported kind of proxy ({parts.scheme}): "
            "set an http one, or no_proxy"
        )
    user = unquote(parts.username) if parts.username else None
    password = unquote(parts.password) if parts.password else None
    port = port or {"http": 80, "https": 443}[parts.scheme]
    return Proxy(parts.scheme, parts.hostname, port, user, password)
