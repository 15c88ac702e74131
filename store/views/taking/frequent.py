"""Where the entities are mentioned that many articles mention, as a bit-sliced index.

A slice is a bitmap of the articles whose number of mentions has this binary digit: with it, how
often an entity is mentioned in any set of articles is a few intersections
(O'Neil and Quass, "Improved query performance with variant indexes", 1997).
"""

from __future__ import annotations

import sqlite3
from collections import Counter

from pyroaring import BitMap

from store.views.schema import FREQUENT, SLICE_BITS

_POSTINGS = """
    SELECT article, mentions FROM postings WHERE era IN (SELECT era FROM eras) AND entity = ?"""
_SLICES = "SELECT articles FROM frequent WHERE id >= ? AND id < ?"


class Frequent:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._touched: dict[int, dict[int, int]] = {}

    def reset(self) -> None:
        self._touched.clear()

    def put(self, number: int, mentions: Counter[int]) -> None:
        """So often an article mentions each entity now; 0 where it does no more."""
        for entity, times in mentions.items():
            self._touched.setdefault(entity, {})[number] = times

    def settle(self) -> None:
        """After the postings and the entities' own counts are written."""
        for entity, changes in self._touched.items():
            slices = self._slices(entity)
            if slices:
                self._write(entity, _changed(slices, changes))
            elif self._is_frequent(entity):
                rows = self._connection.execute(_POSTINGS, (entity,))
                self._write(entity, _changed([], dict(rows.fetchall())))
        self._touched.clear()

    def _is_frequent(self, entity: int) -> bool:
        (articles,) = self._connection.execute(
            "SELECT articles FROM entities WHERE id = ?", (entity,)
        ).fetchone()
        return bool(articles >= FREQUENT)

    def _slices(self, entity: int) -> list[BitMap]:
        span = (entity << SLICE_BITS, (entity + 1) << SLICE_BITS)
        rows = self._connection.execute(_SLICES, span).fetchall()
        return [BitMap.deserialize(articles) for (articles,) in rows]

    def _write(self, entity: int, slices: list[BitMap]) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO frequent VALUES (?, ?)",
            ((entity << SLICE_BITS | digit, each.serialize()) for digit, each in enumerate(slices)),
        )


def _changed(slices: list[BitMap], changes: dict[int, int]) -> list[BitMap]:
    """With so many mentions in these articles; a slice that is empty stays."""
    digits = max(changes.values()).bit_length()
    slices += [BitMap() for _ in range(digits - len(slices))]
    changed = BitMap(changes)
    for digit, each in enumerate(slices):
        each.difference_update(changed)
        each.update(BitMap(number for number, times in changes.items() if times >> digit & 1))
    return slices
