"""Mentions packed by article, and bitmaps of the most mentioned entities."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Mapping

from pyroaring import BitMap

from store.views.indexing.schema import (
    ALL_SLICE,
    BLOCK,
    BLOCK_BITS,
    FREQUENT,
    SLICE_BITS,
)

# Blocks: the mentions of neighbouring articles, packed in one row.

type Parts = list[array[int]]
"""The items of each article of a block."""

_BLOCK = "SELECT ends, entities, again_ends, again FROM mentioned WHERE block = ?"
_WIDTH = array("I").itemsize


class Mentioned:
    """Counts of the entities that each article mentions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._pending: dict[int, Counter[int]] = {}

    def reset(self) -> None:
        self._pending.clear()

    def put(self, number: int, mentions: Counter[int]) -> None:
        self._pending[number] = mentions

    def pop(self, number: int) -> Counter[int]:
        """Remove an article and return its mentions."""
        mentions = self._pending.get(number)
        if mentions is None:
            mentions = Counter(self._of(number))
        self._pending[number] = Counter()
        return mentions

    def flush(self) -> None:
        for block in sorted({number >> BLOCK_BITS for number in self._pending}):
            once, again = self._block(block)
            for place in range(BLOCK):
                mentions = self._pending.get(block << BLOCK_BITS | place)
                if mentions is not None:
                    once[place] = array("I", sorted(+mentions))
                    again[place] = array("I", (mentions - Counter(once[place])).elements())
            self._connection.execute(
                "INSERT OR REPLACE INTO mentioned VALUES (?, ?, ?, ?, ?)",
                (block, _ends(once), b"".join(once), _ends(again), b"".join(again)),
            )
        self._pending.clear()

    def _of(self, number: int) -> array[int]:
        """Return the entities of an article, repeated for each further mention."""
        row = self._connection.execute(_BLOCK, (number >> BLOCK_BITS,)).fetchone()
        if row is None:
            return array("I")
        place = number & (BLOCK - 1)
        return _part(place, *row[:2]) + _part(place, *row[2:])

    def _block(self, block: int) -> tuple[Parts, Parts]:
        row = self._connection.execute(_BLOCK, (block,)).fetchone()
        if row is None:
            return [array("I")] * BLOCK, [array("I")] * BLOCK
        return _parts(*row[:2]), _parts(*row[2:])


def _parts(ends: bytes, packed: bytes) -> Parts:
    at, whole = array("I", ends), array("I", packed)
    return [whole[at[place] : at[place + 1]] for place in range(BLOCK)]


def _part(place: int, ends: bytes, packed: bytes) -> array[int]:
    at = array("I", ends[place * _WIDTH : (place + 2) * _WIDTH])
    return array("I", packed[at[0] * _WIDTH : at[1] * _WIDTH])


def _ends(parts: Parts) -> bytes:
    """Return the start of each part, and the end of the last one."""
    ends = array("I", [0])
    for part in parts:
        ends.append(ends[-1] + len(part))
    return ends.tobytes()


# Bit-sliced indexes of the mentions of frequent entities.

_POSTINGS = """
    SELECT article, mentions FROM postings WHERE era IN (SELECT era FROM eras) AND entity = ?"""
_EVERY = f"""
    SELECT value, frequent.articles FROM json_each(?)
    CROSS JOIN frequent ON frequent.id = value << {SLICE_BITS} | {ALL_SLICE}"""
_NEWLY_FREQUENT = f"""
    SELECT value FROM json_each(?) CROSS JOIN entities ON entities.id = value
    WHERE entities.articles >= {FREQUENT}"""
_SLICES = "SELECT articles FROM frequent WHERE id >= ? AND id < ?"

type Changes = dict[int, int | None]
"""Mentions of an entity by article; None for an article that no longer refers to it."""


class MentionBitmaps:
    """Maintains the bitmaps of frequent entities."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._touched: dict[int, Changes] = {}
        self._dropped: dict[tuple[int, int], int] = {}

    def reset(self) -> None:
        self._touched.clear()
        self._dropped.clear()

    def put(self, number: int, mentions: Mapping[int, int]) -> None:
        """Set how often an article mentions each of its entities."""
        for entity, times in mentions.items():
            changes = self._touched.setdefault(entity, {})
            if self._dropped.get((entity, number)) == times:
                del changes[number]  # it was put back as it was
                del self._dropped[entity, number]
            else:
                changes[number] = times

    def drop(self, number: int, mentions: Mapping[int, int]) -> None:
        """Remove the article from the bitmaps of these entities. `mentions` is how often it
        mentioned each of them.
        """
        for entity, times in mentions.items():
            changes = self._touched.setdefault(entity, {})
            if number not in changes:
                self._dropped[entity, number] = times
            changes[number] = None

    def flush(self) -> None:
        """Write the bitmaps, after the postings and the counts of entities are written."""
        touched = sorted(entity for entity, changes in self._touched.items() if changes)
        every = dict(self._connection.execute(_EVERY, (json.dumps(touched),)).fetchall())
        more = self._connection.execute(_NEWLY_FREQUENT, (json.dumps(touched),)).fetchall()
        for entity, packed in every.items():
            changes = self._touched[entity]
            self._write(entity, BitMap.deserialize(packed), self._slices(entity), changes)
        for entity in [entity for (entity,) in more if entity not in every]:
            rows = self._connection.execute(_POSTINGS, (entity,)).fetchall()
            self._write(entity, BitMap(), [], dict(rows))
        self.reset()

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
    """Return the slices updated with these counts. Empty slices are kept."""
    mentioned = {number: times for number, times in changes.items() if times}
    digits = max(mentioned.values(), default=0).bit_length()
    slices += [BitMap() for _ in range(digits - len(slices))]
    for digit, each in enumerate(slices):
        each.difference_update(changed)
        each.update(BitMap(number for number, times in mentioned.items() if times >> digit & 1))
    return slices
