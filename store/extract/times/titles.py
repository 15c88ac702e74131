"""Names that are spelt with words of time, and are no times: "60 Minutes", "This Week" (TimeML
annotation guidelines 1.2.1: nothing inside a proper name is marked)."""

from __future__ import annotations

from store.extract.times.meaning import Match
from store.extract.times.pieces import Pieces
from store.extract.times.words import SEASONS, UNITS

_QUOTES = frozenset({'"', "'", "`", "“", "”", "‘", "’"})
_TITLED = frozenset({*UNITS, *SEASONS, "morning", "evening", "night", "today", "tomorrow"})
"""Words that prose writes small."""


def is_title(p: Pieces, match: Match) -> bool:
    """Whether its last word has a capital where prose has none: in quotes, or between words
    that are written small, so that the line is no headline."""
    last = match.end - 1
    if match.rule == "holiday" or match.end - match.start < 2:
        return False
    if p.words[last] not in _TITLED or not p.capital(last) or p.raw(last).isupper():
        return False
    before, behind = match.start - 1, match.end
    if before < 0:
        return False
    if p.words[before] in _QUOTES:
        return p.words[behind] in _QUOTES or p.words[behind + 1] in _QUOTES
    return _small(p, before) and _small(p, behind)


def _small(p: Pieces, index: int) -> bool:
    return p.words[index].isalpha() and not p.capital(index)
