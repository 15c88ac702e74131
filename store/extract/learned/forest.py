"""A forest of randomised trees over named numbers, stored as readable JSON.

Each tree asks whether a number exceeds a threshold, again and again, and ends in the mean grade of
its examples. The forest says the mean of its trees, which a curve turns into a
probability: a mean of many trees is too cautious.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from store.asset_files import shipped

Numbers = npt.NDArray[np.float64]

LEAF = -1
"""The feature of a node that asks nothing."""
BLANKS = ("", " ")
"""Names of numbers that are always 0. A leaf asks for the first, and never exceeds its limit."""
STEPS = 3
"""How many steps down the trees are taken before what has arrived is left out."""
DIGITS = 3
"""Decimals of the stored thresholds and shares."""


@dataclass(frozen=True, slots=True)
class DecisionTree:
    """The nodes of one tree, level by level; the first is the root.

    The nodes that ask have two children each, in the order of the nodes: first the one for numbers
    that do not exceed the threshold, then the other.
    """

    features: Sequence[int]
    """Which number each node asks for; `LEAF` for none."""
    thresholds: Sequence[float]
    """What the number is compared with; at a leaf, the mean grade of its examples."""


class Forest:
    """A model of the probability that an example is right.

    `slope` and `shift` are those of the logistic curve over the mean of the trees.
    """

    def __init__(
        self, names: Sequence[str], trees: Sequence[DecisionTree], slope: float, shift: float
    ) -> None:
        self.names = tuple(names)
        self.slope, self.shift = slope, shift
        starts = np.cumsum([0, *(len(tree.features) for tree in trees)])
        features = np.array([n for tree in trees for n in tree.features], dtype=np.intp)
        asking = [np.cumsum(np.array(tree.features) != LEAF) * 2 - 1 for tree in trees]
        below = [left + first for left, first in zip(asking, starts, strict=False)]
        used, columns = np.unique(features[features != LEAF], return_inverse=True)
        known = (*BLANKS, *(self.names[n] for n in used))
        self._none = dict.fromkeys(known, 0.0)
        self._numbers_of = itemgetter(*known)
        self._width = len(known)
        self._roots = starts[:-1]
        self._means = np.array([x for tree in trees for x in tree.thresholds])
        self._is_leaf = features == LEAF
        self._columns = np.zeros(len(features), dtype=np.int32)
        self._columns[~self._is_leaf] = columns + len(BLANKS)
        self._limits = np.where(self._is_leaf, np.inf, self._means)
        self._left = np.arange(len(features))
        if below:
            self._left = np.where(self._is_leaf, self._left, np.concatenate(below))

    def probabilities(self, examples: Iterable[Mapping[str, float]]) -> Numbers:
        """Return the probability of each example. A number that it does not give counts as 0."""
        powers = np.exp(-(self.slope * self.means(examples) + self.shift))
        result: Numbers = 1.0 / (1.0 + powers)
        return result

    def means(self, examples: Iterable[Mapping[str, float]]) -> Numbers:
        """Return the mean of the trees for each example, before the curve."""
        rows = self._table(examples)
        count = len(rows)
        if not count or not len(self._roots):
            return np.zeros(count)
        leaves = self._leaves(rows).reshape(count, -1)
        result: Numbers = self._means[leaves].mean(axis=1)
        return result

    def _table(self, examples: Iterable[Mapping[str, float]]) -> Numbers:
        """Return the numbers that the trees ask for, a row for each example."""
        given = [self._numbers_of({**self._none, **example}) for example in examples]
        cells = chain.from_iterable(given)
        found = np.fromiter(cells, dtype=np.float64, count=len(given) * self._width)
        return found.reshape(len(given), self._width)

    def _leaves(self, rows: Numbers) -> npt.NDArray[np.intp]:
        """Return the node in which each row ends in each tree, all trees of a row one after the
        other.

        All walk together, and who is in a leaf stays there. After some steps those are left out.
        """
        cells = rows.ravel()
        ends = here = np.tile(self._roots, len(rows))
        firsts = np.repeat(np.arange(0, cells.size, self._width), len(self._roots))
        under_way = np.arange(len(here))
        while len(under_way):
            for _ in range(STEPS):
                asked = cells.take(firsts + self._columns.take(here))
                here = self._left.take(here) + (asked > self._limits.take(here))
            ends[under_way] = here
            going = ~self._is_leaf.take(here)
            under_way, here, firsts = (each[going] for each in (under_way, here, firsts))
        return ends


def mean_of(probabilities: Sequence[Numbers]) -> Numbers:
    """Return the mean of what several models say of the same examples."""
    result: Numbers = np.mean(probabilities, axis=0)
    return result


def load_forest(name: str) -> Forest:
    """Return the shipped forest of that name."""
    stored = json.loads(shipped("models", f"{name}.json").read_text(encoding="utf-8"))
    trees = [DecisionTree(*tree) for tree in stored["trees"]]
    return Forest(stored["names"], trees, stored["slope"], stored["shift"])


def forest_json(forest: Forest, trees: Sequence[DecisionTree]) -> str:
    """Return the text of a forest's file: one tree per line."""
    head = {"names": list(forest.names), "slope": forest.slope, "shift": forest.shift}
    lines = ",\n".join(
        json.dumps([list(tree.features), list(tree.thresholds)]).replace(" ", "") for tree in trees
    )
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "trees": [\n{lines}\n]}}\n'
