"""The picture above the events of an HTML export: how many happened when.

Events that are known at least as finely as the bars are wide are counted in bars. Others are drawn
as lines over the whole period, since nobody knows in which bar they belong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape

from msgspec import Struct

from store.exports.rows import Dates
from store.views.lists.histogram import Span, days_of, label_of, span_of

_ZOOMS: tuple[Span, ...] = ("day", "week", "month", "year", "decade", "century")
_MOST = 160
"""Bars of a picture."""
_OUTSIDE = 0.1
"""The share of events, at either end, for which the picture is not made coarser: articles of a
month tell of a few events of long ago."""
_LANES = 6
_WIDTH, _HEIGHT = 10, 100
_FINENESS = {
    "time": 0, "day": 0, "week": 1, "month": 2, "quarter": 3, "year": 3, "decade": 4, "century": 5,
}  # fmt: skip
"""The first of `_ZOOMS` whose bars a precision fits into."""
_MONTH = _FINENESS["month"]
"""What is known less well does not decide how wide a bar is."""


class Picture(Struct, frozen=True):
    """The bars of the events of an export."""

    zoom: Span
    first: int
    """The number of the first bar's period, as `span_of` counts."""
    bars: tuple[int, ...]
    long: tuple[tuple[int, int, int], ...]
    """Periods of events that fit into no bar: first and last day (ordinals), and events."""
    before: int
    after: int
    """Events before the first bar and after the last."""
    undated: int
    """Events without a date, or with one end only."""

    def bucket(self, from_: str | None, to: str | None, precision: str | None) -> str:
        """Return the label of an event's bar, or nothing if it is in none."""
        span = _bar(from_, to, precision, self.zoom)
        if span is None or not 0 <= span - self.first < len(self.bars):
            return ""
        return label_of(span, self.zoom)


def picture(dates: Iterable[Dates]) -> Picture | None:
    """Return the picture of these events, or None if no event is in a closed period."""
    found: Counter[tuple[str, str, str | None]] = Counter()
    undated = 0
    for each in dates:
        if each.from_ and each.to:
            found[each.from_[:10], each.to[:10], each.precision] += 1
        else:
            undated += 1
    if not found:
        return None
    zoom, first, last = _frame(found)
    bars, long = [0] * (last - first + 1), Counter[tuple[int, int]]()
    before = after = 0
    for (from_, to, precision), count in found.items():
        span = _bar(from_, to, precision, zoom)
        if span is None:
            long[_day(from_), _day(to)] += count
        elif span < first:
            before += count
        elif span > last:
            after += count
        else:
            bars[span - first] += count
    ranges = tuple((*days, count) for days, count in sorted(long.items()))
    return Picture(zoom, first, tuple(bars), ranges, before, after, undated)


def _frame(found: Counter[tuple[str, str, str | None]]) -> tuple[Span, int, int]:
    """Return the width of a bar, and the numbers of the first and the last."""
    fine = [each for each in found.items() if _FINENESS.get(each[0][2] or "day", 0) <= _MONTH]
    days = sorted((_day(from_), count) for (from_, _, _), count in fine or found.items())
    outside = sum(count for _, count in days) * _OUTSIDE
    first, last = _inner(days, outside), _inner(days[::-1], outside)
    for zoom in _ZOOMS:
        spans = span_of(first, zoom), span_of(last, zoom)
        if spans[1] - spans[0] < _MOST:
            return zoom, *spans
    return "century", span_of(first, "century"), span_of(last, "century")


def _inner(days: list[tuple[int, int]], outside: float) -> int:
    """Return the first day that leaves no more than `outside` events before it."""
    passed = 0
    for day, count in days:
        passed += count
        if passed > outside:
            return day
    return days[-1][0]


def _bar(from_: str | None, to: str | None, precision: str | None, zoom: Span) -> int | None:
    """Return the number of the bar that holds an event, or None if the event is not known as finely
    or lasts longer.
    """
    if not (from_ and to):
        return None
    first, last = span_of(_day(from_), zoom), span_of(_day(to), zoom)
    is_fine = _FINENESS.get(precision or "day", 0) <= _ZOOMS.index(zoom)
    return first if first == last and is_fine else None


