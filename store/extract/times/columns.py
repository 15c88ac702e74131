"""Columns of this day in history: their heading gives month and day, each entry only its year.

"Today is Thursday, Aug. 18. On this date: In 1807, a bridge was opened. Ten years ago: a mine was
closed." Agencies have sent such a column for every day of the year.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from store.extract.extensions import FoundTime
from store.extract.rules import rule
from store.extract.time_grammar.meaning import Placed
from store.extract.time_grammar.tokens import TimeTokens

_TODAY_IS = ("today", "is")
_HEADINGS = (
    ("on", "this", "date", ":"),
    ("on", "this", "day", ":"),
    ("today", "in", "history"),
    ("day", "in", "history"),
    ("date", "in", "history"),
    ("highlight", "in", "history"),
)
_DAYS = ("month day", "day month")
_CLOSING = frozenset({".", ":", "!", "?", ")", '"', "'", "”", "''", ""})
"""What may stand before an entry, which begins with "In 1807,"."""


def date_entries(p: TimeTokens, placed: list[Placed]) -> None:
    """Give the entries of a column of this day in history the day of its heading, in place."""
    today = _day_of(p, placed)
    heading = None if today is None else _heading(p)
    if today is None or heading is None:
        return
    for one in placed:
        if one.match.start > heading and _is_entry(p, one):
            one.time = _on(one.time, today)


def _heading(p: TimeTokens) -> int | None:
    """Return the position of the first heading, or None."""
    words = tuple(p.words)
    for at, word in enumerate(words):
        if any(word == each[0] and words[at : at + len(each)] == each for each in _HEADINGS):
            return at
    return None


def _day_of(p: TimeTokens, placed: list[Placed]) -> date | None:
    """Return the day that the column is for, from "Today is Thursday, Aug. 18", or None."""
    for one in placed:
        before = tuple(p.words[max(one.match.start - 2, 0) : one.match.start])
        if before == _TODAY_IS and any(day in one.match.rule for day in _DAYS):
            return one.time.start
    return None


@rule("times.column_entry")
def _is_entry(p: TimeTokens, one: Placed) -> bool:
    """Whether a time opens an entry: "In 1807," or "Ten years ago:"."""
    at = one.match.start
    if one.match.rule == "year ago":
        return p.words[one.match.end] == ":"
    if one.match.rule != "year" or at == 0 or p.words[at - 1] != "in":
        return False
    return at == 1 or p.words[at - 2] in _CLOSING or _begins_line(p, at - 1)


def _begins_line(p: TimeTokens, at: int) -> bool:
    return "\n" in p.text[p.ends[at - 1] : p.starts[at]]


def _on(time: FoundTime, today: date) -> FoundTime:
    """Return a year as a day of that year, or as it is if it has no such day."""
    if time.start is None:
        return time
    try:
        day = today.replace(year=time.start.year)
    except ValueError:
        return time
    return replace(time, value=day.isoformat(), start=day, end=day, precision="day", basis="text")
