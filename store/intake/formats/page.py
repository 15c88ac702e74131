"""An HTML page: the article in it, without the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from store.intake.decode import decode
from store.intake.draft import Draft
from store.intake.formats.linked_data import linked_article, name_in
from store.intake.formats.page_dates import modified, published
from store.intake.fragments import plain, tidied
from store.intake.hints import Hints
from store.intake.limits import Foreign, Refused
from store.intake.opened import Opened

_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?([\w.:-]+)", re.I
)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^<>]*?(/?)>")
_UNCLOSED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td th tr tbody "
    "thead tfoot dt dd option colgroup body html head".split()
)
"""Tags that need no end."""
_LANGUAGE = re.compile(r"""<html\b[^<>]{0,1000}?\blang\s*=\s*["']?([\w-]{2,20})""", re.IGNORECASE)
_DEEPEST = 2_000
_SHORTEST = 25
"""Code points; what is shorter is a button and no article."""
_WEB = re.compile(r"https?://", re.IGNORECASE)


def drafts(opened: Opened, hints: Hints) -> Iterator[Draft]:
    """The one article of a page."""
    data = opened.whole()
    markup = decode(data, asked=hints.encoding, declared=opened.charset or declared_charset(data))
    _check_depth(markup)
    found = _extracted(markup, opened.url)
    if found is None or len(found.text or "") < _SHORTEST:
        nothing = Foreign if "crawl" in opened.layers else Refused
        raise nothing("no article was found in the page")
    linked = linked_article(markup)
    yield Draft(
        text=tidied(found.text.replace("\n", "\n\n")),
        origin=opened.name,
        title=plain(found.title or name_in(linked.get("headline")) or "") or None,
        source=found.sitename or name_in(linked.get("publisher")) or found.hostname,
        author=found.author or name_in(linked.get("author")),
        url=_link(found.url) or opened.url,
        language=_said_language(markup),
        published=published(markup, found.date, name_in(linked.get("datePublished"))),
        modified=modified(markup),
        fetched=opened.fetched,
    )


def declared_charset(data: bytes) -> str | None:
    """The encoding that a page names in its first bytes."""
    found = _CHARSET.search(data, 0, 4096)
    return found[1].decode("ascii", "replace") if found else None


def _said_language(markup: str) -> str | None:
    found = _LANGUAGE.search(markup, 0, 20_000)
    return found[1] if found else None


def _extracted(markup: str, url: str | None) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(
        markup,
        url=url,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": True},
    )


def _link(url: str | None) -> str | None:
    return url if url and _WEB.match(url) else None


def _check_depth(markup: str) -> None:
    """Raises `Refused` for tags nested deeper than any page's: parsers work on a stack."""
    depth = deepest = 0
    for closing, name, closed in _TAG.findall(markup):
        if name.lower() in _UNCLOSED:
            continue
        if closing:
            depth = max(0, depth - 1)
        elif not closed:
            depth += 1
            deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise Refused(f"its tags are nested {deepest:,} deep; the limit is {_DEEPEST:,}")
