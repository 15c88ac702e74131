"""Clock times in words: "half past three", "quarter to six", "ten minutes past nine"."""

from __future__ import annotations

from store.extract.times.grammar.clock import DayRule, at_clock, clock_alone, half_at
from store.extract.times.grammar.numbers import number_at
from store.extract.times.meaning import Match
from store.extract.times.pieces import Pieces
from store.extract.times.words import ONES

_HOUR = 60
_BEHIND = frozenset(
    "and but when as on in at today tomorrow yesterday local the a an he she it they we i you "
    "there this that his her its their was were is had has".split()
)
"""What may stand behind the hour; another word would be what it counts."""


def spoken_clock(day_rule: DayRule) -> DayRule:
    """A rule for a clock time in words, with the day behind it."""

    def rule(p: Pieces, i: int) -> Match | None:
        said = _minutes(p, i)
        hour = _hour(p, said[1], said[0] < 0) if said else None
        if not said or not hour:
            return None
        minutes = (hour[0] * _HOUR + said[0]) % (24 * _HOUR)
        clock = f"T{minutes // _HOUR:02}:{minutes % _HOUR:02}"
        day = day_rule(p, hour[1] + (p.words[hour[1]] in {",", "on"}))
        end = day.end if day else hour[1]
        resolve = at_clock(day.resolve, clock) if day else clock_alone(clock)
        return Match(i, end, "TIME", "spoken clock", resolve)

    return rule


def _minutes(p: Pieces, i: int) -> tuple[int, int] | None:
    """Minutes past the hour, fewer than none before it, and where the hour stands."""
    if p.words[i : i + 2] == ["half", "past"]:
        return 30, i + 2
    at = i + (p.words[i] == "a")
    if p.words[at] == "quarter":
        minutes, at = 15, at + 1
    else:
        number = number_at(p, i)
        if not number or not number.text.isdigit() or p.words[number.end] != "minutes":
            return None
        minutes, at = int(number.text), number.end + 1
    if minutes >= _HOUR or p.words[at] not in {"to", "past", "before"}:
        return None
    return (minutes if p.words[at] == "past" else -minutes), at + 1


def _hour(p: Pieces, i: int, may_count: bool) -> tuple[int, int] | None:
    """The hour, and where it ends: "six", "9 p.m."; behind "to" the number may count what
    follows."""
    word = p.words[i]
    if word in {"noon", "midnight"}:
        return (12 if word == "noon" else 24), i + 1
    hour = p.number(i) if word[:1].isdigit() else ONES.get(word)
    if hour is None or not 1 <= hour <= 12:
        return None
    half, end = half_at(p, i + 1)
    if may_count and half is None and p.words[end].isalpha() and p.words[end] not in _BEHIND:
        return None
    return (hour % 12 + (12 if half == "p" else 0) if half else hour), end
