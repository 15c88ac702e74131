"""What a watcher looks at: new files in folders, and a feed's title, `ttl` and type.

`intake` parses the items of a feed. Only the first bytes are examined here.
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
"""Seconds without a change after which a file counts as completely written."""


class Folders:
    """Folders, and the files that were found in them before."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = list(paths)
        self.young = 0
        """Files that were seen at the last look and are still being written."""
        self.left = 0
        """Files that were seen at the last look and will be returned by the next ones."""
        self._returned: dict[str, str] = {}

    def look(self, most: int) -> list[Source]:
        """Return at most `most` files that are new or changed since they were last returned."""
        self.young = self.left = 0
        found: list[Source] = []
        returned: dict[str, str] = {}
        for source in sources(self.paths):
            known = source.refused or stamp(source)
            if known == self._returned.get(source.name):
                returned[source.name] = known
            elif _is_young(source):
                self.young += 1
            elif len(found) >= most:
                self.left += 1
            else:
                returned[source.name] = known
                found.append(source)
        self._returned = returned
        return found

    def forget(self, names: Iterable[str]) -> None:
        """Forget files that were not read to their end, so that they are returned again."""
        for name in names:
            self._returned.pop(name, None)


def _is_young(source: Source) -> bool:
    with suppress(OSError):
        return 0 <= time.time() - Path(source.name).stat().st_mtime < _STILL
    return False


_HEAD = 20_000
_TTL = re.compile(rb"<ttl>\s{0,20}(\d{1,7})\s{0,20}</ttl>")
_TITLE = re.compile(rb"<title(?:\s[^<>]{0,200})?>(?:\s{0,20}<!\[CDATA\[)?([^<>]{1,300})[\]<]")


def ttl(body: bytes) -> float:
    """Return the seconds for which an RSS feed may be cached (its `ttl` is in minutes)."""
    found = _TTL.search(body, 0, _HEAD)
    return 60.0 * int(found[1]) if found else 0.0


def title(body: bytes) -> str | None:
    """Return the title of an XML feed."""
    found = _TITLE.search(body, 0, _HEAD)
    words = html.unescape(found[1].decode("utf-8", "replace")).split() if found else []
    return " ".join(words).rstrip("]") or None


_NO_FEED_HEAD = 200_000
"""Bytes within which the head of a page ends."""
_PAGE = re.compile(
    rb"\s*(?:<\?[^<>]{0,200}>\s*|<!--.{0,2000}?-->\s*){0,5}<(?:!doctype html|html)\b"
)
_LINK = re.compile(r"<link\b[^<>]{0,2000}>", re.IGNORECASE)
_KIND = re.compile(r"""\btype\s*=\s*["']?application/(?:rss|atom|rdf|feed)\+(?:xml|json)""", re.I)
_TARGET = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_NAMED = 3


def reject_page(answer: Answer) -> Answer | Unfetched:
    """Return the answer, or a failure if it is an HTML page and not a feed."""
    head = answer.body[:_NO_FEED_HEAD]
    if _PAGE.match(head[:10_000].lower()) is None:
        return answer
    feeds = list(dict.fromkeys(_feeds(head.decode("utf-8", "replace"), answer.url)))[:_NAMED]
    named = f", which names {' and '.join(feeds)}" if feeds else ""
    return Unfetched(f"this is a web page, not a feed{named}")


def _feeds(page: str, base: str) -> Iterator[str]:
    for link in _LINK.findall(page):
        target = _TARGET.search(link)
        if target and _KIND.search(link):
            reference = next(filter(None, target.groups()), "")
            try:
                yield urljoin(base, html.unescape(reference))
            except ValueError:
                continue
