"""Dates of the calendar: "June 5, 1998", "5 June", "June 1998", "the 5th"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from store.extract.times import periods
from store.extract.times.grammar.amounts.numbers import spelt_year_at
from store.extract.times.grammar.days.date_words import (
    day_at,
    month_name_at,
    short_year,
    spelt_day,
    the_ordinal,
    year_at,
    year_value,
)
from store.extract.times.meaning import (
    Context,
    Match,
    Meaning,
    Resolve,
    Unresolved,
    calendar,
    fixed,
    nearest,
)
from store.extract.times.periods import Period
from store.extract.times.pieces import Pieces
from store.extract.times.words import AMBIGUOUS_MONTHS, JOINING_WORDS


def month_day(p: Pieces, i: int) -> Match | None:
    """ "June 5", "June 5, 1998", "June 5th of last year" without the last four words."""
    said = _month_and_day(p, i)
    if not said:
        return None
    month, day, end = said
    comma = end + (p.words[end] == ",")
    if year_at(p, comma):
        return _month_day_year(p, i)
    year = _year_behind(p, end, _month_day_year)
    if year is not None:
        return full_date(i, end, year, month, day, "month day")
    return Match(i, end, "DATE", "month day", yearless(month, day))


def _month_and_day(p: Pieces, i: int) -> tuple[int, int, int] | None:
    """The month and the day of "June 5", and where they end."""
    name = month_name_at(p, i)
    said = name and (day_at(p, name[1]) or the_ordinal(p, name[1]) or spelt_day(p, name[1]))
    return (name[0], said[0], said[1]) if name and said else None


def _month_day_year(p: Pieces, i: int) -> Match | None:
    """ "June 5, 1998"."""
    said = _month_and_day(p, i)
    written = said and year_at(p, said[2] + (p.words[said[2]] == ","))
    if not said or not written:
        return None
    return full_date(i, written[1], written[0], said[0], said[1], "month day year")


def _year_behind(p: Pieces, i: int, rule: Callable[[Pieces, int], Match | None]) -> int | None:
    """The year of the date behind a connector, which the date before it shares: 2012 in
    "July through September 2012"."""
    if p.words[i] not in JOINING_WORDS:
        return None
    behind = rule(p, i + 1)
    if behind is None or not behind.rule.endswith("year"):
        return None
    return year_value(p, behind.end - 1)


def day_month(p: Pieces, i: int) -> Match | None:
    """ "5 June", "5th of June, 1998", "the fifth of June" from "fifth"."""
    said = day_at(p, i)
    if not said:
        return None
    name = month_name_at(p, said[1] + (p.words[said[1]] == "of"), dated=True)
    if not name:
        return None
    written = year_at(p, name[1] + (p.words[name[1]] == ",")) or short_year(p, name[1])
    if written:
        return full_date(i, written[1], written[0], name[0], said[0], "day month year")
    if day_at(p, name[1]) and p.words[said[1]] != "of":
        return None
    return Match(i, name[1], "DATE", "day month", yearless(name[0], said[0]))


def full_date(start: int, end: int, year: int, month: int, day: int, rule: str) -> Match | None:
    """The match for a day told in full; None where the calendar has no such day."""
    try:
        return Match(start, end, "DATE", rule, fixed(periods.day(date(year, month, day))))
    except ValueError:
        return None


def month_year(p: Pieces, i: int) -> Match | None:
    """ "June 1998", "June, 1998", "June of 1998"."""
    name = month_name_at(p, i)
    if not name:
        return None
    at = name[1] + (p.words[name[1]] in {",", "of"})
    written = year_at(p, at)
    if not written and (spelt := spelt_year_at(p, at)):
        written = int(spelt.text), spelt.end
    if not written:
        return None
    return Match(i, written[1], "DATE", "month year", fixed(periods.month(written[0], name[0])))


def month_of(p: Pieces, i: int) -> Match | None:
    """ "month of May", "month of May 2012"."""
    if p.words[i + 1] != "of":
        return None
    of = month_year(p, i + 2) or month_alone(p, i + 2)
    return of and Match(i, of.end, "DATE", of.rule, of.resolve, nominal=True)


def month_alone(p: Pieces, i: int) -> Match | None:
    """ "June": the last one in a past report, the next one in a forecast."""
    name = month_name_at(p, i)
    if not name or (p.words[i] in AMBIGUOUS_MONTHS and not _month_like(p, i)):
        return None
    end = name[1]
    year = _year_behind(p, end, month_year)
    if year is not None:
        return Match(i, end, "DATE", "month", fixed(periods.month(year, name[0])))
    return Match(i, end, "DATE", "month", lambda ctx: _nearest_month(name[0], ctx))


_BEFORE_A_MONTH = frozenset(
    "in since until till by from to through during of and or early late mid last next this "
    "before after between for each every until beginning end".split()
)


_BEHIND_A_WALK = frozenset("on for of to against with through in into from and ! . ,".split())
"""What stands behind "March" that opens a sentence and is no month: "March for peace"."""


def _month_like(p: Pieces, i: int) -> bool:
    """Whether "May", "March" and the like stand where a month stands."""
    before = p.words[i - 1] if i else ""
    if before in _BEFORE_A_MONTH or before == "-":
        return True
    name_behind = p.words[i + 1] in {"on", "for", "of", "to"}
    if not before.isalpha() and p.words[i] == "march":
        return not p.capital(i + 1) and p.words[i + 1] not in _BEHIND_A_WALK
    plain = before.isalpha() and (before == "the" or not p.capital(i - 1))
    return plain and not name_behind


def _nearest_month(number: int, ctx: Context) -> Meaning:
    today = ctx.today(f"XXXX-{number:02}")
    around = [periods.month(today.year + shift, number) for shift in (-1, 0, 1)]
    return calendar(nearest(around, today, ctx), "published")


def yearless(month: int, day: int) -> Resolve:
    """A day without a year: the nearest one to the article's own day, or, where the verb
    points clearly, the nearest on that side."""

    def resolve(ctx: Context) -> Meaning:
        today = ctx.today(f"XXXX-{month:02}-{day:02}")
        years = range(-4, 5) if (month, day) == (2, 29) else range(-1, 2)
        around = [found for y in years if (found := _day(today.year + y, month, day))]
        if not around:
            raise Unresolved(f"XXXX-{month:02}-{day:02}")
        return calendar(nearest(around, today, ctx), "published")

    return resolve


def on_weekday(dated: Match, weekday: int) -> Resolve:
    """A date that is told with its weekday. Where it has no year, it is that of the years
    beside the article's own in which it falls on that weekday; where none is, the weekday is
    wrong."""
    if dated.rule not in {"month day", "day month"}:
        return dated.resolve

    def resolve(ctx: Context) -> Meaning:
        found = dated.resolve(ctx)
        if found.start is None or found.basis != "published" or ctx.published is None:
            return found
        years = range(ctx.published.year - 1, ctx.published.year + 2)
        around = [_day(year, found.start.month, found.start.day) for year in years]
        fit = [day for day in around if day and day.start.isoweekday() == weekday]
        return calendar(fit[0], "published") if fit else found

    return resolve


def _day(year: int, month: int, day: int) -> Period | None:
    try:
        return periods.day(date(year, month, day))
    except ValueError:
        return None
