"""What a format's reader found, and the `Article` that it becomes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

import msgspec

from store.intake.language import language
from store.intake.limits import check_text
from store.intake.links import kept_link, site_of
from store.intake.published import PublicationMoment, agency, dated, moment
from store.reading import Article, DateOrder, PublishedFrom

_SURROGATE = re.compile("[\ud800-\udfff]")
_BY = re.compile(r"by\s+(?=\w)", re.IGNORECASE)
_LONGEST_FIELD = 4_000
"""Code points of a title, a name or a link; what is longer is cut: it is no title."""


@dataclass(slots=True)
class ArticleDraft:
    """An article as its format gives it. Dates are as they stood in the input."""

    text: str
    origin: str
    title: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | PublicationMoment | None = None
    modified: str | PublicationMoment | None = None
    published_from: PublishedFrom = "meta"
    file_date: str | PublicationMoment | None = None
    """The day on which the file was made: believed where nothing better is known."""
    fetched: str | PublicationMoment | None = None
    """The day on which it was fetched. An article may be years older, so this is never its
    date; it only tells the year of a date that names none."""
    known_by: tuple[str | None, ...] = ()
    """An item of a feed: what the feed calls it, and its link there."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input, or a part of one, that gives no article."""

    origin: str
    reason: str
    passed_over: bool = False
    """It is no article, and nobody said that it is: it was found in a folder or an archive."""


def content_id(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hex: the same text is the same article."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def settled(draft: ArticleDraft, order: DateOrder | None = None) -> Article:
    """The article that a draft becomes; its own date is looked for in its text where the
    format gave none. Raises `Refused` for a text with nothing to read, or with too much."""
    text = _whole(draft.text)
    check_text(text)
    when = moment(draft.published, order=order)
    url = kept_link(_field(draft.url))
    source = _field(draft.source)
    article = Article(
        id=content_id(text),
        text=text,
        title=_headline(_field(draft.title), source),
        source=source or agency(text) or site_of(url),
        author=_person(_field(draft.author)),
        url=url,
        language=language(text, _field(draft.language)),
        origin=_field(draft.origin),
        known_by=tuple(filter(None, map(_field, draft.known_by))),
        published=when.iso,
        published_doubt=when.doubt,
        published_from=draft.published_from if when.iso else None,
        modified=moment(draft.modified, order=order).iso,
    )
    if when.iso:
        return article
    filed = moment(draft.file_date).iso
    known = filed or moment(draft.fetched).iso
    article = dated(article, order=order, near=date.fromisoformat(known[:10]) if known else None)
    if article.published or article.published_doubt or not filed:
        return article
    return msgspec.structs.replace(article, published=filed, published_from="file")


def _whole(text: str) -> str:
    """Half a surrogate pair is no character: it cannot be written as UTF-8."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _headline(title: str | None, source: str | None) -> str | None:
    """A title without the paper that aggregators put behind it ("Bridge shut - The Post")."""
    if title is None or source is None:
        return title
    head, dash, paper = title.rpartition(" - ")
    is_source = paper.casefold().removeprefix("the ") == source.casefold().removeprefix("the ")
    return head if dash and head and is_source else title


def _person(author: str | None) -> str | None:
    by = _BY.match(author) if author else None
    return author[by.end() :] if author and by else author


def _field(value: str | None) -> str | None:
    if value is None:
        return None
    value = _whole(" ".join(value[: 2 * _LONGEST_FIELD].split()))
    return value[:_LONGEST_FIELD] or None
