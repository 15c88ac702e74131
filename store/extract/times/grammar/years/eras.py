"""Years with their era: "1200 BC", "AD 70", "A.D. 70"."""

from __future__ import annotations

from store.extract.times import periods
from store.extract.times.grammar.amounts.numbers import number_at
from store.extract.times.meaning import Match, constant, fixed
from store.extract.times.pieces import Pieces

_BEFORE_CHRIST = frozenset({"bc", "bce"})
_LAST = 9999


def year_before_era(p: Pieces, i: int) -> Match | None:
    """ "1200 BC", "3,000 B.C.", "70 AD"."""
    said = number_at(p, i)
    if not said or not said.text.isdigit() or not 0 < int(said.text) <= _LAST:
        return None
    year, end = int(said.text), said.end
    if p.words[end : end + 3] == ["b", ".", "c"]:
        return _before_christ(i, end + 3 + (p.words[end + 3] == "." and p.glued(end + 3)), year)
    if p.words[end] in _BEFORE_CHRIST and p.capital(end):
        return _before_christ(i, end + 1, year)
    if p.words[end] == "ad" and p.raw(end).isupper():
        return Match(i, end + 1, "DATE", "year of an era", fixed(periods.year(year)))
    return None


def _before_christ(start: int, end: int, year: int) -> Match:
    return Match(start, end, "DATE", "year before Christ", constant(f"BC{year:04}"))


def year_behind_era(p: Pieces, i: int) -> Match | None:
    """ "AD 70", "A.D. 70"."""
    at = i + 1
    if p.words[i : i + 4] == ["a", ".", "d", "."]:
        at = i + 4
    elif p.words[i] != "ad" or not p.raw(i).isupper():
        return None
    year = p.number(at)
    if year is None or not 0 < year <= _LAST or (p.glued(at + 1) and p.words[at + 1].isalpha()):
        return None
    return Match(i, at + 1, "DATE", "year of an era", fixed(periods.year(year)))
