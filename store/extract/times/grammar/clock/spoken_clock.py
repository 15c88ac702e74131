"""Clock times in words: "half past three", "quarter to six", "ten minutes past nine", and hours
that only the part of the day makes one: "seven in the evening", "9 this morning"."""

from __future__ import annotations

from store.extract.times.grammar.amounts.numbers import number_at
from store.extract.times.grammar.clock.clock import at_clock, clock_alone
from store.extract.times.grammar.clock.hours import half_at, half_in_words
from store.extract.times.meaning import Match, Rule
from store.extract.times.pieces import Pieces
from store.extract.times.words import ONES

_HOUR = 60
_BEHIND = frozenset(
    "and but when as on in at today tomorrow yesterday local the a an he she it they we i you "
    "there this that his her its their was were is had has".split()
)
"""What may stand behind the hour; another word would be what it counts."""


def spoken_clock(day_rule: Rule) -> Rule:
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


_BEFORE_AN_HOUR = frozenset("at around about by until till from before after".split())
_HALVES = {"morning": "a", "afternoon": "p", "evening": "p", "night": "p", "tonight": "p"}


def spoken_hour(day_rule: Rule) -> Rule:
    """A rule for an hour behind a preposition with the part of the day behind it: "seven in
    the evening", "9 this morning", "nine o'clock on Thursday night"."""

    def rule(p: Pieces, i: int) -> Match | None:
        hour = _plain_hour(p.words[i])
        if hour is None or (p.words[i][:1].isdigit() and half_at(p, i + 1)[0]):
            return None
        o_clock = p.words[i + 1] == "o" and p.words[i + 3] == "clock"
        if not o_clock and p.words[i - 1] not in _BEFORE_AN_HOUR:
            return None
        end = i + 4 if o_clock else i + 1
        half, stop = half_in_words(p, end)
        day = day_rule(p, stop + (p.words[stop] in {",", "on"}))
        end = day.end if day else stop
        half = half or (_HALVES.get(p.words[day.end - 1]) if day else None)
        if half is None:
            return None
        clock = f"T{hour % 12 + (12 if half == 'p' else 0):02}:00"
        resolve = at_clock(day.resolve, clock) if day else clock_alone(clock)
        return Match(i, end, "TIME", "spoken hour", resolve)

    return rule


def _plain_hour(word: str) -> int | None:
    """1 to 12, in digits or in words."""
    hour = int(word) if word[:1].isdigit() and len(word) <= 2 else ONES.get(word)
    return hour if hour is not None and 1 <= hour <= 12 else None


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
    hour = _plain_hour(word)
    if hour is None:
        return None
    half, end = half_in_words(p, i + 1)
    if may_count and half is None and p.words[end].isalpha() and p.words[end] not in _BEHIND:
        return None
    return (hour % 12 + (12 if half == "p" else 0) if half else hour), end
