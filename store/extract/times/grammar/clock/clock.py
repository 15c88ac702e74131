"""Times of the day with their day: "9 a.m. EST Tuesday", "midnight Friday", "July 9, 8 p.m."."""

from __future__ import annotations

from store.extract.times.grammar.clock.hours import clock_at
from store.extract.times.meaning import Context, Match, Meaning, Resolve, Rule
from store.extract.times.pieces import Pieces
from store.extract.times.words import JOINING_WORDS


def clock(day_rule: Rule) -> Rule:
    """A rule for a clock time with the day that stands behind it, if one does."""

    def rule(p: Pieces, i: int) -> Match | None:
        said = clock_at(p, i)
        if not said:
            return None
        value, end = said
        at = end + (p.words[end] in {",", "on"})
        of = day_rule(p, at)
        if of:
            return Match(i, of.end, "TIME", "clock " + of.rule, at_clock(of.resolve, value))
        shared = day_rule(p, past_partner(p, end))
        resolve = at_clock(shared.resolve, value) if shared else clock_alone(value)
        return Match(i, end, "TIME", "clock", resolve)

    return rule


def with_clock(p: Pieces, match: Match | None) -> Match | None:
    """The same day with a clock time right behind it: "Tuesday 10:30 a.m.", "July 9, 8 p.m."."""
    if not match or match.type != "DATE":
        return match
    said = clock_at(p, match.end + (p.words[match.end] == ","))
    if not said:
        return match
    value, end = said
    return Match(match.start, end, "TIME", match.rule + " clock", at_clock(match.resolve, value))


def past_partner(p: Pieces, i: int) -> int:
    """Where the day stands that a clock time, which ends at `i`, shares with another one:
    "10:30 a.m. (0230 GMT) on Tuesday", "10 a.m. to 5 p.m. Friday". The end of the text where
    there is no other."""
    if p.words[i] in JOINING_WORDS and (other := clock_at(p, i + 1)):
        i = other[1]
    else:
        if p.words[i] == "(" and (other := clock_at(p, i + 1)):
            i = other[1]
        if p.words[i] != ")":
            return p.count
        i += 1
    return i + (p.words[i] in {",", "on"})


def at_clock(whole: Resolve, clock: str) -> Resolve:
    """A clock time on the day that `whole` means."""

    def resolve(ctx: Context) -> Meaning:
        found = whole(ctx)
        if found.start is None or found.start != found.end:
            return found
        value = f"{found.start.isoformat()}{clock}"
        return Meaning(value, found.start, found.end, "time", found.basis, "TIME")

    return resolve


def clock_alone(clock: str) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        today = f"XXXX-XX-XX{clock}"
        of, basis = ctx.day(today)
        return Meaning(f"{of.isoformat()}{clock}", of, of, "time", basis)

    return resolve
