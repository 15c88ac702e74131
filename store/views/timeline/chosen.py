"""The timeline of the groups that a filter chooses."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

from store.views.moments import LAST_BITS


class ChosenGroups:
    def __init__(self, groups: dict[int, int], clear: dict[int, int]) -> None:
        """Each group with its moment; `clear` has those that stand out."""
        self._groups = groups
        self._clear = clear
        self._orders: dict[bool, array[int]] = {}

    def count(self, *, faint: bool = True) -> int:
        return len(self._groups if faint else self._clear)

    def page(self, offset: int, limit: int, *, faint: bool = True) -> Sequence[int]:
        return self._in_order(faint)[offset : offset + limit]

    def rank(self, group: int, *, faint: bool = True) -> int | None:
        if group not in (self._groups if faint else self._clear):
            return None
        return self._in_order(faint).index(group)

    def moments(self) -> Iterable[tuple[int, int]]:
        return Counter(self._groups.values()).items()

    def beginnings(self, *, faint: bool = True) -> Iterable[tuple[int, int]]:
        moments = (self._groups if faint else self._clear).values()
        return Counter(moment >> LAST_BITS for moment in moments).items()

    def _in_order(self, faint: bool) -> array[int]:
        if faint not in self._orders:
            groups = self._groups if faint else self._clear
            numbers = sorted(groups)
            numbers.sort(key=groups.__getitem__)
            self._orders[faint] = array("q", numbers)
        return self._orders[faint]
