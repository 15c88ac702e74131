"""Days that share their month with the date beside them: "April 24 and 25", "19-22 April"."""

from __future__ import annotations

from store.extract.times import periods
from store.extract.times.grammar.dates import day_at, day_month, yearless
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


_RANGE = frozenset({"to", "through", "-", "–"})
_LIST = frozenset({"and", "or", ","})
_GRAMMAR = frozenset(
    "and or in at on for by to when as while but with from of the a he she it they we who".split()
)


def _counts_something(p: Pieces, i: int) -> bool:
    """Whether a number has its noun behind it: "12" in "On July 4, 12 people left"."""
    return p.words[i].isalpha() and p.words[i] not in _GRAMMAR


def first_day(p: Pieces, i: int) -> Match | None:
    """The day that shares its month with the one behind: "19" in "19-22 April"."""
    said = day_at(p, i)
    if not said or p.words[said[1]] not in {"-", "–", "to", "and", "through"}:
        return None
    whole = day_month(p, said[1] + 1)
    if not whole:
        return None

    def resolve(ctx: Context) -> Meaning:
        last = whole.resolve(ctx)
        if last.start is None:
            return Meaning(f"XXXX-XX-{said[0]:02}")
        return calendar(periods.day(last.start.replace(day=said[0])), last.basis or "published")

    return Match(i, said[1], "DATE", "first day", resolve)
