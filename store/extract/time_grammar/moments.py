"""Numeric dates: "6/5/1998", "2024-07-09", "2024-07-09T14:30:00+04:00", "2024-07", "2024-W27"."""

from __future__ import annotations

from datetime import date

from store.extract.rules import rule
from store.extract.time_grammar import periods
from store.extract.time_grammar.dates import EARLIEST, LATEST, full_date
from store.extract.time_grammar.meaning import Context, Match, Meaning, Resolve, calendar, fixed
from store.extract.time_grammar.tokens import TimeTokens

EITHER_ORDER = "numeric, either order"
"""The rule of a date in which day and month may be swapped."""
_UNIVERSAL = frozenset({"utc", "gmt"})


@rule("times.numeric")
def numeric(p: TimeTokens, i: int) -> Match | None:
    """Match a numeric date.

    "1998-06-05", "6/25/1998" and "25/6/98" are certain. "5.6.1998" has the day first, because only
    Europe writes dates with points. "6/5/1998" is the reading nearer to the article's day.
    """
    first, sign, third = p.number(i), p.words[i + 1], p.number(i + 2)
    if first is None or third is None or sign not in {"-", "/", "."} or not _joined(p, i, 3):
        return None
    if p.words[i + 3] != sign or p.number(i + 4) is None or not _joined(p, i + 2, 3):
        return None
    last = p.number(i + 4) or 0
    if len(p.words[i]) == 4:
        year, month, day = first, third, last
    else:
        year = last if len(p.words[i + 4]) == 4 else last + (1900 if last > 30 else 2000)
        day_first = first > 12 or (sign == "." and third <= 12)
        month, day = (third, first) if day_first else (first, third)
        if sign != "." and first != third and max(first, third) <= 12:
            return Match(i, i + 5, "DATE", EITHER_ORDER, _either(year, first, third))
    return full_date(i, i + 5, year, month, day, "numeric")


def _either(year: int, first: int, second: int) -> Resolve:
    """Resolve a date whose day and month may be swapped.

    The caller's order decides, otherwise the article's day. Without either, none is chosen.
    """

    def resolve(ctx: Context) -> Meaning:
        if ctx.date_order is not None:
            month, day = (first, second) if ctx.date_order == "mdy" else (second, first)
            return calendar(periods.day(date(year, month, day)), "self")
        today = ctx.today(f"{year:04}-XX-XX")
        both = (date(year, first, second), date(year, second, first))
        near = min(both, key=lambda day: abs((day - today).days))
        return calendar(periods.day(near), "published")

    return resolve


@rule("times.iso_month")
def iso_month(p: TimeTokens, i: int) -> Match | None:
    """Match "2024-07" if it cannot be the years 2024 to 2107."""
    year, number = p.number(i), p.number(i + 2)
    if year is None or number is None or len(p.words[i]) != 4 or len(p.words[i + 2]) != 2:
        return None
    if p.words[i + 1] != "-" or not _joined(p, i, 3) or not EARLIEST <= year <= LATEST:
        return None
    if not 1 <= number <= 12 or number > year % 100 or _is_part_of_word(p, i + 3):
        return None
    return Match(i, i + 3, "DATE", "month in digits", fixed(periods.month(year, number)))


@rule("times.month_and_year")
def month_and_year(p: TimeTokens, i: int) -> Match | None:
    """Match "07/2024"."""
    number, year = p.number(i), p.number(i + 2)
    if p.words[i + 1] != "/" or number is None or year is None or len(p.words[i]) != 2:
        return None
    if not _joined(p, i, 3) or len(p.words[i + 2]) != 4 or not EARLIEST <= year <= LATEST:
        return None
    if (
        not 1 <= number <= 12
        or _is_part_of_word(p, i + 3)
        or (p.glued(i) and p.words[i - 1] == "/")
    ):
        return None
    return Match(i, i + 3, "DATE", "month in digits", fixed(periods.month(year, number)))


