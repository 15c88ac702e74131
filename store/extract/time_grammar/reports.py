"""Periods in company and statistics reports: "the latest quarter", "the year-ago period"."""

from __future__ import annotations

from datetime import timedelta

from store.extract.rules import rule
from store.extract.time_grammar import periods
from store.extract.time_grammar.amounts import amount_at, duration_value
from store.extract.time_grammar.dates import month_alone, month_day, month_year, year_at
from store.extract.time_grammar.meaning import (
    Context,
    Match,
    Meaning,
    Resolve,
    calendar,
    constant,
    fixed,
)
from store.extract.time_grammar.periods import Period
from store.extract.time_grammar.tokens import TimeTokens
from store.reading import TimeBasis

_PERIODS = frozenset({"quarter", "period"})
_EARLIER = frozenset({"ago", "earlier", "before"})


def reported_quarter(ctx: Context) -> Period:
    """Return the quarter that an article reports on.

    It is the last one mentioned, otherwise the last one that ended before publication.
    """
    if ctx.quarter is not None:
        return ctx.quarter
    return periods.moved("quarter", ctx.today("XXXX-QX"), -1)


@rule("times.the_quarter")
def the_quarter(p: TimeTokens, i: int) -> Match | None:
    """Match "quarter" after "the" or "latest", and "latest period": the reported quarter."""
    latest = p.words[i] == "latest"
    at = i + latest
    if p.words[at] == "quarter" and (found := quarter_ended(p, i, at)):
        return found
    if p.words[at] not in _PERIODS or (not latest and p.words[i - 1] not in {"the", "that"}):
        return None
    if p.words[at + 1] == "-" and p.glued(at + 1):
        return None
    if not latest and p.words[at] == "period":
        return None
    if _year_back(p, at + 1):
        return Match(i, at + 4, "DATE", "quarter a year ago", _quarter(-1), nominal=True)
    return Match(i, at + 1, "DATE", "reported quarter", _quarter(0), nominal=True)


@rule("times.latest_year")
def latest_year(p: TimeTokens, i: int) -> Match | None:
    """Match "latest year", "latest fiscal year": the last one that has ended."""
    at = i + 1 + (p.words[i + 1] == "fiscal")
    if p.words[at] != "year":
        return None

    def resolve(ctx: Context) -> Meaning:
        return calendar(periods.year(ctx.today().year - 1), "published")

    return Match(i, at + 1, "DATE", "latest year", resolve, nominal=True)


@rule("times.quarter_ended")
def quarter_ended(p: TimeTokens, i: int, at: int) -> Match | None:
    """Match "quarter ended Sept. 30", "quarter ending in June".

    The quarter is the one that contains most of the period.
    """
    if p.words[at + 1] not in {"ended", "ending"}:
        return None
    on = at + 2 + (p.words[at + 2] in {"in", "on"})
    day = month_day(p, on) or month_year(p, on) or month_alone(p, on)
    if not day:
        return None

    def resolve(ctx: Context) -> Meaning:
        last = day.resolve(ctx).end or ctx.today()
        return calendar(periods.moved("quarter", last - timedelta(days=45), 0), "published")

    return Match(i, at + 1, "DATE", "quarter ended", resolve, nominal=True)


def _year_back(p: TimeTokens, i: int) -> bool:
    return p.words[i] == "a" and p.words[i + 1] == "year" and p.words[i + 2] in _EARLIER


def _quarter(years: int) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        this = reported_quarter(ctx)
        back = periods.moved("quarter", this.start, 4 * years)
        return calendar(back, "text" if ctx.quarter is not None else "published")

    return resolve


