"""The confidence of a row: the probability that a careful reader of the article accepts it.

A wrong row misleads, or reports nothing. Among rows that are as likely to be accepted, one that is
likely to be right in everything, its day and its participants too, stands higher.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.extract.learned.row_numbers import RowNumbers
    from store.extract.learned.signs import Row


def confidences(rows: Sequence[Row], numbers: RowNumbers) -> list[float]:
    """Return the probability from 0 to 1 that each row is right, in the order of the rows."""
    model = numbers.clauses.models.confidence
    return [float(p) for p in model.probabilities(map(numbers.of, rows))]
