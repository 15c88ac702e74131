"""Where the entities are mentioned that many articles mention, as a bit-sliced index.

A slice is a bitmap of the articles whose number of mentions has this binary digit: with it, how
often an entity is mentioned in any set of articles is a few intersections
(O'Neil and Quass, "Improved query performance with variant indexes", 1997). A last bitmap has all
articles that know the entity: some do so without a mention.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from pyroaring import BitMap

from store.views.schema import ALL_SLICE, FREQUENT, SLICE_BITS

_POSTINGS = """
    SELECT article, mentions FROM postings WHERE era IN (SELECT era FROM eras) AND entity = ?"""
_SLICES = "SELECT articles FROM frequent WHERE id >= ? AND id < ?"

type Changes = dict[int, int | None]
"""How often articles mention an entity; None where they know it no more."""


class Frequent:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._touched: dict[int, Changes] = {}

    def reset(self) -> None:
        self._touched.clear()

    def put(self, number: int, mentions: Mapping[int, int]) -> None:
        """So often an article mentions each entity that it knows."""
        for entity, times in mentions.items():
            self._touched.setdefault(entity, {})[number] = times

    def drop(self, number: int, entities: Iterable[int]) -> None:
        """The article knows these no more."""
        for entity in entities:
            self._touched.setdefault(entity, {})[number] = None

    def settle(self) -> None:
        """After the postings and the entities' own counts are written."""
        for entity, changes in self._touched.items():
            every, slices = self._every(entity), self._slices(entity)
            if every is not None:
                self._write(entity, every, slices, changes)
            elif self._is_frequent(entity):
                rows = self._connection.execute(_POSTINGS, (entity,)).fetchall()
                self._write(entity, BitMap(), [], dict(rows))
        self._touched.clear()

    def _is_frequent(self, entity: int) -> bool:
        (articles,) = self._connection.execute(
            "SELECT articles FROM entities WHERE id = ?", (entity,)
        ).fetchone()
        return bool(articles >= FREQUENT)

    def _every(self, entity: int) -> BitMap | None:
        row = self._connection.execute(
            "SELECT articles FROM frequent WHERE id = ?", (entity << SLICE_BITS | ALL_SLICE,)
        ).fetchone()
        return None if row is None else BitMap.deserialize(row[0])

    def _slices(self, entity: int) -> list[BitMap]:
        span = (entity << SLICE_BITS, entity << SLICE_BITS | ALL_SLICE)
        rows = self._connection.execute(_SLICES, span).fetchall()
        return [BitMap.deserialize(articles) for (articles,) in rows]

    def _write(self, entity: int, every: BitMap, slices: list[BitMap], changes: Changes) -> None:
        changed = BitMap(changes)
        every -= changed
        every |= BitMap(number for number, times in changes.items() if times is not None)
        written = [*enumerate(_changed(slices, changed, changes)), (ALL_SLICE, every)]
        self._connection.executemany(
            "INSERT OR REPLACE INTO frequent VALUES (?, ?)",
            ((entity << SLICE_BITS | digit, each.serialize()) for digit, each in written),
        )


def _changed(slices: list[BitMap], changed: BitMap, changes: Changes) -> list[BitMap]:
    """With so many mentions in these articles; a slice that is empty stays."""
    mentioned = {number: times for number, times in changes.items() if times}
    digits = max(mentioned.values(), default=0).bit_length()
    slices += [BitMap() for _ in range(digits - len(slices))]
    for digit, each in enumerate(slices):
        each.difference_update(changed)
        each.update(BitMap(number for number, times in mentioned.items() if times >> digit & 1))
    return slices
