"""Years, decades and centuries: "1998", "the 1990s", "the mid-'80s", "the nineties"."""

from __future__ import annotations

from store.extract.times import periods
from store.extract.times.grammar.amounts.numbers import ordinal_at, spelt_year_at
from store.extract.times.grammar.days.date_words import year_at
from store.extract.times.grammar.years.not_years import BEFORE_A_DECADE, MEASURES, numbers_something
from store.extract.times.meaning import (
    Match,
    fixed,
)
from store.extract.times.pieces import APOSTROPHES, Pieces
from store.extract.times.words import DECADES, UNITS


def year_alone(p: Pieces, i: int) -> Match | None:
    """Four digits that stand where a year stands."""
    said = year_at(p, i)
    if not said or _is_amount(p, i, said[1], said[0]):
        return None
    year, end = said
    if year > 2100 or (year < 1500 and p.words[i - 1] != "in"):
        return None
    return Match(i, end, "DATE", "year", fixed(periods.year(year)))


def second_year(p: Pieces, i: int, first: int) -> Match | None:
    """The year that shares its century with the one before: "09" in "2008-09"."""
    short = p.number(i + 1)
    if p.words[i] not in {"-", "–", "/"} or short is None or len(p.words[i + 1]) != 2:
        return None
    year = first - first % 100 + short
    if not p.glued(i + 1) or not first < year <= first + 30 or p.words[i + 2] == "-":
        return None
    return Match(i + 1, i + 2, "DATE", "second year", fixed(periods.year(year)))


def _is_amount(p: Pieces, i: int, end: int, year: int) -> bool:
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


def year_decade(p: Pieces, i: int) -> Match | None:
    """ "1990s", "'90s", "1980's"."""
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
"""Words before a decade in which the weather would be told."""


def _in_degrees(p: Pieces, i: int) -> bool:
    """ "temperatures in the 80s"."""
    return not _WARMTH.isdisjoint(p.words[max(i - _SENTENCE, 0) : i])


_OF_A_PERSON = frozenset({"his", "her", "their", "my", "your", "our"})


def _is_age(p: Pieces, i: int) -> bool:
    """ "in his mid-20s", "her late forties"."""
    at = i - 1 - (p.words[i - 1] in {"-", "'", "’", "‘"})
    at -= p.words[at] in {"early", "late", "mid"}
    return p.words[max(at, 0)] in _OF_A_PERSON


def spelt_decade(p: Pieces, i: int) -> Match | None:
    """ "the nineties", but not "in his nineties"."""
    if _is_age(p, i):
        return None
    return Match(
        i, i + 1, "DATE", "decade", fixed(periods.decade(1900 + DECADES[p.words[i]])), nominal=True
    )


def spelt_year(p: Pieces, i: int) -> Match | None:
    """A year in words, as broadcasts write it."""
    said = spelt_year_at(p, i)
    if not said or p.words[said.end] in UNITS or p.words[said.end] in MEASURES:
        return None
    return Match(i, said.end, "DATE", "year in words", fixed(periods.year(int(said.text))))


def the_year(p: Pieces, i: int) -> Match | None:
    """ "year 2000", "fiscal 1990", "fiscal year 1990", "FY2023", "FY23"."""
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


def _short_fiscal_year(p: Pieces, i: int) -> tuple[int, int] | None:
    """ "FY23"."""
    short = p.number(i + 1)
    if p.words[i] != "fy" or short is None or len(p.words[i + 1]) != 2:
        return None
    return 2000 + short, i + 2


def century(p: Pieces, i: int) -> Match | None:
    """ "20th century", "nineteenth-century"."""
    said = ordinal_at(p, i)
    end = said.end + (p.words[said.end] == "-") if said else i
    if not said or p.words[end] not in {"century", "centuries"} or not 1 <= int(said.text) <= 30:
        return None
    whole = fixed(periods.century(int(said.text)))
    return Match(i, end + 1, "DATE", "century", whole, nominal=p.words[end - 1] != "-")
