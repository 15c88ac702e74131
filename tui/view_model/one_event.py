"""What speaks against making several rows of the timeline one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, islice
from typing import TYPE_CHECKING

from store import format_date

if TYPE_CHECKING:
    from store import EventRow

_SAID = 3
"""Contradictions that are said; many rows have many more."""


def contradictions(rows: Sequence[EventRow]) -> list[str]:
    """Return a line for each two dates of these rows that have no day in common:
    "2024-05-01 and 2024-06-03 cannot both be". An undated row contradicts none."""
    dates = {
        date_of(row): (row.from_ or "", row.to or "~")
        for row in sorted(rows, key=lambda row: (row.from_ or "", row.to or ""))
        if row.from_ or row.to
    }
    apart = (pair for pair in combinations(dates, 2) if _are_apart(*map(dates.__getitem__, pair)))
    return [f"{first} and {second} cannot both be" for first, second in islice(apart, _SAID)]


def date_of(row: EventRow) -> str:
    """Return when a row happened, as precise as it is known."""
    return format_date(row.from_, row.to, row.precision)


def _are_apart(one: tuple[str, str], other: tuple[str, str]) -> bool:
    # Days only: a time of day is rarely that of the whole event.
    first, last = max(one[0], other[0])[:10], min(one[1], other[1])[:10]
    return first > last
