"""Trees that add up, read from JSON."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest

from store.views.joining.boosted_trees import BoostedTrees
from store.views.joining.event_likeness import tree_arrays, trees
from store.views.joining.tree_arrays import TreeArrays

STORED = b"""{"base": -0.5, "features": ["alike", "same day"], "trees": [
[0, 0.3, -1.0, [1, 0.5, 0.25, 2.0]],
0.125]}"""


EXAMPLES: list[tuple[dict[str, float], float]] = [
    ({}, -1.375),
    ({"alike": 0.3}, -1.375),
    ({"alike": 0.9}, -0.125),
    ({"alike": 0.9, "same day": 1.0, "unknown": 7.0}, 1.625),
]


@pytest.mark.parametrize(("example", "odds"), EXAMPLES)
def test_what_the_trees_say_adds_up(example: dict[str, float], odds: float) -> None:
    found = BoostedTrees.from_json(STORED).probability(example)
    assert found == pytest.approx(1 / (1 + math.exp(-odds)))


def test_many_examples_at_once_get_the_same() -> None:
    names = ("alike", "same day", "unknown")
    columns = {name: np.array([each.get(name, 0.0) for each, _ in EXAMPLES]) for name in names}
    found = TreeArrays.from_json(STORED).probabilities(columns, len(EXAMPLES))
    expected = [1 / (1 + math.exp(-odds)) for _, odds in EXAMPLES]
    assert found.tolist() == pytest.approx(expected)


@pytest.mark.parametrize("size", [1, 127, 129])
def test_the_shipped_trees_say_the_same_of_many(size: int) -> None:
    names, random = trees().features, Random(size)  # noqa: S311 - no secret
    examples = [
        {name: random.choice((0.0, 0.5, 1.0, 3.0)) for name in random.sample(names, 60)}
        for _ in range(size)
    ]
    columns = {name: np.array([each.get(name, 0.0) for each in examples]) for name in names}
    found = tree_arrays().probabilities(columns, size)
    assert found.tolist() == pytest.approx([trees().probability(each) for each in examples])
