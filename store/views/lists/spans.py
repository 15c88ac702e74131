"""The calendar in numbered spans: days, weeks (from Monday), months, years and longer ones."""

from __future__ import annotations

from datetime import date
from typing import Literal

type Span = Literal["day", "week", "month", "quarter", "year", "decade", "century"]

_MONTHS: dict[Span, int] = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_LAST_DAY = date.max.toordinal()


def span_of(day: int, length: Span) -> int:
    """The number of the span that holds a day; numbers follow one another in time."""
    if length == "day":
        return day
    if length == "week":
        return (day - 1) // 7  # 0001-01-01 was a Monday
    when = date.fromordinal(day)
    return (when.year * 12 + when.month - 1) // _MONTHS[length]


def start_of(span: int, length: Span) -> int:
    """The ordinal of a span's first day; past the end of the calendar, that of the day after."""
    if length == "day":
        return min(span, _LAST_DAY + 1)
    if length == "week":
        return min(span * 7 + 1, _LAST_DAY + 1)
    year, month = divmod(span * _MONTHS[length], 12)
    return date(max(year, 1), month + 1, 1).toordinal() if year <= date.max.year else _LAST_DAY + 1


def days_of(span: int, length: Span) -> tuple[date, date]:
    """The first and the last day of a span."""
    first, after = start_of(span, length), start_of(span + 1, length)
    return date.fromordinal(first), date.fromordinal(after - 1)


def label_of(span: int, length: Span) -> str:
    """How a span is written: `2024-07-04`, `2024-W27`, `2024-07`, `2024-Q3`, `2024`, `2020s`."""
    first, _ = days_of(span, length)
    match length:
        case "day":
            return first.isoformat()
        case "week":
            year, week, _ = first.isocalendar()
            return f"{year:04}-W{week:02}"
        case "month":
            return f"{first.year:04}-{first.month:02}"
        case "quarter":
            return f"{first.year:04}-Q{first.month // 3 + 1}"
        case "year":
            return f"{first.year:04}"
        case _:
            return f"{span}{'0s' if length == 'decade' else '00s'}"