@rule("times.iso_week")
def iso_week(p: TimeTokens, i: int) -> Match | None:
    """Match "2024-W27"."""
    year, number = p.number(i), p.number(i + 3)
    if p.words[i + 1 : i + 3] != ["-", "w"] or year is None or number is None:
        return None
    if len(p.words[i]) != 4 or not _joined(p, i, 4) or _is_part_of_word(p, i + 4):
        return None
    return _week_of(i, i + 4, year, number)


@rule("times.numbered_week")
def numbered_week(p: TimeTokens, i: int) -> Match | None:
    """Match "week 27 of 2024"."""
    number, at = p.number(i + 1), i + 2 + (p.words[i + 2] in {"of", ","})
    year = p.number(at)
    if number is None or year is None or len(p.words[at]) != 4 or at == i + 2:
        return None
    return _week_of(i, at + 1, year, number)


def _week_of(start: int, end: int, year: int, number: int) -> Match | None:
    """Return the match for a week by its ISO number, or None if the year has no such week."""
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        whole = periods.week(date.fromisocalendar(year, number, 1))
    except ValueError:
        return None
    return Match(start, end, "DATE", "week in digits", fixed(whole))


def _is_part_of_word(p: TimeTokens, i: int) -> bool:
    return p.glued(i) and (p.words[i].isalnum() or p.words[i] in {"-", "/"})


def _joined(p: TimeTokens, i: int, count: int) -> bool:
    return all(p.glued(i + k) for k in range(1, count))


@rule("times.moment")
def moment(p: TimeTokens, i: int) -> Match | None:
    """Match a day with its clock time. The value keeps the zone; the day is the one written."""
    if len(p.words[i]) != 4 or p.words[i + 1] != "-":
        return None
    whole = numeric(p, i)
    if whole is None:
        return None
    at = whole.end
    if p.words[at] == "t" and p.glued(at) and p.glued(at + 1):
        at += 1
    clock, end = _clock(p, at)
    if not clock:
        return None
    zone, end = _zone(p, end)

    def resolve(ctx: Context) -> Meaning:
        day = whole.resolve(ctx).start or ctx.today()
        value = f"{periods.day(day).value}{clock}{zone}"
        return Meaning(value, day, day, "time", "self")

    return Match(i, end, "TIME", "moment", resolve)


def _clock(p: TimeTokens, i: int) -> tuple[str, int]:
    """Return "14:30", "14:30:05" as `T14:30`, `T14:30:05`, without fractions of a second."""
    if not _two_digits(p, i, 24) or p.words[i + 1] != ":" or not _two_digits(p, i + 2, 59):
        return "", i
    value, end = f"T{p.words[i]}:{p.words[i + 2]}", i + 3
    if p.words[end] == ":" and p.glued(end) and _two_digits(p, end + 1, 60):
        value, end = f"{value}:{p.words[end + 1]}", end + 2
        if p.words[end] == "." and p.glued(end) and p.words[end + 1].isdigit():
            end += 2
    return value, end


def _two_digits(p: TimeTokens, i: int, most: int) -> bool:
    value = p.number(i)
    return value is not None and len(p.words[i]) == 2 and value <= most


def _zone(p: TimeTokens, i: int) -> tuple[str, int]:
    if p.words[i] == "z" and p.glued(i):
        return "Z", i + 1
    if p.words[i] in _UNIVERSAL:
        return "Z", i + 1
    if p.words[i] in {"+", "-"} and p.glued(i) and p.glued(i + 1):
        if _two_digits(p, i + 1, 14) and p.words[i + 2] == ":" and _two_digits(p, i + 3, 59):
            return f"{p.words[i]}{p.words[i + 1]}:{p.words[i + 3]}", i + 4
        if len(p.words[i + 1]) == 4 and p.number(i + 1) is not None:
            return f"{p.words[i]}{p.words[i + 1][:2]}:{p.words[i + 1][2:]}", i + 2
    return "", i
