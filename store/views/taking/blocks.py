"""What an article mentions and tells, packed side by side with that of its neighbours.

A question about half of all articles then reads a few hundred rows, each of a block of
articles, and adds up in C. `ends` has where each article's part of a block ends.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable

from store.views.schema import BLOCK, BLOCK_BITS, EVENT_BITS, Telling, told_id

_EVENTS = f"""
    SELECT events.id >> {EVENT_BITS}, grp, events.moment, min(events.faint),
           groups.first >> {EVENT_BITS}
    FROM events CROSS JOIN groups ON groups.id = grp
    WHERE events.id >= ? AND events.id < ?
    GROUP BY events.id >> {EVENT_BITS}, grp ORDER BY 1, 2"""


class Mentioned:
    """The entities of each article, one a mention."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._pending: dict[int, array[int]] = {}

    def reset(self) -> None:
        self._pending.clear()

    def put(self, number: int, entities: Iterable[int]) -> None:
        self._pending[number] = array("I", entities)

    def pop(self, number: int) -> array[int]:
        """What an article mentions, which is then taken out."""
        entities = self._pending.get(number)
        if entities is None:
            entities = self._block(number >> BLOCK_BITS)[number & (BLOCK - 1)]
        self._pending[number] = array("I")
        return entities

    def settle(self) -> None:
        for block in sorted({number >> BLOCK_BITS for number in self._pending}):
            parts = self._block(block)
            for place in range(BLOCK):
                parts[place] = self._pending.get(block << BLOCK_BITS | place, parts[place])
            self._connection.execute(
                "INSERT OR REPLACE INTO mentioned VALUES (?, ?, ?)",
                (block, _ends(parts), b"".join(parts)),
            )
        self._pending.clear()

    def _block(self, block: int) -> list[array[int]]:
        row = self._connection.execute(
            "SELECT ends, entities FROM mentioned WHERE block = ?", (block,)
        ).fetchone()
        if row is None:
            return [array("I")] * BLOCK
        ends, entities = array("I", row[0]), array("I", row[1])
        return [entities[ends[place] : ends[place + 1]] for place in range(BLOCK)]


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
        groups = {telling: [array("I") for _ in range(BLOCK)] for telling in Telling}
        moments = {telling: [array("Q") for _ in range(BLOCK)] for telling in Telling}
        for number, group, moment, faint, teller in self._connection.execute(_EVENTS, span):
            telling = Telling.of(is_first=teller == number, is_faint=bool(faint))
            groups[telling][number - first].append(group)
            moments[telling][number - first].append(moment)
        self._connection.executemany(
            "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)",
            (
                (
                    told_id(telling, block),
                    _ends(groups[telling]),
                    b"".join(groups[telling]),
                    b"".join(moments[telling]),
                )
                for telling in Telling
            ),
        )


def _ends(parts: list[array[int]]) -> bytes:
    """Where each part begins, and where the last one ends."""
    ends = array("I", [0])
    for part in parts:
        ends.append(ends[-1] + len(part))
    return ends.tobytes()
