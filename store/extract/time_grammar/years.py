"""Years, decades, centuries and eras, times before Christ, and four digits that are not a year."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from store.extract.lexicon import words
from store.extract.rules import rule
from store.extract.time_grammar import periods
from store.extract.time_grammar.dates import year_at
from store.extract.time_grammar.meaning import Context, Match, Meaning, constant, fixed
from store.extract.time_grammar.numbers import number_at, ordinal_at, spelt_year_at
from store.extract.time_grammar.periods import Period
from store.extract.time_grammar.tokens import (
    APOSTROPHES,
    DECADES,
    MONTHS,
    PLURAL_UNITS,
    RANGE_WORDS,
    UNITS,
    TimeTokens,
)

# Times before Christ: "480 BC", "the spring of 480 BC", "from 218 to 201 BC".

_BEFORE_CHRIST = frozenset({"bc", "bce"})
_STAND_IN = 9000
_LAST_BEFORE_CHRIST = 4000
"""The oldest year before Christ with a stand-in."""
_VALUE = re.compile(r"BC(\d{4})(?!\d)")
_YEARLESS = frozenset({"month", "month day", "day month", "season"})


def year_before_christ(p: TimeTokens, i: int) -> tuple[int, int] | None:
    """Return the year of "480 BC" at token `i`, and the end of the expression."""
    said = number_at(p, i)
    if not said or not said.text.isdigit() or not 0 < int(said.text) <= 9999:
        return None
    end = past_era(p, said.end)
    return (int(said.text), end) if end else None


def past_era(p: TimeTokens, i: int) -> int | None:
    """Return where "BC" or "B.C." ends, or None."""
    if p.words[i : i + 3] == ["b", ".", "c"]:
        return i + 3 + (p.words[i + 3] == "." and p.glued(i + 3))
    return i + 1 if p.words[i] in _BEFORE_CHRIST and p.capital(i) else None


@rule("times.year_sharing_era")
def year_sharing_era(p: TimeTokens, i: int) -> Match | None:
    """Match the first year of "264-241 BC", "from 218 to 201 BC"."""
    year = p.number(i)
    if (
        year is None
        or not 0 < year <= _LAST_BEFORE_CHRIST
        or p.words[i + 1] not in RANGE_WORDS | {"and"}
    ):
        return None
    last = year_before_christ(p, i + 2)
    if not last or last[0] >= year:
        return None
    return Match(i, i + 1, "DATE", "year before Christ", constant(f"BC{year:04}"))


def in_a_year_before_christ(p: TimeTokens, match: Match) -> Match:
    """Add such a year to a month, a day or a season: "the spring of 480 BC"."""
    if match.rule not in _YEARLESS:
        return match
    year = year_before_christ(p, match.end + (p.words[match.end] in {"of", ",", "in"}))
    return _within_a_year_before_christ(p, match, *year) if year else match


@rule("times.within_a_year_before_christ", off=lambda _, match, *__: match)
def _within_a_year_before_christ(_: TimeTokens, match: Match, year: int, end: int) -> Match:
    """Add the year to "the winter of 480 BC", "in June 44 BC"."""
    story, inner = stand_in(f"BC{year:04}"), match.resolve
    if story is None:
        return match

    def resolve(ctx: Context) -> Meaning:
        return spelt(inner(replace(ctx, published=story.start, story=story)))

    return Match(match.start, end, match.type, f"{match.rule} year", resolve, nominal=match.nominal)


# Stand-in years.


def stand_in(value: str) -> Period | None:
    """Return the stand-in for a year before Christ, or None for other values."""
    said = _VALUE.match(value)
    if said is None or int(said[1]) > _LAST_BEFORE_CHRIST:
        return None
    whole = periods.year(_STAND_IN - int(said[1]))
    month = value[len(said[0]) + 1 :]
    if month.isdigit() and len(month) == 2:
        whole = periods.month(whole.start.year, int(month))
    return replace(whole, value=value)


def is_stand_in(day: date | None) -> bool:
    return day is not None and _STAND_IN - _LAST_BEFORE_CHRIST <= day.year < _STAND_IN


def spelt(meaning: Meaning) -> Meaning:
    """Return the meaning with the real year in place of its stand-in, and without days."""
    if not is_stand_in(meaning.start) or meaning.start is None:
        return meaning
    year = meaning.start.year
    value = meaning.value.replace(f"{year:04}", f"BC{_STAND_IN - year:04}", 1)
    return replace(meaning, value=value, start=None, end=None, basis="text")


# Years, decades, centuries and eras, and four digits that are not a year.

# Years with their era: "1200 BC", "AD 70", "A.D. 70".

_LAST = 9999


@rule("times.year_before_era")
def year_before_era(p: TimeTokens, i: int) -> Match | None:
    """Match "1200 BC", "3,000 B.C.", "70 AD"."""
    if before := year_before_christ(p, i):
        value = constant(f"BC{before[0]:04}")
        return Match(i, before[1], "DATE", "year before Christ", value)
    said = number_at(p, i)
    if not said or not said.text.isdigit() or not 0 < int(said.text) <= _LAST:
        return None
    if p.words[said.end] != "ad" or not p.raw(said.end).isupper():
        return None
    whole = fixed(periods.year(int(said.text)))
    return Match(i, said.end + 1, "DATE", "year of an era", whole)


@rule("times.year_behind_era")
def year_behind_era(p: TimeTokens, i: int) -> Match | None:
    """Match "AD 70", "A.D. 70"."""
    at = i + 1
    if p.words[i : i + 4] == ["a", ".", "d", "."]:
        at = i + 4
    elif p.words[i] != "ad" or not p.raw(i).isupper():
        return None
    year = p.number(at)
    if year is None or not 0 < year <= _LAST or (p.glued(at + 1) and p.words[at + 1].isalpha()):
        return None
    return Match(i, at + 1, "DATE", "year of an era", fixed(periods.year(year)))


# Four digits that are not a year: "1500 euros", "a crowd of 2000", "1945 Main Street", "No. 1810".

_MONEY = {"$", "£", "€", "¥", "#", "no", "nos", "number", "page", "room", "flight", "rs"}
MEASURES = words("times.measures")
BEFORE_A_DECADE = frozenset({"'", "’", "‘", "the", "-", "mid", "early", "late"})


def numbers_something(p: TimeTokens, i: int, end: int) -> bool:
    """Whether the words around a number, which ends at `end`, show what it counts or names."""
    before, two, after = p.words[i - 1] if i else "", p.words[i - 2], p.words[end]
    if before in _MONEY or (before == "." and two in {"no", "nos"}):
        return True
    if after in MEASURES or (after in UNITS and after in PLURAL_UNITS):
        return True
    if before == "of":
        return two in _GROUPS
    if before == "-" and p.glued(i) and p.glued(i - 1):
        return _is_code(p, i - 2)
    return _is_address(p, i, end)


def _is_code(p: TimeTokens, i: int) -> bool:
    """Whether it is a code: "MI-1630", "HK-1803"; not "mid-1990", "Dec-1998"."""
    word = p.words[i]
    return word.isalpha() and p.raw(i).isupper() and word not in MONTHS.keys() | BEFORE_A_DECADE


_GROUPS = words("times.groups")
"""Nouns for a number of things or people: "a survey of 1500"."""
_STREETS = words("times.streets")


def _is_address(p: TimeTokens, i: int, end: int) -> bool:
    """Whether it is an address: "1945 Main Street", "2001 North Clark Avenue"."""
    if not p.words[i].isdigit():
        return False
    for behind in range(end, end + 3):
        if not p.words[behind].isalpha() or not p.capital(behind):
            return False
        if p.words[behind] in _STREETS:
            return behind > end
    return False


# Years, decades and centuries: "1998", "the 1990s", "the mid-'80s", "the nineties".


@rule("times.year_alone")
def year_alone(p: TimeTokens, i: int) -> Match | None:
    """Match four digits in the context of a year."""
    said = year_at(p, i)
    if not said or _is_amount(p, i, said[1], said[0]):
        return None
    year, end = said
    if year > 2100 or (year < 1500 and p.words[i - 1] not in _BEFORE_AN_OLD_YEAR):
        return None
    return years_to(p, i, end, year) or Match(i, end, "DATE", "year", fixed(periods.year(year)))


@rule("times.years_to")
def years_to(p: TimeTokens, i: int, end: int, first: int) -> Match | None:
    """Match "2010-12", several years written as one; the value is an ISO 8601 interval."""
    second = second_year(p, end, first) if p.words[end] != "/" and p.glued(end) else None
    if second is None:
        return None
    last = periods.year(first - first % 100 + int(p.words[second.end - 1]))
    value = f"{first:04}/{last.value}"
    whole = Period(value, periods.year(first).start, last.end, "year")
    return Match(i, second.end, "DATE", "years", fixed(whole))


_BEFORE_AN_OLD_YEAR = frozenset("in since until by circa c late early mid".split())


@rule("times.second_year")
def second_year(p: TimeTokens, i: int, first: int) -> Match | None:
    """Match a year that shares the century of the one before: "09" in "2008-09"."""
    short = p.number(i + 1)
    if p.words[i] not in {"-", "–", "/"} or short is None or len(p.words[i + 1]) != 2:
        return None
    year = first - first % 100 + short
    if not p.glued(i + 1) or not first < year <= first + 30 or p.words[i + 2] == "-":
        return None
    return Match(i + 1, i + 2, "DATE", "second year", fixed(periods.year(year)))


def _is_amount(p: TimeTokens, i: int, end: int, year: int) -> bool:
    if numbers_something(p, i, end):
        return True
    before, after = p.words[i - 1] if i else "", p.words[end]
    if p.glued(i) and before == "/" and i > 1 and year_at(p, i - 2):
        return False
    if p.glued(i) and before in {".", ",", ":", "/", "$"}:
        return True
    if after in {"/", "-"} and p.glued(end) and year_at(p, end + 1):
        return False
    if after == "/" and second_year(p, end, year):
        return False
    if p.glued(end) and (after in {"/", ":", "%"} or after.isalpha() or after in {".", ","}):
        return after not in {".", ","} or (p.glued(end + 1) and p.words[end + 1].isdigit())
    return False


@rule("times.year_decade")
def year_decade(p: TimeTokens, i: int) -> Match | None:
    """Match "1990s", "'90s", "1980's"."""
    value, end = p.number(i), i + 1
    if value is None or len(p.words[i]) not in {2, 4} or value % 10:
        return None
    if p.words[end] in APOSTROPHES and p.glued(end):
        end += 1
    if p.words[end] != "s" or not p.glued(end):
        return None
    if len(p.words[i]) == 2:
        if value < 10 or not i or p.words[i - 1] not in BEFORE_A_DECADE or _in_degrees(p, i):
            return None
        if _is_age(p, i):
            return None
        value += 1900
    start = i - (len(p.words[i]) == 2 and p.words[i - 1] in {"'", "’", "‘"})
    if value % 100 == 0 and value < 2000:
        whole = fixed(periods.century(value // 100 + 1))
        return Match(start, end + 1, "DATE", "hundred years", whole, nominal=True)
    return Match(start, end + 1, "DATE", "decade", fixed(periods.decade(value)), nominal=True)


_WARMTH = frozenset("temperature temperatures highs lows high low mercury degrees".split())
_SENTENCE = 8
"""How many words before a decade to check for weather."""


def _in_degrees(p: TimeTokens, i: int) -> bool:
    """Whether it is a temperature: "temperatures in the 80s"."""
    return not _WARMTH.isdisjoint(p.words[max(i - _SENTENCE, 0) : i])


_OF_A_PERSON = frozenset({"his", "her", "their", "my", "your", "our"})


def _is_age(p: TimeTokens, i: int) -> bool:
    """Whether it is an age: "in his mid-20s", "her late forties"."""
    at = i - 1 - (p.words[i - 1] in {"-", "'", "’", "‘"})
    at -= p.words[at] in {"early", "late", "mid"}
    return p.words[max(at, 0)] in _OF_A_PERSON


@rule("times.spelt_decade")
def spelt_decade(p: TimeTokens, i: int) -> Match | None:
    """Match "the nineties", but not "in his nineties"."""
    if _is_age(p, i):
        return None
    return Match(
        i, i + 1, "DATE", "decade", fixed(periods.decade(1900 + DECADES[p.words[i]])), nominal=True
    )


@rule("times.spelt_year")
def spelt_year(p: TimeTokens, i: int) -> Match | None:
    """Match a year in words, as in broadcasts."""
    said = spelt_year_at(p, i)
    if not said or p.words[said.end] in UNITS or p.words[said.end] in MEASURES:
        return None
    return Match(i, said.end, "DATE", "year in words", fixed(periods.year(int(said.text))))


@rule("times.the_year")
def the_year(p: TimeTokens, i: int) -> Match | None:
    """Match "year 2000", "fiscal 1990", "fiscal year 1990", "FY2023", "FY23"."""
    at = i + 1
    if p.words[i] in {"financial", "calendar"} and p.words[at] != "year":
        return None
    at += p.words[at] == "year"
    at += p.words[at] == "ended"
    said = (
        year_at(p, at)
        or ((int(s.text), s.end) if (s := spelt_year_at(p, at)) is not None else None)
        or _short_fiscal_year(p, i)
    )
    if not said:
        return None
    return Match(
        i,
        said[1],
        "DATE",
        "year" if p.words[i] == "year" else "fiscal year",
        fixed(periods.year(said[0])),
        nominal=p.words[i] == "year" or p.words[i + 1] == "year",
    )


def _short_fiscal_year(p: TimeTokens, i: int) -> tuple[int, int] | None:
    """Match "FY23"."""
    short = p.number(i + 1)
    if p.words[i] != "fy" or short is None or len(p.words[i + 1]) != 2:
        return None
    return 2000 + short, i + 2


@rule("times.century")
def century(p: TimeTokens, i: int) -> Match | None:
    """Match "20th century", "nineteenth-century", "5th century BC"."""
    said = ordinal_at(p, i)
    end = said.end + (p.words[said.end] == "-") if said else i
    if not said or p.words[end] not in {"century", "centuries"} or not 1 <= int(said.text) <= 30:
        return None
    nominal = p.words[end - 1] != "-"
    if past := past_era(p, end + 1):
        value = constant(f"BC{int(said.text) - 1:02}")
        return Match(i, past, "DATE", "century", value, nominal=nominal)
    whole = fixed(periods.century(int(said.text)))
    return Match(i, end + 1, "DATE", "century", whole, nominal=nominal)
