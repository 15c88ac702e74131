"""The publication date and the modification date of a page, from all its declarations."""

from __future__ import annotations

import html
import re
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from store.intake.dates import ENGLISH, NUMERIC
from store.intake.page.metadata import About, Linked, name_in
from store.intake.page.visible_dates import VisibleDate, visible_date
from store.intake.published import PublicationMoment, from_text, moment
from store.reading import DateOrder

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Machine-readable dates in tags: meta elements, microdata, JSON.

_META = re.compile(r"<(?:meta|time|span|div|abbr|p)\b[^<>]{1,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
"""A name is tried from its start only, so that the time is linear in the length of a tag."""
_NAME = ("property", "name", "itemprop", "http-equiv", "class", "id", "pubdate")
_VALUE = ("content", "datetime", "title")
_HAS_VALUE = re.compile(rf"(?<![\w:-])(?:{'|'.join(_VALUE)})\s*=", re.IGNORECASE)
"""Few tags of a large page match, and parsing the attributes of all tags is slow."""
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
_JSON = r'"{name}"\s*:\s*"([^"\\]{{8,60}})"'
_JSON_PUBLISHED = re.compile(_JSON.format(name="(?:datePublished|dateCreated)"))
_JSON_UPLOADED = re.compile(_JSON.format(name="uploadDate"))
_JSON_MODIFIED = re.compile(_JSON.format(name="dateModified"))


class DeclaredDates:
    """The dates declared in `markup`. `order` is the page's order of numeric dates."""

    def __init__(self, markup: str, order: DateOrder | None) -> None:
        self._markup = markup
        self._order = order

    @cached_property
    def published(self) -> list[PublicationMoment]:
        """Return publication dates: those in JSON before those in tags, in document order."""
        return self._declared(_PUBLISHED, _JSON_PUBLISHED)

    @property
    def uploaded(self) -> PublicationMoment:
        """Return the date of a video, for pages that declare nothing else."""
        return next(iter(self._declared(frozenset(), _JSON_UPLOADED)), PublicationMoment())

    @cached_property
    def modified(self) -> PublicationMoment | None:
        """Return the last modification date."""
        return next(reversed(self._declared(_MODIFIED, _JSON_MODIFIED)), None)

    @cached_property
    def times(self) -> list[PublicationMoment]:
        """Return the dates of `time` elements."""
        return [moment(html.unescape(value)) for value in _TIME.findall(self._markup)]

    def _declared(self, names: frozenset[str], in_json: re.Pattern[str]) -> list[PublicationMoment]:
        found = in_json.findall(self._markup)
        found += [value for called, values in self._tags if names & called for value in values]
        moments = (moment(value, order=self._order) for value in found)
        return [each for each in moments if each.iso]

    @cached_property
    def _tags(self) -> list[tuple[frozenset[str], list[str]]]:
        """Return the names and possible dates of each tag that may hold a date."""
        tags = []
        for tag in _META.findall(self._markup):
            if not _HAS_VALUE.search(tag):
                continue
            given = {
                name.lower(): html.unescape(double or single or bare)
                for name, double, single, bare in _ATTRIBUTE.findall(tag)
            }
            values = [given[key] for key in _VALUE if given.get(key)]
            if values:
                named = (given.get(key, "") for key in _NAME)
                tags.append((frozenset(" ".join(named).lower().split()), values))
        return tags


# Choosing the publication and the modification date, with time and zone.

_WEB_BEGINS = "1995"
"""htmldate accepts no earlier date. An archive's page may be older and declare it."""
_DAMAGE = (ArithmeticError, LookupError, TypeError, ValueError)
"""What htmldate and its parsers raise, for example for a zone of 24 hours."""
_NEW_YEAR = re.compile(r"\bJan(?:uary)?\.? 0?1\b|\b0?1(?:st)? Jan|\b0?1[./-]0?1\b", re.IGNORECASE)
_IN_LINK = re.compile(
    r"(?<!\d)(?P<year>199\d|20[0-4]\d)(?P<sign>[/_-]?)"
    rf"(?P<month>0[1-9]|1[0-2]|(?:{'|'.join(ENGLISH)})(?=/))(?P=sign)"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
_A_DAY = timedelta(days=1)


def dates(
    tree: HtmlElement,
    markup: str,
    page: About,
    linked: Linked,
    text: str,
    order: DateOrder | None,
) -> tuple[PublicationMoment | None, PublicationMoment | None]:
    """Return the publication date and the modification date of a page's article.

    The modification date is used for the publication date if no other day is known. `text` is the
    article's; `order` is the page's order of numeric dates.
    """
    declared = DeclaredDates(markup, order)
    published = _published(tree, markup, page, linked, declared, order)
    if not published.iso:
        published = _shown_anywhere(tree, markup, page, text, published, order)
    if published == PublicationMoment():
        published = declared.modified or declared.uploaded
    return published, declared.modified


def _published(
    tree: HtmlElement,
    markup: str,
    page: About,
    linked: Linked,
    declared: DeclaredDates,
    order: DateOrder | None,
) -> PublicationMoment:
    """Return the date in JSON-LD, or in the page's metadata or link, or the visible one."""
    found = moment(_written(linked.get("datePublished")), order=order)
    in_link = _day_in_link(page.url)
    if not found.iso and (declared.published or in_link.iso):
        found = _of_page(markup, in_link.iso or _day(tree, page.url), declared, order)
    if found.iso and not found.iso.endswith("Z"):
        return found
    shown = visible_date(tree, page.titles, order)
    if found.iso:
        return _in_its_own_zone(found, [*declared.published, *declared.times], in_link, shown)
    return _at_its_time(shown.moment, declared)


def _shown_anywhere(
    tree: HtmlElement,
    markup: str,
    page: About,
    text: str,
    beside_headline: PublicationMoment,
    order: DateOrder | None,
) -> PublicationMoment:
    """Return the date that the text gives as its own, or else the one that htmldate finds."""
    if beside_headline.doubt == "ambiguous":
        return beside_headline
    own = from_text(text, order)
    if isinstance(own, date):
        return moment(own.isoformat())
    day = _day(tree, page.url)
    if day is None or _is_year_only(markup, day):
        return beside_headline
    return _in_order(markup, day, order)


def _written(value: object) -> str | None:
    """Return a declared date as text. JSON may hold seconds as a number."""
    return str(value) if type(value) is int else name_in(value)


def _day(tree: HtmlElement, url: str | None) -> str | None:
    from htmldate import find_date

    try:
        return find_date(tree, original_date=True, extensive_search=True, url=url)
    except _DAMAGE:
        return None


def _day_in_link(url: str | None) -> PublicationMoment:
    """Return the day of a link such as /2017/03/14/, /20170314-bridge or /2017/mar/14/."""
    found = _IN_LINK.search(url or "")
    if not found:
        return PublicationMoment()
    month = ENGLISH.get(found["month"].lower()) or int(found["month"])
    return moment(f"{found['year']}-{month:02}-{found['day']}")


def _of_page(
    markup: str, day: str | None, declared: DeclaredDates, order: DateOrder | None
) -> PublicationMoment:
    """Return the declared moment on the day that was found on the page."""
    if day is not None:
        day = None if _is_year_only(markup, day) else _in_order(markup, day, order).iso
    first = declared.published[0] if declared.published else PublicationMoment()
    if day is None or (first.iso and first.iso < _WEB_BEGINS):
        return first
    near = [each for each in declared.published if _apart(each.iso, day) <= _A_DAY]
    return _timed([*near, *_of_day(declared.times, day)]) or moment(day)


def _at_its_time(shown: PublicationMoment, declared: DeclaredDates) -> PublicationMoment:
    """Add the time of day that an element declares for the same day."""
    if shown.iso is None or "T" in shown.iso:
        return shown
    return _timed(_of_day(declared.times, shown.iso)) or shown


def _of_day(times: list[PublicationMoment], day: str) -> list[PublicationMoment]:
    return [each for each in times if each.iso and each.iso[:10] == day]


def _timed(moments: list[PublicationMoment]) -> PublicationMoment | None:
    """Return the first moment that has a time, or else the first."""
    timed = [each for each in moments if each.iso and "T" in each.iso]
    return next(iter(timed or moments), None)


def _in_its_own_zone(
    found: PublicationMoment,
    others: list[PublicationMoment],
    in_link: PublicationMoment,
    shown: VisibleDate,
) -> PublicationMoment:
    """Of two forms of one instant, return the one in the newsroom's zone. If only UTC is known and
    the link or page shows another day, that is the newsroom's day.
    """
    instant = _instant(found)
    for other in others:
        if other.iso and "T" in other.iso and not other.iso.endswith("Z"):
            same = _instant(other)
            if same.tzinfo and same == instant:
                return other
    its = in_link if in_link.iso or shown.label == "changed" else shown.moment
    is_another = its.iso and "T" not in its.iso and _apart(found.iso, its.iso) == _A_DAY
    return its if is_another else found


def _instant(declared: PublicationMoment) -> datetime:
    return datetime.fromisoformat(str(declared.iso))


def _is_year_only(markup: str, day: str) -> bool:
    """Return whether it is 1 January only because the page names a year ("© 2011") and no day."""
    return day.endswith("-01-01") and not _NEW_YEAR.search(markup)


def _in_order(markup: str, day: str, order: DateOrder | None) -> PublicationMoment:
    """Check a day found by htmldate, which prefers day first in numeric dates, against the page's
    own order.
    """
    _, month, number = (int(part) for part in day.split("-"))
    if number > 12 or number == month or order == "dmy":
        return moment(day)
    for each in NUMERIC.finditer(markup):
        if (int(each["a"]), int(each["b"]), each["year"][-2:]) == (number, month, day[2:4]):
            return moment(each[0], order=order)
    return moment(day)


def _apart(iso: str | None, day: Any) -> timedelta:
    if iso is None:
        return timedelta.max
    return abs(date.fromisoformat(iso[:10]) - date.fromisoformat(day[:10]))
