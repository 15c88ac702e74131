"""Clock times in words: "half past three", "quarter to six", "seven in the evening"."""

from __future__ import annotations

from store.extract.rules import rule
from store.extract.time_grammar.clock import at_clock, clock_alone, half_at, half_in_words
from store.extract.time_grammar.meaning import Match, Matcher
from store.extract.time_grammar.numbers import number_at
from store.extract.time_grammar.tokens import ONES, TimeTokens

_HOUR = 60
_SPOKEN_CLOCK_BEHIND = frozenset(
    "and but when as on in at today tomorrow yesterday local the a an he she it they we i you "
    "there this that his her its their was were is had has".split()
)
"""Words that may follow the hour; the number would count any other word."""


def spoken_clock(day_rule: Matcher) -> Matcher:
    """Return a rule for a clock time in words with the day after it."""

    @rule("times.spoken_clock")
    def found(p: TimeTokens, i: int) -> Match | None:
        """Match "half past three", "a quarter to nine on Monday"."""
        said = _spoken_clock_minutes(p, i)
        hour = _spoken_clock_hour(p, said[1], said[0] < 0) if said else None
        if not said or not hour:
            return None
        minutes = (hour[0] * _HOUR + said[0]) % (24 * _HOUR)
        clock = f"T{minutes // _HOUR:02}:{minutes % _HOUR:02}"
        day = day_rule(p, hour[1] + (p.words[hour[1]] in {",", "on"}))
        end = day.end if day else hour[1]
        resolve = at_clock(day.resolve, clock) if day else clock_alone(clock)
        return Match(i, end, "TIME", "spoken clock", resolve)

    return found


_BEFORE_AN_HOUR = frozenset("at around about by until till from before after".split())
_HALVES = {"morning": "a", "afternoon": "p", "evening": "p", "night": "p", "tonight": "p"}


def spoken_hour(day_rule: Matcher) -> Matcher:
    """Return a rule for an hour between a preposition and a part of the day.

    For example "seven in the evening", "9 this morning", "nine o'clock on Thursday night".
    """

    @rule("times.spoken_hour")
    def found(p: TimeTokens, i: int) -> Match | None:
        """Match "seven in the evening", "three o'clock in the morning"."""
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

    return found


def _plain_hour(word: str) -> int | None:
    """Return an hour from 1 to 12, in digits or in words."""
    hour = int(word) if word[:1].isdigit() and len(word) <= 2 else ONES.get(word)
    return hour if hour is not None and 1 <= hour <= 12 else None


def _spoken_clock_minutes(p: TimeTokens, i: int) -> tuple[int, int] | None:
    """Return the minutes past the hour, negative before it, and where the hour starts."""
    if p.words[i : i + 2] == ["half", "past"]:
        return 30, i + 2
    at = i + (p.words[i] == "a")
    if p.words[at] == "quarter" and p.words[i - 1] != "-":  # not "one-quarter to one-third"
        minutes, at = 15, at + 1
    else:
        number = number_at(p, i)
        if not number or not number.text.isdigit() or p.words[number.end] != "minutes":
            return None
        minutes, at = int(number.text), number.end + 1
    if minutes >= _HOUR or p.words[at] not in {"to", "past", "before"}:
        return None
    return (minutes if p.words[at] == "past" else -minutes), at + 1


def _spoken_clock_hour(p: TimeTokens, i: int, may_count: bool) -> tuple[int, int] | None:
    """Return the hour and its end: "six", "9 p.m.".

    After "to" the number may count what follows.
    """
    word = p.words[i]
    if word in {"noon", "midnight"}:
        return (12 if word == "noon" else 24), i + 1
    hour = _plain_hour(word)
    if hour is None:
        return None
    half, end = half_in_words(p, i + 1)
    if (
        may_count
        and half is None
        and p.words[end].isalpha()
        and p.words[end] not in _SPOKEN_CLOCK_BEHIND
    ):
        return None
    return (hour % 12 + (12 if half == "p" else 0) if half else hour), end
