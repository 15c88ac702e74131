"""Sums up what the shown articles hold, from blocks of packed integers.

A filter that leaves half of 100,000 articles reads a few hundred rows, not millions, and the
sums are made in C. Not imported before something is filtered.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property

from pyroaring import BitMap

from store.views.schema import BLOCK, BLOCK_BITS, Telling, told_id

type Run = tuple[int, int]

_MENTIONED = "SELECT ends, entities FROM mentioned WHERE block = ?"
_TOLD = "SELECT ends, groups, moments FROM told WHERE id = ?"


class Gathering:
    """What some articles mention and tell."""

    def __init__(self, connection: sqlite3.Connection, articles: Collection[int]) -> None:
        self._connection = connection
        self._runs = _by_block(BitMap(articles))

    def mentioned(self) -> array[int]:
        """The entities, one a mention."""
        parts: list[memoryview] = []
        for block, runs in self._runs.items():
            row = self._connection.execute(_MENTIONED, (block,)).fetchone()
            if row is not None:
                parts += _cut(row[0], row[1], runs, 4)
        return array("I", b"".join(parts))

    def told(self) -> Told:
        """The groups of events."""
        return Told({telling: self._telling(telling) for telling in Telling})

    def _telling(self, telling: Telling) -> tuple[array[int], array[int]]:
        groups: list[memoryview] = []
        moments: list[memoryview] = []
        for block, runs in self._runs.items():
            row = self._connection.execute(_TOLD, (told_id(telling, block),)).fetchone()
            if row is not None:
                groups += _cut(row[0], row[1], runs, 4)
                moments += _cut(row[0], row[2], runs, 8)
        return array("I", b"".join(groups)), array("Q", b"".join(moments))


class Told:
    """The groups that some articles tell. What is told first has each group once; what is told
    again may hold one twice, and those that are told first too."""

    def __init__(self, tellings: dict[Telling, tuple[array[int], array[int]]]) -> None:
        self._tellings = tellings

    @cached_property
    def clear(self) -> BitMap:
        """Those that one of the articles tells so that they stand out."""
        return self._bitmap(Telling.FIRST_CLEAR) | self._bitmap(Telling.AGAIN_CLEAR)

    @cached_property
    def every(self) -> BitMap:
        return self.clear | self._bitmap(Telling.FIRST_FAINT) | self._bitmap(Telling.AGAIN_FAINT)

    def _bitmap(self, telling: Telling) -> BitMap:
        return BitMap(self._tellings[telling][0])

    @cached_property
    def moments(self) -> Counter[int]:
        """How many of all groups are of each moment."""
        return self._counted(
            (Telling.FIRST_CLEAR, Telling.FIRST_FAINT), (Telling.AGAIN_CLEAR, Telling.AGAIN_FAINT)
        )

    @cached_property
    def clear_moments(self) -> Counter[int]:
        return self._counted((Telling.FIRST_CLEAR,), (Telling.AGAIN_CLEAR,))

    def _counted(self, first: Iterable[Telling], again: Iterable[Telling]) -> Counter[int]:
        moments: Counter[int] = Counter()
        seen = BitMap()
        for telling in first:
            moments.update(self._tellings[telling][1])
            seen |= self._bitmap(telling)
        others: dict[int, int] = {}
        for telling in again:
            groups, theirs = self._tellings[telling]
            others.update(zip(groups, theirs, strict=True))
        moments.update(moment for group, moment in others.items() if group not in seen)
        return moments

    def with_moments(self) -> dict[int, int]:
        """Each group with its moment; for few groups."""
        return {
            group: moment
            for groups, moments in self._tellings.values()
            for group, moment in zip(groups, moments, strict=True)
        }


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
