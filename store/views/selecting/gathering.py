"""Sums up what the shown articles hold.

It reads one row of packed integers an article rather than a row for each mention and event: a
filter that leaves a tenth of 100,000 articles reads 10,000 rows, not half a million, and the
sums are made in C.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from store.views.selecting.shown import Shown

_READ = "temp.shown CROSS JOIN packed USING (number)"
_READ_OTHERS = "packed WHERE number NOT IN temp.shown"
_TOTALS = "SELECT id, total FROM entities WHERE total > 0"


@dataclass(frozen=True, slots=True)
class Told:
    """Groups of events, each with its moment."""

    groups: dict[int, int]
    clear: dict[int, int]
    """Those that one of the articles tells clearly."""


def mentions(shown: Shown, numbers: frozenset[int]) -> Counter[int]:
    """How often the articles mention each entity. Of more than half of the store, it sums up
    the others and takes them from the totals."""
    (every,) = shown.connection.execute("SELECT count(*) FROM packed").fetchone()
    if len(numbers) <= every // 2:
        return _mentions(shown, _READ, numbers)
    totals = Counter(dict(shown.connection.execute(_TOTALS)))
    totals.subtract(_mentions(shown, _READ_OTHERS, numbers))
    return +totals


def told(shown: Shown, numbers: frozenset[int]) -> Told:
    """The events that the articles tell."""
    groups: dict[int, int] = {}
    clear: dict[int, int] = {}
    for theirs, moments, count in _rows(shown, "groups, moments, clear", _READ, numbers):
        in_order = [*zip(memoryview(theirs).cast("I"), memoryview(moments).cast("Q"), strict=True)]
        groups.update(in_order)
        clear.update(in_order[:count])
    return Told(groups, clear)


def _mentions(shown: Shown, read: str, numbers: frozenset[int]) -> Counter[int]:
    mentioned = b"".join([row[0] for row in _rows(shown, "mentioned", read, numbers)])
    return Counter(memoryview(mentioned).cast("I"))


def _rows(shown: Shown, columns: str, read: str, numbers: frozenset[int]) -> Iterable[Any]:
    shown.fill(numbers)
    return shown.connection.execute(f"SELECT {columns} FROM {read}")
