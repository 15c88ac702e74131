"""The timeline under headings: which of its rows stand under which day, week or month.

A row stands under the span in which it begins. One that is known less well than that stands
under a heading of its own ("2024", where the others stand by month), and what has one end only,
or none, under a last one each. Under a heading rows keep their order, so that a heading is a
few runs of the timeline's rows and nothing has to be sorted.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import NamedTuple

from store.views.lists.spans import Span, days_of, label_of, span_of, start_of
from store.views.moments import CLOSED, OPEN, PRECISIONS, Zoom, beginning, coarsest
from store.views.rows import Heading
from store.views.selecting.selection import Selection
from store.views.timeline.every import EveryGroup
from store.views.timeline.order import Timeline

type Run = tuple[int, int]


class Place(NamedTuple):
    """Which heading a moment stands under; places sort as the headings do."""

    kind: int
    first: int
    """The day on which the heading's span begins."""
    fineness: int
    """The longer span comes first: "2024" stands before "2024-01"."""
    span: int


class Headings:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._every = EveryGroup(connection)
        self._totals: dict[Zoom, Counter[Place]] = {}

    def of(self, selection: Selection, zoom: Zoom, *, faint: bool = True) -> list[Heading]:
        """In the order in which they stand; none is empty. Worked out once for a selection."""
        known = selection.headings.get((zoom, faint))
        if known is None:
            known = selection.headings[zoom, faint] = self._of(selection.timeline, zoom, faint)
        return known

    def _of(self, timeline: Timeline, zoom: Zoom, faint: bool) -> list[Heading]:
        runs: dict[Place, list[Run]] = {}
        row = 0
        for beginning_, count in sorted(timeline.beginnings(faint=faint)):
            if count:
                _put(runs.setdefault(_place(beginning_, zoom), []), row, count)
                row += count
        total = self._total(zoom)
        return [_heading(place, tuple(runs[place]), total[place]) for place in sorted(runs)]

    def _total(self, zoom: Zoom) -> Counter[Place]:
        if zoom not in self._totals:
            total: Counter[Place] = Counter()
            for beginning_, count in self._every.beginnings():
                total[_place(beginning_, zoom)] += count
            self._totals[zoom] = total
        return self._totals[zoom]


def _put(runs: list[Run], row: int, count: int) -> None:
    """Add rows to the last run where they follow on it."""
    if runs and sum(runs[-1]) == row:
        runs[-1] = (runs[-1][0], runs[-1][1] + count)
    else:
        runs.append((row, count))


def _place(packed: int, zoom: Zoom) -> Place:
    kind, first, precision = beginning(packed)
    if kind != CLOSED:
        return Place(kind, 0, 0, 0)
    rank = max(precision, coarsest(zoom))
    span = span_of(first, _length(rank))
    return Place(kind, start_of(span, _length(rank)), -rank, span)


def _length(rank: int) -> Span:
    return PRECISIONS[rank]  # type: ignore[return-value]


def _heading(place: Place, runs: tuple[Run, ...], total: int) -> Heading:
    shown = sum(count for _, count in runs)
    if place.kind != CLOSED:
        kind = "open" if place.kind == OPEN else "undated"
        return Heading(kind, kind, None, None, shown, total, runs)
    length = _length(-place.fineness)
    first, last = (day.isoformat() for day in days_of(place.span, length))
    return Heading(label_of(place.span, length), length, first, last, shown, total, runs)
