"""Dates of the calendar: "June 5, 1998", "5 June", "June 1998", "the 5th"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from store.extract.times import periods
from store.extract.times.grammar.numbers import ordinal_at, spelt_year_at
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
from store.extract.times.words import AMBIGUOUS_MONTHS, MONTHS, SHORT_MONTHS

_FULL_NAMES = frozenset(name for name in MONTHS if len(name) > 4) | {"may", "june", "july"}
EARLIEST, LATEST = 1000, 2399
"""Years that four digits are taken for."""


def year_at(p: Pieces, i: int) -> tuple[int, int] | None:
    """A year in four digits, or in two behind an apostrophe, and where it ends."""
    value = p.number(i)
    if value is not None and len(p.words[i]) == 4 and EARLIEST <= value <= LATEST:
        return value, i + 1
    if p.words[i] in {"'", "’", "‘"} and len(p.words[i + 1]) == 2 and p.glued(i + 1):
        short = p.number(i + 1)
        if short is not None and not p.words[i + 2].startswith("s"):
            return (1900 if short > 30 else 2000) + short, i + 2
    return None


def _short_year(p: Pieces, i: int) -> tuple[int, int] | None:
    """The year of a dateline such as "2 JUN 89 (": two digits behind a short month."""
    value = p.number(i)
    if value is None or len(p.words[i]) != 2 or p.words[i - 1] not in SHORT_MONTHS:
        return None
    if p.words[i + 1] not in {"(", ")", ",", "-", "–", "—", ""}:
        return None
    return (1900 if value > 30 else 2000) + value, i + 1


def month_name_at(p: Pieces, i: int, dated: bool = False) -> tuple[int, int] | None:
    """The number of the month that piece `i` names, and where the name ends. Short names
    need a full stop or a number behind them, or a day before them (`dated`)."""
    word = p.words[i]
    number = MONTHS.get(word)
    if number is None or (not p.capital(i) and word in AMBIGUOUS_MONTHS):
        return None
    if (
        word in SHORT_MONTHS
        and not dated
        and not (p.words[i + 1] == "." or p.words[i + 1][:1].isdigit())
    ):
        return None
    short = word not in _FULL_NAMES
    return number, i + 1 + (short and p.words[i + 1] == "." and p.glued(i + 1))


def day_at(p: Pieces, i: int) -> tuple[int, int] | None:
    """A day of the month, "5", "5th" or "fifth", and where it ends."""
    value = p.number(i)
    if value is not None and len(p.words[i]) <= 2 and 1 <= value <= 31:
        end = i + 1
        if p.words[end] in {"st", "nd", "rd", "th"} and p.glued(end):
            return value, end + 1
        if p.glued(end) and (p.words[end] in {"%", "/"} or p.words[end].isalpha()):
            return None
        if p.words[end] in {".", ",", ":"} and p.glued(end + 1) and p.words[end + 1].isdigit():
            return None
        return value, end
    spelt = ordinal_at(p, i) if not p.words[i][:1].isdigit() else None
    return (int(spelt.text), spelt.end) if spelt and int(spelt.text) <= 31 else None


def month_day(p: Pieces, i: int) -> Match | None:
    """ "June 5", "June 5, 1998", "June 5th of last year" without the last four words."""
    name = month_name_at(p, i)
    said = name and (day_at(p, name[1]) or _the_ordinal(p, name[1]))
    if not name or not said:
        return None
    comma = said[1] + (p.words[said[1]] == ",")
    written = year_at(p, comma)
    if written:
        return full_date(i, written[1], written[0], name[0], said[0], "month day year")
    year = _year_behind(p, said[1], month_day)
    if year is not None:
        return full_date(i, said[1], year, name[0], said[0], "month day")
    return Match(i, said[1], "DATE", "month day", yearless(name[0], said[0]))


def _year_behind(p: Pieces, i: int, rule: Callable[[Pieces, int], Match | None]) -> int | None:
    """The year of the date behind a connector, which the date before it shares: 2012 in
    "July through September 2012"."""
    if p.words[i] not in {"and", "or", "to", "through", "until", "-", "–"}:
        return None
    behind = rule(p, i + 1)
    if behind is None or not behind.rule.endswith("year"):
        return None
    return year_value(p, behind.end - 1)


def year_value(p: Pieces, i: int) -> int | None:
    """The year in four digits at piece `i`."""
    value = p.number(i)
    return value if value is not None and len(p.words[i]) == 4 else None


def _the_ordinal(p: Pieces, i: int) -> tuple[int, int] | None:
    if p.words[i] != "the":
        return None
    said = ordinal_at(p, i + 1)
    return (int(said.text), said.end) if said and int(said.text) <= 31 else None


def day_month(p: Pieces, i: int) -> Match | None:
    """ "5 June", "5th of June, 1998", "the fifth of June" from "fifth"."""
    said = day_at(p, i)
    if not said:
        return None
    name = month_name_at(p, said[1] + (p.words[said[1]] == "of"), dated=True)
    if not name:
        return None
    written = year_at(p, name[1] + (p.words[name[1]] == ",")) or _short_year(p, name[1])
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


def _month_like(p: Pieces, i: int) -> bool:
    """Whether "May", "March" and the like stand where a month stands."""
    before = p.words[i - 1] if i else ""
    if before in _BEFORE_A_MONTH or before == "-":
        return True
    name_behind = p.words[i + 1] in {"on", "for", "of", "to"}
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


def _day(year: int, month: int, day: int) -> Period | None:
    try:
        return periods.day(date(year, month, day))
    except ValueError:
        return None


def century(p: Pieces, i: int) -> Match | None:
    """ "20th century", "nineteenth-century"."""
    said = ordinal_at(p, i)
    end = said.end + (p.words[said.end] == "-") if said else i
    if not said or p.words[end] not in {"century", "centuries"} or not 1 <= int(said.text) <= 30:
        return None
    return Match(
        i, end + 1, "DATE", "century", fixed(periods.century(int(said.text))), nominal=True
    )
