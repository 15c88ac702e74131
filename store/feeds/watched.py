"""What a watcher sees: new files of folders, a feed's title and `ttl`, a page in a feed's place.

The items of a feed are read by `intake`; here only its first bytes are looked at.
"""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urljoin

from store.intake.answers import Answer, Unfetched
from store.intake.sources import Source, sources, stamp

_STILL = 2.0
"""Seconds for which a file must have been left alone: it may still be being written."""


class Folders:
    """Some folders, and what was found in them before."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = list(paths)
        self.young = 0
        """Files that were seen at the last look and are still being written."""
        self.left = 0
        """Files that were seen at the last look and are handed out at the next ones."""
        self._taken: dict[str, str] = {}

    def look(self, most: int) -> list[Source]:
        """Files that came or changed since they were handed out, `most` of them."""
        self.young = self.left = 0
        found: list[Source] = []
        taken: dict[str, str] = {}
        for source in sources(self.paths):
            known = source.refused or stamp(source)
            if known == self._taken.get(source.name):
                taken[source.name] = known
            elif _is_young(source):
                self.young += 1
            elif len(found) >= most:
                self.left += 1
            else:
                taken[source.name] = known
                found.append(source)
        self._taken = taken
        return found

    def forget(self, names: Iterable[str]) -> None:
        """These were not read, or not to their ends: they are handed out again."""
        for name in names:
            self._taken.pop(name, None)


def _is_young(source: Source) -> bool:
    with suppress(OSError):
        return 0 <= time.time() - Path(source.name).stat().st_mtime < _STILL
    return False


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


_NO_FEED_HEAD = 200_000
"""Bytes of a page in which its head ends."""
_PAGE = re.compile(
    rb"\s*(?:<\?[^<>]{0,200}>\s*|<!--.{0,2000}?-->\s*){0,5}<(?:!doctype html|html)\b"
)
_LINK = re.compile(r"<link\b[^<>]{0,2000}>", re.IGNORECASE)
_KIND = re.compile(r"""\btype\s*=\s*["']?application/(?:rss|atom|rdf|feed)\+(?:xml|json)""", re.I)
_TARGET = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_NAMED = 3


def unless_page(answer: Answer) -> Answer | Unfetched:
    """The answer, or why there is no feed in it: it is a page in HTML."""
    head = answer.body[:_NO_FEED_HEAD]
    if _PAGE.match(head[:10_000].lower()) is None:
        return answer
    feeds = list(dict.fromkeys(_feeds(head.decode("utf-8", "replace"), answer.url)))[:_NAMED]
    named = f", which names {' and '.join(feeds)}" if feeds else ""
    return Unfetched(f"this is a web page and no feed{named}")


def _feeds(page: str, base: str) -> Iterator[str]:
    for link in _LINK.findall(page):
        target = _TARGET.search(link)
        if target and _KIND.search(link):
            said = next(filter(None, target.groups()), "")
            try:
                yield urljoin(base, html.unescape(said))
            except ValueError:
                continue