def _day(iso: str) -> int:
    return date.fromisoformat(iso[:10]).toordinal()


def drawn(picture: Picture) -> Iterator[str]:
    """Yield the picture as SVG and HTML, without styles of its own."""
    unit = _HEIGHT / max(*picture.bars, 1)
    size = f'viewBox="0 0 {len(picture.bars) * _WIDTH} {_HEIGHT}" preserveAspectRatio="none"'
    yield f'<figure><svg class="bars" {size} role="img" aria-label="Events over time">\n'
    for at, count in enumerate(picture.bars):
        label = label_of(picture.first + at, picture.zoom)
        x, height = at * _WIDTH, count * unit
        box = f'x="{x + 1}" width="{_WIDTH - 2}"'
        if count:
            bar = f'{box} y="{_HEIGHT - height:.2f}" height="{height:.2f}"'
            yield f'<rect class="rest" {bar}/>'
            yield f'<rect class="shown" {bar} data-bucket="{label}" data-unit="{unit:.4f}"/>'
        yield (
            f'<rect class="hit" x="{x}" width="{_WIDTH}" y="0" height="{_HEIGHT}" '
            f'data-bucket="{label}"><title>{label}: {count:,}</title></rect>\n'
        )
    yield "</svg>\n"
    yield from _lines(picture)
    yield f'<div class="axis">{"".join(map(_tick, _ticks(picture)))}</div>\n'
    yield f'<figcaption class="soft">{escape(_caption(picture))}</figcaption></figure>\n'


def _lines(picture: Picture) -> Iterator[str]:
    """Yield the events that are known less finely, each over its whole period."""
    start = days_of(picture.first, picture.zoom)[0].toordinal()
    end = days_of(picture.first + len(picture.bars) - 1, picture.zoom)[1].toordinal()
    free: list[int] = []
    lines: list[str] = []
    for first, last, count in picture.long:
        if last < start or first > end:
            continue
        left, right = max(first, start), min(last, end)
        lane = _lane(free, left)
        free[lane] = right
        title = f"{date.fromordinal(first)}..{date.fromordinal(last)}: {count:,}"
        lines.append(
            f'<rect class="span" x="{left - start}" width="{right - left + 1}" '
            f'y="{2 * lane + 0.5}" height="1.5"><title>{title}</title></rect>\n'
        )
    if lines:
        height = 2 * len(free)
        yield (
            f'<svg class="spans" viewBox="0 0 {end - start + 1} {height}" height="{3 * height}" '
            'preserveAspectRatio="none" role="img" aria-label="Events known to longer periods">\n'
        )
        yield from lines
        yield "</svg>\n"


def _lane(free: list[int], left: int) -> int:
    """Return the lane for a line that begins on a day: a new one if there is room for it, else the
    one whose last line ends first.
    """
    for lane, taken in enumerate(free):
        if taken < left:
            return lane
    if len(free) < _LANES:
        free.append(0)
        return len(free) - 1
    return free.index(min(free))


def _ticks(picture: Picture) -> Iterator[str]:
    last = len(picture.bars) - 1
    steps = min(last, 4)
    for at in dict.fromkeys(
        round(last * step / steps) if steps else 0 for step in range(steps + 1)
    ):
        yield label_of(picture.first + at, picture.zoom)


def _tick(label: str) -> str:
    return f"<span>{label}</span>"


def _caption(picture: Picture) -> str:
    long = sum(count for *_, count in picture.long)
    parts = [f"Events by {picture.zoom}."]
    if long:
        parts.append(f"{long:,} known to longer periods are lines under the bars.")
    if picture.before or picture.after:
        parts.append(f"{picture.before:,} earlier and {picture.after:,} later are not drawn.")
    if picture.undated:
        parts.append(f"{picture.undated:,} undated or with one end only are not drawn.")
    return " ".join(parts)
