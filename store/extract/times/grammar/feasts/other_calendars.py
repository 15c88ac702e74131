"""Feasts of the Hebrew and the Islamic calendar, as days of the Gregorian one.

The Hebrew calendar is exact: the conjunctions and postponements of its arithmetic (Reingold
and Dershowitz, Calendrical Calculations, chapter 8). The Islamic one is the tabular
calendar (ibid., chapter 7), which the sighting of the moon may move by a day or two."""

from __future__ import annotations

from datetime import date, timedelta

_HEBREW_EPOCH = -1373427
"""Ordinal of 1 Tishri of the year 1, less one day."""
_ISLAMIC_EPOCH = 227014
"""Ordinal of 1 Muharram of the year 1, in the civil reckoning, less one day."""
_RAMADAN, _SHAWWAL, _HAJJ = 9, 10, 12


def rosh_hashanah(year: int) -> date:
    """The Hebrew new year that begins in a Gregorian year."""
    return date.fromordinal(_new_year(year + 3761))


def _new_year(hebrew: int) -> int:
    """The ordinal of the first day of a Hebrew year."""
    day = _elapsed(hebrew)
    if _elapsed(hebrew + 1) - day == 356:
        day += 2
    elif day - _elapsed(hebrew - 1) == 382:
        day += 1
    return _HEBREW_EPOCH + day


def _elapsed(hebrew: int) -> int:
    """Days from the epoch to the conjunction that opens a year, moved off three weekdays."""
    months = (235 * hebrew - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def yom_kippur(year: int) -> date:
    return rosh_hashanah(year) + timedelta(days=9)


def hanukkah(year: int) -> date:
    """The first of its eight days: 25 Kislev, which the length of Heshvan moves."""
    start = rosh_hashanah(year)
    length = (rosh_hashanah(year + 1) - start).days
    return start + timedelta(days=84 if length in {355, 385} else 83)


def passover(year: int) -> date:
    """The first day, 15 Nisan, which lies 163 days before the next new year."""
    return rosh_hashanah(year) - timedelta(days=163)


def ramadan(year: int) -> date:
    """The first day of the month of fasting that begins in a Gregorian year, the first of
    two."""
    return _islamic(year, _RAMADAN, 1)


def eid_al_fitr(year: int) -> date:
    return _islamic(year, _SHAWWAL, 1)


def eid_al_adha(year: int) -> date:
    return _islamic(year, _HAJJ, 10)


def _islamic(year: int, month: int, day: int) -> date:
    """The first such day of the Islamic calendar in a Gregorian year. Raises `ValueError`
    for years before that calendar."""
    first = date(year, 1, 1).toordinal()
    islamic = (first - _ISLAMIC_EPOCH) * 30 // 10631
    for count in range(max(islamic, 1), islamic + 3):
        found = (
            _ISLAMIC_EPOCH + 354 * (count - 1) + (3 + 11 * count) // 30 + 29 * (month - 1)
            + month // 2 + day
        )  # fmt: skip
        if found >= first:
            return date.fromordinal(found)
    raise ValueError(f"no Islamic calendar in {year}")
