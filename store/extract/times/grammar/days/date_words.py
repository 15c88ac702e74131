"""The parts of a date as they are written: years, names of months, days of a month."""

from __future__ import annotations

from store.extract.times.grammar.amounts.numbers import ordinal_at
from store.extract.times.pieces import Pieces
from store.extract.times.words import AMBIGUOUS_MONTHS, MONTHS, ONES, SHORT_MONTHS

_FULL_NAMES = frozenset(name for name in MONTHS if len(name) > 4) | {"may", "june", "july"}
EARLIEST, LATEST = 1000, 2399
"""Years that four digits are taken for."""


def year_at(p: Pieces, i: int) -> tuple[int, int] | None:
    """A year in four digits, or in two behind an apostrophe, and where it ends."""
    value = p.number(i)
    if value is not None and len(p.words[i]) == 4 and EARLIEST <= value <= LATEST:
        return value, i + 1
    if p.words[i] in {"'", "’", "‘"} and len(p.words[i + 1]) == 2 and p.glued(i + 1):
        short = p.number(i + 1)
        if short is not None and not p.words[i + 2].startswith("s"):
            return (1900 if short > 30 else 2000) + short, i + 2
    return None


def short_year(p: Pieces, i: int) -> tuple[int, int] | None:
    """The year of a dateline such as "2 JUN 89 (": two digits behind a short month."""
    value = p.number(i)
    if value is None or len(p.words[i]) != 2 or p.words[i - 1] not in SHORT_MONTHS:
        return None
    if p.words[i + 1] not in {"(", ")", ",", "-", "–", "—", ""}:
        return None
    return (1900 if value > 30 else 2000) + value, i + 1


def month_name_at(p: Pieces, i: int, dated: bool = False) -> tuple[int, int] | None:
    """The number of the month that piece `i` names, and where the name ends. Short names
    need a full stop or a number behind them, or a day before them (`dated`)."""
    word = p.words[i]
    number = MONTHS.get(word)
    if number is None or (not p.capital(i) and word in AMBIGUOUS_MONTHS):
        return None
    if word in SHORT_MONTHS and not dated and not _is_short_month(p, i):
        return None
    stop = word not in _FULL_NAMES and p.words[i + 1] == "."
    return number, i + 1 + (stop and (p.glued(i + 1) or day_at(p, i + 2) is not None))


def _is_short_month(p: Pieces, i: int) -> bool:
    """Whether a full stop or a number stands behind it, or a word before it that no name
    stands behind: "in Jun"."""
    behind = p.words[i + 1]
    if behind == "." or behind[:1].isdigit():
        return True
    return p.capital(i) and behind != "-" and p.words[i - 1] in _BEFORE_A_SHORT_MONTH


_BEFORE_A_SHORT_MONTH = frozenset({"in", "since", "until", "during", "late", "mid"})


def day_at(p: Pieces, i: int) -> tuple[int, int] | None:
    """A day of the month, "5", "5th" or "fifth", and where it ends."""
    value = p.number(i)
    if value is not None and len(p.words[i]) <= 2 and 1 <= value <= 31:
        end = i + 1
        if p.words[end] in {"st", "nd", "rd", "th"} and p.glued(end):
            return value, end + 1
        if p.glued(end) and (p.words[end] in {"%", "/"} or p.words[end].isalpha()):
            return None
        if p.words[end] in {".", ",", ":"} and p.glued(end + 1) and p.words[end + 1].isdigit():
            return None
        return value, end
    spelt = ordinal_at(p, i) if not p.words[i][:1].isdigit() else None
    return (int(spelt.text), spelt.end) if spelt and int(spelt.text) <= 31 else None


def the_ordinal(p: Pieces, i: int) -> tuple[int, int] | None:
    if p.words[i] != "the":
        return None
    said = ordinal_at(p, i + 1)
    return (int(said.text), said.end) if said and int(said.text) <= 31 else None


def spelt_day(p: Pieces, i: int) -> tuple[int, int] | None:
    """ "April one", "May Six", as Reuters wrote them, but not "in May one company"."""
    day = ONES.get(p.words[i], 0)
    if not 1 <= day <= 9:
        return None
    behind = p.words[i + 1]
    counts = behind.isalpha() and behind not in _BEHIND_A_DAY and not p.capital(i)
    return None if counts or behind in {"-", "hundred", "thousand"} else (day, i + 1)


_BEHIND_A_DAY = frozenset(
    "and or to at in on by for when as with but from until unless effective record through".split()
)


def year_value(p: Pieces, i: int) -> int | None:
    """The year in four digits at piece `i`."""
    value = p.number(i)
    return value if value is not None and len(p.words[i]) == 4 else None
