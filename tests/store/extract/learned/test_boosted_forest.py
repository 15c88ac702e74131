"""Trees that mend the sum of those before them, stored as a forest."""

from __future__ import annotations

import json

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from store.extract.learned import boosted_forest
from store.extract.learned.boosted_forest import fitted_boosted, mixed_trees
from store.extract.learned.confidence_fit import RowExample
from store.extract.learned.fit import matrix_of, random_trees
from store.extract.learned.forest import DecisionTree, Forest, forest_json


def rows() -> list[RowExample]:
    return [
        RowExample(
            {"wind": n / 240, "rain": n % 7 / 7}, "SIGN" if n > 120 + n % 5 else "JUNK", f"a{n}"
        )
        for n in range(240)
    ]


@pytest.fixture(autouse=True)
def few_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boosted_forest, "TREES", 20)


def test_they_learn_what_tells_examples_apart() -> None:
    fitted, _ = fitted_boosted(rows())
    calm, storm = fitted.probabilities([{"wind": 0.05, "rain": 0.5}, {"wind": 0.95, "rain": 0.5}])
    assert calm < 0.4
    assert storm > 0.6


def test_one_run_says_what_scikit_learn_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boosted_forest, "RUNS", 1)
    fitted, trees = fitted_boosted(rows())
    matrix = np.array([[r.numbers["rain"], r.numbers["wind"]] for r in rows()]).round(3)
    model = HistGradientBoostingClassifier(
        max_iter=20,
        learning_rate=boosted_forest.STEP,
        max_leaf_nodes=boosted_forest.LEAVES,
        min_samples_leaf=boosted_forest.SMALLEST,
        l2_regularization=boosted_forest.PENALTY,
        max_features=boosted_forest.TRIED,
        early_stopping=False,
        random_state=0,
    ).fit(matrix, [row.is_right for row in rows()])
    expected = model.predict_proba(matrix)[:, 1]
    named = ({"rain": rain, "wind": wind} for rain, wind in matrix)
    assert len(trees) == 20
    assert fitted.probabilities(named).tolist() == pytest.approx(expected.tolist(), abs=0.01)


def test_the_same_examples_give_the_same_bytes() -> None:
    assert forest_json(*fitted_boosted(rows())) == forest_json(*fitted_boosted(rows()))


def test_a_file_keeps_them() -> None:
    fitted, trees = fitted_boosted(rows())
    stored = json.loads(forest_json(fitted, trees))
    again = Forest(
        stored["names"],
        [DecisionTree(*tree) for tree in stored["trees"]],
        stored["slope"],
        stored["shift"],
    )
    examples = [row.numbers for row in rows()]
    assert again.probabilities(examples).tolist() == fitted.probabilities(examples).tolist()


def test_mixed_trees_say_the_mean_of_both_kinds() -> None:
    names = ["rain", "wind"]
    matrix = matrix_of(rows(), names)
    boosted = HistGradientBoostingRegressor(
        max_iter=boosted_forest.GRADED,
        learning_rate=boosted_forest.GRADED_STEP,
        max_leaf_nodes=boosted_forest.GRADED_LEAVES,
        min_samples_leaf=boosted_forest.GRADED_SMALLEST,
        l2_regularization=boosted_forest.PENALTY,
        max_features=boosted_forest.GRADED_TRIED,
        early_stopping=False,
        random_state=0,
    ).fit(matrix, [row.grade for row in rows()])
    examples = [row.numbers for row in rows()]
    random = Forest(names, random_trees(rows(), names, boosted_forest.RANDOM), 1.0, 0.0)
    expected = (random.means(examples) + boosted.predict(matrix)) / 2
    both = Forest(names, mixed_trees(rows(), names), 1.0, 0.0)
    assert both.means(examples).tolist() == pytest.approx(expected.tolist(), abs=0.002)
