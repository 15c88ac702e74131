"""Adds up the mentions and events of the selected articles, from blocks of packed integers.

A filter that selects half of 100,000 articles reads a few hundred rows, not millions, and the sums
are computed in C. This module is imported only when a filter is set.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from array import array
from bisect import insort
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import chain, islice
from typing import Literal

from pyroaring import BitMap

from store.views.indexing.schema import ALL_SLICE, BLOCK, BLOCK_BITS, SLICE_BITS
from store.views.remembered import Recent

type Runs = tuple[bytes, bytes]
"""The places of the first and of the last article of each run in its block."""
type Batch = list[tuple[Runs, tuple[bytes, ...]]]
"""The columns of some blocks, each with the runs of its articles."""

_ONCE = "ends, entities FROM mentioned"
_TIMES = "ends, entities, again_ends, again FROM mentioned"
_GROUPS = "ends, groups FROM told"
_RANKED = "ends, groups, tellings FROM told"
_TOLD = "ends, groups, tellings, moments FROM told"
_FETCH = "SELECT block, {} WHERE block IN (SELECT value FROM json_each(?)) ORDER BY block"
_TOGETHER = 32
"""Blocks that are read together: a megabyte or two. With fewer, calls take longer than what they
do."""


class Gathering:
    """Reads the mentions and events of articles, some blocks at a time."""

    def __init__(self, connection: sqlite3.Connection, articles: BitMap) -> None:
        self._connection = connection
        self._articles = articles

    @cached_property
    def _runs(self) -> dict[int, Runs]:
        return _by_block(self._articles) if self._articles else {}

    def mentions(self) -> Counter[int]:
        """Count the mentions of each entity."""
        found: Counter[int] = Counter()
        for batch in self._batches(_TIMES):
            found.update(_cut(batch, _spans(batch), 1, "I"))
            found.update(_cut(batch, _spans(batch, 2), 3, "I"))
        return found

    def entities(self) -> BitMap:
        return self._united(_ONCE)

    def groups(self) -> BitMap:
        """Return the event groups that the articles report."""
        return self._united(_GROUPS)

    def _united(self, columns: str) -> BitMap:
        """Return all items of the articles."""
        found = BitMap()
        for batch in self._batches(columns):
            found.update(_cut(batch, _spans(batch), 1, "I"))
        return found

    def groups_with_flags(self) -> Iterator[tuple[array[int], bytes]]:
        """Yield the event groups of the articles, each with a byte of `GroupRank` flags."""
        for batch in self._batches(_RANKED):
            spans = _spans(batch)
            yield _cut(batch, spans, 1, "I"), _bytes(batch, spans, 2)

    def groups_with_moments(self) -> Iterator[tuple[array[int], bytes, array[int]]]:
        """Yield the same as `groups_with_flags`, and the moment of each group."""
        for batch in self._batches(_TOLD):
            spans = _spans(batch)
            groups, moments = (_cut(batch, spans, *what) for what in ((1, "I"), (3, "Q")))
            yield groups, _bytes(batch, spans, 2), moments

    def _batches(self, columns: str) -> Iterator[Batch]:
        query = _FETCH.format(columns)
        blocks = iter(self._runs)
        while some := list(islice(blocks, _TOGETHER)):
            rows = self._connection.execute(query, (json.dumps(some),)).fetchall()
            yield [(self._runs[block], packed) for block, *packed in rows]


def _by_block(articles: BitMap) -> dict[int, Runs]:
    """Split the articles into runs of consecutive numbers. No run crosses a block."""
    first, last = articles[0] >> BLOCK_BITS, articles[-1] >> BLOCK_BITS
    bounds = BitMap(range(first << BLOCK_BITS, (last + 1) << BLOCK_BITS, BLOCK))
    starts = (articles - articles.shift(1)) | (articles & bounds)
    ends = (articles - articles.shift(-1)) | (articles & bounds.shift(BLOCK - 1))
    begin, end = _places(starts), _places(ends)
    runs: dict[int, Runs] = {}
    done = 0
    for block in range(first, last + 1):
        upto = starts.rank((block + 1 << BLOCK_BITS) - 1)
        if upto > done:
            runs[block] = begin[done:upto], end[done:upto]
            done = upto
    return runs


def _places(articles: BitMap) -> bytes:
    """Return the place of each article in its block."""
    packed = articles.to_array()
    lowest = 0 if sys.byteorder == "little" else packed.itemsize - 1
    places = bytes(range(BLOCK)) * (256 // BLOCK)
    return packed.tobytes()[lowest :: packed.itemsize].translate(places)


def _spans(batch: Batch, column: int = 0) -> list[list[slice]]:
    """Return the slices of each block's items that belong to its runs. `column` has the ends."""
    found = []
    for (starts, ends), packed in batch:
        bounds = array("I", packed[column])
        first, after = bounds.__getitem__, bounds[1:].__getitem__
        found.append(list(map(slice, map(first, starts), map(after, ends))))
    return found


def _cut(
    batch: Batch, spans: list[list[slice]], column: int, width: Literal["I", "Q"]
) -> array[int]:
    """Concatenate these slices of integers of type `width`."""
    parts = (
        map(memoryview(packed[column]).cast(width).__getitem__, of_block)
        for (_, packed), of_block in zip(batch, spans, strict=True)
    )
    return array(width, b"".join(chain.from_iterable(parts)))


def _bytes(batch: Batch, spans: list[list[slice]], column: int) -> bytes:
    parts = (
        map(packed[column].__getitem__, of_block)
        for (_, packed), of_block in zip(batch, spans, strict=True)
    )
    return b"".join(chain.from_iterable(parts))


# The most mentioned entities of many articles, without counting all mentions.

_SLICES = "SELECT articles FROM frequent WHERE id >= ? AND id < ?"
_RARE = """
    SELECT article, mentions FROM postings WHERE era IN (SELECT era FROM eras) AND entity = ?"""
_ENTITIES = 2_000
"""Entities whose bitmaps are kept in memory: some 3 MB with 100,000 articles."""
_WORTH = 300
"""Counting the mentions of so many articles takes as long as looking up one entity
without bitmaps.
"""


class Top:
    """Finds the most mentioned entities with bitmaps."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: Recent[int, list[BitMap]] = Recent(_ENTITIES)

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
        found = self._known.get(entity)
        if found is None:
            span = (entity << SLICE_BITS, entity << SLICE_BITS | ALL_SLICE)
            rows = self._connection.execute(_SLICES, span)
            found = [BitMap.deserialize(packed) for (packed,) in rows]
            self._known.keep(entity, found)
        return found
