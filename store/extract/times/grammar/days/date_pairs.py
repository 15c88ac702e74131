"""Days that share their month with the date beside them: "April 24 and 25", "19-22 April"."""

from __future__ import annotations

from store.extract.times import periods
from store.extract.times.grammar.days.date_words import day_at
from store.extract.times.grammar.days.dates import day_month, month_day, yearless
from store.extract.times.meaning import Context, Match, Meaning, calendar
from store.extract.times.pieces import Pieces
from store.extract.times.words import MONTHS


def second_day(p: Pieces, i: int, month: int) -> Match | None:
    """The day that shares its month with the one before: "25" in "April 24 and 25"."""
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


def _counts_something(p: Pieces, i: int) -> bool:
    """Whether a number has its noun behind it: "12" in "On July 4, 12 people left"."""
    return p.words[i].isalpha() and p.words[i] not in _GRAMMAR


def first_day(p: Pieces, i: int, more: int = _LISTED) -> Match | None:
    """The day that shares its month with the one behind: "19" in "19-22 April", "4" in "4, 5
    and 6 April", where so many `more` may stand between."""
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


def two_days(p: Pieces, i: int) -> Match | None:
    """Two days told as one: "5 to 6 July", "July 5-6", with all the days from one to the
    other."""
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
