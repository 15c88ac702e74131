"""The confidence of a row: the probability that a careful reader of the article accepts it.

A wrong row misleads, or reports nothing. Among rows that are as likely to be accepted, one that is
likely to be right in everything, its day and its participants too, stands higher.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.extract.learned.forest import Forest


def confidences(rows: Iterable[dict[str, float]], model: Forest) -> list[float]:
    """Return the probability from 0 to 1 that each row is right, from the numbers of each."""
    return [float(p) for p in model.probabilities(rows)]
