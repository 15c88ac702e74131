"""An HTML page: the article in it, without the page around it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from store.intake.decode import decode
from store.intake.draft import ArticleDraft
from store.intake.limits import InputRejected, UnsupportedFormat
from store.intake.opened import Hints, Opened
from store.intake.page.article_text import article_text
from store.intake.page.date_order import date_order
from store.intake.page.metadata import about, linked_article
from store.intake.page.publication import dates
from store.intake.page.tree import parsed_page
from store.intake.page.without_text import is_article, no_article_error, summary

_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?([\w.:-]+)", re.I
)
_LANGUAGE = re.compile(r"""<html\b[^<>]{0,1000}?\blang\s*=\s*["']?([\w-]{2,20})""", re.IGNORECASE)


def drafts(opened: Opened, hints: Hints) -> Iterator[ArticleDraft]:
    """Yield the article of the page."""
    data = _without_nuls(opened.whole())
    markup = decode(data, asked=hints.encoding, declared=opened.charset or declared_charset(data))
    tree = parsed_page(markup)
    page = about(tree, opened.url)
    linked = linked_article(markup, page.titles)
    page = page.completed(linked, tree)
    text = article_text(tree, page, linked)
    if not is_article(text):
        text = summary(tree, linked)
    if not text:
        nothing = UnsupportedFormat if "crawl" in opened.layers else InputRejected
        raise nothing(no_article_error(tree))
    order = hints.date_order or date_order(markup, page.url, text)
    published, modified = dates(tree, markup, page, linked, text, order)
    yield ArticleDraft(
        text=text,
        origin=opened.name,
        title=page.title,
        source=page.site,
        author=page.author,
        url=page.url,
        language=_declared_language(markup),
        published=published,
        modified=modified,
        fetched=opened.fetched,
    )


def declared_charset(data: bytes) -> str | None:
    """Return the encoding that a page declares in its first bytes."""
    found = _CHARSET.search(data, 0, 4096)
    return found[1].decode("ascii", "replace") if found else None


def _without_nuls(data: bytes) -> bytes:
    """Remove stray NUL bytes, as browsers do, unless the page is in UTF-16."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data if wide else data.replace(b"\0", b"")


def _declared_language(markup: str) -> str | None:
    found = _LANGUAGE.search(markup, 0, 20_000)
    return found[1] if found else None
