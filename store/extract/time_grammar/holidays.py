"""Named days: holidays, and days that events are named after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from store.extract.rules import rule
from store.extract.time_grammar import periods
from store.extract.time_grammar.dates import day_month, month_day, year_at
from store.extract.time_grammar.meaning import (
    Context,
    Match,
    Meaning,
    NotATime,
    Resolve,
    Unresolved,
    calendar,
    constant,
    nearest,
)
from store.extract.time_grammar.periods import Period
from store.extract.time_grammar.religious_calendars import (
    diwali,
    eid_al_adha,
    eid_al_fitr,
    hanukkah,
    lunar_new_year,
    passover,
    ramadan,
    rosh_hashanah,
    yom_kippur,
)
from store.extract.time_grammar.tokens import TimeTokens, pieces_of

# Religious and public holidays in American and world news, with their day in any year.

DayOf = Callable[[int], date]
"""Returns a holiday's day in a year of the Gregorian calendar."""


class Holiday(NamedTuple):
    """A holiday. `days` is its length; `sighted` marks one that the moon may move by a day."""

    of: DayOf
    days: int = 1
    sighted: bool = False


def _on(month: int, day: int) -> DayOf:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, count: int) -> DayOf:
    """Return the `count`th ISO weekday of a month, counted from the end if negative."""

    def of(year: int) -> date:
        if count > 0:
            first = date(year, month, 1)
            return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (count - 1))
        last = periods.last_of_month(date(year, month, 1))
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)

    return of


def _easter(days: int) -> DayOf:
    return lambda year: easter(year, EASTER_WESTERN) + timedelta(days=days)


def _election(year: int) -> date:
    """Return the Tuesday after the first Monday of November."""
    return _nth(11, 1, 1)(year) + timedelta(days=1)


def _orthodox_easter(days: int) -> DayOf:
    """Return a function for the day that is `days` after Orthodox Easter."""
    return lambda year: easter(year, EASTER_ORTHODOX) + timedelta(days=days)


_DAYS: dict[str, DayOf] = {
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
    "maundy thursday": _easter(-3), "pentecost": _easter(49), "shrove tuesday": _easter(-47),
    "mardi gras": _easter(-47), "holy saturday": _easter(-1), "ascension day": _easter(39),
    "whit sunday": _easter(49), "whit monday": _easter(50), "corpus christi day": _easter(60),
    "orthodox easter": _orthodox_easter(0), "orthodox christmas": _on(1, 7),
    "epiphany": _on(1, 6), "all souls' day": _on(11, 2), "guy fawkes night": _on(11, 5),
    "guy fawkes day": _on(11, 5), "bonfire night": _on(11, 5), "juneteenth": _on(6, 19),
    "st patrick's day": _on(3, 17), "saint patrick's day": _on(3, 17), "anzac day": _on(4, 25),
    "australia day": _on(1, 26), "canada day": _on(7, 1), "remembrance day": _on(11, 11),
    "remembrance sunday": _nth(11, 7, 2), "martin luther king jr. day": _nth(1, 1, 3),
    "mlk day": _nth(1, 1, 3),
    "rosh hashanah": rosh_hashanah, "jewish new year":
    rosh_hashanah, "yom kippur": yom_kippur,
}  # fmt: skip


_OTHERS: dict[str, Holiday] = {
    "hanukkah": Holiday(hanukkah, 8), "chanukah": Holiday(hanukkah, 8),
    "passover": Holiday(passover, 8),
    "lunar new year": Holiday(lunar_new_year), "chinese new year": Holiday(lunar_new_year),
    "lunar new year's eve": Holiday(lambda year: lunar_new_year(year) - timedelta(days=1)),
    "diwali": Holiday(diwali, 1, True), "deepavali": Holiday(diwali, 1, True),
    "ramadan": Holiday(ramadan, 30, True),
    "eid al-fitr": Holiday(eid_al_fitr, 1, True),
    "eid ul-fitr": Holiday(eid_al_fitr, 1, True),
    "eid al-adha": Holiday(eid_al_adha, 1, True),
    "eid ul-adha": Holiday(eid_al_adha, 1, True),
}  # fmt: skip
HOLIDAYS = {name: Holiday(of) for name, of in _DAYS.items()} | _OTHERS
"""Holidays by lower-case name."""


