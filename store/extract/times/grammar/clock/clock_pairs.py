"""The hour that shares its half of the day with the next: "9" in "9 to 11 a.m."."""

from __future__ import annotations

from store.extract.times.grammar.clock.clock import (
    at_clock,
    clock_alone,
    past_partner,
)
from store.extract.times.grammar.clock.hours import clock_at
from store.extract.times.meaning import Match, Rule
from store.extract.times.pieces import Pieces
from store.extract.times.words import JOINING_WORDS


def first_hour(day_rule: Rule) -> Rule:
    """A rule for the hour that shares its half of the day, and the day behind, with the
    clock time after it: "9" in "9 to 11 a.m.", "11" in "11 to 1 p.m."."""

    def rule(p: Pieces, i: int) -> Match | None:
        hour, end = p.number(i), i + 1
        if hour is None or len(p.words[i]) > 2 or not 1 <= hour <= 12:
            return None
        minute = 0
        if p.words[end] == ":" and p.glued(end) and len(p.words[end + 1]) == 2:
            minute, end = p.number(end + 1) or 0, end + 2
        if p.words[end] not in JOINING_WORDS or (
            p.words[end] == "and" and p.words[i - 1] != "between"
        ):
            return None
        last = clock_at(p, end + 1)
        if last is None or not {"am", "pm", "m"} & set(p.words[end + 2 : last[1]]):
            return None
        value = _same_half(hour, int(last[0][1:3]))
        day = day_rule(p, past_partner(p, end))
        clock = f"T{value:02}:{minute:02}"
        resolve = at_clock(day.resolve, clock) if day else clock_alone(clock)
        return Match(i, end, "TIME", "clock", resolve)

    return rule


def _same_half(hour: int, last: int) -> int:
    """The hour of the day, which is the last such one before `last`."""
    morning, evening = hour % 12, hour % 12 + 12
    return evening if evening < last else morning
