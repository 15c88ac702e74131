"""The timeline of a filter that leaves out less than it shows: of every group but some."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from store.views.moments import LAST_BITS
from store.views.timeline.every import EveryGroup


class MostGroups:
    def __init__(
        self, connection: sqlite3.Connection, left_out: dict[int, int], clear: dict[int, int]
    ) -> None:
        """The groups that are left out, each with its moment; `clear` has those that would
        stand out."""
        self._every = EveryGroup(connection)
        self._left_out = left_out
        self._clear = clear

    def count(self, *, faint: bool = True) -> int:
        return self._every.count(faint=faint) - len(self._gone(faint))

    def page(self, offset: int, limit: int, *, faint: bool = True) -> Sequence[int]:
        gone = self._gone(faint)
        left = (group for group in self._every.groups(faint=faint) if group not in gone)
        return list(islice(left, offset, offset + limit))

    def rank(self, group: int, *, faint: bool = True) -> int | None:
        gone = self._gone(faint)
        place = None if group in gone else self._every.rank(group, faint=faint)
        if place is None:
            return None
        here = (self._every.moment(group), group)
        return place - sum((moment, each) < here for each, moment in gone.items())

    def moments(self) -> Iterable[tuple[int, int]]:
        left = Counter(dict(self._every.moments()))
        left.subtract(Counter(self._left_out.values()))
        return left.items()

    def beginnings(self, *, faint: bool = True) -> Iterable[tuple[int, int]]:
        left = Counter(dict(self._every.beginnings(faint=faint)))
        left.subtract(Counter(moment >> LAST_BITS for moment in self._gone(faint).values()))
        return left.items()

    def _gone(self, faint: bool) -> dict[int, int]:
        return self._left_out if faint else self._clear
