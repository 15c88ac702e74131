"""Periods of the calendar: a TIMEX3 value and its days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from store.reading import Precision

_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SEASON_OF_MONTH = ("WI", "WI", "SP", "SP", "SP", "SU", "SU", "SU", "FA", "FA", "FA", "WI")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` to `end`, both inclusive, with the TIMEX3 `value`."""

    value: str
    start: date
    end: date
    precision: Precision


def day_of(published: str | None) -> date | None:
    """Return the day of an article's date in ISO 8601, or None if it has none."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def day(of: date) -> Period:
    return Period(of.isoformat(), of, of, "day")


def week(of: date) -> Period:
    """Return the ISO week that contains a day."""
    year, number, weekday = of.isocalendar()
    monday = of - timedelta(days=weekday - 1)
    return Period(f"{year:04}-W{number:02}", monday, monday + timedelta(days=6), "week")


def weekend(of: date) -> Period:
    """Return Saturday and Sunday of the ISO week that contains a day."""
    whole = week(of)
    saturday = whole.start + timedelta(days=5)
    return Period(f"{whole.value}-WE", saturday, whole.end, "day")


def month(year: int, number: int) -> Period:
    """Return a month. A `number` outside 1 to 12 carries into the year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    first = date(year, number, 1)
    return Period(f"{year:04}-{number:02}", first, last_of_month(first), "month")


def last_of_month(of: date) -> date:
    return of.replace(day=monthrange(of.year, of.month)[1])


def quarter(year: int, number: int) -> Period:
    """Return a quarter of the calendar year. `number` carries as in `month`."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return _months(f"{year:04}-Q{number}", year, 3 * number - 2, 3, "quarter")


def half(year: int, number: int) -> Period:
    return _months(f"{year:04}-H{number}", year, 6 * number - 5, 6, "quarter")


def season(year: int, code: str) -> Period:
    """Return a meteorological season. Winter begins in December of its year."""
    return _months(f"{year:04}-{code}", year, _SEASON_START[code], 3, "quarter")


def season_of(of: date) -> Period:
    """Return the season that contains a day. January belongs to the winter of the year before."""
    year = of.year - 1 if of.month <= 2 else of.year
    return season(year, _SEASON_OF_MONTH[of.month - 1])


def year(number: int) -> Period:
    return Period(f"{number:04}", date(number, 1, 1), date(number, 12, 31), "year")


def decade(first: int) -> Period:
    """Return the ten years from `first`, a multiple of ten."""
    return Period(f"{first // 10:03}", date(max(first, 1), 1, 1), date(first + 9, 12, 31), "decade")


def century(number: int) -> Period:
    """Return a century. The 20th is number 20, has the value `19` and covers 1900 to 1999."""
    first = (number - 1) * 100
    return Period(
        f"{number - 1:02}", date(max(first, 1), 1, 1), date(first + 99, 12, 31), "century"
    )


def _months(value: str, year: int, first: int, count: int, precision: Precision) -> Period:
    start, last = month(year, first), month(year, first + count - 1)
    return Period(value, start.start, last.end, precision)


def add_months(of: date, count: int) -> date:
    """Return the same day `count` months later, or the last day of a shorter month."""
    target = month(of.year, of.month + count)
    return min(target.start + timedelta(days=of.day - 1), target.end)


def shifted(unit: str, of: date, count: int) -> date:
    """Return the day that is `count` days, weeks, months, quarters or years from another."""
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    if months is not None:
        return add_months(of, months * count)
    return of + timedelta(days=count * (7 if unit == "week" else 1))


def moved(unit: str, of: date, count: int) -> Period:
    """Return the period of this unit that is `count` units after the one that contains a day."""
    return _MOVES.get(unit, _moved_year)(of, count)


def _moved_day(of: date, count: int) -> Period:
    return day(of + timedelta(days=count))


def _moved_year(of: date, count: int) -> Period:
    return year(of.year + count)


_MOVES: dict[str, Callable[[date, int], Period]] = {
    "day": _moved_day,
    "night": _moved_day,
    "hour": _moved_day,
    "minute": _moved_day,
    "second": _moved_day,
    "week": lambda of, count: week(of + timedelta(weeks=count)),
    "fortnight": lambda of, count: week(of + timedelta(weeks=2 * count)),
    "weekend": lambda of, count: weekend(of + timedelta(weeks=count)),
    "month": lambda of, count: month(of.year, of.month + count),
    "quarter": lambda of, count: quarter(of.year, (of.month - 1) // 3 + 1 + count),
    "season": lambda of, count: season_of(add_months(of, 3 * count)),
    "decade": lambda of, count: decade(of.year // 10 * 10 + 10 * count),
    "century": lambda of, count: century(of.year // 100 + 1 + count),
    "millennium": lambda of, count: century(of.year // 100 + 1 + 10 * count),
}
