"""Named days: "Christmas Eve 2011", "last Ramadan", "Thanksgiving weekend"."""

from __future__ import annotations

from datetime import timedelta

from store.extract.times import periods
from store.extract.times.grammar.days.date_words import year_at
from store.extract.times.grammar.feasts.feasts import FEASTS, Feast
from store.extract.times.meaning import (
    Context,
    Match,
    Meaning,
    Resolve,
    Unresolved,
    calendar,
    constant,
    nearest,
)
from store.extract.times.periods import Period
from store.extract.times.pieces import Pieces, pieces_of


def _table() -> dict[str, list[tuple[list[str], Feast]]]:
    table: dict[str, list[tuple[list[str], Feast]]] = {}
    for name, feast in FEASTS.items():
        cut = pieces_of(name)
        words = cut.words[: cut.count]
        table.setdefault(words[0], []).append((words, feast))
    for names in table.values():
        names.sort(key=lambda entry: -len(entry[0]))
    return table


_BY_WORD = _table()
FIRST_WORDS = frozenset(_BY_WORD)


_AMERICAN = frozenset({"american", "us", "america", "s", "."})
"""Before "Independence Day", which every country has its own of."""
_OWN_NEW_YEARS = frozenset(
    "lunar chinese islamic muslim hebrew persian iranian thai tibetan vietnamese coptic "
    "ethiopian orthodox".split()
)
"""Before "New Year", which then is another day."""


def holiday(p: Pieces, i: int) -> Match | None:
    """A named day, with its year or near the article's own day."""
    named = _feast_at(p, i)
    if not named:
        return None
    feast, end = named
    unit = p.words[end]
    if unit in {"week", "weekend"}:
        return Match(i, end + 1, "DATE", "holiday week", _near(feast, unit))
    said = year_at(p, end + (p.words[end] in {",", "in", "of"}))
    if said:
        return Match(i, said[1], "DATE", "holiday year", _in_year(feast, said[0]))
    return Match(i, end, "DATE", "holiday", _near(feast, "day"))


def holiday_by(p: Pieces, i: int) -> Match | None:
    """ "last Christmas", "next Easter", "this Ramadan": before or after the article's day."""
    named = _feast_at(p, i + 1)
    if not named or year_at(p, named[1]) or p.words[named[1]] in {"week", "weekend", "shopping"}:
        return None
    feast, end = named
    return Match(i, end, "DATE", f"{p.words[i]} holiday", _by(p.words[i], feast))


def every_holiday(p: Pieces, i: int) -> Match | None:
    """ "every Christmas", "each Easter": the day where it is the same in every year."""
    named = _feast_at(p, i + 1)
    if not named:
        return None
    feast, end = named
    days = {feast.of(year).strftime("%m-%d") for year in (2001, 2002)}
    value = f"XXXX-{days.pop()}" if len(days) == 1 else "P1Y"
    return Match(i, end, "SET", "every holiday", constant(value))


def _feast_at(p: Pieces, i: int) -> tuple[Feast, int] | None:
    """The feast that is named here, and where its name ends."""
    word, before = p.words[i], p.words[i - 1]
    if not p.capital(i) or (word == "independence" and before not in _AMERICAN):
        return None
    if word == "new" and before in _OWN_NEW_YEARS:
        return None
    for words, feast in _BY_WORD.get(word, ()):
        end = i + len(words)
        if [word if word != "’" else "'" for word in p.words[i:end]] == words:
            return feast, end
    return None


def _period(feast: Feast, year: int) -> Period:
    """Its days in a year. A month of fasting has the value of the month that holds most of
    it, another feast that of its first day."""
    first = feast.of(year)
    last = first + timedelta(days=feast.days - 1)
    middle = first + timedelta(days=feast.days // 2)
    long = feast.days > _SHORT
    whole = periods.month(middle.year, middle.month) if long else periods.day(first)
    return Period(whole.value, first, last, "day")


_SHORT = 14


def _meaning(feast: Feast, period: Period, published: bool) -> Meaning:
    found = calendar(period, "published" if published else "self")
    found.mod = "APPROX" if feast.sighted else None
    return found


def _in_year(feast: Feast, year: int) -> Resolve:
    def resolve(_: Context) -> Meaning:
        try:
            period = _period(feast, year)
        except ValueError as error:
            raise Unresolved(f"{year:04}-XX-XX") from error
        return _meaning(feast, period, published=False)

    return resolve


def _near(feast: Feast, unit: str) -> Resolve:
    """The nearest such day, or the week or weekend in which it falls, with a preference for
    the side that the verb points to."""

    def resolve(ctx: Context) -> Meaning:
        today = ctx.today("XXXX-XX-XX")
        around = [_period(feast, today.year + shift) for shift in (-1, 0, 1)]
        if unit != "day":
            around = [periods.moved(unit, one.start, 0) for one in around]
        return _meaning(feast, nearest(around, today, ctx), published=True)

    return resolve


def _by(which: str, feast: Feast) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        today = ctx.today("XXXX-XX-XX")
        around = [_period(feast, today.year + shift) for shift in range(-2, 3)]
        found = nearest(around, today, ctx)
        if which == "last":
            found = [one for one in around if one.end < today][-1]
        elif which == "next":
            found = next(one for one in around if one.start > today)
        return _meaning(feast, found, published=True)

    return resolve