@rule("times.year_ago")
def year_ago(p: TimeTokens, i: int) -> Match | None:
    """Match "year-ago", "year-earlier", with or without "quarter" or "period"."""
    at = i + 1 + (p.words[i + 1] == "-")
    if p.words[at] not in {"ago", "earlier"} or (at == i + 1 and p.words[i - 1] != "the"):
        return None
    at += 1
    if p.words[at] in {"first", "second", "third", "fourth"} and p.words[at + 1] == "quarter":
        at += 1
    if p.words[at] in _PERIODS:
        back = _quarter(-1) if p.words[at] == "quarter" else a_year_back
        return Match(i, at + 1, "DATE", f"year-ago {p.words[at]}", back, nominal=True)
    if amount := amount_at(p, at):
        number, unit, end = amount
        value = constant(duration_value(number.text, unit))
        return Match(i, end, "DURATION", "year-ago amount", value, nominal=True)
    return Match(i, at, "DATE", "year-ago", a_year_back)


def a_year_back(ctx: Context) -> Meaning:
    """Resolve to a year before the reported quarter, otherwise a year before now."""
    if ctx.quarter is not None and not ctx.longer:
        return _quarter(-1)(ctx)
    return calendar(periods.year(ctx.today().year - 1), "published")


@rule("times.year_period")
def year_period(p: TimeTokens, i: int) -> Match | None:
    """Match "1988 period", "1988 quarter" after "the", and "fiscal 2008 fourth quarter"."""
    start, i = i, i + (p.words[i] == "fiscal")
    said = year_at(p, i)
    if not said:
        return None
    year, at = said
    ordinal = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(p.words[at])
    if ordinal and p.words[at + 1] == "quarter":
        period = periods.quarter(year, ordinal)
        return Match(start, at + 2, "DATE", "year quarter", fixed(period), nominal=True)
    if p.words[i - 1] != "the":
        return None
    if p.words[at] == "period":
        return Match(start, at + 1, "DATE", "year period", _period_of(year), nominal=True)
    if p.words[at] == "quarter":
        return Match(start, at + 1, "DATE", "year's quarter", _quarter_of(year), nominal=True)
    return None


def _quarter_of(year: int) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        this = reported_quarter(ctx)
        basis: TimeBasis = "text" if ctx.quarter is not None else "published"
        return calendar(periods.quarter(year, (this.start.month + 2) // 3), basis)

    return resolve


def _period_of(year: int) -> Resolve:
    """Resolve "the 1988 period" to the quarter of that year if the report is about a quarter."""

    def resolve(ctx: Context) -> Meaning:
        if ctx.quarter is None or ctx.longer:
            return calendar(periods.year(year), "self")
        return _quarter_of(year)(ctx)

    return resolve


@rule("times.same_period")
def same_period(p: TimeTokens, i: int) -> Match | None:
    """Match "same period last year", "same quarter of 2012", "corresponding quarter"."""
    unit, at = p.words[i + 1], i + 2
    if unit not in _PERIODS and unit not in _STRETCHES:
        return None
    back = a_year_back if unit in _PERIODS else _same_of(unit, None)
    at += p.words[at] in {"of", "in"}
    if p.words[at] == "last" and p.words[at + 1] == "year":
        return Match(i, at + 2, "DATE", "same period last year", back, nominal=True)
    if _year_back(p, at):
        return Match(i, at + 3, "DATE", "same period a year ago", back, nominal=True)
    said = year_at(p, at)
    if not said:
        return None
    same = _same_of(unit, said[0])
    if unit not in _STRETCHES:
        same = _quarter_of(said[0]) if unit == "quarter" else _period_of(said[0])
    return Match(i, said[1], "DATE", "same of a year", same, nominal=True)


_STRETCHES = frozenset({"month", "week"})


def _same_of(unit: str, year: int | None) -> Resolve:
    """Resolve to the current month or week of the text in another year, by default the last."""

    def resolve(ctx: Context) -> Meaning:
        of, basis = ctx.reference(unit, "XXXX-XX" if unit == "month" else "XXXX-WXX")
        years = -1 if year is None else year - of.year
        there = periods.add_months(of, 12 * years)
        return calendar(periods.moved(unit, there, 0), basis)

    return resolve
