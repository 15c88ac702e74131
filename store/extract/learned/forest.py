"""A forest of randomised trees over named numbers, stored as readable JSON.

Each tree asks whether a number exceeds a threshold, again and again, and ends in the mean grade of
its examples. The forest says the mean of its trees, which a curve turns into a
probability: a mean of many trees is too cautious.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from store.asset_files import shipped

Numbers = npt.NDArray[np.float64]

LEAF = -1
"""The feature of a node that asks nothing."""
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
        self._roots = starts[:-1]
        self._features = np.array([n for tree in trees for n in tree.features], dtype=np.intp)
        self._thresholds = np.array([x for tree in trees for x in tree.thresholds])
        asking = [np.cumsum(np.array(tree.features) != LEAF) * 2 - 1 for tree in trees]
        below = [left + first for left, first in zip(asking, starts, strict=False)]
        self._left = np.concatenate(below) if below else np.zeros(0, dtype=np.intp)

    def probabilities(self, examples: Iterable[Mapping[str, float]]) -> Numbers:
        """Return the probability of each example. A number that it does not give counts as 0."""
        powers = np.exp(-(self.slope * self.means(examples) + self.shift))
        result: Numbers = 1.0 / (1.0 + powers)
        return result

    def means(self, examples: Iterable[Mapping[str, float]]) -> Numbers:
        """Return the mean of the trees for each example, before the curve."""
        given = [[example.get(name, 0.0) for name in self.names] for example in examples]
        if not given or not len(self._roots):
            return np.zeros(len(given))
        rows = np.array(given)
        nodes = np.tile(self._roots, len(rows))
        under_way = np.arange(len(nodes))
        while len(under_way):
            here = nodes[under_way]
            asked = self._features[here]
            under_way, here, asked = (each[asked != LEAF] for each in (under_way, here, asked))
            beyond = rows[under_way // len(self._roots), asked] > self._thresholds[here]
            nodes[under_way] = self._left[here] + beyond
        result: Numbers = self._thresholds[nodes].reshape(len(rows), -1).mean(axis=1)
        return result


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
