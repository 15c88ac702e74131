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

from store.views.lists.spans import days_of, label_of, span_of
from store.views.moments import Zoom, coarsest, unpack
from store.views.rows import Bucket
from store.views.selecting.selection import Selection
from store.views.timeline.every import EveryGroup

DENSE = 5_000
"""Buckets in a row, empty ones included; a longer stretch lists only those where the number
changes."""


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
