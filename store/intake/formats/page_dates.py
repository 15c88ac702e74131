"""When a page was published and when it was changed last, with time and zone.

htmldate finds the day best, from everything on the page; what it gives is a day. Where the
page's own metadata has a time within a day of it, that time and its zone are the page's word.
"""

from __future__ import annotations

import html
import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from store.intake.formats.linked_data import Linked, name_in
from store.intake.moments import Moment, moment

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WEB_BEGINS = "1995"
"""htmldate believes no date before it; an archive's page may well be older, and say so."""
_DAMAGE = (ArithmeticError, LookupError, TypeError, ValueError)
"""What htmldate and its parsers raise for a date with a zone of 24 hours, for example."""
_META = re.compile(r"<(?:meta|time|span|div|abbr|p)\b[^<>]{1,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_NAME = ("property", "name", "itemprop", "http-equiv", "class", "id", "pubdate")
_VALUE = ("content", "datetime", "title")
_HAS_VALUE = re.compile(rf"(?<![\w:-])(?:{'|'.join(_VALUE)})\s*=", re.IGNORECASE)
"""Few tags of a large page have one, and to look at all attributes of a tag takes long."""
_PUBLISHED = frozenset(
    "article:published_time og:published_time og:article:published_time datepublished "
    "parsely-pub-date sailthru.date pubdate publishdate publish-date publish_date "
    "publication_date dc.date.issued dcterms.created dc.date.created dc.created "
    "article.published cxenseparse:recs:publishtime published_time_telegram "
    "rnews:datepublished datecreated iso-8601-publish-date".split()
)
_MODIFIED = frozenset(
    "article:modified_time og:updated_time og:article:modified_time datemodified "
    "dcterms.modified dc.date.modified lastmod last-modified article.updated "
    "rnews:datemodified".split()
)
_TIME = re.compile(r"<time\b[^<>]{0,300}?\bdatetime\s*=\s*[\"']([^\"'<>]{10,40})", re.IGNORECASE)
_NEW_YEAR = re.compile(r"\bJan(?:uary)?\.? 0?1\b|\b0?1(?:st)? Jan|\b0?1[./-]0?1\b", re.IGNORECASE)
_JSON = r'"{name}"\s*:\s*"([^"\\]{{8,60}})"'
_JSON_PUBLISHED = re.compile(_JSON.format(name="(?:datePublished|dateCreated)"))
_JSON_MODIFIED = re.compile(_JSON.format(name="dateModified"))


Tags = list[tuple[frozenset[str], list[str]]]


def dates(
    tree: HtmlElement, markup: str, url: str | None, linked: Linked
) -> tuple[Moment | None, Moment | None]:
    """When the article of a page was published, and when it was changed last."""
    tags = _named_tags(markup)
    return _published(tree, markup, tags, url, linked), _modified(markup, tags)


def _published(
    tree: HtmlElement, markup: str, tags: Tags, url: str | None, linked: Linked
) -> Moment | None:
    """As JSON-LD says of the article, else as the page's metadata says or its text shows, else
    as its link does. Of two ways to write one instant the one in the newsroom's own zone is
    taken."""
    said = _said(markup, tags, _PUBLISHED, _JSON_PUBLISHED)
    shown = [moment(html.unescape(value)) for value in _TIME.findall(markup)]
    of_article = moment(name_in(linked.get("datePublished")))
    found = of_article if of_article.iso else _of_page(markup, _day(tree, url), said, shown)
    return _in_its_own_zone(found, said + shown) if found else None


def _day(tree: HtmlElement, url: str | None) -> str | None:
    from htmldate import find_date

    try:
        return find_date(tree, original_date=True, extensive_search=True, url=url)
    except _DAMAGE:
        return None


def _of_page(
    markup: str, day: str | None, said: list[Moment], shown: list[Moment]
) -> Moment | None:
    """The moment that the page names of the day that htmldate found."""
    if day is not None and _is_year_only(markup, day):
        day = None
    first = said[0] if said else None
    if day is None or (first is not None and str(first.iso) < _WEB_BEGINS):
        return first
    near = [each for each in said if _apart(each.iso, day) <= timedelta(days=1)]
    near += [each for each in shown if each.iso and each.iso[:10] == day]
    timed = [each for each in near if each.iso and "T" in each.iso]
    return next(iter(timed or near), None) or moment(day)


def _in_its_own_zone(found: Moment, others: list[Moment]) -> Moment:
    if not (found.iso and found.iso.endswith("Z")):
        return found
    instant = datetime.fromisoformat(found.iso)
    for other in others:
        if other.iso and "T" in other.iso and not other.iso.endswith("Z"):
            same = datetime.fromisoformat(other.iso)
            if same.tzinfo and same == instant:
                return other
    return found


def _is_year_only(markup: str, day: str) -> bool:
    """Is it the first of January because the page names a year ("© 2011") and no day?"""
    return day.endswith("-01-01") and not _NEW_YEAR.search(markup)


def _modified(markup: str, tags: Tags) -> Moment | None:
    """The last change that the page's metadata names."""
    return next(reversed(_said(markup, tags, _MODIFIED, _JSON_MODIFIED)), None)


def _named_tags(markup: str) -> Tags:
    """Of each tag that may hold a date, what it is called, and what may be the date."""
    tags = []
    for tag in _META.findall(markup):
        if not _HAS_VALUE.search(tag):
            continue
        given = {
            name.lower(): html.unescape(double or single or bare)
            for name, double, single, bare in _ATTRIBUTE.findall(tag)
        }
        values = [given[key] for key in _VALUE if given.get(key)]
        if values:
            names = frozenset(word for key in _NAME for word in given.get(key, "").lower().split())
            tags.append((names, values))
    return tags


def _said(markup: str, tags: Tags, names: frozenset[str], in_json: re.Pattern[str]) -> list[Moment]:
    found = in_json.findall(markup)
    found += [value for called, values in tags if names & called for value in values]
    return [each for each in map(moment, found) if each.iso]


def _apart(iso: str | None, day: str) -> timedelta:
    if iso is None:
        return timedelta.max
    return abs(date.fromisoformat(iso[:10]) - date.fromisoformat(day[:10]))
