"""Amounts placed on the calendar: "the past two weeks", "two days after July 4", "the six months to
June", "the first nine months of 1997", "the coming days".
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from store.extract.extensions import FoundTime
from store.extract.rules import rule
from store.extract.time_grammar import periods
from store.extract.time_grammar.meaning import Placed
from store.extract.time_grammar.tokens import TimeTokens
from store.reading import TimeBasis

_BACK = frozenset({"past", "last", "previous", "recent", "preceding", "latest"})
_WHOSE = frozenset({"its", "his", "her", "their"})
"""Words before an amount that is not counted from now: "in its last six months"."""
_AHEAD = frozenset({"next", "coming"})
_AMOUNT = re.compile(r"P(?P<count>\d{1,4}|X)(?P<unit>[DWMQY])")
_HOURS = re.compile(r"PT(\d{1,3})H")
_UNITS = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year"}
_COUNTED_FROM = {"after": 1, "before": -1}
_ENDED_WITH = frozenset({"to", "ended", "ending", "through"})
_FIRST = frozenset({"first", "opening"})
_LAST = frozenset({"last", "final", "closing"})


def place_amount(p: TimeTokens, one: Placed, following: Placed | None) -> None:
    """Set the days of an amount in place, if a time after it or a word like "past" anchors it."""
    amount = _AMOUNT.fullmatch(_in_days(one.time.value))
    if not amount:
        return
    unit = _UNITS[amount["unit"]]
    count = int(amount["count"]) if amount["count"] != "X" else None
    before = p.words[one.match.start - 1] if one.match.start else ""
    words = [before, *p.words[one.match.start : one.match.end + 1]]
    try:
        counted = count and _AMOUNT.fullmatch(one.time.value)
        if count and counted and following and following.match.start == one.match.end + 1:
            _by_the_time_behind(one.time, words, following.time, unit, count)
        if one.today and one.time.basis is None:
            _from_now(one, words, one.today, unit, count)
    except (ValueError, OverflowError):
        return


def _in_days(value: str) -> str:
    """Return hours as days; half a day counts as one: `PT24H` becomes `P1D`."""
    hours = _HOURS.fullmatch(value)
    return f"P{(int(hours[1]) + 12) // 24}D" if hours else value


@rule("times.amount_from_now")
def _from_now(one: Placed, words: list[str], today: date, unit: str, count: int | None) -> None:
    """Set the days of "the past two weeks" or "the next two weeks".

    Without a count, the far end stays open.
    """
    if words[1] in _WHOSE or words[-1] == "of":
        return  # "in the last days of the war"
    basis: TimeBasis = "text" if one.in_story else "published"
    if not _BACK.isdisjoint(words[1:-1]):
        start = None if count is None else periods.shifted(unit, today, -count)
        _set(one.time, start, today, basis, "past")
    elif not _AHEAD.isdisjoint(words[1:-1]):
        end = None if count is None else periods.shifted(unit, today, count)
        _set(one.time, today, end, basis, "next")


@rule("times.amount_by_time_behind")
def _by_the_time_behind(
    time: FoundTime, words: list[str], behind: FoundTime, unit: str, count: int
) -> None:
    """Set the days of an amount that is linked to the time after it.

    `words` are the word before the amount and those between amount and time. The last one is the
    link.
    """
    between = words[-1]
    if behind.type not in {"DATE", "TIME"} or behind.start is None or behind.end is None:
        return
    if way := _COUNTED_FROM.get(between):
        _count(time, behind.end if way > 0 else behind.start, unit, way * count)
    elif between in _ENDED_WITH:
        after = behind.end + timedelta(days=1)
        _set(
            time, periods.shifted(unit, after, -count), behind.end, "text", "up to the time behind"
        )
    elif between == "from" and words[0] == "for":
        last = periods.shifted(unit, behind.start, count) - timedelta(days=1)
        _set(time, behind.start, last, "text", "from the time behind")
    elif between == "of" and not _FIRST.isdisjoint(words):
        last = periods.shifted(unit, behind.start, count) - timedelta(days=1)
        _set(time, behind.start, min(last, behind.end), "text", "first of the time behind")
    elif between == "of" and not _LAST.isdisjoint(words):
        first = periods.shifted(unit, behind.end + timedelta(days=1), -count)
        _set(time, max(first, behind.start), behind.end, "text", "last of the time behind")


def _count(time: FoundTime, origin: date, unit: str, count: int) -> None:
    period = periods.moved(unit if unit != "week" else "day", origin, count)
    if unit == "week":
        period = periods.day(origin + timedelta(weeks=count))
    _set(time, period.start, period.end, "text", "counted from the time behind")
    time.precision = period.precision


def _set(
    time: FoundTime, start: date | None, end: date | None, basis: TimeBasis, rule: str
) -> None:
    time.start, time.end, time.precision = start, end, "day"
    time.basis, time.rule = basis, f"{time.rule}, {rule}"
