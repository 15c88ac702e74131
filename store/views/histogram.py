"""The calendar in numbered spans: days, weeks (from Monday), months, years and longer ones."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from store.views.moments import Zoom, coarsest, unpack
from store.views.rows import Bucket
from store.views.selection import Selection
from store.views.timeline import EveryGroup

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


# Events over time: how many are under way in each day, week, month, year or decade.

DENSE = 5_000
"""Buckets in a row, empty ones included; a longer stretch lists only those where the number
changes."""


class HistogramCounts:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._every = EveryGroup(connection)
        self._totals: dict[Zoom, tuple[Counter[int], int]] = {}

    def buckets(self, selection: Selection, zoom: Zoom) -> list[Bucket]:
        """In order of time; the last one has no days."""
        total, total_apart = self._total(zoom)
        if selection.everything:
            shown, apart = total, total_apart
        else:
            shown, apart = _steps(selection.timeline.moments(), zoom)
        return [*_listed(shown, total, zoom), Bucket(f"no {zoom}", None, None, apart, total_apart)]

    def _total(self, zoom: Zoom) -> tuple[Counter[int], int]:
        if zoom not in self._totals:
            self._totals[zoom] = _steps(self._every.moments(), zoom)
        return self._totals[zoom]


def _steps(moments: Iterable[tuple[int, int]], zoom: Zoom) -> tuple[Counter[int], int]:
    """By how much the number of events changes at each bucket, and how many are in none."""
    steps: Counter[int] = Counter()
    apart = 0
    for packed, count in moments:
        moment = unpack(packed)
        first, last = moment.first, moment.last
        if first is None or last is None or moment.precision > coarsest(zoom):
            apart += count
            continue
        steps[span_of(first, zoom)] += count
        steps[span_of(last, zoom) + 1] -= count
    return steps, apart


def _listed(shown: Counter[int], total: Counter[int], zoom: Zoom) -> Iterator[Bucket]:
    if not total:
        return
    ends = sorted(total)
    places: Iterable[int] = range(ends[0], ends[-1])
    if ends[-1] - ends[0] > DENSE:
        places = ends[:-1]
    in_shown = in_total = 0
    for place in places:
        in_shown += shown[place]
        in_total += total[place]
        first, last = days_of(place, zoom)
        label = label_of(place, zoom)
        yield Bucket(label, first.isoformat(), last.isoformat(), in_shown, in_total)
