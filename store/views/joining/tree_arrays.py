"""A model of many small decision trees over named numbers, each of which mends the sum of those
before it, as arrays: many examples are asked at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

type Column = npt.NDArray[np.float64] | npt.NDArray[np.int64] | npt.NDArray[np.bool_]

_TOGETHER = 128
"""Examples whose numbers stay in the cache of a processor."""


class TreeArrays:
    """Sums up what its trees say of examples, as log odds. All trees are made as deep as the
    deepest.

    The two nodes below the node at place p are at 2p + 1 and 2p + 2. A question asks whether a
    feature is more than a bound; many nodes ask the same one.
    """

    def __init__(self, features: Sequence[str], trees: Sequence[Any], base: float) -> None:
        self.features = features
        self._base = base
        self._levels = max(map(_levels, trees))
        self._inner = (1 << self._levels) - 1
        self._trees = np.arange(len(trees))[:, np.newaxis]
        questions: dict[tuple[int, float], int] = {(0, np.inf): 0}
        self._asked = np.zeros((self._inner, len(trees)), np.int64)
        self._leaves = np.zeros((self._inner + 1, len(trees)))
        for number, tree in enumerate(trees):
            for place, feature, bound in self._nodes(tree, number):
                question = questions.setdefault((feature, bound), len(questions))
                self._asked[place, number] = question
        self._columns = np.array([feature for feature, _ in questions])
        self._bounds = np.array([bound for _, bound in questions])[:, np.newaxis]

    @classmethod
    def from_json(cls, packed: bytes) -> TreeArrays:
        stored = msgspec.json.decode(packed)
        return cls(stored["features"], stored["trees"], stored["base"])

    def _nodes(self, tree: Any, number: int) -> Iterator[tuple[int, int, float]]:
        """Yield the place, feature and bound of each node of a tree, and keep its leaves: each as
        the lowest of those below its place, to which no question leads away."""
        waiting = [(0, tree)]
        while waiting:
            place, each = waiting.pop()
            if isinstance(each, int | float):
                while place < self._inner:
                    place = 2 * place + 1
                self._leaves[place - self._inner, number] = each
                continue
            feature, bound, low, high = each
            yield place, int(feature), bound
            waiting += (2 * place + 1, low), (2 * place + 2, high)

    def probabilities(self, columns: Mapping[str, Column], size: int) -> npt.NDArray[np.float64]:
        """Return how likely each of `size` examples is of the class, 0 to 1. A feature without a
        column is 0."""
        table = np.zeros((len(self.features), size))
        for row, name in enumerate(self.features):
            if name in columns:
                table[row] = columns[name]
        totals = np.full(size, self._base)
        for first in range(0, size, _TOGETHER):
            some = slice(first, first + _TOGETHER)
            totals[some] += self._totals(table[:, some])
        return shares(totals)

    def _totals(self, table: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return what the trees say of each example, added up."""
        examples = np.arange(table.shape[1])
        answers = (table[self._columns] > self._bounds).view(np.uint8).ravel()
        places = np.zeros((len(self._trees), len(examples)), np.int64)
        for _ in range(self._levels):
            asked = self._asked.take(places * len(self._trees) + self._trees)
            places = 2 * places + 1 + answers.take(asked * len(examples) + examples)
        reached = self._leaves.take((places - self._inner) * len(self._trees) + self._trees)
        found: npt.NDArray[np.float64] = reached.sum(axis=0)
        return found


def shares(odds: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return shares by their log odds."""
    found: npt.NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(odds, -30.0, 30.0)))
    return found


def _levels(tree: Any) -> int:
    return 0 if isinstance(tree, int | float) else 1 + max(map(_levels, tree[2:]))
