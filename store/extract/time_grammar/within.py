"""Dates with the longer period that contains them: "July last year"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from store.extract.rules import rule
from store.extract.time_grammar import periods
from store.extract.time_grammar.dates import month_alone, month_year, year_at
from store.extract.time_grammar.meaning import (
    Context,
    Match,
    Meaning,
    Unresolved,
    calendar,
    fixed,
    nearest,
)
from store.extract.time_grammar.numbers import ordinal_at
from store.extract.time_grammar.periods import Period
from store.extract.time_grammar.tokens import TimeTokens
from store.extract.time_grammar.weekdays import weekday_name_at
from store.extract.time_grammar.years import century, year_decade
from store.reading import TimeBasis

# Days and weeks counted within a month or a year: "the last week of June", "the second Sunday in
# May", "the first day of 2024", "the 27th".

_LAST = frozenset({"last", "final"})


@rule("times.within_month")
def within_month(p: TimeTokens, i: int) -> Match | None:
    """Match a numbered week, day or weekday of a month or a year, or a numbered month of a year."""
    number, at = _number(p, i)
    if not number:
        return None
    name = weekday_name_at(p, at)
    unit, end = p.words[at], name[1] if name else at + 1
    if (not name and unit not in _PARTS) or p.words[end] not in {"of", "in"}:
        return None
    whole = _year(p, end + 1)
    if unit != "month":
        whole = whole or month_year(p, end + 1) or month_alone(p, end + 1) or _month(p, end + 1)
    if not whole:
        return None
    weekday = name[0] if name else None

    def resolve(ctx: Context) -> Meaning:
        found = whole.resolve(ctx)
        if found.start is None or found.end is None or found.precision not in {"month", "year"}:
            return found
        of = Period(found.value, found.start, found.end, found.precision)
        part = _part(of, number, unit, weekday)
        return calendar(part, found.basis or "published") if part else Meaning("XXXX-XX-XX")

    return Match(i, whole.end, "DATE", f"within a {whole.rule}", resolve, nominal=True)


@rule("times.half_of_longer")
def half_of_longer(p: TimeTokens, i: int) -> Match | None:
    """Match a half of a longer period: the value of the whole, and the days of the half.

    For example "second half of the 1990s", "first half of the 19th century", "first half of May".
    """
    number = {"first": 1, "second": 2, "latter": 2, "last": 2}.get(p.words[i])
    if number is None or p.words[i + 1 : i + 3] != ["half", "of"]:
        return None
    at = i + 3 + (p.words[i + 3] == "the")
    whole = _longer(p, at)
    if not whole:
        return None

    def resolve(ctx: Context) -> Meaning:
        found = whole.resolve(ctx)
        if found.start is None or found.end is None:
            return found
        middle = found.start + (found.end - found.start) // 2
        start, end = (found.start, middle) if number == 1 else (middle + _DAY, found.end)
        return replace(found, start=start, end=end)

    mod = "START" if number == 1 else "END"
    return Match(i, whole.end, "DATE", f"half of a {whole.rule}", resolve, mod, nominal=True)


_DAY = timedelta(days=1)


def _longer(p: TimeTokens, i: int) -> Match | None:
    """Match a decade, a century or a month."""
    return (
        year_decade(p, i) or century(p, i) or month_year(p, i) or month_alone(p, i) or _month(p, i)
    )


_PARTS = frozenset({"day", "week", "month"})


def _part(of: Period, number: int, unit: str, weekday: int | None) -> Period | None:
    if unit == "month":
        count = number if number > 0 else 12
        return periods.month(of.start.year, count) if count <= 12 else None
    return _week(of, number) if unit == "week" else _day(of, number, weekday)


def _year(p: TimeTokens, i: int) -> Match | None:
    """Match "2024", "the year", "last year"."""
    said = year_at(p, i)
    if said:
        return Match(i, said[1], "DATE", "year", fixed(periods.year(said[0])))
    return _unit(p, i, "year")


def _month(p: TimeTokens, i: int) -> Match | None:
    """Match "the month", "next month"."""
    return _unit(p, i, "month")


_STEPS = {"the": 0, "this": 0, "last": -1, "next": 1}


def _unit(p: TimeTokens, i: int, unit: str) -> Match | None:
    step = _STEPS.get(p.words[i])
    if step is None or p.words[i + 1] != unit:
        return None

    def resolve(ctx: Context) -> Meaning:
        return calendar(periods.moved(unit, ctx.today(), step), "published")

    return Match(i, i + 2, "DATE", unit, resolve)


def _number(p: TimeTokens, i: int) -> tuple[int, int]:
    """Return the number and its end. The number is -1 for the last one and 0 if there is none."""
    if p.words[i] in _LAST:
        return -1, i + 1
    said = ordinal_at(p, i)
    return (int(said.text), said.end) if said else (0, i)


def _week(of: Period, number: int) -> Period | None:
    """Return seven days counted from the first day, or back from the last.

    The value is that of the ISO week that contains the middle day.
    """
    first = of.start + timedelta(weeks=number - 1)
    if number < 0:
        first = of.end - timedelta(days=6)
    if first > of.end:
        return None
    value = periods.week(first + timedelta(days=3)).value
    return Period(value, first, min(first + timedelta(days=6), of.end), "week")


def _day(of: Period, number: int, weekday: int | None) -> Period | None:
    """Return a numbered day of the month, or a numbered weekday in it."""
    days = (of.end - of.start).days + 1
    fit = [of.start + timedelta(days=k) for k in range(days)]
    if weekday is not None:
        fit = [day for day in fit if day.isoweekday() == weekday]
    if number > len(fit):
        return None
    return periods.day(fit[number - 1] if number > 0 else fit[-1])


@rule("times.day_of_month")
def day_of_month(p: TimeTokens, i: int) -> Match | None:
    """Match "the 27th" if nothing follows that it might number.

    It is the day of the current month in the text, otherwise the nearest one.
    """
    said = ordinal_at(p, i)
    if not said or p.words[i - 1] != "the" or p.words[i - 2] not in _BEFORE_A_DAY:
        return None
    number = int(said.text)
    if not 1 <= number <= 31 or p.words[said.end] not in _BEHIND_A_DAY:
        return None

    def resolve(ctx: Context) -> Meaning:
        spoken, basis = ctx.reference("month", f"XXXX-XX-{number:02}")
        shifts = (0,) if basis == "text" else (-1, 0, 1)
        months = [periods.month(spoken.year, spoken.month + shift).start for shift in shifts]
        around = [found for of in months if (found := _in_month(of, number))]
        if not around:
            raise Unresolved(f"XXXX-XX-{number:02}")
        return calendar(nearest(around, ctx.published or spoken, ctx), basis)

    return Match(i, said.end, "DATE", "day of the month", resolve, nominal=True)


_BEFORE_A_DAY = frozenset({"on", "by", "until", "since", "before", "after", "from", "through"})
_BEHIND_A_DAY = frozenset({",", ".", ";", ":", "", "but", "–", "—", ")", '"', "”", "when", "at"})


def _in_month(first: date, number: int) -> Period | None:
    day = first + timedelta(days=number - 1)
    return periods.day(day) if day.month == first.month else None


# Dates with the year or week that contains them: "July last year", "the third quarter of this
# year", "June 5 of that year", "Tuesday next week".

_IN_A_YEAR = frozenset({"month", "month day", "day month", "quarter", "half", "season"})
_IN_A_WEEK = frozenset({"weekday"})
_FROM_NOW = {"last": -1, "this": 0, "next": 1}
_FROM_THE_TEXT = {"that": 0, "same": 0, "following": 1, "previous": -1}


def placed_in(p: TimeTokens, match: Match) -> Match:
    """Return the match extended by the year or week after it, if there is one."""
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
    """Whether it is a period: "last year"; "of the last year" is an amount.

    "the following year" needs "the".
    """
    if which in _FROM_NOW or which == "that":
        return not the
    return which in _FROM_THE_TEXT and the and of


def _reference(which: str, unit: str, ctx: Context) -> tuple[date, TimeBasis]:
    if which in _FROM_NOW:
        return ctx.today("XXXX" if unit == "year" else "XXXX-WXX"), "published"
    return ctx.reference(unit)


def _in_period(start: date, found: Meaning, there: Period) -> Period:
    """Return the same month, day, quarter or season of another year, or weekday of another week.

    `start` is the first day of the period that was found.
    """
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
