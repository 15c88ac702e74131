"""The article's own date, when nobody gave one: from its furniture or its dateline.

Only full dates at the top of the text count; a date that names no year, or that can be read
two ways (03/04/2024), is never chosen silently: `published_doubt` says why.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from store.reading import Article, PublishedDoubt

HEAD = 400
"""Code points at the top of a text in which its own date may stand."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<day>\d\d)\b")
_MONTH_DAY = re.compile(
    rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b", re.I
)
_DAY_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>(?:19|20)?\d\d)\b", re.I
)
_NUMERIC = re.compile(r"\b(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>(?:19|20)\d\d)\b")


def dated(article: Article, today: date | None = None) -> Article:
    """The article with `published`, `published_from` and `published_doubt` filled in from
    its text, unless it has a date already."""
    if article.published:
        return article
    found = from_text(article.text)
    if isinstance(found, str):
        return msgspec.structs.replace(article, published_doubt=found)
    if found is None:
        return article
    if found > (today or date.today()) + timedelta(days=1):
        return msgspec.structs.replace(article, published_doubt="future")
    return msgspec.structs.replace(article, published=found.isoformat(), published_from="text")


def from_text(text: str) -> date | PublishedDoubt | None:
    """The first full date at the top of a text, or why it cannot be believed."""
    head = text[:HEAD]
    found = [m for p in (_ISO, _MONTH_DAY, _DAY_MONTH, _NUMERIC) for m in p.finditer(head)]
    if not found:
        return None
    return _date(min(found, key=lambda match: match.start()))


def _date(match: re.Match[str]) -> date | PublishedDoubt:
    said = match.groupdict()
    year = int(said["year"])
    year += 1900 if year < 100 else 0
    if "a" in said:
        return _numeric(int(said["a"]), int(said["b"]), year)
    month = int(said["m"]) if "m" in said else _MONTHS[said["month"].lower()]
    return _day(year, month, int(said["day"]))


def _numeric(first: int, second: int, year: int) -> date | PublishedDoubt:
    if first <= 12 and second <= 12 and first != second:
        return "ambiguous"
    return _day(year, second, first) if first > 12 else _day(year, first, second)


def _day(year: int, month: int, day: int) -> date | PublishedDoubt:
    try:
        return date(year, month, day)
    except ValueError:
        return "absurd"
