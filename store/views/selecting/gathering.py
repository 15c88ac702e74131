"""Sums up what the shown articles hold, from blocks of packed integers.

A filter that leaves half of 100,000 articles reads a few hundred rows, not millions, and the
sums are made in C. Not imported before something is filtered.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from pyroaring import BitMap

from store.views.schema import BLOCK, BLOCK_BITS

type Runs = tuple[Sequence[int], Sequence[int]]
"""Where runs of articles begin in their block, and where each ends."""

_ONCE = "SELECT ends, entities FROM mentioned WHERE block = ?"
_TIMES = "SELECT ends, entities, again_ends, again FROM mentioned WHERE block = ?"
_GROUPS = "SELECT ends, groups, tellings FROM told WHERE block = ?"
_TOLD = "SELECT ends, groups, tellings, moments FROM told WHERE block = ?"


class Gathering:
    """What some articles mention and tell, read block by block: whatever is shown, no more than
    a block's part of it is held at once."""

    def __init__(self, connection: sqlite3.Connection, articles: BitMap) -> None:
        self._connection = connection
        self._runs = _by_block(articles) if articles else {}

    def mentions(self) -> Counter[int]:
        """How often each entity is mentioned."""
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
        """The groups of events that the articles tell, in their order, each with how it is told
        (a byte, see `Telling`)."""
        for runs, (ends, groups, tellings) in self._rows(_GROUPS):
            spans = _spans(ends, runs)
            yield _cut(groups, spans, "I"), _bytes(tellings, spans)

    def told(self) -> Iterator[tuple[array[int], bytes, array[int]]]:
        """The same, and the moment of each."""
        for runs, (ends, groups, tellings, moments) in self._rows(_TOLD):
            spans = _spans(ends, runs)
            yield _cut(groups, spans, "I"), _bytes(tellings, spans), _cut(moments, spans, "Q")

    def _rows(self, query: str) -> Iterator[tuple[Runs, tuple[bytes, ...]]]:
        for block, runs in self._runs.items():
            row = self._connection.execute(query, (block,)).fetchone()
            if row is not None:
                yield runs, row


def _by_block(articles: BitMap) -> dict[int, Runs]:
    """Runs of articles that follow one another; none goes on into the next block."""
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
    """From where to where the parts of a block are that belong to runs of its articles."""
    at = memoryview(ends).cast("I").__getitem__
    return list(map(slice, map(at, runs[0]), map(at, runs[1])))


def _cut(packed: bytes, spans: list[slice], width: Literal["I", "Q"]) -> array[int]:
    """These parts, put together; each integer is of type `width`."""
    return array(width, b"".join(map(memoryview(packed).cast(width).__getitem__, spans)))


def _bytes(packed: bytes, spans: list[slice]) -> bytes:
    return b"".join(map(packed.__getitem__, spans))
