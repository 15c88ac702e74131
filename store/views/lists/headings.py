"""The headings of the timeline: which rows belong to which day, week or month."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from store.views.filtering.selection import Selection
from store.views.lists.histogram import Span, days_of, label_of, span_of, start_of
from store.views.lists.rows import Heading
from store.views.lists.timeline import EveryGroup, Timeline
from store.views.moments import CLOSED, NONE, OPEN, PRECISIONS, Zoom, beginning, coarsest

type Run = tuple[int, int]


class HeadingPlace(NamedTuple):
    """The position of a heading. Positions sort in the order of the headings."""

    kind: int
    first: int
    """The first day of the heading's period."""
    fineness: int
    """Longer periods come first: "2024" before "2024-01"."""
    span: int


class Headings:
    """The headings of the timeline."""

    def __init__(self, every: EveryGroup) -> None:
        self._every = every
        self._totals: dict[Zoom, Counter[HeadingPlace]] = {}

    def of(self, selection: Selection, zoom: Zoom, *, minor: bool = True) -> list[Heading]:
        """Return the headings in order; none is empty. They are computed once per selection."""
        known = selection.headings.get((zoom, minor))
        if known is None:
            known = selection.headings[zoom, minor] = self._of(selection.timeline, zoom, minor)
        return known

    def _of(self, timeline: Timeline, zoom: Zoom, minor: bool) -> list[Heading]:
        runs: dict[HeadingPlace, list[Run]] = {}
        row = begun = 0
        now: HeadingPlace | None = None
        place_of = HeadingPlaces(zoom).of
        for beginning_, count in sorted(timeline.beginnings(minor=minor)):
            if not count:
                continue
            place = place_of(beginning_)
            if place is not now:
                if now is not None:
                    _put(runs.setdefault(now, []), begun, row - begun)
                now, begun = place, row
            row += count
        if now is not None:
            _put(runs.setdefault(now, []), begun, row - begun)
        total = self._total(zoom)
        return [_heading(place, tuple(runs[place]), total[place]) for place in sorted(runs)]

    def _total(self, zoom: Zoom) -> Counter[HeadingPlace]:
        if zoom not in self._totals:
            total: Counter[HeadingPlace] = Counter()
            place_of = HeadingPlaces(zoom).of
            for beginning_, count in self._every.beginnings():
                total[place_of(beginning_)] += count
            self._totals[zoom] = total
        return self._totals[zoom]


def _put(runs: list[Run], row: int, count: int) -> None:
    """Add rows to the last run if they follow it directly."""
    if runs and sum(runs[-1]) == row:
        runs[-1] = (runs[-1][0], runs[-1][1] + count)
    else:
        runs.append((row, count))


_WITHOUT_DAYS = {kind: HeadingPlace(kind, 0, 0, 0) for kind in (OPEN, NONE)}
_NOWHERE = (0, 0, _WITHOUT_DAYS[NONE])


class HeadingPlaces:
    """Finds the headings of beginnings. Neighbours mostly have the same one."""

    def __init__(self, zoom: Zoom) -> None:
        self._finest = coarsest(zoom)
        self._latest: dict[int, tuple[int, int, HeadingPlace]] = {}
        """The place found last for each length, with its first day and the day after it."""

    def of(self, packed: int) -> HeadingPlace:
        """Return the place of a moment without its last day."""
        kind, first, precision = beginning(packed)
        if kind != CLOSED:
            return _WITHOUT_DAYS[kind]
        rank = max(precision, self._finest)
        start, after, place = self._latest.get(rank, _NOWHERE)
        if not start <= first < after:
            length = _length(rank)
            span = span_of(first, length)
            start, after = start_of(span, length), start_of(span + 1, length)
            place = HeadingPlace(kind, start, -rank, span)
            self._latest[rank] = start, after, place
        return place


def _length(rank: int) -> Span:
    return PRECISIONS[rank]  # type: ignore[return-value]


def _heading(place: HeadingPlace, runs: tuple[Run, ...], total: int) -> Heading:
    shown = sum(count for _, count in runs)
    if place.kind != CLOSED:
        kind = "open" if place.kind == OPEN else "undated"
        return Heading(kind, kind, None, None, shown, total, runs)
    length = _length(-place.fineness)
    first, last = (day.isoformat() for day in days_of(place.span, length))
    return Heading(label_of(place.span, length), length, first, last, shown, total, runs)
