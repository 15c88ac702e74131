"""Quarters and halves of a year, and what company reports compare them with."""

from __future__ import annotations

from store.extract.times import periods
from store.extract.times.grammar.dates import month_day, year_at
from store.extract.times.grammar.numbers import ordinal_at
from store.extract.times.meaning import Context, Match, Meaning, Resolve, calendar, fixed, nearest
from store.extract.times.periods import Period
from store.extract.times.pieces import Pieces

_PARTS = {"quarter": 4, "half": 2}


def quarter(p: Pieces, i: int) -> Match | None:
    """ "third quarter", "third-quarter", "second half of 1990", "fourth quarter of last
    year" up to the year, "Q3 2012"."""
    said = ordinal_at(p, i)
    if not said:
        return None
    at = said.end + (p.words[said.end] in {"-", "fiscal"})
    parts = _PARTS.get(p.words[at])
    number = int(said.text)
    if not parts or number > parts or (p.words[at] == "half" and p.words[at + 1] in {"-", "time"}):
        return None
    return _with_year(p, i, at + 1, number, p.words[at])


def short_quarter(p: Pieces, i: int) -> Match | None:
    """ "Q3", "Q3 2012"."""
    number = p.number(i + 1)
    if number is None or not 1 <= number <= 4 or not p.glued(i + 1) or len(p.words[i + 1]) != 1:
        return None
    return _with_year(p, i, i + 2, number, "quarter")


def _with_year(p: Pieces, i: int, end: int, number: int, part: str) -> Match:
    at = end + (p.words[end] in {"of", ",", "in"})
    at += p.words[at] == "fiscal"
    written = year_at(p, at)
    if written:
        period = _period(written[0], number, part)
        return Match(i, written[1], "DATE", f"{part} year", fixed(period), nominal=True)
    step = {"last": -1, "next": 1, "this": 0}.get(p.words[at])
    if step is not None and p.words[at + 1] == "year" and p.words[at - 1] == "of":
        return Match(
            i, at + 2, "DATE", f"{part} of {p.words[at]} year", _of_year(number, part, step)
        )
    if p.words[end] == "ended" and (day := month_day(p, end + 1)):
        return Match(i, end, "DATE", f"{part} ended", _ended(number, part, day), nominal=True)
    return Match(i, end, "DATE", part, _near(number, part), nominal=True)


def _ended(number: int, part: str, day: Match) -> Resolve:
    """The quarter of this number of the year in which its last day lies."""

    def resolve(ctx: Context) -> Meaning:
        ctx.direction = "past"
        last = day.resolve(ctx).start or ctx.today()
        return calendar(_period(last.year, number, part), "published")

    return resolve


def _period(year: int, number: int, part: str) -> Period:
    return periods.quarter(year, number) if part == "quarter" else periods.half(year, number)


def _of_year(number: int, part: str, step: int) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        return calendar(_period(ctx.today().year + step, number, part), "published")

    return resolve


def _near(number: int, part: str) -> Resolve:
    """The nearest quarter of this number, with a preference for the side that the verb
    points to."""

    def resolve(ctx: Context) -> Meaning:
        today = ctx.today(f"XXXX-{part[0].upper()}{number}")
        around = [_period(today.year + shift, number, part) for shift in (-1, 0, 1)]
        return calendar(nearest(around, today, ctx), "published")

    return resolve
