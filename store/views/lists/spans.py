"""The calendar in numbered spans: days, weeks (from Monday), months, years and decades."""

from __future__ import annotations

from datetime import date

from store.views.moments import Zoom

_LAST_DAY = date.max.toordinal()


def span_of(day: int, zoom: Zoom) -> int:
    """The number of the span that holds a day; numbers follow one another in time."""
    if zoom == "day":
        return day
    if zoom == "week":
        return (day - 1) // 7  # 0001-01-01 was a Monday
    when = date.fromordinal(day)
    if zoom == "month":
        return when.year * 12 + when.month - 1
    return when.year if zoom == "year" else when.year // 10


def days_of(span: int, zoom: Zoom) -> tuple[date, date]:
    """The first and the last day of a span."""
    return date.fromordinal(_start(span, zoom)), date.fromordinal(_start(span + 1, zoom) - 1)


def _start(span: int, zoom: Zoom) -> int:
    if zoom == "day":
        return min(span, _LAST_DAY + 1)
    if zoom == "week":
        return min(span * 7 + 1, _LAST_DAY + 1)
    if zoom == "month":
        year, month = span // 12, span % 12 + 1
    else:
        year, month = (span if zoom == "year" else span * 10), 1
    return date(max(year, 1), month, 1).toordinal() if year <= date.max.year else _LAST_DAY + 1


def label_of(span: int, zoom: Zoom) -> str:
    """How a span is written: `2024-07-04`, `2024-W27`, `2024-07`, `2024`, `2020s`."""
    first, _ = days_of(span, zoom)
    if zoom == "day":
        return first.isoformat()
    if zoom == "week":
        year, week, _ = first.isocalendar()
        return f"{year:04}-W{week:02}"
    if zoom == "month":
        return f"{first.year:04}-{first.month:02}"
    return f"{first.year:04}" if zoom == "year" else f"{span}0s"
