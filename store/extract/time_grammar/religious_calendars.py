"""Convert holidays of the Hebrew, Islamic, Chinese and Indian calendars to Gregorian days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from math import cos, radians, sin

# Holidays by the new moon: the Lunar New Year and Diwali.

_EPOCH = datetime(2000, 1, 1, 12)
_EPOCH_DAYS = 2451545.0
"""The same moment as a Julian day."""
_LUNATION = 29.530588861
_CHINA, _INDIA = timedelta(hours=8), timedelta(hours=5, minutes=30)
_SUNSET = timedelta(hours=17, minutes=35)
_FIRST, _LAST = 1645, 2033
"""The years in which the rule for the Chinese calendar holds.

They begin with its present form and end before the next leap month between the solstice and the new
year.
"""


def lunar_new_year(year: int) -> date:
    """Return the first day of the Chinese calendar in a Gregorian year.

    It is the second new moon after the one of the month that contains the winter solstice.

    Raises:
        ValueError: the rule may not hold in this year.
    """
    if not _FIRST <= year <= _LAST:
        raise ValueError(f"no lunar new year computed for {year}")
    solstice = (_solstice(year - 1) + _CHINA).date()
    days = [(moon + _CHINA).date() for moon, _ in _new_moons(year - 1, 11)]
    eleventh = max(number for number, day in enumerate(days) if day <= solstice)
    return days[eleventh + 2]


def diwali(year: int) -> date:
    """Return the evening of the dark moon in India in October or November, the first of two.

    The result may be wrong by a day, because almanacs take more into account.
    """
    for moon, anomaly in _new_moons(year, 9):
        local = moon + _INDIA
        if local >= datetime(year, 10, 17, 12):
            begun = local - timedelta(hours=23.6 - 2.7 * cos(anomaly))
            evening = datetime.combine(begun.date(), datetime.min.time()) + _SUNSET
            return begun.date() if begun <= evening else begun.date() + timedelta(days=1)
    raise ValueError(f"no dark moon of autumn in {year}")


def _new_moons(year: int, month: int) -> Iterator[tuple[datetime, float]]:
    """Yield six new moons from about the beginning of a month.

    Each is a universal time with the moon's mean anomaly in radians.
    """
    first = round((datetime(year, month, 1) - _EPOCH).days / _LUNATION)
    for count in range(first, first + 6):
        century = count / 1236.85
        sun = radians(2.5534 + 29.10535670 * count)
        moon = radians(201.5643 + 385.81693528 * count + 0.0107582 * century**2)
        node = radians(160.7108 + 390.67050284 * count)
        eccentricity = 1 - 0.002516 * century
        days = (
            2451550.09766 + _LUNATION * count + 0.00015437 * century**2
            - 0.40720 * sin(moon) + 0.17241 * eccentricity * sin(sun) + 0.01608 * sin(2 * moon)
            + 0.01039 * sin(2 * node) + 0.00739 * eccentricity * sin(moon - sun)
            - 0.00514 * eccentricity * sin(moon + sun)
            + 0.00208 * eccentricity**2 * sin(2 * sun) - 0.00111 * sin(moon - 2 * node)
        )  # fmt: skip
        yield _EPOCH + timedelta(days=days - _EPOCH_DAYS), moon


def _solstice(year: int) -> datetime:
    """Return the winter solstice of a year in universal time."""
    millennia = (year - 2000) / 1000
    days = 2451900.05952 + 365242.74049 * millennia - 0.06223 * millennia**2
    return _EPOCH + timedelta(days=days - _EPOCH_DAYS)


# Holidays of the Hebrew and the Islamic calendar.

_HEBREW_EPOCH = -1373427
"""The ordinal of 1 Tishri of the year 1, minus one day."""
_ISLAMIC_EPOCH = 227014
"""The ordinal of 1 Muharram of the year 1 in the civil calendar, minus one day."""
_RAMADAN, _SHAWWAL, _HAJJ = 9, 10, 12


def rosh_hashanah(year: int) -> date:
    """Return the Hebrew new year that begins in a Gregorian year."""
    return date.fromordinal(_new_year(year + 3761))


def _new_year(hebrew: int) -> int:
    """Return the ordinal of the first day of a Hebrew year."""
    day = _elapsed(hebrew)
    if _elapsed(hebrew + 1) - day == 356:
        day += 2
    elif day - _elapsed(hebrew - 1) == 382:
        day += 1
    return _HEBREW_EPOCH + day


def _elapsed(hebrew: int) -> int:
    """Return the days from the epoch to the start of a Hebrew year.

    The start is the conjunction, moved away from three weekdays.
    """
    months = (235 * hebrew - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def yom_kippur(year: int) -> date:
    return rosh_hashanah(year) + timedelta(days=9)


def hanukkah(year: int) -> date:
    """Return the first of eight days, 25 Kislev, which depends on the length of Heshvan."""
    start = rosh_hashanah(year)
    length = (rosh_hashanah(year + 1) - start).days
    return start + timedelta(days=84 if length in {355, 385} else 83)


def passover(year: int) -> date:
    """Return the first day, 15 Nisan, which is 163 days before the next new year."""
    return rosh_hashanah(year) - timedelta(days=163)


def ramadan(year: int) -> date:
    """Return the first day of Ramadan in a Gregorian year, the first of two if it begins twice."""
    return _islamic(year, _RAMADAN, 1)


def eid_al_fitr(year: int) -> date:
    return _islamic(year, _SHAWWAL, 1)


def eid_al_adha(year: int) -> date:
    return _islamic(year, _HAJJ, 10)


def _islamic(year: int, month: int, day: int) -> date:
    """Return the first such day of the Islamic calendar in a Gregorian year.

    Raises:
        ValueError: the year is before that calendar.
    """
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
