"""The salience of a row: the probability that a careful analyst would put it on a timeline.

It says what matters in an article, and `confidence` says what is right: a true remark in passing
has a low salience, and the main event with a wrong day a high one.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.extract.learned.row_numbers import RowNumbers
    from store.extract.learned.signs import Row

BIAS = "bias"


def saliences(rows: Sequence[Row], numbers: RowNumbers) -> list[float]:
    """Return the probability from 0 to 1 that each row is noted, in the order of the rows."""
    weights = numbers.clauses.models.salience
    return [_probability(numbers.of(row), weights) for row in rows]


def _probability(signs: dict[str, float], weights: dict[str, float]) -> float:
    """Return the probability by the weights of the signs, which add up to log odds."""
    odds = sum(weights[name] * value for name, value in signs.items() if name in weights)
    return 1.0 / (1.0 + exp(-(odds + weights[BIAS])))
