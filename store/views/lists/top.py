"""The most mentioned entities of many articles, without counting all mentions.

From the most mentioned of the whole store on: nobody is mentioned more often in some articles
than in all. Not imported before something is filtered.
"""

from __future__ import annotations

import sqlite3
from bisect import insort

from pyroaring import BitMap

from store.views.schema import ALL_SLICE, SLICE_BITS

_SLICES = "SELECT articles FROM frequent WHERE id >= ? AND id < ?"
_RARE = """
    SELECT article, mentions FROM postings WHERE era IN (SELECT era FROM eras) AND entity = ?"""
_WORTH = 300
"""Articles whose mentions are counted as fast as one entity without bitmaps is looked up."""


class Top:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[int, list[BitMap]] = {}

    def of(
        self, articles: BitMap, candidates: sqlite3.Cursor, count: int
    ) -> list[tuple[int, int]] | None:
        """The first entities by mentions in the articles, each with their number, of candidates
        `(id, mentions in all articles)` that come with the most mentioned first. None where it
        takes many that few articles mention to tell."""
        best: list[tuple[int, int]] = []
        patience = len(articles) // _WORTH
        for entity, total in candidates:
            if len(best) >= count and -best[count - 1][0] > total:
                break
            if not self._slices(entity):
                patience -= 1
                if patience < 0:
                    return None
            shown = self.shown(entity, articles)
            if shown:
                insort(best, (-shown, entity))
        return [(entity, -shown) for shown, entity in best[:count]]

    def shown(self, entity: int, articles: BitMap) -> int:
        """How often the articles mention an entity."""
        if slices := self._slices(entity):
            return sum(
                each.intersection_cardinality(articles) << digit
                for digit, each in enumerate(slices)
            )
        rare = self._connection.execute(_RARE, (entity,))
        return sum(times for number, times in rare if number in articles)

    def _slices(self, entity: int) -> list[BitMap]:
        if entity not in self._known:
            span = (entity << SLICE_BITS, entity << SLICE_BITS | ALL_SLICE)
            rows = self._connection.execute(_SLICES, span)
            self._known[entity] = [BitMap.deserialize(packed) for (packed,) in rows]
        return self._known[entity]
