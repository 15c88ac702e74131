"""What an expression takes from the one beside it: "June to September last year", "Two days
later, on April 10"."""

from __future__ import annotations

from store.extract.found import FoundTime
from store.extract.times import periods
from store.extract.times.meaning import Placed, is_calendar, set_period
from store.extract.times.pieces import Pieces
from store.extract.times.words import JOINING_WORDS


def share(p: Pieces, first: Placed, second: Placed) -> None:
    """Set one by the other, in place, where the two stand side by side."""
    between = p.words[first.match.end : second.match.start]
    try:
        if len(between) == 1 and between[0] in JOINING_WORDS:
            _share_year(first, second)
        elif between[:1] == [","] and len(between) < _APART and set(between) <= _COMMA:
            _meet_beside(first, second)
    except (ValueError, OverflowError):
        return


_APART = 3
_COMMA = frozenset({",", "on", "in"})


def _share_year(first: Placed, second: Placed) -> None:
    """ "June to September last year", "May and June of that year": the first month, day or
    quarter is of that year too, or of the one before where it comes later."""
    a, b = first.time, second.time
    if a.start is None or b.start is None or first.match.rule not in _YEARLESS:
        return
    if not second.match.rule.startswith(f"{first.match.rule} of "):
        return
    earlier = (b.start.month, b.start.day) < (a.start.month, a.start.day)
    _move(a, b.start.year - a.start.year - earlier)


_YEARLESS = frozenset({"month", "month day", "day month", "quarter"})


def _move(time: FoundTime, years: int) -> None:
    """To the same day, month or quarter of another year, in place."""
    if time.start is not None and time.precision is not None:
        there = periods.add_months(time.start, 12 * years)
        set_period(time, periods.moved(time.precision, there, 0))


def _meet_beside(first: Placed, second: Placed) -> None:
    """ "on August 24, six weeks earlier", "two days later, on April 10": a point that is
    counted off is the date that it stands beside, in the unit counted in."""
    if way := _way(second):
        _meet(second, first, way)
    elif way := _way(first):
        _meet(first, second, way)


def _way(one: Placed) -> str:
    """ "ago" and the like, where it is counted off in a unit from a day to a year; "next" and
    the like before a unit, where nothing else told from what: "The next day, May 3"."""
    first, _, last = one.match.rule.partition(" ")
    if first in _STEPS and last in _WIDTHS:
        told = one.time.start is not None and (one.time.basis == "text" or last != "day")
        return "" if told else first
    return last if last in _COUNTED and first in _WIDTHS else ""


def _meet(counted: Placed, dated: Placed, way: str) -> None:
    """Set the one by the other; a day without a year is of the year counted back to."""
    words, time = counted.match.rule.split(), dated.time
    unit = words[-1] if way in _STEPS else words[0]
    if not is_calendar(time) or time.start is None or time.precision not in _WIDTHS or _way(dated):
        return
    if (unit, way, time.basis) == ("year", "ago", "published") and counted.time.start:
        _move(time, counted.time.start.year - time.start.year)
    elif _WIDTHS.index(unit) >= _WIDTHS.index(time.precision):
        set_period(counted.time, periods.moved(unit, time.start, 0))
        counted.time.type, counted.time.basis = "DATE", "text"


_COUNTED = frozenset({"ago", "earlier", "later", "previously"})
_STEPS = frozenset({"next", "following", "previous", "preceding"})
_WIDTHS = ("day", "week", "month", "year")
