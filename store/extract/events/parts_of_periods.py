"""Give an event the days that its words mean, where these are not the days of its time.

In "early 2014", "late in the 1960s" and "mid-May" the time is the whole year, decade or month, but
the event lies in a part of it. What was so "by 3 p.m." was so on that day. What fell "from 9
percent in 2004 to 7 in 2008" fell in the years between.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from store.extract.events.time_attributes import CHANGES
from store.extract.rules import rule

if TYPE_CHECKING:
    from store.extract.extensions import FoundEvent, FoundTime
    from store.extract.learned.signs import Row
    from store.extract.syntax.parse import Parse
    from store.reading import Precision

DATED = ("stated", "inherited")
"""Bases of a date that stands in the text."""
MONTHS = {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}
"""The first and the last month of a part of a year."""
DAYS = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
"""Likewise the days of a part of a month."""
YEARS = {"START": (0, 3), "MID": (4, 6), "END": (6, 9)}
"""Likewise the years of a part of a decade; of a century, ten times as many."""
REACH = 8
"""How many words may stand between "from", "to" and the times of their figures."""
LONG = timedelta(days=180)
"""The least time between the two of a change that goes on from one to the other."""
APART = frozenset({",", ";", "and"})
"""Words between two times that tell of two changes."""
ADJECTIVES = frozenset({"early", "mid", "late"})
"""Words for a part. "The end of 2022" may mean its last day or its last months."""


class PartOfPeriod(NamedTuple):
    """The days of a part of a period, inclusive, and the unit that they are counted in."""

    start: date
    end: date
    precision: Precision


def settle_periods(rows: Sequence[Row], parse: Parse, published: date | None) -> None:
    """Set, in place, the dates of events to the periods that the words of their times mean.

    `published` is the day of publication: what has happened is not later.
    """
    for merged, event in rows:
        if event.date_basis not in DATED:
            continue
        found = _time_of(event, merged.draft.verb, parse)
        if found is None:
            continue
        happened = event.modality in ("asserted", "claimed")
        if happened and is_by_hour(parse, found):
            event.start = event.end
        part = part_named(parse, found)
        if part is not None:
            late = happened and published is not None and part.start <= published < part.end
            event.start, event.precision = part.start, part.precision
            event.end = published if late else part.end
        event.start = changing_since(parse, found, merged.draft.verb) or event.start


def _time_of(event: FoundEvent, verb: int, parse: Parse) -> FoundTime | None:
    """Return the time with the days of an event that stands nearest to its verb."""
    times: list[FoundTime] = parse.doc._.times or []
    same = [t for t in times if (t.start, t.end) == (event.start, event.end)]
    return min(same, key=lambda t: abs(t.span.start - verb), default=None)


@rule("events.part_of_period")
def part_named(parse: Parse, found: FoundTime) -> PartOfPeriod | None:
    """Return the part of a month, year, decade or century that a time names.

    For example the first four months of "early 2014", the years from 1966 on of "the late 1960s".
    """
    first, last = found.start, found.end
    words = set(parse.lower[found.span.start : found.span.end])
    if found.mod not in MONTHS or first is None or last is None:
        return None
    whole_month = first.day == 1 and last == _last_of_month(first.year, first.month)
    if found.precision == "month" and whole_month:
        low, high = DAYS[found.mod]
        return PartOfPeriod(first.replace(day=low), first.replace(day=min(high, last.day)), "day")
    if not any(word.partition("-")[0] in ADJECTIVES for word in words):
        return None
    if found.precision == "year" and _whole_years(first, last, 1):
        low, high = MONTHS[found.mod]
        return PartOfPeriod(first.replace(month=low), _last_of_month(first.year, high), "month")
    for precision, years in (("decade", 10), ("century", 100)):
        if found.precision == precision and _whole_years(first, last, years):
            low, high = (n * years // 10 for n in YEARS[found.mod])
            year = first.year + high + years // 10 - 1
            return PartOfPeriod(date(first.year + low, 1, 1), date(year, 12, 31), "year")
    return None


def _whole_years(first: date, last: date, years: int) -> bool:
    """Whether an interval is this many calendar years."""
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return whole and last.year - first.year + 1 == years


def _last_of_month(year: int, month: int) -> date:
    return (date(year, month, 1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


@rule("events.by_hour")
def is_by_hour(parse: Parse, found: FoundTime) -> bool:
    """Whether a time is an hour by which something was so: "by 3 p.m., snow had fallen"."""
    before = parse.lower[found.span.start - 1] if found.span.start else ""
    return found.precision == "time" and found.start is None and before == "by"


@rule("events.changing_since")
def changing_since(parse: Parse, found: FoundTime, verb: int) -> date | None:
    """Return the first day of a change that ends at a time: "fell from 9 in 2004 to 7 in 2008".

    From one month to the next the change is news of the last one.
    """
    if parse.lemma[verb] not in CHANGES or found.start is None:
        return None
    times: list[FoundTime] = parse.doc._.times or []
    start = parse.bounds[parse.sentence[verb]][0]
    for other in times:
        if other.start is None or other.end is None or found.start - other.end < LONG:
            continue
        first = other.span.start
        before = parse.lower[max(start, first - REACH) : first]
        between = parse.lower[other.span.end : found.span.start]
        beside = start <= first < found.span.start and len(between) <= REACH
        joined = "from" in before and "to" in between and APART.isdisjoint(between)
        if beside and joined:
            return other.start
    return None
