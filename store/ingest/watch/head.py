"""What a feed says of itself in its first bytes; its items are for intake to read."""

from __future__ import annotations

import html
import re

_HEAD = 20_000
_TTL = re.compile(rb"<ttl>\s{0,20}(\d{1,7})\s{0,20}</ttl>")
_TITLE = re.compile(rb"<title(?:\s[^<>]{0,200})?>(?:\s{0,20}<!\[CDATA\[)?([^<>]{1,300})[\]<]")


def ttl(body: bytes) -> float:
    """The seconds for which an RSS feed says that it may be kept (its `ttl`, in minutes)."""
    found = _TTL.search(body, 0, _HEAD)
    return 60.0 * int(found[1]) if found else 0.0


def title(body: bytes) -> str | None:
    """The name of a feed in XML."""
    found = _TITLE.search(body, 0, _HEAD)
    words = html.unescape(found[1].decode("utf-8", "replace")).split() if found else []
    return " ".join(words).rstrip("]") or None
