"""Four digits that are no year: "1500 euros", "a crowd of 2000", "1945 Main Street", "No. 1810"."""

from __future__ import annotations

from store.extract.times.pieces import Pieces
from store.extract.times.words import MONTHS, PLURAL_UNITS, UNITS

_MONEY = {"$", "£", "€", "¥", "#", "no", "nos", "number", "page", "room", "flight", "rs"}
MEASURES = {
    "%", "percent", "per", "people", "shares", "miles", "feet", "meters", "metres", "km",
    "kilometers", "kilometres", "tons", "tonnes", "pounds", "dollars", "employees", "workers",
    "points", "bpd", "mw", "kg", "times", "hours", "euros", "yen", "francs",
    "troops", "soldiers", "barrels", "copies", "units", "jobs", "members", "votes", "seats",
    "gmt", "utc", "est", "edt",
}  # fmt: skip
BEFORE_A_DECADE = frozenset({"'", "’", "‘", "the", "-", "mid", "early", "late"})


def numbers_something(p: Pieces, i: int, end: int) -> bool:
    """Whether the words around a number, which ends at `end`, tell what it counts or names."""
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


def _is_code(p: Pieces, i: int) -> bool:
    """The letters of "MI-1630", "HK-1803", but not "mid-1990", "Dec-1998"."""
    word = p.words[i]
    return word.isalpha() and p.raw(i).isupper() and word not in MONTHS.keys() | BEFORE_A_DECADE


_GROUPS = frozenset(
    "crowd audience total maximum minimum capacity population staff workforce force army survey "
    "poll sample group".split()
)
"""What is of so many: "a survey of 1500"."""
_STREETS = frozenset("street st avenue ave road rd boulevard drive lane".split())


def _is_address(p: Pieces, i: int, end: int) -> bool:
    """ "1945 Main Street", "2001 North Clark Avenue"."""
    if not p.words[i].isdigit():
        return False
    for behind in range(end, end + 3):
        if not p.words[behind].isalpha() or not p.capital(behind):
            return False
        if p.words[behind] in _STREETS:
            return behind > end
    return False
