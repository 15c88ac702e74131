"""A forest of trees: what it says, how it is stored, how it is fitted."""

from __future__ import annotations

import json
from functools import partial

import numpy as np
import pytest

from store.extract.learned.confidence_fit import RowExample
from store.extract.learned.fit import ForestShape, fitted_forest, random_trees
from store.extract.learned.forest import LEAF, DecisionTree, Forest, forest_json

GROW = partial(random_trees, shape=ForestShape(trees=25))
STUMP = DecisionTree([0, LEAF, LEAF], [0.5, 0.2, 0.9])
DEEPER = DecisionTree([LEAF], [0.4])
TWICE = DecisionTree([0, 1, LEAF, LEAF, LEAF], [0.5, 0.1, 1.0, 0.0, 0.3])


def forest(*trees: DecisionTree, slope: float = 1.0, shift: float = 0.0) -> Forest:
    return Forest(("wind", "rain"), trees, slope, shift)


@pytest.mark.parametrize(
    ("trees", "example", "mean"),
    [
        ([STUMP], {"wind": 0.4}, 0.2),
        ([STUMP], {"wind": 0.6}, 0.9),
        ([STUMP], {"wind": 0.5}, 0.2),
        ([STUMP], {"hail": 3.0}, 0.2),
        ([STUMP, DEEPER], {"wind": 1.0}, 0.65),
        ([TWICE], {"wind": 1.0}, 1.0),
        ([TWICE], {"rain": 0.2}, 0.3),
        ([TWICE, STUMP, DEEPER], {}, 0.2),
        ([], {"wind": 1.0}, 0.0),
    ],
)
def test_the_mean_of_the_trees(
    trees: list[DecisionTree], example: dict[str, float], mean: float
) -> None:
    assert forest(*trees).means([example, example]).tolist() == pytest.approx([mean, mean])


def test_the_curve_makes_a_probability_of_the_mean() -> None:
    steep = forest(STUMP, slope=10.0, shift=-5.0)
    low, high = steep.probabilities([{"wind": 0.0}, {"wind": 1.0}])
    assert low == pytest.approx(1 / (1 + np.exp(3.0)))
    assert high == pytest.approx(1 / (1 + np.exp(-4.0)))


def test_nothing_to_weigh() -> None:
    assert forest(STUMP).probabilities([]).shape == (0,)


def rows() -> list[RowExample]:
    return [
        RowExample({"wind": n / 60, "rain": n % 7 / 7}, "SIGN" if n > 30 else "JUNK", f"a{n % 12}")
        for n in range(60)
    ]


def test_the_same_rows_give_the_same_bytes() -> None:
    assert forest_json(*fitted_forest(rows(), GROW)) == forest_json(*fitted_forest(rows(), GROW))


def test_a_file_keeps_the_forest() -> None:
    fitted, trees = fitted_forest(rows(), GROW)
    stored = json.loads(forest_json(fitted, trees))
    again = Forest(
        stored["names"],
        [DecisionTree(*t) for t in stored["trees"]],
        stored["slope"],
        stored["shift"],
    )
    examples = [row.numbers for row in rows()]
    assert again.probabilities(examples).tolist() == fitted.probabilities(examples).tolist()


def test_a_forest_learns_what_tells_them_apart() -> None:
    fitted, _ = fitted_forest(rows(), GROW)
    calm, storm = fitted.probabilities([{"wind": 0.05, "rain": 0.5}, {"wind": 0.95, "rain": 0.5}])
    assert calm < 0.3
    assert storm > 0.7


def test_what_is_right_in_everything_stands_above_what_is_nearly_so() -> None:
    storms = [
        RowExample({"wind": 1.0, "rain": n % 7 / 7}, "MINOR" if n % 7 > 3 else "SIGN", f"a{n % 12}")
        for n in range(60)
    ]
    fitted, _ = fitted_forest([*rows(), *storms], GROW)
    first, second = fitted.means([{"wind": 1.0, "rain": 0.1}, {"wind": 1.0, "rain": 0.9}])
    assert first > second + 0.1
