"""The confidence of a row: the probability that a careful reader of the article accepts it.

A wrong row misleads, or reports nothing. Among rows that are as likely to be accepted, one that is
likely to be right in everything, its day and its participants too, stands higher.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.learned.row_numbers import RowNumbers

if TYPE_CHECKING:
    from datetime import date

    from store.extract.learned.clauses import Clauses
    from store.extract.learned.signs import Row


def confidences(rows: list[Row], clauses: Clauses, published: date | None) -> list[float]:
    """Return the probability from 0 to 1 that each row is right, in the order of the rows.

    `published` is the day of publication.
    """
    numbers = RowNumbers(rows, clauses, published)
    return [float(p) for p in clauses.models.confidence.probabilities(map(numbers.of, rows))]
