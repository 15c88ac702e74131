"""A model's file, and what it says of an example."""

from __future__ import annotations

import json

import numpy as np
import pytest

from store.extract.learned.fit import fitted
from store.extract.learned.linear import Features, LinearModel, to_json
from store.extract.learned.training import TrainingExample

WEIGHTS = {"bias": [0.0, 0.5], "rain": [2.0, -1.0], "row.wind": [0.0, 3.0]}


def model() -> LinearModel:
    return LinearModel(("wet", "dry"), WEIGHTS)


def test_each_row_adds_up_to_one() -> None:
    found = model().probabilities([Features(["bias", "rain"]), Features([]), Features(["bias"])])
    assert found.shape == (3, 2)
    assert np.allclose(found.sum(axis=1), 1)
    assert found[0, 0] > 0.9
    assert found[1].tolist() == [0.5, 0.5]


def test_unknown_features_count_nothing() -> None:
    known, unknown = model().probabilities(
        [Features(["rain"]), Features(["rain", "snow"], {"hail": 9.0})]
    )
    assert known.tolist() == unknown.tolist()


def test_numbers_count_by_how_large_they_are() -> None:
    calm, storm = model().probabilities(
        [Features(numbers={"row.wind": 0.1}), Features(numbers={"row.wind": 2.0})]
    )
    assert calm[1] < storm[1]


def test_nothing_to_weigh() -> None:
    assert model().probabilities([]).shape == (0, 2)


def test_a_file_keeps_the_model() -> None:
    stored = json.loads(to_json(("wet", "dry"), WEIGHTS))
    example = [Features(["bias", "rain"], {"row.wind": 0.5})]
    again = LinearModel(stored["classes"], stored["weights"])
    assert np.allclose(again.probabilities(example), model().probabilities(example))


def examples() -> list[TrainingExample]:
    wet = TrainingExample(Features(["bias", "rain"], {"row.wind": 0.2}), "wet", "one", "wet")
    dry = TrainingExample(Features(["bias", "sun"], {"row.wind": 0.9}), "dry", "two", "dry")
    odd = TrainingExample(Features(["bias", "rain", "once"]), "fog", "three", "dry")
    return [wet, dry] * 6 + [odd] * 2


@pytest.mark.parametrize("classes", [("dry", "wet"), ("dry", "fog", "wet")])
def test_fitting_learns_and_gives_the_same_bytes(classes: tuple[str, ...]) -> None:
    known = [e for e in examples() if e.answer in classes]
    first, second = (to_json(*fitted(known, 1.0)) for _ in range(2))
    assert first == second
    stored = json.loads(first)
    assert tuple(stored["classes"]) == classes
    assert "once" not in stored["weights"]  # seen too rarely
    found = LinearModel(stored["classes"], stored["weights"]).probabilities(
        [known[0].features, known[1].features]
    )
    assert [classes[row.argmax()] for row in found] == ["wet", "dry"]
