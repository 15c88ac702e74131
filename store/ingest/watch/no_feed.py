"""A web page where a feed was to be: said so, with the feeds that the page names."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from store.intake.fetch.answers import Answer, Unfetched

_HEAD = 200_000
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
    head = answer.body[:_HEAD]
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
