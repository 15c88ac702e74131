"""The salience of a row: the probability that a careful analyst would put it on a timeline.

It says what matters in an article, and `confidence` says what is right: a true remark in passing
has a low salience, and the main event with a wrong day a high one.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BIAS = "bias"


def saliences(rows: Iterable[Mapping[str, float]], weights: Mapping[str, float]) -> list[float]:
    """Return the probability from 0 to 1 that each row is noted, from the numbers of each.

    `weights` are what each number adds to the log odds.
    """
    return [_probability(numbers, weights) for numbers in rows]


def _probability(numbers: Mapping[str, float], weights: Mapping[str, float]) -> float:
    odds = sum(weights[name] * value for name, value in numbers.items() if name in weights)
    return 1.0 / (1.0 + exp(-(odds + weights[BIAS])))
