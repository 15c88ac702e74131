"""The draft that a format's parser produces, and the `Article` that it becomes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

import msgspec

from store.intake.language import language
from store.intake.limits import check_text
from store.intake.links import safe_link, site_of
from store.intake.published import PublicationMoment, agency, dated, moment, with_doubt
from store.reading import Article, DateOrder, PublishedFrom

_SURROGATE = re.compile("[\ud800-\udfff]")
_BY = re.compile(r"by\s+(?=\w)", re.IGNORECASE)
_LONGEST_FIELD = 4_000
"""Code points of a title, name or link. Longer ones are cut."""


@dataclass(slots=True)
class ArticleDraft:
    """An article as its format gives it. Dates are as they were in the input."""

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
    """The day on which the file was created. It is used as the date if nothing better is known."""
    fetched: str | PublicationMoment | None = None
    """The day on which it was fetched. It is never used as the date, since an article may be years
    older. It only completes a date without a year.
    """
    known_by: tuple[str | None, ...] = ()
    """The id and link of a feed item."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input, or part of one, that gives no article."""

    origin: str
    reason: str
    passed_over: bool = False
    """It is not an article, and the user did not name it: it was found in a folder or archive."""


def content_id(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal: the same text has the same id."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def article_of_draft(draft: ArticleDraft, order: DateOrder | None = None) -> Article:
    """Return the article for a draft. If the format gave no date, it is looked for in the text.

    Raises:
        InputRejected: The text is empty or too long.
    """
    text = _whole(draft.text)
    check_text(text)
    when = moment(draft.published, order=order)
    url = safe_link(_field(draft.url))
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
        return with_doubt(article, draft.published)
    return msgspec.structs.replace(article, published=filed, published_from="file")


def _whole(text: str) -> str:
    """Replace lone surrogates, which cannot be encoded in UTF-8."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _headline(title: str | None, source: str | None) -> str | None:
    """Return a title without the source that aggregators append ("Bridge shut - The Post")."""
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
