"""How likely each of many pairs of events is one, with numpy: the same as `event_likeness` says of
one pair, in two fifths of the time. Only what indexes many articles loads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from store.views.joining.close_pair_features import close_features
from store.views.joining.event_arrays import EventArrays, Flags, Floats, Ints
from store.views.joining.event_likeness import (
    DEED,
    ONE_INCIDENT,
    ONE_TOLL,
    POSSIBLE,
    WITHIN,
    linear_weights,
    tree_arrays,
)
from store.views.joining.event_pairs import EventPair
from store.views.joining.event_parts import is_another
from store.views.joining.event_signs import EventSign
from store.views.joining.pair_arrays import PairArrays
from store.views.joining.pair_features import Values, features
from store.views.joining.pair_rules import (
    is_in_another_period,
    is_one_incident,
    is_possible,
    may_be_another,
    may_be_one_toll,
    may_be_same_deed,
)
from store.views.joining.same_deeds import is_one_toll, is_same_deed

type PairOf = Callable[[int, int], EventPair]


class LikelyPairs:
    """Compares pairs of events."""

    def __init__(
        self, signs: Mapping[int, EventSign], families: Mapping[int, int], pair_of: PairOf
    ) -> None:
        """`families` has the family of each article, and `pair_of` returns the pair of two events,
        which only some need."""
        self._events = EventArrays(signs, families)
        self._pair_of = pair_of

    def of(self, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[float, int, int]]:
        """Yield how likely two events are one, with both, for those pairs that are worth a look;
        the others are no links. The smaller event of a pair is first."""
        both = np.searchsorted(self._events.events, np.array(pairs, np.int64))
        yield from _scored(PairArrays(self._events, both[:, 0], both[:, 1]), self._pair_of)


def _scored(pairs: PairArrays, pair_of: PairOf) -> Iterator[tuple[float, int, int]]:
    look = _Look(pairs, pair_of)
    incidents = is_one_incident(pairs)
    is_toll = look.which(may_be_one_toll(pairs) & ~incidents, is_one_toll)
    yield from look.scored(incidents, np.full(len(pairs), ONE_INCIDENT))
    yield from look.scored(is_toll, np.full(len(pairs), ONE_TOLL))
    others = ~incidents & ~is_toll & is_possible(pairs) & ~is_in_another_period(pairs)
    yield from _weighed(pairs.taken(others), pair_of)


def _weighed(pairs: PairArrays, pair_of: PairOf) -> Iterator[tuple[float, int, int]]:
    look = _Look(pairs, pair_of)
    found = dict(features(pairs))
    likely = _shares(_linear(found, len(pairs)))
    is_asked, may_be_deed = likely >= POSSIBLE, may_be_same_deed(pairs)
    doubtful = (is_asked | may_be_deed) & may_be_another(pairs)
    ruled_out = look.which(doubtful, _is_ruled_out)
    is_asked &= ~ruled_out
    (rows,) = is_asked.nonzero()
    if len(rows):
        likely[rows] = _by_trees(pairs.taken(is_asked), {k: v[rows] for k, v in found.items()})
    one = pairs.is_one_article
    likely[one] = likely[one] * WITHIN / (1 - likely[one] + likely[one] * WITHIN)
    is_deed = look.which(may_be_deed & ~ruled_out & (likely < DEED), is_same_deed)
    likely[is_deed] = DEED
    yield from look.scored(is_asked | is_deed, likely)


class _Look:
    """A look at some of many pairs one by one."""

    def __init__(self, pairs: PairArrays, pair_of: PairOf) -> None:
        self._events = pairs.events.events
        self._pairs = pairs
        self._pair_of = pair_of

    def _both(self, rows: Ints) -> Iterator[tuple[int, int]]:
        ours, theirs = self._pairs.ours[rows], self._pairs.theirs[rows]
        return zip(self._events[ours].tolist(), self._events[theirs].tolist(), strict=True)

    def which(self, asked: Flags, is_true: Callable[[EventPair], bool]) -> Flags:
        """Return those of the pairs that are asked for of which this is true."""
        (rows,) = asked.nonzero()
        found = np.zeros(len(asked), np.bool_)
        said = [is_true(self._pair_of(*both)) for both in self._both(rows)]
        found[rows] = said
        return found

    def scored(self, which: Flags, scores: Floats) -> Iterator[tuple[float, int, int]]:
        (rows,) = which.nonzero()
        for score, both in zip(scores[rows].tolist(), self._both(rows), strict=True):
            yield score, *both


def _is_ruled_out(pair: EventPair) -> bool:
    return not pair.is_possible() or is_another(pair)


def _linear(found: dict[str, Values], size: int) -> Floats:
    weights = linear_weights()
    total = np.zeros(size)
    for name in found.keys() & weights.keys():
        total += weights[name] * found[name]
    return total


def _by_trees(pairs: PairArrays, found: dict[str, Values]) -> Floats:
    return tree_arrays().probabilities(found | dict(close_features(pairs)), len(pairs))


def _shares(odds: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.clip(odds, -30.0, 30.0)))
    return found
