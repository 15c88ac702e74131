"""A model of many small decision trees over named numbers, each of which mends the sum of those
before it. It needs no numpy: a dashboard that takes new articles must not wait for it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

type Tree = Sequence[float] | float
"""A leaf, or the number of a feature, a bound, the tree for what is at most the bound, and the tree
for what is more."""


class BoostedTrees:
    """Sums up what its trees say of an example, as log odds."""

    def __init__(self, features: Sequence[str], trees: Sequence[Any], base: float) -> None:
        self._features = list(features)
        self._trees = list(trees)
        self._base = base

    @classmethod
    def from_json(cls, packed: bytes) -> BoostedTrees:
        stored = msgspec.json.decode(packed)
        return cls(stored["features"], stored["trees"], stored["base"])

    def probability(self, example: Mapping[str, float]) -> float:
        """Return how likely an example is of the class, 0 to 1. A feature that it lacks is 0."""
        values = [example.get(name, 0.0) for name in self._features]
        total = self._base
        for tree in self._trees:
            node = tree
            while type(node) is list:
                node = node[2] if values[node[0]] <= node[1] else node[3]
            total += node
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
