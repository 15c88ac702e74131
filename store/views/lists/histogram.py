"""The histogram: events per day, week (from Monday), month, year or longer period."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

from store.views.filtering.selection import Selection
from store.views.lists.rows import Bucket
from store.views.lists.timeline import EveryGroup, Timeline
from store.views.moments import (
    FIRST_OPEN,
    FIRST_SHIFT,
    LAST,
    LAST_BITS,
    PRECISION,
    Zoom,
    coarsest,
)

type Span = Literal["day", "week", "month", "quarter", "year", "decade", "century"]

_MONTHS: dict[Span, int] = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_LAST_DAY = date.max.toordinal()


def span_of(day: int, length: Span) -> int:
    """Return the number of the period that contains a day. Numbers increase with time."""
    if length == "day":
        return day
    if length == "week":
        return (day - 1) // 7  # 0001-01-01 was a Monday
    when = date.fromordinal(day)
    return (when.year * 12 + when.month - 1) // _MONTHS[length]


def start_of(span: int, length: Span) -> int:
    """Return the ordinal of a period's first day. Past the calendar's end, return the day
    after it.
    """
    if length == "day":
        return min(span, _LAST_DAY + 1)
    if length == "week":
        return min(span * 7 + 1, _LAST_DAY + 1)
    year, month = divmod(span * _MONTHS[length], 12)
    return date(max(year, 1), month + 1, 1).toordinal() if year <= date.max.year else _LAST_DAY + 1


def days_of(span: int, length: Span) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    first, after = start_of(span, length), start_of(span + 1, length)
    return date.fromordinal(first), date.fromordinal(after - 1)


def label_of(span: int, length: Span) -> str:
    """Return the label of a period: `2024-07-04`, `2024-W27`, `2024-07`, `2024-Q3`, `2024`,
    `2020s`.
    """
    first = date.fromordinal(start_of(span, length))
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


# How many events are under way in each bucket.

DENSE = 5_000
"""Up to so many consecutive buckets are listed, including empty ones. A longer range lists only
those where the number changes.
"""


class HistogramCounts:
    """Counts events per bucket."""

    def __init__(self, every: EveryGroup) -> None:
        self._every = every
        self._totals: dict[tuple[Zoom, bool], tuple[Counter[int], int]] = {}
        self._bounds: dict[Zoom, dict[int, tuple[str, str, str]]] = {}
        """Label, first and last day of each bucket: every filter lists much the same ones."""

    def buckets(self, selection: Selection, zoom: Zoom, *, minor: bool = True) -> list[Bucket]:
        """Return the buckets in order of time. The last one holds the events without one.
        Without `minor`, minor and unsure events are not counted as shown."""
        total, total_without_bucket = self._total(zoom)
        shown, without_bucket = self._shown(selection.timeline, zoom, minor)
        return [
            *_listed(shown, total, zoom, self._bounds.setdefault(zoom, {})),
            Bucket(f"no {zoom}", None, None, without_bucket, total_without_bucket),
        ]

    def _shown(self, timeline: Timeline, zoom: Zoom, minor: bool) -> tuple[Counter[int], int]:
        lost = timeline.lost(minor=minor)
        if lost is None:
            return _steps(timeline.moments(minor=minor), zoom)
        total, without_bucket = self._total(zoom, minor=minor)
        gone, gone_without = _steps(lost, zoom)
        shown = Counter(total)
        shown.subtract(gone)
        return shown, without_bucket - gone_without

    def _total(self, zoom: Zoom, *, minor: bool = True) -> tuple[Counter[int], int]:
        if (zoom, minor) not in self._totals:
            self._totals[zoom, minor] = _steps(self._every.moments(minor=minor), zoom)
        return self._totals[zoom, minor]


def _steps(moments: Iterable[tuple[int, int]], zoom: Zoom) -> tuple[Counter[int], int]:
    """Return the change in the number of events at each bucket, and the number in none."""
    begin: dict[int, int] = defaultdict(int)
    end: dict[int, int] = defaultdict(int)
    without_bucket = 0
    too_vague = coarsest(zoom) + 1
    for moment, count in moments:
        if moment >= FIRST_OPEN or moment >> LAST_BITS & PRECISION >= too_vague:
            without_bucket += count
            continue
        begin[moment >> FIRST_SHIFT] += count
        end[moment & LAST] += count
    steps: Counter[int] = Counter()
    for span, count in _by_span(begin, zoom):
        steps[span] += count
    for span, count in _by_span(end, zoom):
        steps[span + 1] -= count
    return steps, without_bucket


def _by_span(days: Mapping[int, int], length: Span) -> Iterator[tuple[int, int]]:
    """Yield the period and the number of each day. The calendar is asked once a period."""
    span = after = 0
    for day in sorted(days):
        if day >= after:
            span = span_of(day, length)
            after = start_of(span + 1, length)
        yield span, days[day]


def _listed(
    shown: Counter[int],
    total: Counter[int],
    zoom: Zoom,
    bounds: dict[int, tuple[str, str, str]],
) -> Iterator[Bucket]:
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
        known = bounds.get(place)
        if known is None:
            first, last = days_of(place, zoom)
            known = bounds[place] = (label_of(place, zoom), first.isoformat(), last.isoformat())
        yield Bucket(*known, in_shown, in_total)
