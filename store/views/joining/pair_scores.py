"""Scores of pairs of events: how likely the two are one, what speaks against one row of both."""

from __future__ import annotations

import numpy as np

from store.views.joining.comparing_process import Comparisons
from store.views.joining.event_arrays import EventArrays, Floats
from store.views.joining.event_likeness import POSSIBLE, likelihoods
from store.views.joining.event_parts import is_another
from store.views.joining.pair_arrays import PairArrays
from store.views.joining.same_deeds import is_one_kind_of_deed

_SURELY_TWO = -1.0
"""What speaks as much against a row with two events as a sure link speaks for it."""
_TOLD_AS_TWO = 0.1
"""How likely two events of one article are one at most that it tells with two verbs as two, if
these are not of one kind of deed."""
_TOGETHER = 4_000
"""Pairs that are compared together, a fifth of them by the trees."""


def scores(asked: Comparisons) -> list[float]:
    """Return the score of each pair, with three decimals."""
    numbers = np.array(asked.events, np.int64)
    events = EventArrays(numbers, asked.signs, asked.families)
    places = np.searchsorted(numbers, np.array(asked.pairs, np.int64))
    found: list[float] = []
    for first in range(0, len(places), _TOGETHER):
        pairs = PairArrays(events, *places[first : first + _TOGETHER].T)
        likely = likelihoods(pairs).round(3)
        found += (_for_rows(pairs, likely) if asked.for_rows else likely).tolist()
    return found


def _for_rows(pairs: PairArrays, likely: Floats) -> Floats:
    """Return what speaks for and against a row with the two events of each pair."""
    are_two = (likely < POSSIBLE) & is_another(pairs)
    is_told_as_two = pairs.is_one_article & (likely < _TOLD_AS_TWO) & ~pairs.same_verb
    are_two |= is_told_as_two & ~is_one_kind_of_deed(pairs)
    return np.where(are_two, _SURELY_TWO, likely)