# Named days: "Christmas Eve 2011", "last Ramadan", "Thanksgiving weekend".


def _table() -> dict[str, list[tuple[list[str], Holiday]]]:
    table: dict[str, list[tuple[list[str], Holiday]]] = {}
    for name, feast in HOLIDAYS.items():
        cut = pieces_of(name)
        words = cut.words[: cut.count]
        table.setdefault(words[0], []).append((words, feast))
    for names in table.values():
        names.sort(key=lambda entry: -len(entry[0]))
    return table


_BY_WORD = _table()
FIRST_WORDS = frozenset(_BY_WORD)


_AMERICAN = frozenset({"american", "us", "america", "s", "."})
"""Words before "Independence Day" that make it the American one."""
_OWN_NEW_YEARS = frozenset(
    "lunar chinese islamic muslim hebrew persian iranian thai tibetan vietnamese coptic "
    "ethiopian orthodox".split()
)
"""Words before "New Year" that make it another day."""


@rule("times.holiday")
def holiday(p: TimeTokens, i: int) -> Match | None:
    """Match a named day, with its year or near the article's day."""
    named = _feast_at(p, i)
    if not named:
        return None
    feast, end = named
    unit = p.words[end]
    if unit in {"week", "weekend"}:
        return Match(i, end + 1, "DATE", "holiday week", _near(feast, unit))
    brackets = p.words[end] == "("
    said = year_at(p, end + (p.words[end] in {",", "in", "of", "("}))
    if said and (not brackets or p.words[said[1]] == ")"):
        return Match(i, said[1] + brackets, "DATE", "holiday year", _in_year(feast, said[0]))
    return Match(i, end, "DATE", "holiday", _near(feast, "day"))


@rule("times.holiday_by")
def holiday_by(p: TimeTokens, i: int) -> Match | None:
    """Match "last Christmas", "next Easter", "this Ramadan", relative to the article's day.

    One that is hardly two weeks off is "this", and "next" is that of the year after.
    """
    named = _feast_at(p, i + 1)
    if not named or year_at(p, named[1]) or p.words[named[1]] in {"week", "weekend", "shopping"}:
        return None
    feast, end = named
    return Match(i, end, "DATE", f"{p.words[i]} holiday", _by(p.words[i], feast))


@rule("times.every_holiday")
def every_holiday(p: TimeTokens, i: int) -> Match | None:
    """Match "every Christmas", "each Easter", with the date if it is the same every year."""
    named = _feast_at(p, i + 1)
    if not named:
        return None
    feast, end = named
    days = {feast.of(year).strftime("%m-%d") for year in (2001, 2002)}
    value = f"XXXX-{days.pop()}" if len(days) == 1 else "P1Y"
    return Match(i, end, "SET", "every holiday", constant(value))


def _feast_at(p: TimeTokens, i: int) -> tuple[Holiday, int] | None:
    """Return the holiday named here, and the end of its name."""
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


