"""Parses http and https links.

RFC 3986 defines the parts, UTS 46 the names that are not ASCII. A host is always displayed in the
form that is looked up (`xn--…`), in which one letter cannot pass for another.
"""

from __future__ import annotations

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from store.intake.answers import Unfetched

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_KEPT = "!#$%&'()*+,/:;=?@[]~"
_LONGEST = 4_000


class Link(NamedTuple):
    """A parsed link."""

    scheme: str
    host: str
    """A host name in lower-case ASCII, or an address without brackets."""
    port: int
    target: str
    """Path and query as they are sent."""

    @property
    def origin(self) -> str:
        """Return scheme, host, and the port if it is not the default."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = self.port == PORTS[self.scheme]
        return f"{self.scheme}://{host}" if usual else f"{self.scheme}://{host}:{self.port}"

    @property
    def url(self) -> str:
        """Return the whole link in ASCII."""
        return self.origin + self.target


def is_link(text: str) -> bool:
    """Return whether the text begins like a link of any scheme and not like a file name."""
    found = _SCHEME.match(text)
    return found is not None and (
        text[found.end() :].startswith("//")
        or found[1].lower() in {"javascript", "data", "file", "ftp", "mailto", "http", "https"}
    )


def parsed_link(text: str, base: str | None = None) -> Link:
    """Parse the link in `text`, which may be relative to `base`.

    Raises:
        Unfetched: It is not a link, not http or https, or hides its host.
    """
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text.strip())
    if len(text) > _LONGEST:
        raise Unfetched(f"the link has more than {_LONGEST:,} characters", final=True)
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        port = parts.port
    except ValueError as error:
        raise Unfetched(f"this is not a link: {error}", final=True) from error
    if parts.scheme not in PORTS:
        raise Unfetched(_unknown(parts.scheme), final=True)
    host = _host(parts)
    target = quote(parts.path or "/", safe=_KEPT)
    if parts.query:
        target += "?" + quote(parts.query, safe=_KEPT)
    return Link(parts.scheme, host, port or PORTS[parts.scheme], target)


def safe_link(text: str | None) -> str | None:
    """Return an article's link in the form in which it may be shown and opened.

    http and https links get their host in ASCII. The result is None for other schemes such as
    `javascript:`, and for links with other text before the host. Text that is not a link is
    returned unchanged.
    """
    if not text or _SCHEME.match(text) is None:
        return text or None
    try:
        link = parsed_link(text)
    except Unfetched:
        return None
    return text if text.isascii() else link.url


def site_of(url: str | None) -> str | None:
    """Return the host of a link, to name its site, or None."""
    try:
        return parsed_link(url or "").host.removeprefix("www.")
    except Unfetched:
        return None


def _unknown(scheme: str) -> str:
    if not scheme:
        return "this is not a link: it begins with neither http:// nor https://"
    instead = "; name the file itself" if scheme == "file" else ""
    return f"{scheme}: links are not fetched, only http and https{instead}"


def _host(parts: SplitResult) -> str:
    """Return the host in the form that is looked up. Raise `Unfetched` if it has none."""
    _, at, host_and_port = parts.netloc.rpartition("@")
    name = (parts.hostname or "").rstrip(".")
    if at:
        raise Unfetched(
            f"the link puts other words before its true host, which is {_ascii(name)}: "
            f"leave out all before {host_and_port[:100]!r}",
            final=True,
        )
    return _ascii(name)


def _ascii(name: str) -> str:
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        pass
    written = name
    if not name.isascii() and not _UNSEEN.search(name):
        import idna  # takes 30 ms and few names need it

        try:
            written = idna.encode(name, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            written = ""
    if len(written) > 253 or not _HOST.fullmatch(written):
        raise Unfetched("the link has no host that can be looked up", final=True)
    return written
