"""First names that English news spells in several ways.

Keys unify only spellings of one name. There are no translations ("John" is not "Ivan"). Short forms
are apart, since Mike Johnson and Michael Johnson may be two people: `is_one_first_name` is for
those who weigh more than the name.
"""

from __future__ import annotations

import re
from collections import defaultdict

from store.asset_files import shipped_rows


def _listed(kind: str) -> list[list[str]]:
    """Return the rows of a kind of the shipped table, each as its names."""
    rows = shipped_rows("gazetteer", "given_name_spellings.tsv")
    return [names.split() for each, names in rows if each == kind]


def _canonical_names(kind: str) -> dict[str, str]:
    return {spelling: row[0] for row in _listed(kind) for spelling in row}


def _formal_names() -> dict[str, frozenset[str]]:
    """Map each name to the formal names that it may stand for, itself among them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for formal, *short in _listed("short"):
        found[formal].add(formal)
        for each in short:
            found[each] |= {each, formal}
    return {name: frozenset(formal) for name, formal in found.items()}


_SLAVIC_NAMES = _canonical_names("slavic")
_NAMES = _SLAVIC_NAMES | _canonical_names("arabic")
_FORMAL = _formal_names()

_ENDINGS = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"enka$", "enko"),  # Belarusian for Ukrainian and Russian -enko
        (r"(?<=[sc]k)(?:iy|yy|ii|yi|ij|y|i)$", "y"),  # Zelenskyy, Zelenskiy, Zelensky
        (r"(?<=[sc]k)(?:aia|aja)$", "aya"),
        (r"(?<=[aeo])i(?=[bcdfgklmnprstvz])", "y"),  # Aleinik, Aleynik
        (r"(?<=[eo])ff$", "v"),
    )
]


def given_name(folded: str) -> str:
    """Return the canonical spelling of a folded first name."""
    return _NAMES.get(folded, folded)


def is_one_first_name(folded: str, other: str) -> bool:
    """Return whether two folded first names may be one person's: "jen" and "jennifer"."""
    if folded == other:
        return True
    first, second = _FORMAL.get(folded, frozenset()), _FORMAL.get(other, frozenset())
    return not first.isdisjoint(second)


def is_slavic(folded: str) -> bool:
    """Return whether a folded first name is on the list of Russian, Ukrainian and Belarusian
    names.
    """
    return folded in _SLAVIC_NAMES


def slavic_surname(folded: str) -> str:
    """Return a folded Slavic surname in a canonical transliteration."""
    for pattern, to in _ENDINGS:
        folded = pattern.sub(to, folded)
    return folded
