"""The table of named days: feasts, and the public holidays that American and world news
write about, each with its day in any year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from store.extract.times import periods
from store.extract.times.grammar.feasts import moon, other_calendars

DayOf = Callable[[int], date]
"""The day in a year of the Gregorian calendar."""


class Feast(NamedTuple):
    """`days` is how many it lasts; `sighted` says that the moon may move it by a day."""

    of: DayOf
    days: int = 1
    sighted: bool = False


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
    return lambda year: easter(year, EASTER_WESTERN) + timedelta(days=days)


def _election(year: int) -> date:
    """The Tuesday after the first Monday of November."""
    return _nth(11, 1, 1)(year) + timedelta(days=1)


def _orthodox_easter(days: int) -> DayOf:
    """Easter of the Julian calendar, so many days on."""
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
    "rosh hashanah": other_calendars.rosh_hashanah, "jewish new year":
    other_calendars.rosh_hashanah, "yom kippur": other_calendars.yom_kippur,
}  # fmt: skip


_OTHERS: dict[str, Feast] = {
    "hanukkah": Feast(other_calendars.hanukkah, 8), "chanukah": Feast(other_calendars.hanukkah, 8),
    "passover": Feast(other_calendars.passover, 8),
    "lunar new year": Feast(moon.lunar_new_year), "chinese new year": Feast(moon.lunar_new_year),
    "lunar new year's eve": Feast(lambda year: moon.lunar_new_year(year) - timedelta(days=1)),
    "diwali": Feast(moon.diwali, 1, True), "deepavali": Feast(moon.diwali, 1, True),
    "ramadan": Feast(other_calendars.ramadan, 30, True),
    "eid al-fitr": Feast(other_calendars.eid_al_fitr, 1, True),
    "eid ul-fitr": Feast(other_calendars.eid_al_fitr, 1, True),
    "eid al-adha": Feast(other_calendars.eid_al_adha, 1, True),
    "eid ul-adha": Feast(other_calendars.eid_al_adha, 1, True),
}  # fmt: skip
FEASTS = {name: Feast(of) for name, of in _DAYS.items()} | _OTHERS
"""By name, in small letters."""
