"""Parses periods: `2024`, `2024-07..09`, `>=2024-W27`, `..2024`."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from store.query.tree import QueryError

_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:(?P<decade>s)|-W(?P<week>\d{2})|-Q(?P<quarter>[1-4])"
    r"|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?",
    re.IGNORECASE,
)
_SHORT_END = re.compile(r"\d{2}(?:-\d{2})?")
_COMPARED = re.compile(r"(>=|<=|>|<)(.*)")
_HOW = (
    "Write a day as 2024-07-04, or 2024-07, 2024-W27, 2024-Q3, 2024,"
    " and a period as 2024-07-04..08."
)

_SIGNS = frozenset({"before", "after", "since", "until", "from", "to"})
_BY_SIGN = "Write <2024-07 for before it, >2024-07 for after it, >=2024-07 for from then on."


def days(written: str) -> tuple[str | None, str | None]:
    """Return the first and last day as ISO dates, with None for an open end.

    Raises:
        QueryError: The text is not a period. The position counts from the start of `written`.
    """
    compared = _COMPARED.fullmatch(written)
    if compared:
        return _compared(compared[1], compared[2])
    low, dots, high = written.partition("..")
    if not dots:
        return _stretch(written, 0)
    if not low and not high:
        raise QueryError(f"A day is missing. {_HOW}", 0)
    first = _stretch(low, 0)[0] if low else None
    last = _stretch(_whole(low, high), len(low) + 2)[1] if high else None
    if first and last and last < first:
        raise QueryError("The period ends before it begins.", 0)
    return first, last


def _compared(sign: str, written: str) -> tuple[str | None, str | None]:
    first, last = _stretch(written, len(sign))
    if sign == ">=":
        return first, None
    if sign == "<=":
        return None, last
    try:
        if sign == ">":
            return _shifted(last, 1), None
        return None, _shifted(first, -1)
    except OverflowError:
        raise QueryError("There are no days after that.", len(sign)) from None


def _shifted(day: str, by: int) -> str:
    return (date.fromisoformat(day) + timedelta(by)).isoformat()


def _whole(low: str, high: str) -> str:
    """Complete an abbreviated end: "08" after "2024-07-04" is "2024-07-08"."""
    if not _SHORT_END.fullmatch(high):
        return high
    start = low.split("-")
    kept = len(start) - len(high.split("-"))
    return "-".join([*start[:kept], high]) if kept > 0 else high


def _stretch(written: str, position: int) -> tuple[str, str]:
    match = _WRITTEN.fullmatch(written)
    if match is None:
        how = _BY_SIGN if written.lower() in _SIGNS else _HOW
        raise QueryError(f"“{written[:40]}” is not a date. {how}", position)
    try:
        first, last = _ends(match)
    except ValueError:
        raise QueryError(f"There is no {written}.", position) from None
    return first.isoformat(), last.isoformat()


def _ends(match: re.Match[str]) -> tuple[date, date]:
    """Return the first and last day.

    Raises:
        ValueError: The calendar does not have the day.
    """
    year = int(match["year"])
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        return monday, monday + timedelta(6)
    if match["quarter"]:
        month = 3 * int(match["quarter"]) - 2
        return date(year, month, 1), _month_end(year, month + 2)
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["month"]:
        return date(year, int(match["month"]), 1), _month_end(year, int(match["month"]))
    if match["decade"]:
        return date(year, 1, 1), date(year + 9, 12, 31)
    return date(year, 1, 1), date(year, 12, 31)


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return date(year, month, calendar.monthrange(year, month)[1])
