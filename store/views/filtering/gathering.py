"""Adds up the mentions and events of the selected articles, from blocks of packed integers.

A filter that selects half of 100,000 articles reads a few hundred rows, not millions, and the sums
are computed in C. This module is imported only when a filter is set.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import insort
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from pyroaring import BitMap

from store.views.indexing.schema import ALL_SLICE, BLOCK, BLOCK_BITS, SLICE_BITS

type Runs = tuple[Sequence[int], Sequence[int]]
"""The first articles of runs in their block, and the end of each run."""

_ONCE = "SELECT ends, entities FROM mentioned WHERE block = ?"
_TIMES = "SELECT ends, entities, again_ends, again FROM mentioned WHERE block = ?"
_GROUPS = "SELECT ends, groups, tellings FROM told WHERE block = ?"
_TOLD = "SELECT ends, groups, tellings, moments FROM told WHERE block = ?"


class Gathering:
    """Reads the mentions and events of articles block by block. At most one block is in memory."""

    def __init__(self, connection: sqlite3.Connection, articles: BitMap) -> None:
        self._connection = connection
        self._runs = _by_block(articles) if articles else {}

    def mentions(self) -> Counter[int]:
        """Count the mentions of each entity."""
        found: Counter[int] = Counter()
        for runs, (ends, once, again_ends, again) in self._rows(_TIMES):
            found.update(_cut(once, _spans(ends, runs), "I"))
            found.update(_cut(again, _spans(again_ends, runs), "I"))
        return found

    def entities(self) -> set[int]:
        found: set[int] = set()
        for runs, (ends, once) in self._rows(_ONCE):
            found.update(_cut(once, _spans(ends, runs), "I"))
        return found

    def groups(self) -> Iterator[tuple[array[int], bytes]]:
        """Yield the event groups of the articles in order, each with a byte of
        `GroupRank` flags.
        """
        for runs, (ends, groups, tellings) in self._rows(_GROUPS):
            spans = _spans(ends, runs)
            yield _cut(groups, spans, "I"), _bytes(tellings, spans)

    def groups_with_moments(self) -> Iterator[tuple[array[int], bytes, array[int]]]:
        """Yield the same as `groups`, and the moment of each group."""
        for runs, (ends, groups, tellings, moments) in self._rows(_TOLD):
            spans = _spans(ends, runs)
            yield _cut(groups, spans, "I"), _bytes(tellings, spans), _cut(moments, spans, "Q")

    def _rows(self, query: str) -> Iterator[tuple[Runs, tuple[bytes, ...]]]:
        for block, runs in self._runs.items():
            row = self._connection.execute(query, (block,)).fetchone()
            if row is not None:
                yield runs, row


def _by_block(articles: BitMap) -> dict[int, Runs]:
    """Split the articles into runs of consecutive numbers. No run crosses a block."""
    after = articles.shift(1)
    first, last = articles[0] >> BLOCK_BITS, articles[-1] >> BLOCK_BITS
    bounds = BitMap(range(first << BLOCK_BITS, (last + 2) << BLOCK_BITS, BLOCK))
    starts = (articles - after) | (articles & bounds)
    ends = (after - articles) | (after & bounds)
    begin = [start & (BLOCK - 1) for start in starts]
    end = [(each - 1 & (BLOCK - 1)) + 1 for each in ends]
    runs: dict[int, Runs] = {}
    done = 0
    for block in range(first, last + 1):
        upto = starts.rank((block + 1 << BLOCK_BITS) - 1)
        if upto > done:
            runs[block] = begin[done:upto], end[done:upto]
            done = upto
    return runs


def _spans(ends: bytes, runs: Runs) -> list[slice]:
    """Return the slices of the block's items that belong to the runs."""
    at = memoryview(ends).cast("I").__getitem__
    return list(map(slice, map(at, runs[0]), map(at, runs[1])))


def _cut(packed: bytes, spans: list[slice], width: Literal["I", "Q"]) -> array[int]:
    """Concatenate these slices of integers of type `width`."""
    return array(width, b"".join(map(memoryview(packed).cast(width).__getitem__, spans)))


def _bytes(packed: bytes, spans: list[slice]) -> bytes:
    return b"".join(map(packed.__getitem__, spans))


# The most mentioned entities of many articles, without counting all mentions.

_SLICES = "SELECT articles FROM frequent WHERE id >= ? AND id < ?"
_RARE = """
    SELECT article, mentions FROM postings WHERE era IN (SELECT era FROM eras) AND entity = ?"""
_WORTH = 300
"""Counting the mentions of so many articles takes as long as looking up one entity
without bitmaps.
"""


class Top:
    """Finds the most mentioned entities with bitmaps."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[int, list[BitMap]] = {}

    def of(
        self, articles: BitMap, candidates: sqlite3.Cursor, count: int
    ) -> list[tuple[int, int]] | None:
        """Return the first entities by mentions in the articles, with their counts.

        The candidates are pairs of id and mentions in all articles, the most mentioned first.
        Returns None if too many rare entities would have to be counted.
        """
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
        """Return how often the articles mention an entity."""
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
