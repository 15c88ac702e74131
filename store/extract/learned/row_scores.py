"""The confidence and the salience of a row, from its numbers.

The confidence is the probability that a careful reader of the article accepts the row. A wrong row
misleads, or reports nothing. Among rows that are as likely to be accepted, one that is likely to be
right in everything, its day and its participants too, stands higher.

The salience is the probability that a careful analyst would put the row on a timeline. It says what
matters in an article: a true remark in passing has a low salience, and the main event with a wrong
day a high one.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from store.extract.learned.forest import Forest

BIAS = "bias"


def confidences(rows: Iterable[dict[str, float]], model: Forest) -> list[float]:
    """Return the probability from 0 to 1 that each row is right, from the numbers of each."""
    return [float(p) for p in model.probabilities(rows)]


def saliences(rows: Iterable[Mapping[str, float]], weights: Mapping[str, float]) -> list[float]:
    """Return the probability from 0 to 1 that each row is noted, from the numbers of each.

    `weights` are what each number adds to the log odds.
    """
    return [_probability(numbers, weights) for numbers in rows]


def _probability(numbers: Mapping[str, float], weights: Mapping[str, float]) -> float:
    odds = sum(weights[name] * value for name, value in numbers.items() if name in weights)
    return 1.0 / (1.0 + exp(-(odds + weights[BIAS])))
