"""A model of many small decision trees over named numbers, each of which mends the sum of those
before it. It needs no numpy, for which a dashboard that takes new articles must not wait; for many
examples there is `tree_arrays`.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate
from operator import getitem, or_
from struct import Struct
from typing import Any, NamedTuple

import msgspec

type Tree = Sequence[float] | float
"""A leaf, or the number of a feature, a bound, the tree for what is at most the bound, and the tree
for what is more."""

_MOST_LEAVES = 32
"""The bits of a tree in a number with a bit for each leaf of all trees."""


class _Bounds(NamedTuple):
    """The bounds of a feature in all trees, in order."""

    least: float
    bounds: Sequence[float]
    leaves: Sequence[int]
    """For each bound, the leaves that an example can still have whose value is more."""


class BoostedTrees:
    """Sums up what its trees say of an example, as log odds.

    The trees are not followed one by one. A number has a bit for each leaf of all trees. What is
    more than a bound cannot have the leaves to the left of it, so that each feature removes some
    bits at once; of those that remain, the first of each tree is its leaf (Lucchese et al.,
    "QuickScorer", 2015).
    """

    def __init__(self, features: Sequence[str], trees: Sequence[Any], base: float) -> None:
        self._base = base
        self._leaves: list[dict[int, float]] = [{} for _ in trees]
        """The value of each leaf of a tree, by its bit."""
        below: dict[int, defaultdict[float, int]] = defaultdict(lambda: defaultdict(int))
        for place, tree in enumerate(trees):
            self._add(tree, place, 0, below)
        self._packed = Struct(f"<{len(trees)}I")
        self._firsts = sum(1 << _MOST_LEAVES * place for place in range(len(trees)))
        """The first leaf of every tree."""
        self._every = (1 << _MOST_LEAVES * len(trees)) - 1
        self._bounds = {
            features[number]: self._of_feature(removed) for number, removed in below.items()
        }
        self._never_left_out = {
            name: 0.0 for name, each in self._bounds.items() if each.least < 0.0
        }
        """Features that matter if they are 0."""

    def _add(
        self, tree: Tree, place: int, first: int, below: Mapping[int, defaultdict[float, int]]
    ) -> int:
        """Add a part of a tree whose leaves begin at `first`. Return where they end."""
        if isinstance(tree, int | float):
            self._leaves[place][1 << first] = tree
            return first + 1
        feature, bound, low, high = tree
        middle = self._add(low, place, first, below)
        below[int(feature)][bound] |= (1 << middle) - (1 << first) << _MOST_LEAVES * place
        end = self._add(high, place, middle, below)
        if end > _MOST_LEAVES:
            raise ValueError(f"a tree with more than {_MOST_LEAVES} leaves")
        return end

    def _of_feature(self, removed: Mapping[float, int]) -> _Bounds:
        bounds = sorted(removed)
        every = accumulate((removed[bound] for bound in bounds), or_)
        return _Bounds(bounds[0], bounds, [self._every ^ leaves for leaves in every])

    @classmethod
    def from_json(cls, packed: bytes) -> BoostedTrees:
        stored = msgspec.json.decode(packed)
        return cls(stored["features"], stored["trees"], stored["base"])

    @property
    def features(self) -> list[str]:
        """The features that the trees ask for."""
        return [*self._bounds]

    def _in_bytes(self, leaves: int) -> bytes:
        return leaves.to_bytes(self._packed.size, "little")

    def probability(self, example: dict[str, float]) -> float:
        """Return how likely an example is of the class, 0 to 1. A feature that it lacks is 0."""
        left = self._every
        known = self._never_left_out | example
        for name in filter(self._bounds.__contains__, known):
            least, bounds, leaves = self._bounds[name]
            value = known[name]
            if value > least:
                left &= leaves[bisect_left(bounds, value) - 1]
        reached = left & ~(left - self._firsts)  # of each tree, the first leaf that is left
        packed = self._packed.unpack(self._in_bytes(reached))
        return _odds_to_share(sum(map(getitem, self._leaves, packed), self._base))


def _odds_to_share(odds: float) -> float:
    """Return a share by its log odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
