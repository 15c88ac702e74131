"""Sums up what the shown articles hold, from blocks of packed integers.

A filter that leaves half of 100,000 articles reads a few hundred rows, not millions, and the
sums are made in C. Not imported before something is filtered.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator

from pyroaring import BitMap

from store.views.schema import BLOCK, BLOCK_BITS, Telling, told_id

type Run = tuple[int, int]

_MENTIONED = "SELECT ends, entities FROM mentioned WHERE block = ?"
_TOLD = "SELECT ends, groups, moments FROM told WHERE id = ?"


class Gathering:
    """What some articles mention and tell, read block by block: whatever is shown, no more than
    a block's part of it is held at once."""

    def __init__(self, connection: sqlite3.Connection, articles: BitMap) -> None:
        self._connection = connection
        self._runs = _by_block(articles)

    def mentions(self) -> Counter[int]:
        """How often each entity is mentioned."""
        found: Counter[int] = Counter()
        for entities in self._mentioned():
            found.update(entities)
        return found

    def entities(self) -> BitMap:
        found = BitMap()
        for entities in self._mentioned():
            found.update(entities)
        return found

    def _mentioned(self) -> Iterator[array[int]]:
        for block, runs in self._runs.items():
            row = self._connection.execute(_MENTIONED, (block,)).fetchone()
            if row is not None:
                yield array("I", b"".join(_cut(row[0], row[1], runs, 4)))

    def told(self) -> Told:
        """The groups of events."""
        told = Told()
        for telling in Telling:
            for groups, moments in self._telling(telling):
                told.add(telling, groups, moments)
        return told

    def _telling(self, telling: Telling) -> Iterator[tuple[array[int], array[int]]]:
        for block, runs in self._runs.items():
            row = self._connection.execute(_TOLD, (told_id(telling, block),)).fetchone()
            if row is not None:
                ends, groups, moments = row
                yield (
                    array("I", b"".join(_cut(ends, groups, runs, 4))),
                    array("Q", b"".join(_cut(ends, moments, runs, 8))),
                )


class Told:
    """The groups that some articles tell, and how many of them are of each moment."""

    def __init__(self) -> None:
        self.every = BitMap()
        self.clear = BitMap()
        """Those that one of the articles tells so that they stand out."""
        self.moments: Counter[int] = Counter()
        self.clear_moments: Counter[int] = Counter()

    def add(self, telling: Telling, groups: array[int], moments: array[int]) -> None:
        """In the order of `Telling`: of what is told first each group comes once."""
        if telling.is_clear:
            self._add(self.clear, self.clear_moments, telling, groups, moments)
        self._add(self.every, self.moments, telling, groups, moments)

    @staticmethod
    def _add(
        known: BitMap,
        counts: Counter[int],
        telling: Telling,
        groups: array[int],
        moments: array[int],
    ) -> None:
        if telling.is_first:
            counts.update(moments)
        else:
            others = dict(zip(groups, moments, strict=True))
            counts.update(moment for group, moment in others.items() if group not in known)
        known.update(groups)


def _by_block(articles: BitMap) -> dict[int, list[Run]]:
    """Runs of articles that follow one another, from place to place in their block."""
    after = articles.shift(1)
    runs: dict[int, list[Run]] = {}
    for start, end in zip(articles - after, after - articles, strict=True):
        for block in range(start >> BLOCK_BITS, ((end - 1) >> BLOCK_BITS) + 1):
            base = block << BLOCK_BITS
            runs.setdefault(block, []).append((max(start - base, 0), min(end - base, BLOCK)))
    return runs


def _cut(ends: bytes, packed: bytes, runs: Iterable[Run], width: int) -> list[memoryview]:
    """The parts of a block for runs of its articles; each integer takes `width` bytes."""
    at, whole = memoryview(ends).cast("I"), memoryview(packed)
    return [whole[at[first] * width : at[last] * width] for first, last in runs]
