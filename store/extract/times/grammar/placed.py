"""Dates told with the year or week that they lie in: "July last year", "the third quarter of
this year", "June 5 of that year", "Tuesday next week"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from store.extract.times import periods
from store.extract.times.meaning import Context, Match, Meaning, calendar
from store.extract.times.periods import Period
from store.extract.times.pieces import Pieces
from store.reading import TimeBasis

_IN_A_YEAR = frozenset({"month", "month day", "day month", "quarter", "half", "season"})
_IN_A_WEEK = frozenset({"weekday"})
_FROM_NOW = {"last": -1, "this": 0, "next": 1}
_FROM_THE_TEXT = {"that": 0, "same": 0, "following": 1, "previous": -1}


def placed_in(p: Pieces, match: Match) -> Match:
    """The match with the year or week behind it, where one stands there."""
    unit = "year" if match.rule in _IN_A_YEAR else "week" if match.rule in _IN_A_WEEK else None
    if unit is None:
        return match
    of = p.words[match.end] == "of"
    at = match.end + (of or p.words[match.end] == ",")
    the = p.words[at] == "the"
    at += the
    which = p.words[at]
    if p.words[at + 1] != unit or p.words[at + 2] == "-" or not _steps(which, the, of):
        return match
    inner = match.resolve

    def resolve(ctx: Context) -> Meaning:
        of, basis = _reference(which, unit, ctx)
        there = periods.moved(unit, of, _FROM_NOW.get(which, _FROM_THE_TEXT.get(which, 0)))
        found = inner(replace(ctx, published=ctx.published or of))
        if found.start is None:
            return found
        return calendar(_in_period(found.start, found, there), basis)

    return Match(
        match.start, at + 2, match.type, f"{match.rule} of {which} {unit}", resolve,
        nominal=match.nominal,
    )  # fmt: skip


def _steps(which: str, the: bool, of: bool) -> bool:
    """ "last year", but "of the last year" is an amount; "the following year" needs "the"."""
    if which in _FROM_NOW or which == "that":
        return not the
    return which in _FROM_THE_TEXT and the and of


def _reference(which: str, unit: str, ctx: Context) -> tuple[date, TimeBasis]:
    if which in _FROM_NOW:
        return ctx.today("XXXX" if unit == "year" else "XXXX-WXX"), "published"
    return ctx.reference(unit)


def _in_period(start: date, found: Meaning, there: Period) -> Period:
    """The same month, day, quarter or season of another year, or weekday of another week;
    `start` is the first day of what was found."""
    if there.precision == "week":
        return periods.day(there.start + timedelta(days=start.weekday()))
    year, last = there.start.year, found.value[-2:]
    if found.precision == "day":
        return periods.day(start.replace(year=year))
    if found.precision == "month":
        return periods.month(year, start.month)
    if last[0] == "Q":
        return periods.quarter(year, int(last[1]))
    return periods.half(year, int(last[1])) if last[0] == "H" else periods.season(year, last)
