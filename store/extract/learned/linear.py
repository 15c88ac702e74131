"""A multinomial logistic model over named features, stored as readable JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from store.asset_files import shipped

Numbers = npt.NDArray[np.float64]

DIGITS = 3
"""Decimals of the stored weights. More would change nothing, and differ between machines."""


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """The features of one example: names that hold, and names with a number."""

    names: Sequence[str] = ()
    numbers: Mapping[str, float] | None = None


class LinearModel:
    """A model; `classes` are in the order of the columns of `probabilities`."""

    def __init__(self, classes: Sequence[str], weights: Mapping[str, Sequence[float]]) -> None:
        self.classes = tuple(classes)
        self._rows = {name: place for place, name in enumerate(weights, 1)}
        self._weights: Numbers = np.zeros((len(weights) + 1, len(self.classes)))
        for place, row in enumerate(weights.values(), 1):
            self._weights[place] = row

    def probabilities(self, examples: Iterable[Features]) -> Numbers:
        """Return a row per example with a column per class. Each row adds up to 1.

        Features that the model does not know are ignored.
        """
        shifted = self._scores(list(examples))
        if not len(shifted):
            return shifted
        shifted -= shifted.max(axis=1, keepdims=True)
        powers = np.exp(shifted)
        result: Numbers = powers / powers.sum(axis=1, keepdims=True)
        return result

    def log_odds(self, answer: str) -> dict[str, float]:
        """Return by feature what it adds to the log odds of one of two classes.

        It is quicker than `probabilities` for few examples.

        Raises:
            ValueError: the model has more or fewer than two classes, or none of this name.
        """
        if len(self.classes) != 2:
            raise ValueError(f"a model of {len(self.classes)} classes has no log odds")
        column = self.classes.index(answer)
        return {
            name: float(self._weights[place, column] - self._weights[place, 1 - column])
            for name, place in self._rows.items()
        }

    def _scores(self, examples: Sequence[Features]) -> Numbers:
        """Return for each example the sum of the weights of its features."""
        if not examples:
            return np.zeros((0, len(self.classes)))
        rows = self._rows
        places: list[int] = []
        starts: list[int] = []
        for example in examples:
            starts.append(len(places))
            places.append(0)  # a row of zeros, so that no example is empty
            places += [rows[name] for name in example.names if name in rows]
        scores: Numbers = np.add.reduceat(self._weights[places], starts, axis=0)
        for n, example in enumerate(examples):
            for name, value in (example.numbers or {}).items():
                scores[n] += self._weights[rows.get(name, 0)] * value
        return scores


def load(name: str) -> LinearModel:
    """Return the shipped model of that name."""
    stored = json.loads(shipped("models", f"{name}.json").read_text(encoding="utf-8"))
    return LinearModel(stored["classes"], stored["weights"])


def to_json(classes: Sequence[str], weights: Mapping[str, Sequence[float]]) -> str:
    """Return the text of a model's file: one feature per line, ordered by name.

    Features whose weights are all 0 are left out.
    """
    rounded = {name: [round(float(w), DIGITS) + 0.0 for w in weights[name]] for name in weights}
    lines = [
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(row)}"
        for name, row in sorted(rounded.items())
        if any(row)
    ]
    body = ",\n".join(lines)
    return f'{{"classes": {json.dumps(list(classes))}, "weights": {{\n{body}\n}}}}\n'
