"""Mentions and events packed by article, and bitmaps of the most mentioned entities."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping

from pyroaring import BitMap

from store.views.schema import (
    ALL_SLICE,
    BLOCK,
    BLOCK_BITS,
    EVENT_BITS,
    FREQUENT,
    SLICE_BITS,
    GroupRank,
)

# Blocks: the mentions and event groups of neighbouring articles, packed in one row.

type Parts = list[array[int]]
"""The items of each article of a block."""

_EVENTS = f"""
    SELECT events.id >> {EVENT_BITS}, grp, events.moment, min(events.faint),
           groups.first >> {EVENT_BITS}
    FROM events CROSS JOIN groups ON groups.id = grp
    WHERE events.id >= ? AND events.id < ?
    GROUP BY events.id >> {EVENT_BITS}, grp ORDER BY 1, 2"""


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
            once, again = self._block(number >> BLOCK_BITS)
            place = number & (BLOCK - 1)
            mentions = Counter(once[place] + again[place])
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

    def _block(self, block: int) -> tuple[Parts, Parts]:
        row = self._connection.execute(
            "SELECT ends, entities, again_ends, again FROM mentioned WHERE block = ?", (block,)
        ).fetchone()
        if row is None:
            return [array("I")] * BLOCK, [array("I")] * BLOCK
        return _parts(*row[:2]), _parts(*row[2:])


class GroupBlocks:
    """The event groups of each article. Changed blocks are rebuilt from the tables."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._blocks: set[int] = set()

    def reset(self) -> None:
        self._blocks.clear()

    def touch(self, number: int) -> None:
        """Note that the events of this article, or the first article of their groups, changed."""
        self._blocks.add(number >> BLOCK_BITS)

    def flush(self) -> None:
        for block in sorted(self._blocks):
            self._make(block)
        self._blocks.clear()

    def _make(self, block: int) -> None:
        first = block << BLOCK_BITS
        span = (first << EVENT_BITS, (first + BLOCK) << EVENT_BITS)
        groups = [array("I") for _ in range(BLOCK)]
        tellings = [bytearray() for _ in range(BLOCK)]
        moments = [array("Q") for _ in range(BLOCK)]
        for number, group, moment, faint, teller in self._connection.execute(_EVENTS, span):
            place = number - first
            is_first = GroupRank.FIRST if teller == number else 0
            groups[place].append(group)
            tellings[place].append(is_first | (0 if faint else GroupRank.CLEAR))
            moments[place].append(moment)
        self._connection.execute(
            "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?)",
            (block, _ends(groups), b"".join(groups), b"".join(tellings), b"".join(moments)),
        )


def _parts(ends: bytes, packed: bytes) -> Parts:
    at, whole = array("I", ends), array("I", packed)
    return [whole[at[place] : at[place + 1]] for place in range(BLOCK)]


def _ends(parts: Parts) -> bytes:
    """Return the start of each part, and the end of the last one."""
    ends = array("I", [0])
    for part in parts:
        ends.append(ends[-1] + len(part))
    return ends.tobytes()


# Bit-sliced indexes of the mentions of frequent entities.

_POSTINGS = """
    SELECT article, mentions FROM postings WHERE era IN (SELECT era FROM eras) AND entity = ?"""
_SLICES = "SELECT articles FROM frequent WHERE id >= ? AND id < ?"

type Changes = dict[int, int | None]
"""Mentions of an entity by article; None for an article that no longer refers to it."""


class MentionBitmaps:
    """Maintains the bitmaps of frequent entities."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._touched: dict[int, Changes] = {}

    def reset(self) -> None:
        self._touched.clear()

    def put(self, number: int, mentions: Mapping[int, int]) -> None:
        """Set how often an article mentions each of its entities."""
        for entity, times in mentions.items():
            self._touched.setdefault(entity, {})[number] = times

    def drop(self, number: int, entities: Iterable[int]) -> None:
        """Remove the article from the bitmaps of these entities."""
        for entity in entities:
            self._touched.setdefault(entity, {})[number] = None

    def flush(self) -> None:
        """Write the bitmaps, after the postings and the counts of entities are written."""
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
    """Return the slices updated with these counts. Empty slices are kept."""
    mentioned = {number: times for number, times in changes.items() if times}
    digits = max(mentioned.values(), default=0).bit_length()
    slices += [BitMap() for _ in range(digits - len(slices))]
    for digit, each in enumerate(slices):
        each.difference_update(changed)
        each.update(BitMap(number for number, times in mentioned.items() if times >> digit & 1))
    return slices