def _period(feast: Holiday, year: int) -> Period:
    """Return the days of a holiday in a year.

    A month of fasting has the value of the month that contains most of it. Other holidays have the
    value of their first day.
    """
    first = feast.of(year)
    last = first + timedelta(days=feast.days - 1)
    middle = first + timedelta(days=feast.days // 2)
    long = feast.days > _SHORT
    whole = periods.month(middle.year, middle.month) if long else periods.day(first)
    return Period(whole.value, first, last, "day")


_SHORT = 14


def _meaning(feast: Holiday, period: Period, published: bool) -> Meaning:
    found = calendar(period, "published" if published else "self")
    found.mod = "APPROX" if feast.sighted else None
    return found


def _in_year(feast: Holiday, year: int) -> Resolve:
    def resolve(_: Context) -> Meaning:
        try:
            period = _period(feast, year)
        except ValueError as error:
            raise Unresolved(f"{year:04}-XX-XX") from error
        return _meaning(feast, period, published=False)

    return resolve


def _near(feast: Holiday, unit: str) -> Resolve:
    """Resolve to the nearest such day, or to its week or weekend.

    The side that the verb points to is preferred.
    """

    def resolve(ctx: Context) -> Meaning:
        today = ctx.today("XXXX-XX-XX")
        around = [_period(feast, today.year + shift) for shift in (-1, 0, 1)]
        if unit != "day":
            around = [periods.moved(unit, one.start, 0) for one in around]
        return _meaning(feast, nearest(around, today, ctx), published=True)

    return resolve


_AT_HAND = timedelta(days=14)


def _by(which: str, feast: Holiday) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        today = ctx.today("XXXX-XX-XX")
        around = [_period(feast, today.year + shift) for shift in range(-2, 3)]
        found = nearest(around, today, ctx)
        if which == "last":
            found = [one for one in around if one.end < today][-1]
        elif which == "next":
            found = next(one for one in around if one.start > today + _AT_HAND)
        return _meaning(feast, found, published=True)

    return resolve


# Days without a year that events are named after: "9/11", "the Sept. 11 attacks", "the Oct. 7
# attack". An article older than the day means another one.

_NINE_ELEVEN = date(2001, 9, 11)
_CALLED: dict[tuple[str, str], tuple[date, frozenset[str]]] = {
    ("september", "11"): (
        _NINE_ELEVEN, frozenset("attacks hijackers hijackings commission victims memorial".split())
    ),
    ("october", "7"): (
        date(2023, 10, 7), frozenset("attack attacks massacre assault attackers".split())
    ),
    ("january", "6"): (
        date(2021, 1, 6), frozenset("riot rioters insurrection committee defendants".split())
    ),
    ("july", "7"): (date(2005, 7, 7), frozenset("bombings bombers".split())),
}  # fmt: skip
_TERROR = frozenset({"terror", "terrorist"})
_REMEMBERED_SHORT = {"sept": "september", "sep": "september", "oct": "october", "jan": "january"}


@rule("times.nine_eleven")
def nine_eleven(p: TimeTokens, i: int) -> Match | None:
    """Match "9/11" as the day in 2001."""
    if p.words[i : i + 3] != ["9", "/", "11"] or not (p.glued(i + 1) and p.glued(i + 2)):
        return None
    if p.words[i + 3] in {"/", "of"} or (p.glued(i) and p.words[i - 1] == "/"):
        return None
    return Match(i, i + 3, "DATE", "remembered day", _remembered_on(_NINE_ELEVEN, None))


@rule("times.called_by_day")
def called_by_day(p: TimeTokens, i: int) -> Match | None:
    """Match a day beside the event named after it: "the Sept. 11 attacks", "the attacks of 11
    September"."""
    said = {_REMEMBERED_SHORT.get(word, word) for word in p.words[i : i + 3]}
    known = next((each for day, each in _CALLED.items() if said.issuperset(day)), None)
    plain = (month_day(p, i) or day_month(p, i)) if known else None
    if known is None or plain is None or plain.rule.endswith("year"):
        return None
    day, nouns = known
    if nouns.isdisjoint(p.words[plain.end : plain.end + 2]) and not _of(p, i, nouns):
        return None
    return Match(i, plain.end, "DATE", "remembered day", _remembered_on(day, plain.resolve))


def _of(p: TimeTokens, i: int, nouns: frozenset[str]) -> bool:
    """Whether a day belongs to the noun before it: "attacks of", "terrorist attacks on"."""
    if i < 2 or p.words[i - 2] not in nouns:
        return False
    return p.words[i - 1] == "of" or (p.words[i - 1] == "on" and p.words[i - 3] in _TERROR)


def _remembered_on(day: date, otherwise: Resolve | None) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        if ctx.published is None or ctx.published >= day:
            return calendar(periods.day(day), "self")
        if otherwise is None:
            raise NotATime
        return otherwise(ctx)

    return resolve
