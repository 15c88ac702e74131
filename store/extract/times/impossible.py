"""Find dates that look complete and that the calendar does not have, such as 2024-02-30.

In an article the rest of one is still read (its year, its month). Someone who asks what a date
means should rather learn that it is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from store.extract.time_grammar.tokens import MONTHS

_MONTH = rf"(?P<name>{'|'.join(MONTHS)})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(rf"(?<![\w/.-])(?:{form})(?![\w/-])", re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<iso>\d{4}-\d\d-\d\d)(?:T[\d:.Z+-]*)?",
        r"(?P<iso>\d{4}-W\d\d)",
        r"(?P<year>\d{4})-(?P<month>\d\d)",
        r"(?P<one>\d{1,2})([/.])(?P<other>\d{1,2})\2(?P<year>\d{4})",
        rf"{_DAY} (?:of )?{_MONTH},? (?P<year>\d{{4}})",
        rf"{_MONTH} {_DAY},? (?P<year>\d{{4}})",
    )
)
_LEAP_YEAR = 2000
"""Has every day that any year has."""


def impossible_dates(text: str) -> list[tuple[int, int]]:
    """Return the ranges, in code points, of what is written like a date and is none, in order."""
    found = (form.finditer(text) for form in _FORMS)
    return sorted(match.span() for matches in found for match in matches if not _is_date(match))


def is_impossible(value: str) -> bool:
    """Return whether a TIMEX3 value is a day that no year has: XXXX-02-30."""
    month_day = re.fullmatch(r"XXXX-(\d\d)-(\d\d)", value)
    return month_day is not None and not _exists(_LEAP_YEAR, int(month_day[1]), int(month_day[2]))


def _is_date(match: re.Match[str]) -> bool:
    return any(_exists(*parts) for parts in _readings(match.groupdict()))


def _readings(parts: dict[str, str | None]) -> Iterator[tuple[int, int, int]]:
    """Yield each year, month and day that the parts may be."""
    if iso := parts.get("iso"):
        yield from _iso_readings(iso)
        return
    year = int(parts["year"] or 0)
    if name := parts.get("name"):
        yield year, MONTHS[name.lower()], int(parts["day"] or 0)
    elif month := parts.get("month"):
        # 2010-13 are years.
        yield year, 1 if int(month) > year % 100 else int(month), 1
    else:
        one, other = int(parts["one"] or 0), int(parts["other"] or 0)
        yield from ((year, one, other), (year, other, one))


def _iso_readings(iso: str) -> Iterator[tuple[int, int, int]]:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return
    yield day.year, day.month, day.day


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
