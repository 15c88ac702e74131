"""The order of numeric dates on a page: is "03/04/2019" in March or in April?

The order is derived from evidence: other dates of the page with a number over twelve, then the
country of its host, then its locale or language, then the time zone of its times. Without evidence
the date is ambiguous.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from store.intake.language import language
from store.reading import DateOrder

_HTML_LANGUAGE = re.compile(
    r"""<html\b[^<>]{0,1000}?\slang\s*=\s*["']?([a-z]{2,3})[_-]([a-z]{2})\b""", re.IGNORECASE
)
_LOCALE_NAMES = ("og:locale", "inLanguage")
_LOCALE = re.compile(r"""["'](?:\s*:|[^<>]{1,30}?=)\s*["']([A-Za-z]{2,3})[_-]([A-Za-z]{2})\b""")
"""What follows the name of a locale in a tag or in JSON."""
_HOST = re.compile(r"https?://[^/:?#]*?\.([a-z]{2,3})(?=[/:?#]|$)", re.IGNORECASE)
_MONTH_FIRST = frozenset("us ph fm pw mh gu pr".split())
"""Countries where the month comes first, according to CLDR. Canada uses both orders. In all others
that have the year last, the day comes first.
"""
_BOTH_WAYS = frozenset("ca ke za".split())
_AMERICAN_HOSTS = frozenset("us gov mil edu".split())
_NO_COUNTRY = frozenset("io co me tv fm cc ly ai ws to la pw nu am gg eu".split())
"""Top-level domains that are sold worldwide."""
_ENDINGS = tuple(re.compile(rf"{sign}{century}\d\d\b") for sign in "/-" for century in (19, 20))
"""How a date in three numbers ends. Each begins with letters that are found fast: a large page is
searched in a millisecond."""
_THREE = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})$")
_YEAR_FIRST = frozenset("zh ja ko hu lt mn fa".split())
"""Languages whose dates begin with the year; another date on such a page is a stranger's."""
_AMERICAN_ZONES = tuple(f" {zone}{kind}T" for zone in "ECMP" for kind in ("S", "D", ""))
_IN_TIME = r"\d\s?(?:[ap]\.?m\.?,?)?"
"""What stands before the name of a zone."""
_ENDINGS = tuple(re.compile(rf"{sign}{century}\d\d\b") for sign in "/-" for century in (19, 20))
"""How a numeric date ends. Each alternative begins with letters that are found fast, so that a
large page is searched in a millisecond.
"""
_THREE = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})$")
_YEAR_FIRST = frozenset("zh ja ko hu lt mn fa".split())
"""Languages with the year first. Another kind of date on such a page is not its own."""


def date_order(markup: str, url: str | None, text: str) -> DateOrder | None:
    """Return the order of dates on a page, or None. `text` is the article's, whose language is used
    if the page declares none.
    """
    return (
        _of_other_dates(markup, url)
        or _of_host(url)
        or _of_locale(markup)
        or _of_language(text)
        or _of_zone(markup)
    )


def _of_other_dates(markup: str, url: str | None) -> DateOrder | None:
    """Return the order of the unambiguous dates, if they agree. A date is unambiguous if one number
    is over twelve, or the other order is in the future, or its day or month is on the page or in
    the link in another form.
    """
    orders = set[DateOrder]()
    for first, second, year in _three_numbers(markup):
        if first == second or not (0 < first <= 31 and 0 < second <= 31):
            continue
        day_first = _is_possible(year, second, first)
        month_first = _is_possible(year, first, second)
        if day_first and month_first:
            day_first, month_first = (
                f"{year}-{month:02}-{day:02}" in markup or f"/{year}/{month:02}/" in (url or "")
                for month, day in ((second, first), (first, second))
            )
        if day_first != month_first:
            orders.add("dmy" if day_first else "mdy")
    return orders.pop() if len(orders) == 1 else None


def _three_numbers(markup: str) -> set[tuple[int, int, int]]:
    found = set()
    for ending in _ENDINGS:
        for year in ending.finditer(markup):
            match = _THREE.search(markup, max(0, year.start() - 5), year.end())
            if match:
                found.add((int(match[1]), int(match[3]), int(match[4])))
    return found


def _is_possible(year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day) <= date.today() + timedelta(days=1)
    except ValueError:
        return False


def _of_host(url: str | None) -> DateOrder | None:
    found = _HOST.match(url or "")
    if not found:
        return None
    ending = found[1].lower()
    if ending in _AMERICAN_HOSTS:
        return "mdy"
    return _of_country(ending) if len(ending) == 2 and ending not in _NO_COUNTRY else None


def _of_locale(markup: str) -> DateOrder | None:
    """Return the order of the country that the page's locale names."""
    declared = [_HTML_LANGUAGE.search(markup, 0, 20_000)]
    for name in _LOCALE_NAMES:
        at = markup.find(name)
        declared.append(_LOCALE.match(markup, at + len(name)) if at >= 0 else None)
    orders = {
        _of_country(each[2].lower())
        if each[1].lower() == "en"
        else _of_language_code(each[1].lower())
        for each in declared
        if each
    }
    return orders.pop() if len(orders) == 1 else None


def _of_language(text: str) -> DateOrder | None:
    return _of_language_code(language(text))


def _of_language_code(code: str | None) -> DateOrder | None:
    """Return the order of a language. Only English is written in both orders."""
    return None if code in {None, "en", "tl", *_YEAR_FIRST} else "dmy"


def _of_zone(markup: str) -> DateOrder | None:
    for name in _AMERICAN_ZONES:
        if name in markup and re.search(_IN_TIME + name + r"\b", markup, re.IGNORECASE):
            return "mdy"
    return None


def _of_country(code: str) -> DateOrder | None:
    if code in _BOTH_WAYS:
        return None
    return "mdy" if code in _MONTH_FIRST else "dmy"
