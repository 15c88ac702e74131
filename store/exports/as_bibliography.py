"""The articles for Zotero and other reference managers: CSL-JSON and RIS.

An article is a newspaper article in both. Its text is left out; the hash in the notes tells which
text was read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from store.exports.as_json import as_json
from store.exports.citing import web_link
from store.exports.records import ArticleRecord
from store.exports.rows import ExportRows
from store.safe_text import one_line

_KEYWORDS = 20
"""Entities of an article that become keywords, the most mentioned."""
_LONGEST = 1_000
"""Code points of a field. Nothing that is longer is a title or a name."""
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
"""Reference managers take `<i>` in a title, and any HTML in a note, for markup."""
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def csl_json(rows: ExportRows) -> Iterator[str]:
    """Yield the pieces of a CSL-JSON array (citationstyles.org)."""
    comma = ""
    yield "["
    for article, original in _articles(rows):
        yield f"{comma}\n" + as_json(_item(rows, article, original))
        comma = ","
    yield "\n]\n"


def ris(rows: ExportRows) -> Iterator[str]:
    """Yield the lines of a RIS file, each with CR and LF."""
    for article, original in _articles(rows):
        for tag, value in _fields(rows, article, original):
            yield f"{tag}  - {value}\r\n"
        yield "ER  - \r\n\r\n"


def _articles(rows: ExportRows) -> Iterator[tuple[ArticleRecord, ArticleRecord]]:
    """Yield each article, and its copies after it, with the original."""
    for article in rows.articles():
        for each in (article, *article.copies):
            yield each, article


def _item(rows: ExportRows, article: ArticleRecord, original: ArticleRecord) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "id": _key(article),
        "type": "article-newspaper",
        "title": _plain(article.shown_title),
        "container-title": _plain(article.source),
        "author": [{"literal": _plain(article.author)}] if article.author else None,
        "issued": _issued(article.published),
        "language": _plain(article.language),
        "URL": web_link(article.url),
        "keyword": "; ".join(_keywords(rows, article)),
        "note": "; ".join(_notes(article, original)),
    }
    return {name: value for name, value in fields.items() if value}


def _issued(published: str | None) -> dict[str, Any] | None:
    found = _DAY.match(published or "")
    return {"date-parts": [[int(part) for part in found.groups()]]} if found else None


def _fields(
    rows: ExportRows, article: ArticleRecord, original: ArticleRecord
) -> Iterator[tuple[str, str]]:
    """Yield the tags and values of one reference."""
    yield "TY", "NEWS"
    yield "ID", _key(article)
    yield "TI", _plain(article.shown_title)
    if article.author:
        yield "AU", _plain(article.author)
    if article.source:
        yield "T2", _plain(article.source)
    if found := _DAY.match(article.published or ""):
        yield "PY", found[1]
        yield "DA", f"{found[1]}/{found[2]}/{found[3]}/"
    if article.language:
        yield "LA", _plain(article.language)
    if link := web_link(article.url):
        yield "UR", link
    for keyword in _keywords(rows, article):
        yield "KW", keyword
    for note in _notes(article, original):
        yield "N1", note


def _key(article: ArticleRecord) -> str:
    """Return a short id. Other sources of the same text have their own."""
    if article.kind != "same":
        return article.sha256[:16]
    said = repr((article.sha256, article.source, article.url, article.published, article.title))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def _keywords(rows: ExportRows, article: ArticleRecord) -> list[str]:
    """Return the names of the entities that an article mentions most."""
    reading = rows.views.reading(article.number)
    named = [entity for entity in reading.entities if entity.is_named] if reading else []
    named.sort(key=lambda entity: (-len(entity.mentions), entity.name))
    return list(dict.fromkeys(_plain(entity.name) for entity in named))[:_KEYWORDS]


def _notes(article: ArticleRecord, original: ArticleRecord) -> Iterator[str]:
    if article.title is None:
        yield "The article has no title; this is its first sentence"
    if article.published is None:
        yield "Undated"
    elif article.published_from:
        yield f"Published {_plain(article.published)} (known from: {article.published_from})"
    if article.state == "edited":
        yield "A person changed its title, source or date"
    if article.kind:
        yield f"{article.kind} of {_key(original)}, {_plain(original.shown_title)}"
    if article.origin and web_link(article.url) is None:
        yield f"Origin: {_plain(article.origin)}"
    yield f"SHA-256 of the text: {article.sha256}"


def _plain(text: str | None) -> str:
    """Return text as one line without anything that a reference manager takes for markup."""
    plain = _TAG.sub("< ", " ".join(one_line(text or "").split()))
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]} …"
