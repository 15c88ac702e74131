"""What an article mentions and tells, packed side by side with that of its neighbours.

A question about half of all articles then reads a few hundred rows, each of a block of
articles, and adds up in C. `ends` has where each article's part of a block ends.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter

from store.views.schema import BLOCK, BLOCK_BITS, EVENT_BITS, Telling

type Parts = list[array[int]]
"""What each article of a block has."""

_EVENTS = f"""
    SELECT events.id >> {EVENT_BITS}, grp, events.moment, min(events.faint),
           groups.first >> {EVENT_BITS}
    FROM events CROSS JOIN groups ON groups.id = grp
    WHERE events.id >= ? AND events.id < ?
    GROUP BY events.id >> {EVENT_BITS}, grp ORDER BY 1, 2"""


class Mentioned:
    """How often each article mentions which entities."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._pending: dict[int, Counter[int]] = {}

    def reset(self) -> None:
        self._pending.clear()

    def put(self, number: int, mentions: Counter[int]) -> None:
        self._pending[number] = mentions

    def pop(self, number: int) -> Counter[int]:
        """What an article mentions, which is then taken out."""
        mentions = self._pending.get(number)
        if mentions is None:
            once, again = self._block(number >> BLOCK_BITS)
            place = number & (BLOCK - 1)
            mentions = Counter(once[place] + again[place])
        self._pending[number] = Counter()
        return mentions

    def settle(self) -> None:
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


class ToldBlocks:
    """The groups of events that each article tells, made anew from the tables where a block
    has changed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._blocks: set[int] = set()

    def reset(self) -> None:
        self._blocks.clear()

    def touch(self, number: int) -> None:
        """What this article tells has changed, or who told it first."""
        self._blocks.add(number >> BLOCK_BITS)

    def settle(self) -> None:
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
            is_first = Telling.FIRST if teller == number else 0
            groups[place].append(group)
            tellings[place].append(is_first | (0 if faint else Telling.CLEAR))
            moments[place].append(moment)
        self._connection.execute(
            "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?)",
            (block, _ends(groups), b"".join(groups), b"".join(tellings), b"".join(moments)),
        )


def _parts(ends: bytes, packed: bytes) -> Parts:
    at, whole = array("I", ends), array("I", packed)
    return [whole[at[place] : at[place + 1]] for place in range(BLOCK)]


def _ends(parts: Parts) -> bytes:
    """Where each part begins, and where the last one ends."""
    ends = array("I", [0])
    for part in parts:
        ends.append(ends[-1] + len(part))
    return ends.tobytes()
