"""Days meant by an expression together with its preposition and its partner: "through
July 19", "since 2016", "from Saturday to Monday"."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from store.extract.found import FoundTime
from store.extract.times import periods
from store.extract.times.beside import share
from store.extract.times.meaning import Match, Placed, is_calendar, set_period
from store.extract.times.pieces import APOSTROPHES, Pieces
from store.extract.times.stretches import lay
from store.extract.times.words import RANGE_WORDS, UNITS

_JOINS_ALONE = frozenset({"through", "thru", "-", "–", "—"})
"""Connectors that make a range without "from"."""
_UP_TO = frozenset({"through", "thru", "until", "till", "by"})
_AFTER = frozenset({"after", "following"})
_BEFORE = frozenset({"before"})
_ONWARD = frozenset({"on", "onward", "onwards", "forward"})
_YEAR = 366
"""Days; months without a year do not reach over more: "between April and June"."""


def bound(p: Pieces, placed: list[Placed], published: date | None) -> None:
    """Set the days of ranges, of bounds and of counted stretches, in place."""
    joined = _ranges(p, placed, published)
    for number, one in enumerate(placed):
        if one.time.type == "DURATION":
            following = placed[number + 1] if number + 1 < len(placed) else None
            lay(p, one, following, published)
        elif number not in joined:
            _by_preposition(p, one)
            _clip(p, one, published)


def _ranges(p: Pieces, placed: list[Placed], published: date | None) -> set[int]:
    joined: set[int] = set()
    for number, (first, second) in enumerate(pairwise(placed)):
        if number in joined:
            continue
        share(p, first, second)
        if _is_range(p, first, second):
            if _join(first.time, second.time, published):
                joined |= {number, number + 1}
        elif _is_list(p, first, second):
            _reorder(first.time, second.time, published)
    return joined


def _is_range(p: Pieces, first: Placed, second: Placed) -> bool:
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


def _is_list(p: Pieces, first: Placed, second: Placed) -> bool:
    """ "Monday and Tuesday", but not "Tuesday and Monday", where they came out in the wrong
    order: the second follows within half a week."""
    a, b = first.time.start, second.time.start
    if not first.match.rule == second.match.rule == "weekday" or not a or not b or a < b:
        return False
    near = second.match.start - first.match.end == 1
    return near and p.words[first.match.end] in {"and", "or"} and (b - a).days % 7 <= 3


def _alike(first: Placed, second: Placed) -> bool:
    """ "Monday to Friday", "6 to 8 July": two of a kind need no "from"."""
    if first.match.rule == "first day" or second.match.rule == "second day":
        return True
    return first.match.rule == second.match.rule and first.time.precision == second.time.precision


def _join(first: FoundTime, second: FoundTime, published: date | None) -> bool:
    if first.start is None or second.end is None:
        return False
    if second.end < first.start and not _reorder(first, second, published):
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


def _past_midnight(first: FoundTime, second: FoundTime) -> bool:
    """ "10 p.m. to 2 a.m.", where both came out on one day."""
    if first.rule != "clock" or second.precision != "time" or first.start != second.end:
        return False
    return "clock" in second.rule and second.value[10:] < first.value[10:]


def _reorder(first: FoundTime, second: FoundTime, published: date | None) -> bool:
    """Weekdays or months that came out in the wrong order: the first is the last such weekday
    before the second, or, where it lies ahead, the second the next one after it; a month
    is that of the year after."""
    if first.rule != second.rule or first.start is None or second.start is None:
        return False
    apart = timedelta(days=(second.start - first.start).days % 7)
    if first.rule == "month":
        set_period(second, periods.month(second.start.year + 1, second.start.month))
    elif first.rule == "weekday" and published and first.start > published:
        set_period(second, periods.day(first.start + apart))
    elif first.rule == "weekday":
        set_period(first, periods.day(second.start - apart))
    else:
        return False
    return True


def _before(p: Pieces, match: Match) -> str:
    return p.words[match.start - 1] if match.start else ""


def _by_preposition(p: Pieces, one: Placed) -> None:
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


def _clip(p: Pieces, one: Placed, published: date | None) -> None:
    """ "earlier this year" ends with the article's day, and "later this year" begins there."""
    time, word = one.time, p.words[one.match.start]
    if published is None or time.start is None or time.end is None:
        return
    if not time.start <= published <= time.end or time.start == time.end:
        return
    if word == "earlier":
        _open(time, "so far", time.start, published)
    elif word == "later":
        _open(time, "to come", published, time.end)


def _counted_from(p: Pieces, index: int) -> bool:
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
