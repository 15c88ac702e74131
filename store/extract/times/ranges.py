"""Days meant by an expression together with its preposition and its partner: "through
July 19", "since 2016", "from Saturday to Monday", "the past two weeks"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from store.extract.found import FoundTime
from store.extract.times import periods
from store.extract.times.meaning import Match
from store.extract.times.periods import Period
from store.extract.times.pieces import Pieces
from store.extract.times.words import UNITS

_TO = frozenset({"to", "through", "thru", "until", "till", "-", "–", "—"})
_JOINS_ALONE = frozenset({"through", "thru", "-", "–", "—"})
"""Connectors that make a range without "from"."""
_UP_TO = frozenset({"through", "thru", "until", "till", "by"})
_AFTER = frozenset({"after", "following"})
_BEFORE = frozenset({"before"})
_ONWARD = frozenset({"on", "onward", "onwards", "forward"})
_BACK = frozenset({"past", "last", "previous", "recent", "preceding", "latest"})
_AHEAD = frozenset({"next", "coming"})
_AMOUNT = re.compile(r"P(?P<count>\d{1,4})(?P<unit>[DWMQY])")
_YEAR = 366
"""Days; months without a year do not reach over more: "between April and June"."""
_UNITS = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year"}


@dataclass(slots=True)
class Placed:
    """An expression with where it stands in the pieces."""

    match: Match
    time: FoundTime


def bound(p: Pieces, placed: list[Placed], published: date | None) -> None:
    """Set the days of ranges, of bounds and of counted stretches, in place."""
    joined = _ranges(p, placed, published)
    for number, one in enumerate(placed):
        if one.time.type == "DURATION":
            following = placed[number + 1] if number + 1 < len(placed) else None
            _stretch(p, one, following, published)
        elif number not in joined:
            _by_preposition(p, one)
            _clip(p, one, published)


def _ranges(p: Pieces, placed: list[Placed], published: date | None) -> set[int]:
    joined: set[int] = set()
    for number, (first, second) in enumerate(pairwise(placed)):
        if (
            number not in joined
            and _is_range(p, first, second)
            and _join(first.time, second.time, published)
        ):
            joined |= {number, number + 1}
    return joined


def _is_range(p: Pieces, first: Placed, second: Placed) -> bool:
    if not _calendar(first.time) or not _calendar(second.time):
        return False
    if second.match.start - first.match.end != 1:
        return False
    sign, opener = p.words[first.match.end], _before(p, first.match)
    if sign == "and":
        return opener == "between"
    if sign == "/" and second.match.rule == "second year":
        return True
    if sign not in _TO:
        return False
    return opener in {"from", "between"} or sign in _JOINS_ALONE or _alike(first, second)


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
        _set(second, periods.month(second.end.year - 1, second.end.month))
    start, end = first.start, second.end
    for time in (first, second):
        time.start, time.end = start, end
        time.rule += ", range"
    return True


def _reorder(first: FoundTime, second: FoundTime, published: date | None) -> bool:
    """Weekdays or months that came out in the wrong order: the first is a week earlier, or,
    where both lie ahead or are months, the second a week or a year later."""
    if first.rule != second.rule or first.start is None or second.start is None:
        return False
    if first.rule == "month":
        _set(second, periods.month(second.start.year + 1, second.start.month))
    elif first.rule == "weekday" and published and first.start > published:
        _set(second, periods.day(second.start + timedelta(weeks=1)))
    elif first.rule == "weekday":
        _set(first, periods.day(first.start - timedelta(weeks=1)))
    else:
        return False
    return True


def _set(time: FoundTime, period: Period) -> None:
    time.value, time.start, time.end = period.value, period.start, period.end


def _calendar(time: FoundTime) -> bool:
    return time.type in {"DATE", "TIME"} and time.start is not None and time.end is not None


def _before(p: Pieces, match: Match) -> str:
    return p.words[match.start - 1] if match.start else ""


def _by_preposition(p: Pieces, one: Placed) -> None:
    time, word = one.time, _before(p, one.match)
    if not _calendar(time) or p.words[one.match.end] in {"'", "’"}:
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
        _open(time, "before", None, _shifted(time.start, -1))


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


def _stretch(p: Pieces, one: Placed, following: Placed | None, published: date | None) -> None:
    """The days of an amount that is laid on the calendar: "the past two weeks", "in three
    days", "two days after July 4"."""
    amount = _AMOUNT.fullmatch(one.time.value)
    if not amount:
        return
    unit, count = _UNITS[amount["unit"]], int(amount["count"])
    words = set(p.words[one.match.start : one.match.end])
    try:
        if following and _hangs_on(p, one, following):
            way = -1 if p.words[one.match.end] == "before" else 1
            _anchor(one.time, following.time, unit, way * count)
        elif published and words & _BACK:
            _lay(one.time, _moved(published, unit, -count), published, "past")
        elif published and words & _AHEAD:
            _lay(one.time, published, _moved(published, unit, count), "next")
    except (ValueError, OverflowError):
        return


def _hangs_on(p: Pieces, one: Placed, following: Placed) -> bool:
    return (
        following.match.start - one.match.end == 1
        and p.words[one.match.end] in {"after", "before"}
        and _calendar(following.time)
    )


def _anchor(time: FoundTime, anchor: FoundTime, unit: str, count: int) -> None:
    origin = anchor.start if count < 0 else anchor.end
    if origin is None:
        return
    period = periods.moved(unit if unit != "week" else "day", origin, count)
    if unit == "week":
        period = periods.day(origin + timedelta(weeks=count))
    time.start, time.end, time.precision = period.start, period.end, period.precision
    time.basis, time.rule = "text", time.rule + ", counted from the time behind"


def _lay(time: FoundTime, start: date, end: date, word: str) -> None:
    time.start, time.end, time.precision = start, end, "day"
    time.basis, time.rule = "published", f"{time.rule}, {word}"


def _moved(of: date, unit: str, count: int) -> date:
    if unit == "month":
        return periods.add_months(of, count)
    if unit in {"quarter", "year"}:
        return periods.add_months(of, count * (3 if unit == "quarter" else 12))
    return of + timedelta(days=count * (7 if unit == "week" else 1))
