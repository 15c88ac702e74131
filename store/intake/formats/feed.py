"""RSS, Atom and RDF: one article per item, from the bytes of a file."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from typing import Any

from store.intake.draft import ArticleDraft, Failure
from store.intake.fragments import looks_like_markup, normalised, plain, text_of_markup
from store.intake.limits import InputRejected
from store.intake.opened import Hints, Opened
from store.intake.published import PublicationMoment, moment
from store.intake.xml_safety import refuse_entities

_ENCODING = re.compile(rb"""(<\?xml[^>]{0,100}?encoding\s*=\s*["'])[\w.:-]+""")

_PAPER = re.compile(r"(?:&nbsp;|\xa0){2}\s{0,100}(?=<font\b)", re.IGNORECASE)
"""The text between a link's title and the source in grey after it, in Google News."""
_DECLARATION = re.compile(rb"\s*<\?.{0,1000}?\?>", re.DOTALL)


def drafts(opened: Opened, hints: Hints) -> Iterator[ArticleDraft | Failure]:
    """Yield every item of a feed. Of ill-formed feeds, yield what can be parsed."""
    data = opened.whole()
    refuse_entities(data)
    parsed = _parsed(data, hints.encoding or opened.charset, opened.url)
    feed, items = parsed.feed, parsed.entries
    if not items:
        raise InputRejected(_why_empty(parsed))
    for number, item in enumerate(items, 1):
        yield _draft(item, feed, f"{opened.name}#{number}")


def _parsed(data: bytes, encoding: str | None, url: str | None) -> Any:
    import feedparser

    declared = _DECLARATION.match(data)
    if (
        declared and not declared[0].isascii()
    ):  # feedparser fails on encodings that are not text encodings
        data = data[declared.end() :]
    if encoding:
        data = _ENCODING.sub(rb"\1" + encoding.encode("ascii", "replace"), data, count=1)
    # A stream, because feedparser treats a string as a link or file name.
    headers = {"content-location": url} if url else {}
    try:
        return feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise InputRejected(f"the feed cannot be read: {error}"[:300]) from error


def _draft(item: Any, feed: Any, origin: str) -> ArticleDraft | Failure:
    title = plain(item.get("title", "")) or None
    text = _text(item) or title
    if not text:
        return Failure(origin, "the item has neither text nor title")
    return ArticleDraft(
        text=text,
        origin=origin,
        title=title,
        source=plain(_source(item, feed)) or None,
        author=plain(item.get("author") or "") or None,
        url=item.get("link") or None,
        language=_language(item, feed),
        published=_when(item, "published") or _when(item, "updated") or _when(item, "created"),
        modified=_when(item, "updated"),
        known_by=(item.get("id"), item.get("link")),
    )


def _text(item: Any) -> str:
    """Return the longest text of an item. Some feeds have the summary as content."""
    declared = [(each.get("value") or "", each.get("type")) for each in item.get("content", ())]
    detail = item.get("summary_detail") or {}
    declared.append((item.get("summary") or "", detail.get("type")))
    return max((_as_text(value, kind) for value, kind in declared), key=len)


def _as_text(value: str, kind: str | None) -> str:
    if not looks_like_markup(value):
        return normalised(value if kind == "text/plain" else html.unescape(value))
    text = text_of_markup(_PAPER.sub("<br>", value))
    # Tags that were escaped twice are still tags.
    return text_of_markup(text) if looks_like_markup(text) else text


def _source(item: Any, feed: Any) -> str:
    """Return the source that an aggregator took the item from, or else the feed's title."""
    source = item.get("source") or {}
    return str(source.get("title") or feed.get("title") or "")


def _language(item: Any, feed: Any) -> str | None:
    detail = item.get("title_detail") or {}
    declared = detail.get("language") or feed.get("language")
    return str(declared) if declared else None


def _when(item: Any, name: str) -> PublicationMoment | None:
    """Return the date as the item writes it, with its zone, or else as feedparser parsed it, in
    UTC.
    """
    if name not in item:  # for a missing field, feedparser returns another date
        return None
    declared = moment(item[name])
    if declared.iso or declared.doubt:
        return declared
    read = item.get(f"{name}_parsed")
    return moment("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*read[:6])) if read else None


def _why_empty(parsed: Any) -> str:
    if parsed.get("bozo"):
        return f"the feed cannot be read: {parsed.get('bozo_exception')}"[:300]
    return "the feed has no items"
