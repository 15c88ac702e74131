"""Events over time: how many are under way in each day, week, month, year or decade.

An event counts in every bucket that it touches, if its date is at least as fine as the bucket:
one that is known only to the year is in no month. What is in no bucket (that, the undated, and
"before 9 July") is counted in a last one of its own, which `is:no-month` filters by. So the
number in a bucket is what the timeline shows when it is filtered by that bucket's days.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from store.views.moments import Zoom, coarsest, unpack
from store.views.rows import Bucket
from store.views.selecting.selection import Selection
from store.views.timeline.every import EveryGroup

DENSE = 5_000
"""Buckets in a row, empty ones included; a longer stretch lists only those where the number
changes."""

_LAST_DAY = date.max.toordinal()


class Histogram:
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
        steps[_bucket(first, zoom)] += count
        steps[_bucket(last, zoom) + 1] -= count
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
        first, last = _days(place, zoom)
        label = _label(place, first, zoom)
        yield Bucket(label, first.isoformat(), last.isoformat(), in_shown, in_total)


def _bucket(day: int, zoom: Zoom) -> int:
    """The number of the bucket that holds a day."""
    if zoom == "day":
        return day
    if zoom == "week":
        return (day - 1) // 7  # 0001-01-01 was a Monday
    when = date.fromordinal(day)
    if zoom == "month":
        return when.year * 12 + when.month - 1
    return when.year if zoom == "year" else when.year // 10


def _days(bucket: int, zoom: Zoom) -> tuple[date, date]:
    """The first and the last day of a bucket."""
    return date.fromordinal(_start(bucket, zoom)), date.fromordinal(_start(bucket + 1, zoom) - 1)


def _start(bucket: int, zoom: Zoom) -> int:
    if zoom == "day":
        return min(bucket, _LAST_DAY + 1)
    if zoom == "week":
        return min(bucket * 7 + 1, _LAST_DAY + 1)
    if zoom == "month":
        year, month = bucket // 12, bucket % 12 + 1
    else:
        year, month = (bucket if zoom == "year" else bucket * 10), 1
    return date(max(year, 1), month, 1).toordinal() if year <= date.max.year else _LAST_DAY + 1


def _label(bucket: int, first: date, zoom: Zoom) -> str:
    if zoom == "day":
        return first.isoformat()
    if zoom == "week":
        year, week, _ = first.isocalendar()
        return f"{year:04}-W{week:02}"
    if zoom == "month":
        return f"{first.year:04}-{first.month:02}"
    return f"{first.year:04}" if zoom == "year" else f"{bucket}0s"
