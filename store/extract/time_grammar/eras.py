"""Times before Christ: "480 BC", "the spring of 480 BC", "from 218 to 201 BC".

Python's calendar begins in the year 1. Times before it are resolved in a stand-in year, chosen so
that later years have higher numbers, and then written as in TIMEX3: `BC0480`. They have no days.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from store.extract.rules import rule
from store.extract.time_grammar import periods
from store.extract.time_grammar.meaning import Context, Match, Meaning, constant
from store.extract.time_grammar.numbers import number_at
from store.extract.time_grammar.periods import Period
from store.extract.time_grammar.tokens import RANGE_WORDS, TimeTokens

_BEFORE_CHRIST = frozenset({"bc", "bce"})
_STAND_IN = 9000
_LAST = 4000
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
    if year is None or not 0 < year <= _LAST or p.words[i + 1] not in RANGE_WORDS | {"and"}:
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
    if said is None or int(said[1]) > _LAST:
        return None
    whole = periods.year(_STAND_IN - int(said[1]))
    month = value[len(said[0]) + 1 :]
    if month.isdigit() and len(month) == 2:
        whole = periods.month(whole.start.year, int(month))
    return replace(whole, value=value)


def is_stand_in(day: date | None) -> bool:
    return day is not None and _STAND_IN - _LAST <= day.year < _STAND_IN


def spelt(meaning: Meaning) -> Meaning:
    """Return the meaning with the real year in place of its stand-in, and without days."""
    if not is_stand_in(meaning.start) or meaning.start is None:
        return meaning
    year = meaning.start.year
    value = meaning.value.replace(f"{year:04}", f"BC{_STAND_IN - year:04}", 1)
    return replace(meaning, value=value, start=None, end=None, basis="text")
