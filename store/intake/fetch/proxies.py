"""A proxy that the environment names (`https_proxy`, `http_proxy`, `all_proxy`, `no_proxy`).

It is used and never gone around: whoever set it may depend on not being seen. It looks names
up by itself, so of what it connects to only addresses that stand in the link can be checked.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from store.intake.fetch.answers import Unfetched
from store.intake.fetch.links import Link


class Proxy(NamedTuple):
    """Where a proxy is, and who we are to it."""

    scheme: str
    host: str
    port: int
    user: str | None
    password: str | None


def proxy_for(link: Link) -> Proxy | None:
    """The proxy for a link. Raises `Unfetched` for one of a kind that is not used."""
    proxies = getproxies()
    named = proxies.get(link.scheme) or proxies.get("all")
    if not named or proxy_bypass(link.host):
        return None
    parts = urlsplit(named if "://" in named else f"http://{named}")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Unfetched(
            f"the environment names a proxy of a kind that is not used ({parts.scheme}): "
            "set an http one, or no_proxy"
        )
    user = unquote(parts.username) if parts.username else None
    password = unquote(parts.password) if parts.password else None
    port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    return Proxy(parts.scheme, parts.hostname, port, user, password)
