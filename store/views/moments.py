"""Event dates packed into one integer that sorts in the order of the timeline.

There are three classes, in this order: a closed period; an open one ("before 9 July", "since
2020"), which has one known day and belongs to no bucket; and undated. Within a class, events sort
by first day, then the finer precision first, then the earlier end.

    class (2 bits) | first day (22) | precision and side (4) | last day (22)
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal

from msgspec import Struct

PRECISIONS = ("time", "day", "week", "month", "quarter", "year", "decade", "century")
_DAY = PRECISIONS.index("day")
UNIT_DAYS = (1, 1, 7, 28, 90, 365, 3652, 36524)
"""The minimum number of days of each precision."""

_DAY_BITS = 22
_DAY_MASK = (1 << _DAY_BITS) - 1
_SIDE_BITS = 4
_SIDE = (1 << _SIDE_BITS) - 1
_BEFORE = 8
CLOSED, OPEN, NONE = 0, 1, 2
_CLASS_SHIFT = 2 * _DAY_BITS + _SIDE_BITS
FIRST_OPEN = OPEN << _CLASS_SHIFT
UNDATED = NONE << _CLASS_SHIFT
FIRST_SHIFT = _DAY_BITS + _SIDE_BITS

type Zoom = Literal["day", "week", "month", "year", "decade"]
ZOOMS: tuple[Zoom, ...] = ("day", "week", "month", "year", "decade")


class Moment(Struct, frozen=True):
    """`first` and `last` are proleptic Gregorian ordinals, or None if open or undated."""

    first: int | None
    last: int | None
    precision: int
    """Index into PRECISIONS."""


def ordinal(day: str | None) -> int | None:
    """Return the ordinal of an ISO day, or of the day of an ISO time, or None if it is invalid."""
    if not day:
        return None
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


def iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()


@lru_cache(maxsize=4_096)
def pack(from_: str | None, to: str | None, precision: str | None) -> int:
    """Return the sort key of an event's dates. Impossible dates (year 0, 30 February) are undated.
    A time of day is reduced to its day, so that an event reported with and without a time is one.
    """
    first, last = ordinal(from_), ordinal(to)
    rank = max(PRECISIONS.index(precision), _DAY) if precision in PRECISIONS else _DAY
    if first is None and last is None:
        return UNDATED
    if first is not None and last is not None:
        low, high = sorted((first, last))
        return low << FIRST_SHIFT | rank << _DAY_BITS | high
    known = last if first is None else first
    side = _BEFORE if first is None else 0
    return FIRST_OPEN | (known or 0) << FIRST_SHIFT | (rank | side) << _DAY_BITS


def class_of(packed: int) -> int:
    """Return the class of a packed date: closed, open, or none."""
    return packed >> _CLASS_SHIFT


@lru_cache(maxsize=4_096)
def unpack(packed: int) -> Moment:
    kind = packed >> _CLASS_SHIFT
    if kind == NONE:
        return Moment(None, None, 1)
    first = packed >> FIRST_SHIFT & _DAY_MASK
    side = packed >> _DAY_BITS & _SIDE
    if kind == CLOSED:
        return Moment(first, packed & _DAY_MASK, side)
    rank = side & ~_BEFORE
    return Moment(None, first, rank) if side & _BEFORE else Moment(first, None, rank)


LAST_BITS = _DAY_BITS
"""The number of low bits that hold the last day. Without them, a moment is the event's
beginning.
"""
LAST = _DAY_MASK
PRECISION = _SIDE
"""Masks of the last day of a closed moment, and of the precision of its beginning."""


def beginning(packed: int) -> tuple[int, int, int]:
    """Return class, first (or only known) day, and precision, of a moment without its last day."""
    return (
        packed >> _CLASS_SHIFT - LAST_BITS,
        packed >> _SIDE_BITS & _DAY_MASK,
        packed & _SIDE,
    )


def overlaps(packed: int, low: int | None, high: int | None) -> bool:
    """Return whether an event happened between the days `low` and `high` (None for an open end).

    An event known to the day matches if any of its days is in the period. A vaguer one ("in 2024")
    matches only periods at least as long as its precision, so that a search for a week does not
    return everything of the year. An open one ("before 9 July") matches only periods that are open
    on the same side and contain its known day. An undated one never matches.
    """
    moment = unpack(packed)
    if moment.first is None or moment.last is None:
        return _open_overlaps(moment, low, high)
    if low is not None and high is not None and high - low + 1 < UNIT_DAYS[moment.precision]:
        return False
    return (high is None or moment.first <= high) and (low is None or moment.last >= low)


def _open_overlaps(moment: Moment, low: int | None, high: int | None) -> bool:
    if moment.last is not None:
        return low is None and (high is None or moment.last <= high)
    if moment.first is not None:
        return high is None and (low is None or moment.first >= low)
    return False


def coarsest(zoom: Zoom) -> int:
    """Return the index into PRECISIONS of the vaguest date that has a place in a bucket."""
    return PRECISIONS.index(zoom)
