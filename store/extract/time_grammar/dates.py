"""Calendar dates: "June 5, 1998", "the 5th", "April 24 and 25"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from store.extract.rules import rule
from store.extract.time_grammar import periods
from store.extract.time_grammar.meaning import (
    Context,
    Match,
    Meaning,
    Resolve,
    Unresolved,
    calendar,
    fixed,
    nearest,
)
from store.extract.time_grammar.numbers import ordinal_at, spelt_year_at
from store.extract.time_grammar.periods import Period
from store.extract.time_grammar.tokens import (
    AMBIGUOUS_MONTHS,
    JOINING_WORDS,
    MONTHS,
    ONES,
    SHORT_MONTHS,
    TimeTokens,
)

# The parts of a date: years, names of months, days of a month.

_FULL_NAMES = frozenset(name for name in MONTHS if len(name) > 4) | {"may", "june", "july"}
EARLIEST, LATEST = 1000, 2399
"""The range in which four digits count as a year."""


def year_at(p: TimeTokens, i: int) -> tuple[int, int] | None:
    """Return a year of four digits, or of two after an apostrophe, and its end."""
    value = p.number(i)
    if value is not None and len(p.words[i]) == 4 and EARLIEST <= value <= LATEST:
        return value, i + 1
    if p.words[i] in {"'", "’", "‘"} and len(p.words[i + 1]) == 2 and p.glued(i + 1):
        short = p.number(i + 1)
        if short is not None and not p.words[i + 2].startswith("s"):
            return (1900 if short > 30 else 2000) + short, i + 2
    return None


def short_year(p: TimeTokens, i: int) -> tuple[int, int] | None:
    """Return the year of a dateline such as "2 JUN 89 (": two digits after a short month."""
    value = p.number(i)
    if value is None or len(p.words[i]) != 2 or p.words[i - 1] not in SHORT_MONTHS:
        return None
    if p.words[i + 1] not in {"(", ")", ",", "-", "–", "—", ""}:
        return None
    return (1900 if value > 30 else 2000) + value, i + 1


def month_name_at(p: TimeTokens, i: int, dated: bool = False) -> tuple[int, int] | None:
    """Return the number of the month at token `i`, and the end of its name.

    Short names need a full stop or a number after them, or a day before them (`dated`).
    """
    word = p.words[i]
    number = MONTHS.get(word)
    if number is None or (not p.capital(i) and word in AMBIGUOUS_MONTHS):
        return None
    if word in SHORT_MONTHS and not dated and not _is_short_month(p, i):
        return None
    stop = word not in _FULL_NAMES and p.words[i + 1] == "."
    return number, i + 1 + (stop and (p.glued(i + 1) or day_at(p, i + 2) is not None))


def _is_short_month(p: TimeTokens, i: int) -> bool:
    """Whether a short month is certain: "in Jun".

    A full stop or a number follows, or a word before it that no name follows.
    """
    behind = p.words[i + 1]
    if behind == "." or behind[:1].isdigit():
        return True
    return p.capital(i) and behind != "-" and p.words[i - 1] in _BEFORE_A_SHORT_MONTH


_BEFORE_A_SHORT_MONTH = frozenset({"in", "since", "until", "during", "late", "mid"})


def day_at(p: TimeTokens, i: int) -> tuple[int, int] | None:
    """Return a day of the month, "5", "5th" or "fifth", and its end."""
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


def the_ordinal(p: TimeTokens, i: int) -> tuple[int, int] | None:
    if p.words[i] != "the":
        return None
    said = ordinal_at(p, i + 1)
    return (int(said.text), said.end) if said and int(said.text) <= 31 else None


def spelt_day(p: TimeTokens, i: int) -> tuple[int, int] | None:
    """Match "April one", "May Six", as Reuters wrote them, but not "in May one company"."""
    day = ONES.get(p.words[i], 0)
    if not 1 <= day <= 9:
        return None
    behind = p.words[i + 1]
    counts = behind.isalpha() and behind not in _BEHIND_A_DAY and not p.capital(i)
    return None if counts or behind in {"-", "hundred", "thousand"} else (day, i + 1)


_BEHIND_A_DAY = frozenset(
    "and or to at in on by for when as with but from until unless effective record through".split()
)


def year_value(p: TimeTokens, i: int) -> int | None:
    """Return the year of four digits at token `i`."""
    value = p.number(i)
    return value if value is not None and len(p.words[i]) == 4 else None


# Calendar dates: "June 5, 1998", "5 June", "June 1998", "the 5th".


@rule("times.month_day")
def month_day(p: TimeTokens, i: int) -> Match | None:
    """Match "June 5", "June 5, 1998", and "June 5th" in "June 5th of last year"."""
    said = _month_and_day(p, i)
    if not said:
        return None
    month, day, end = said
    comma = end + (p.words[end] == ",")
    if year_at(p, comma):
        return month_day_year(p, i)
    year = _year_behind(p, end, month_day_year)
    if year is not None:
        return full_date(i, end, year, month, day, "month day")
    return Match(i, end, "DATE", "month day", yearless(month, day))


def _month_and_day(p: TimeTokens, i: int) -> tuple[int, int, int] | None:
    """Return the month and the day of "June 5", and their end."""
    name = month_name_at(p, i)
    said = name and (day_at(p, name[1]) or the_ordinal(p, name[1]) or spelt_day(p, name[1]))
    return (name[0], said[0], said[1]) if name and said else None


@rule("times.month_day_year")
def month_day_year(p: TimeTokens, i: int) -> Match | None:
    """Match "June 5, 1998"."""
    said = _month_and_day(p, i)
    written = said and year_at(p, said[2] + (p.words[said[2]] == ","))
    if not said or not written:
        return None
    return full_date(i, written[1], written[0], said[0], said[1], "month day year")


def _year_behind(
    p: TimeTokens, i: int, rule: Callable[[TimeTokens, int], Match | None]
) -> int | None:
    """Return the year of the date after a connector, which the date before it shares.

    For example 2012 in "July through September 2012".
    """
    if p.words[i] not in JOINING_WORDS:
        return None
    behind = rule(p, i + 1)
    if behind is None or not behind.rule.endswith("year"):
        return None
    return year_value(p, behind.end - 1)


@rule("times.day_month")
def day_month(p: TimeTokens, i: int) -> Match | None:
    """Match "5 June", "5th of June, 1998", and "fifth of June" in "the fifth of June"."""
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
    """Return the match for a full date, or None if the day does not exist."""
    try:
        return Match(start, end, "DATE", rule, fixed(periods.day(date(year, month, day))))
    except ValueError:
        return None


@rule("times.month_year")
def month_year(p: TimeTokens, i: int) -> Match | None:
    """Match "June 1998", "June, 1998", "June of 1998"."""
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


@rule("times.month_of")
def month_of(p: TimeTokens, i: int) -> Match | None:
    """Match "month of May", "month of May 2012"."""
    if p.words[i + 1] != "of":
        return None
    of = month_year(p, i + 2) or month_alone(p, i + 2)
    return of and Match(i, of.end, "DATE", of.rule, of.resolve, nominal=True)


@rule("times.month_alone")
def month_alone(p: TimeTokens, i: int) -> Match | None:
    """Match "June": the last one in a report of the past, the next one in a forecast."""
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
"""Words after "March" at the start of a sentence if it is not a month: "March for peace"."""


def _month_like(p: TimeTokens, i: int) -> bool:
    """Whether "May", "March" and the like are used as a month."""
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
    """Resolve a day without a year to the one nearest to the article's day.

    If the verb points clearly to one side, it is the nearest on that side.
    """

    def resolve(ctx: Context) -> Meaning:
        today = ctx.today(f"XXXX-{month:02}-{day:02}")
        years = range(-4, 5) if (month, day) == (2, 29) else range(-1, 2)
        around = [found for y in years if (found := _day(today.year + y, month, day))]
        if not around:
            raise Unresolved(f"XXXX-{month:02}-{day:02}")
        return calendar(nearest(around, today, ctx), "published")

    return resolve


def on_weekday(dated: Match, weekday: int) -> Resolve:
    """Resolve a date that has a weekday.

    Without a year, it is in the year, next to the article's own, in which the date falls on that
    weekday. If there is none, the weekday is ignored as an error.
    """
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


# Days that share their month with the date beside them: "April 24 and 25", "19-22 April".


@rule("times.second_day")
def second_day(p: TimeTokens, i: int, month: int) -> Match | None:
    """Match a day that shares the month of the one before: "25" in "April 24 and 25"."""
    sign = p.words[i]
    if sign not in _RANGE | _LIST or not p.number(i + 1):
        return None
    said = day_at(p, i + 1)
    if not said or (sign in _LIST and _counts_something(p, said[1])) or p.words[said[1]] in MONTHS:
        return None
    return Match(i + 1, said[1], "DATE", "second day", yearless(month, said[0]))


_LISTED = 3
_RANGE = frozenset({"to", "through", "-", "–"})
_LIST = frozenset({"and", "or", ","})
_GRAMMAR = frozenset(
    "and or in at on for by to when as while but with from of the a he she it they we who".split()
)


def _counts_something(p: TimeTokens, i: int) -> bool:
    """Whether a number counts the noun after it: "12" in "On July 4, 12 people left"."""
    return p.words[i].isalpha() and p.words[i] not in _GRAMMAR


@rule("times.first_day")
def first_day(p: TimeTokens, i: int, more: int = _LISTED) -> Match | None:
    """Match a day that shares the month of a later one: "19" in "19-22 April".

    Up to `more` days may stand between: "4" in "4, 5 and 6 April".
    """
    said = day_at(p, i)
    if not said or p.words[said[1]] not in {"-", "–", "to", "and", "through", ","}:
        return None
    listed = p.words[said[1]] == "," and more > 0
    whole = first_day(p, said[1] + 1, more - 1) if listed else day_month(p, said[1] + 1)
    if not whole:
        return None

    def resolve(ctx: Context) -> Meaning:
        last = whole.resolve(ctx)
        if last.start is None:
            return Meaning(f"XXXX-XX-{said[0]:02}")
        return calendar(periods.day(last.start.replace(day=said[0])), last.basis or "published")

    return Match(i, said[1], "DATE", "first day", resolve)


@rule("times.two_days")
def two_days(p: TimeTokens, i: int) -> Match | None:
    """Match two days as one interval: "5 to 6 July", "July 5-6"."""
    first = first_day(p, i) or month_day(p, i)
    if not first:
        return None
    if first.rule == "first day":
        second = day_month(p, first.end + 1)
    else:
        second = second_day(p, first.end, MONTHS.get(p.words[i], 0))
    if not second:
        return None
    of_first, of_second = first.resolve, second.resolve

    def resolve(ctx: Context) -> Meaning:
        begin, end = of_first(ctx), of_second(ctx)
        if begin.start is None or end.end is None or end.end < begin.start:
            return begin
        return Meaning(begin.value, begin.start, end.end, "day", begin.basis)

    return Match(i, second.end, "DATE", "two days", resolve)
