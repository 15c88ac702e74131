"""Points in time that are counted off: "ten days ago", "a week later", "two years earlier"."""

from __future__ import annotations

from store.extract.times import periods
from store.extract.times.grammar.relative import open_value
from store.extract.times.grammar.years.reports import a_year_back
from store.extract.times.meaning import Context, Match, Meaning, Resolve, calendar
from store.extract.times.pieces import Pieces
from store.extract.times.words import NOTHING_BEHIND, SYMBOLS, WITHIN_A_DAY, Unit

_WAYS = {"ago": -1, "earlier": -1, "previously": -1, "later": 1, "hence": 1}
COUNTED_BY = frozenset({*_WAYS, "before", "after", "from"})
"""What may stand behind an amount that is counted from a point."""
_FROM_NOW = frozenset({"ago", "hence"})
"""Counted from the article's own day; the others from the time that the text speaks of."""


def counted_point(p: Pieces, i: int, amount: str, unit: Unit, end: int, said: Unit) -> Match | None:
    """The point that an amount and the word behind it give. `unit` is the one counted in,
    `said` the one that the words name."""
    end += 2 * (p.words[end : end + 2] == ["or", "so"])
    word, stop = p.words[end], end + 1
    if p.words[end : end + 2] == ["from", "now"]:
        word, stop = "hence", end + 2
    if word == "before" and p.words[stop] in NOTHING_BEHIND:
        word = "earlier"
    if word not in _WAYS:
        return None
    if word == "ago" and amount.isdigit() and (found := _to_the_day(p, i, amount, unit, stop)):
        return found
    resolve = _point(amount, unit, _WAYS[word], word in _FROM_NOW)
    return Match(i, stop, "DATE", f"{said} {word}", resolve)


def _to_the_day(p: Pieces, i: int, amount: str, unit: Unit, at: int) -> Match | None:
    """ "ten years ago today", "60 years ago this month": to the day, week or month."""
    finer = {"week": "week", "month": "month"}.get(p.words[at + 1])
    end = at + 2
    if p.words[at] == "today":
        finer, end = "day", at + 1
    elif p.words[at] != "this" or finer is None:
        return None
    if unit in WITHIN_A_DAY or finer is None:
        return None

    def resolve(ctx: Context) -> Meaning:
        there = periods.shifted(unit, ctx.today(), -int(amount))
        return calendar(periods.moved(finer, there, 0), "published")

    return Match(i, end, "DATE", f"{unit} ago today", resolve)


def _point(amount: str, unit: Unit, way: int, from_now: bool) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        if not amount.isdigit() or unit in WITHIN_A_DAY:
            return _vague(amount, unit, way, from_now)
        if amount == "1" and unit == "year" and way < 0 and ctx.quarter and not ctx.longer:
            return a_year_back(ctx)
        of, basis = ctx.reference(unit, open_value(unit))
        if from_now:
            of, basis = ctx.today(open_value(unit)), "published"
        ahead = from_now or basis == "text" or ctx.direction == "future"
        if way > 0 and not ahead:
            return _vague(amount, unit, way, from_now)
        try:
            return calendar(periods.moved(unit, of, way * int(amount)), basis)
        except (ValueError, OverflowError):
            return _vague(amount, unit, way, from_now)

    return resolve


def _vague(amount: str, unit: Unit, way: int, from_now: bool) -> Meaning:
    """Where the count is not told, or what it is counted from: `PAST_REF` from now, and
    else the amount alone."""
    if from_now:
        return Meaning("PAST_REF" if way < 0 else "FUTURE_REF")
    prefix, letter = SYMBOLS[unit]
    return Meaning(f"P{prefix}{amount}{letter}", type="DURATION")
