"""Trees that add up, read from JSON."""

from __future__ import annotations

import math

import numpy as np
import pytest

from store.views.joining.boosted_trees import BoostedTrees

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
    trees = BoostedTrees.from_json(STORED)
    table = np.array([[each.get(name, 0.0) for name in trees.features] for each, _ in EXAMPLES])
    assert trees.odds(table).tolist() == pytest.approx([odds for _, odds in EXAMPLES])
