"""Feasts that hang on the new moon: the Lunar New Year, and Diwali.

New moons by the mean lunation and its largest periodic terms, to within some minutes (Meeus,
Astronomical Algorithms, chapter 49); the winter solstice by the mean formula of chapter 27."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from math import cos, radians, sin

_EPOCH = datetime(2000, 1, 1, 12)
_EPOCH_DAYS = 2451545.0
"""The same moment as a Julian day."""
_LUNATION = 29.530588861
_CHINA, _INDIA = timedelta(hours=8), timedelta(hours=5, minutes=30)
_SUNSET = timedelta(hours=17, minutes=35)
_FIRST, _LAST = 1645, 2033
"""Years of the Chinese calendar in its present form, before the next in which a leap month
stands between the solstice and the new year."""


def lunar_new_year(year: int) -> date:
    """The first day of the Chinese calendar in a Gregorian year: the second new moon after
    the one of the month that holds the winter solstice. Raises `ValueError` for years in
    which that rule may not hold."""
    if not _FIRST <= year <= _LAST:
        raise ValueError(f"no lunar new year computed for {year}")
    solstice = (_solstice(year - 1) + _CHINA).date()
    days = [(moon + _CHINA).date() for moon, _ in _new_moons(year - 1, 11)]
    eleventh = max(number for number, day in enumerate(days) if day <= solstice)
    return days[eleventh + 2]


def diwali(year: int) -> date:
    """The evening in October or November on which the moon is dark in India, the first of
    two. A day either way is possible: almanacs weigh more than this."""
    for moon, anomaly in _new_moons(year, 9):
        local = moon + _INDIA
        if local >= datetime(year, 10, 17, 12):
            begun = local - timedelta(hours=23.6 - 2.7 * cos(anomaly))
            evening = datetime.combine(begun.date(), datetime.min.time()) + _SUNSET
            return begun.date() if begun <= evening else begun.date() + timedelta(days=1)
    raise ValueError(f"no dark moon of autumn in {year}")


def _new_moons(year: int, month: int) -> Iterator[tuple[datetime, float]]:
    """Six new moons from about the beginning of a month, in universal time, each with the
    moon's mean anomaly in radians."""
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
    """The winter solstice of a year, in universal time."""
    millennia = (year - 2000) / 1000
    days = 2451900.05952 + 365242.74049 * millennia - 0.06223 * millennia**2
    return _EPOCH + timedelta(days=days - _EPOCH_DAYS)
