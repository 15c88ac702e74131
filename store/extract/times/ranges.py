"""Ranges: the days of an expression with its preposition, and with the expression beside it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from store.extract.extensions import FoundTime
from store.extract.rules import rule
from store.extract.time_grammar import periods
from store.extract.time_grammar.meaning import Match, Placed, is_calendar, set_period
from store.extract.time_grammar.tokens import (
    APOSTROPHES,
    JOINING_WORDS,
    RANGE_WORDS,
    UNITS,
    TimeTokens,
)
from store.extract.times.placed_amounts import place_amount

# Information that an expression takes from its neighbour: "June to September last year", "Two days
# later, on April 10".


def share(p: TimeTokens, first: Placed, second: Placed) -> None:
    """Complete one of two adjacent expressions from the other, in place."""
    between = p.words[first.match.end : second.match.start]
    try:
        if len(between) == 1 and between[0] in JOINING_WORDS:
            _share_year(first, second)
        elif _stands_beside(between):
            _meet_beside(first, second)
    except (ValueError, OverflowError):
        return


def _stands_beside(between: list[str]) -> bool:
    """Whether they are adjacent: "Two days later, on April 10", "six weeks earlier (May 3"."""
    if not between or between[0] not in _COMMA_OR_DASH:
        return False
    return len(between) < _APART and set(between[1:]) <= _COMMA


_APART = 3
_COMMA = frozenset({",", "on", "in"})
_COMMA_OR_DASH = frozenset({",", "–", "—", "("})


@rule("times.shared_year")
def _share_year(first: Placed, second: Placed) -> None:
    """Give the first month, day or quarter the year of the second.

    For example "June to September last year", "May and June of that year". If the first comes later
    in the year, it is of the year before.
    """
    a, b = first.time, second.time
    if a.start is None or b.start is None or first.match.rule not in _YEARLESS:
        return
    if not second.match.rule.startswith(f"{first.match.rule} of "):
        return
    earlier = (b.start.month, b.start.day) < (a.start.month, a.start.day)
    _move(a, b.start.year - a.start.year - earlier)


_YEARLESS = frozenset({"month", "month day", "day month", "quarter"})


def _move(time: FoundTime, years: int) -> None:
    """Move a time to the same day, month or quarter of another year, in place."""
    if time.start is not None and time.precision is not None:
        there = periods.add_months(time.start, 12 * years)
        set_period(time, periods.moved(time.precision, there, 0))


@rule("times.counted_beside_date")
def _meet_beside(first: Placed, second: Placed) -> None:
    """Resolve a counted point to the date next to it, in the unit of the count.

    For example "on August 24, six weeks earlier", "two days later, on April 10".
    """
    if way := _counting_word(second):
        _meet(second, first, way)
    elif way := _counting_word(first):
        _meet(first, second, way)


def _counting_word(one: Placed) -> str:
    """Return the word that counts a point off from another, or an empty string.

    It is "ago" or the like for units from a day to a year, and "next" or the like for a unit whose
    start is not known otherwise: "The next day, May 3".
    """
    first, _, last = one.match.rule.partition(" ")
    if first in _STEPS and last in _WIDTHS:
        told = one.time.start is not None and (one.time.basis == "text" or last != "day")
        return "" if told else first
    return last if last in _COUNTED and first in _WIDTHS else ""


def _meet(counted: Placed, dated: Placed, way: str) -> None:
    """Resolve a counted point and a date to each other; a day takes the year counted back to."""
    words, time = counted.match.rule.split(), dated.time
    unit = words[-1] if way in _STEPS else words[0]
    if (
        not is_calendar(time)
        or time.start is None
        or time.precision not in _WIDTHS
        or _counting_word(dated)
    ):
        return
    if (unit, way, time.basis) == ("year", "ago", "published") and counted.time.start:
        _move(time, counted.time.start.year - time.start.year)
    elif _WIDTHS.index(unit) >= _WIDTHS.index(time.precision):
        set_period(counted.time, periods.moved(unit, time.start, 0))
        counted.time.type, counted.time.basis = "DATE", "text"


_COUNTED = frozenset({"ago", "earlier", "later", "previously"})
_STEPS = frozenset({"next", "following", "previous", "preceding"})
_WIDTHS = ("day", "week", "month", "year")


# Days of an expression with its preposition and partner: "through July 19", "since 2016", "from
# Saturday to Monday".

_JOINS_ALONE = frozenset({"through", "thru", "-", "–", "—"})
"""Connectors that make a range without "from"."""
_UP_TO = frozenset({"through", "thru", "until", "till", "by"})
_AFTER = frozenset({"after", "following"})
_BEFORE = frozenset({"before"})
_ONWARD = frozenset({"on", "onward", "onwards", "forward"})
_YEAR = 366
"""The longest range of months without a year, in days: "between April and June"."""


def bound(p: TimeTokens, placed: list[Placed], published: date | None) -> None:
    """Set the days of ranges, bounds and counted stretches in place."""
    joined = _ranges(p, placed, published)
    for number, one in enumerate(placed):
        if one.time.type == "DURATION":
            following = placed[number + 1] if number + 1 < len(placed) else None
            place_amount(p, one, following)
        elif number not in joined:
            _by_preposition(p, one)
            _clip(p, one)


def _ranges(p: TimeTokens, placed: list[Placed], published: date | None) -> set[int]:
    joined: set[int] = set()
    for number, (first, second) in enumerate(pairwise(placed)):
        if number in joined:
            continue
        share(p, first, second)
        if _is_range(p, first, second):
            if _join(first, second, published):
                joined |= {number, number + 1}
        elif _is_list(p, first, second):
            _reorder(first, second, published)
    return joined


@rule("times.range")
def _is_range(p: TimeTokens, first: Placed, second: Placed) -> bool:
    """Whether two times are the ends of a period: "from May 3 to May 9"."""
    if not is_calendar(first.time) or not is_calendar(second.time):
        return False
    if second.match.start - first.match.end != 1:
        return False
    sign, opener = p.words[first.match.end], _before(p, first.match)
    if sign == "and":
        return opener == "between"
    if sign == "/" and second.match.rule == "second year":
        return True
    if sign not in RANGE_WORDS:
        return False
    return opener in {"from", "between"} or sign in _JOINS_ALONE or _alike(first, second)


def _is_list(p: TimeTokens, first: Placed, second: Placed) -> bool:
    """Whether two weekdays are a list that was resolved in the wrong order: "Monday and Tuesday".

    The second follows within half a week, unlike in "Tuesday and Monday".
    """
    a, b = first.time.start, second.time.start
    if not first.match.rule == second.match.rule == "weekday" or not a or not b or a < b:
        return False
    near = second.match.start - first.match.end == 1
    return near and p.words[first.match.end] in {"and", "or"} and (b - a).days % 7 <= 3


def _alike(first: Placed, second: Placed) -> bool:
    """Whether two times of one kind are a range without "from": "Monday to Friday", "6-8 July"."""
    if first.match.rule == "first day" or second.match.rule == "second day":
        return True
    return first.match.rule == second.match.rule and first.time.precision == second.time.precision


def _join(opening: Placed, closing: Placed, published: date | None) -> bool:
    first, second = opening.time, closing.time
    if first.start is None or second.end is None:
        return False
    if second.end < first.start and not _reorder(opening, closing, published):
        return False
    if first.rule == second.rule == "month" and (second.end - first.start).days > _YEAR:
        set_period(second, periods.month(second.end.year - 1, second.end.month))
    if _past_midnight(first, second):
        one, days = (second, 1) if second.rule == "clock" else (first, -1)
        one.start = one.end = first.start + timedelta(days=days)
        one.value = one.end.isoformat() + one.value[10:]
    start, end = first.start, second.end
    for time in (first, second):
        time.start, time.end = start, end
        time.rule += ", range"
    return True


@rule("times.past_midnight")
def _past_midnight(first: FoundTime, second: FoundTime) -> bool:
    """Whether a range of times passes midnight but was resolved to one day: "10 p.m. to 2 a.m."."""
    if first.rule != "clock" or second.precision != "time" or first.start != second.end:
        return False
    return "clock" in second.rule and second.value[10:] < first.value[10:]


@rule("times.reordered")
def _reorder(opening: Placed, closing: Placed, published: date | None) -> bool:
    """Correct two weekdays or months that were resolved in the wrong order.

    The first weekday becomes the last one before the second. If it lies ahead, the second becomes
    the next one after it. A month moves to the year after, or the first month to the year before if
    what happened would go on after publication.
    """
    first, second = opening.time, closing.time
    if first.rule != second.rule or first.start is None or second.start is None:
        return False
    apart = timedelta(days=(second.start - first.start).days % 7)
    if first.rule == "month":
        later = periods.month(second.start.year + 1, second.start.month)
        if closing.is_past and published is not None and later.start > published:
            set_period(first, periods.month(first.start.year - 1, first.start.month))
        else:
            set_period(second, later)
    elif first.rule == "weekday" and published and first.start > published:
        set_period(second, periods.day(first.start + apart))
    elif first.rule == "weekday":
        set_period(first, periods.day(second.start - apart))
    else:
        return False
    return True


def _before(p: TimeTokens, match: Match) -> str:
    return p.words[match.start - 1] if match.start else ""


@rule("times.preposition")
def _by_preposition(p: TimeTokens, one: Placed) -> None:
    """Open the period by its preposition: "since May", "through July 19", "after Monday"."""
    time, word = one.time, _before(p, one.match)
    if not is_calendar(time) or p.words[one.match.end] in APOSTROPHES:
        return
    two = p.words[one.match.start - 2] if one.match.start > 1 else ""
    if word in _UP_TO or (two, word) in {("up", "to"), ("later", "than")}:
        _open(time, word, None, time.end)
    elif word == "since" or (word == "from" and p.words[one.match.end] in _ONWARD):
        _open(time, word, time.start, None)
    elif time.precision == "time":
        return
    elif word in _AFTER and not _counted_from(p, one.match.start - 2):
        _open(time, word, _shifted(time.end, 1), None)
    elif (word in _BEFORE and not _counted_from(p, one.match.start - 2)) or (word, two) in {
        ("to", "prior"),
        ("of", "ahead"),
    }:
        ends = time.mod == "END" and time.precision != "day"
        _open(time, "before", None, time.end if ends else _shifted(time.start, -1))


@rule("times.so_far_or_to_come")
def _clip(p: TimeTokens, one: Placed) -> None:
    """End "earlier this year" at the article's day, and start "later this year" there."""
    time, word, published = one.time, p.words[one.match.start], one.today
    if published is None or time.start is None or time.end is None:
        return
    if not time.start <= published <= time.end or time.start == time.end:
        return
    if word == "earlier":
        _open(time, "so far", time.start, published)
    elif word == "later":
        _open(time, "to come", published, time.end)


def _counted_from(p: TimeTokens, index: int) -> bool:
    """Whether an amount ends here: "two days" in "two days after July 4"."""
    return index >= 0 and p.words[index] in UNITS


def _open(time: FoundTime, word: str, start: date | None, end: date | None) -> None:
    if start is None and end is None:
        return
    time.start, time.end = start, end
    time.rule += f", {word}"


def _shifted(day: date | None, days: int) -> date | None:
    try:
        return day + timedelta(days=days) if day else None
    except OverflowError:
        return None
