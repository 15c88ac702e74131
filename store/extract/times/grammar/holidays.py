"""Named days: feasts, and the public holidays that American and world news write about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from store.extract.times import periods
from store.extract.times.grammar.date_words import year_at
from store.extract.times.meaning import Context, Match, Meaning, Resolve, calendar, fixed, nearest
from store.extract.times.pieces import Pieces, pieces_of

DayOf = Callable[[int], date]


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by Butcher's algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _on(month: int, day: int) -> DayOf:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, count: int) -> DayOf:
    """The `count`th ISO weekday of a month; from its end when negative."""

    def of(year: int) -> date:
        if count > 0:
            first = date(year, month, 1)
            return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (count - 1))
        last = periods.last_of_month(date(year, month, 1))
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)

    return of


def _easter(days: int) -> DayOf:
    return lambda year: easter(year) + timedelta(days=days)


def _election(year: int) -> date:
    """The Tuesday after the first Monday of November."""
    return _nth(11, 1, 1)(year) + timedelta(days=1)


_NAMES: dict[str, DayOf] = {
    "christmas eve": _on(12, 24), "christmas day": _on(12, 25), "christmas": _on(12, 25),
    "xmas": _on(12, 25),
    "boxing day": _on(12, 26), "new year's day": _on(1, 1), "new year's eve": _on(12, 31),
    "valentine's day": _on(2, 14), "st. patrick's day": _on(3, 17), "april fools' day": _on(4, 1),
    "earth day": _on(4, 22), "may day": _on(5, 1), "independence day": _on(7, 4),
    "fourth of july": _on(7, 4), "bastille day": _on(7, 14), "halloween": _on(10, 31),
    "all saints' day": _on(11, 1), "veterans day": _on(11, 11), "armistice day": _on(11, 11),
    "martin luther king day": _nth(1, 1, 3), "presidents day": _nth(2, 1, 3),
    "presidents' day": _nth(2, 1, 3), "mother's day": _nth(5, 7, 2), "father's day": _nth(6, 7, 3),
    "memorial day": _nth(5, 1, -1), "labor day": _nth(9, 1, 1), "columbus day": _nth(10, 1, 2),
    "thanksgiving day": _nth(11, 4, 4), "thanksgiving": _nth(11, 4, 4),
    "black friday": lambda year: _nth(11, 4, 4)(year) + timedelta(days=1),
    "cyber monday": lambda year: _nth(11, 4, 4)(year) + timedelta(days=4),
    "new year": _on(1, 1), "new year's": _on(1, 1), "election day": _election,
    "easter sunday": _easter(0), "easter monday": _easter(1), "easter": _easter(0),
    "good friday": _easter(-2), "ash wednesday": _easter(-46), "palm sunday": _easter(-7),
    "maundy thursday": _easter(-3), "pentecost": _easter(49),
}  # fmt: skip


def _table() -> dict[str, list[tuple[list[str], DayOf]]]:
    table: dict[str, list[tuple[list[str], DayOf]]] = {}
    for name, of in _NAMES.items():
        cut = pieces_of(name)
        words = cut.words[: cut.count]
        table.setdefault(words[0], []).append((words, of))
    for names in table.values():
        names.sort(key=lambda entry: -len(entry[0]))
    return table


_BY_WORD = _table()
FIRST_WORDS = frozenset(_BY_WORD)


_AMERICAN = frozenset({"american", "us", "america", "s", "."})
"""Before "Independence Day", which every country has its own of."""


def holiday(p: Pieces, i: int) -> Match | None:
    """A named day, with its year or near the article's own day."""
    if not p.capital(i) or (p.words[i] == "independence" and p.words[i - 1] not in _AMERICAN):
        return None
    for words, of in _BY_WORD[p.words[i]]:
        end = i + len(words)
        found = [word if word != "’" else "'" for word in p.words[i:end]]
        if found == words:
            return _dated(p, i, end, of)
    return None


def _dated(p: Pieces, i: int, end: int, of: DayOf) -> Match:
    rule = "holiday"
    if p.words[end] == "week" or p.words[end] == "weekend":
        unit = p.words[end]
        return Match(i, end + 1, "DATE", "holiday week", _near(of, unit))
    said = year_at(p, end + (p.words[end] in {",", "in", "of"}))
    if said:
        return Match(i, said[1], "DATE", "holiday year", fixed(periods.day(of(said[0]))))
    return Match(i, end, "DATE", rule, _near(of, "day"))


def _near(of: DayOf, unit: str) -> Resolve:
    """The nearest such day, with a preference for the side that the verb points to."""

    def resolve(ctx: Context) -> Meaning:
        today = ctx.today("XXXX-XX-XX")

        around = [periods.moved(unit, of(today.year + shift), 0) for shift in (-1, 0, 1)]
        return calendar(nearest(around, today, ctx), "published")

    return resolve
