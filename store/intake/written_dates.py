"""Dates as people write them: "July 9, 2024", "9 July", "2024-07-09", "03/04/2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from store.reading import PublishedDoubt

DateOrder = Literal["mdy", "dmy"]
"""How a date in three numbers is written: month first, or day first."""

EARLIEST = 1600
"""Years before it are no dates of news."""

_NAMES = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
    "august aug", "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
_TH = r"(?:st|nd|rd|th)?"

ISO = re.compile(rf"\b{_YEAR}-(?P<m>\d\d)-(?P<day>\d\d)(?!\d)")
MONTH_DAY = re.compile(
    rf"\b{_MONTH}\s{{1,3}}(?P<day>\d{{1,2}}){_TH}\b(?:,?\s{{1,3}}{_YEAR}\b)?", re.I
)
DAY_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}}){_TH}[\s-]{{1,3}}(?:of\s)?{_MONTH}(?:[\s,-]{{1,3}}"
    r"(?P<year>(?:1[6-9]|20)\d\d|\d\d)\b(?!:))?",
    re.I,
)
NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sign>[/.-])(?P<b>\d{1,2})(?P=sign)(?P<year>(?:1[6-9]|20)?\d\d)\b"
)
YEAR_FIRST = re.compile(rf"\b{_YEAR}(?P<sign>[/.])(?P<m>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})\b")


class Yearless(NamedTuple):
    """A month and a day; the text names no year."""

    month: int
    day: int

    def in_year(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


class Written(NamedTuple):
    """A date where it stands in a text, or why it cannot be believed."""

    start: int
    end: int
    meaning: date | Yearless | PublishedDoubt


def dates_in(text: str, order: DateOrder | None = None) -> Iterator[Written]:
    """The dates of a short text, in order; they do not overlap. A date in three numbers
    that can be read two ways is `ambiguous` unless `order` settles it."""
    found = [
        Written(match.start(), match.end(), _meaning(match, order))
        for pattern in (ISO, YEAR_FIRST, MONTH_DAY, DAY_MONTH, NUMERIC)
        for match in pattern.finditer(text)
    ]
    end = -1
    for written in sorted(
        found, key=lambda one: (one.start, isinstance(one.meaning, Yearless), -one.end)
    ):
        if written.start >= end:
            yield written
            end = written.end


def _meaning(match: re.Match[str], order: DateOrder | None) -> date | Yearless | PublishedDoubt:
    said = match.groupdict()
    if "a" in said:
        return _three_numbers(int(said["a"]), int(said["b"]), _year(said["year"]), order)
    month = int(said["m"]) if "m" in said else _MONTHS[said["month"].lower()]
    if said["year"] is None:
        return Yearless(month, int(said["day"])) if int(said["day"]) <= 31 else "absurd"
    return _day(_year(said["year"]), month, int(said["day"]))


def _year(said: str) -> int:
    """Two digits are the 19.. from 70 on, and the 20.. before."""
    year = int(said)
    if len(said) > 2:
        return year
    return year + (1900 if year >= 70 else 2000)


def _three_numbers(
    first: int, second: int, year: int, order: DateOrder | None
) -> date | PublishedDoubt:
    if order is None and first <= 12 and second <= 12 and first != second:
        return "ambiguous"
    day_first = first > 12 or (order == "dmy" and second <= 12)
    return _day(year, second, first) if day_first else _day(year, first, second)


def _day(year: int, month: int, day: int) -> date | PublishedDoubt:
    try:
        return date(year, month, day) if year >= EARLIEST else "absurd"
    except ValueError:
        return "absurd"
