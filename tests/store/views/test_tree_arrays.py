"""Trees that add up, read from JSON."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest

from store.views.joining.event_likeness import trees
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


def likely(trees: TreeArrays, examples: list[dict[str, float]]) -> list[float]:
    names = {name for each in examples for name in each}
    columns = {name: np.array([each.get(name, 0.0) for each in examples]) for name in names}
    found: list[float] = trees.probabilities(columns, len(examples)).tolist()
    return found


@pytest.mark.parametrize(("example", "odds"), EXAMPLES)
def test_what_the_trees_say_adds_up(example: dict[str, float], odds: float) -> None:
    found = likely(TreeArrays.from_json(STORED), [example])
    assert found == pytest.approx([1 / (1 + math.exp(-odds))])


def test_many_examples_at_once_get_the_same() -> None:
    found = likely(TreeArrays.from_json(STORED), [example for example, _ in EXAMPLES])
    assert found == pytest.approx([1 / (1 + math.exp(-odds)) for _, odds in EXAMPLES])


@pytest.mark.parametrize("size", [0, 1, 127, 129])
def test_the_shipped_trees_say_the_same_of_many(size: int) -> None:
    names, random = trees().features, Random(size)  # noqa: S311 - no secret
    examples = [
        {name: random.choice((0.0, 0.5, 1.0, 3.0)) for name in random.sample(names, 60)}
        for _ in range(size)
    ]
    each = [share for example in examples for share in likely(trees(), [example])]
    assert likely(trees(), examples) == pytest.approx(each)
