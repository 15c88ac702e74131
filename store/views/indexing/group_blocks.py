"""The event groups of neighbouring articles, packed in rows."""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate, compress, groupby
from operator import itemgetter, mul, sub

from store.views.indexing.schema import BLOCK, BLOCK_BITS, EVENT_BITS, GroupRank

_FIRST, _CLEAR = int(GroupRank.FIRST), int(GroupRank.CLEAR)
_EVENTS = f"""
    SELECT events.id >> {EVENT_BITS}, grp, events.moment, groups.faint,
           groups.first >> {EVENT_BITS}
    FROM events CROSS JOIN groups ON groups.id = grp
    WHERE events.id >= ? AND events.id < ?
    GROUP BY events.id >> {EVENT_BITS}, grp ORDER BY 1, 2"""
_TOLD = "SELECT ends, groups, tellings, moments FROM told WHERE block = ?"
_FIRSTS = "SELECT firsts FROM told_again WHERE block = ?"
_MANY = BLOCK // 4
"""With more changed articles in a block, all of it is made from the tables."""
_IS_AGAIN = bytes(not flags & _FIRST for flags in range(256))
_HAS = {
    asked: bytes(flags & (_FIRST | _CLEAR) == asked for flags in range(256))
    for asked in (_FIRST, _FIRST | _CLEAR)
}
_PLACES = [bytes([place]) for place in range(256)]


type _Report = tuple[int, int, int, int]
"""A group that an article reports: its id and moment, whether it is minor, and the first article
of the group."""


class _Block:
    """The groups that each article of a block reports, in order."""

    def __init__(self, block: int) -> None:
        self._block = block
        self._lengths = array("I", [0]) * BLOCK
        self._groups = array("I")
        self._tellings = bytearray()
        self._moments = array("Q")
        self._firsts = array("I")
        """For each group that another article reports first, that article."""

    @classmethod
    def unpacked(
        cls, block: int, ends: bytes, groups: bytes, tellings: bytes, moments: bytes, firsts: bytes
    ) -> _Block:
        """Return a block from columns of its rows."""
        bounds = array("I", ends)
        found = cls(block)
        found._lengths = array("I", map(sub, bounds[1:], bounds))
        found._groups, found._moments = array("I", groups), array("Q", moments)
        found._tellings, found._firsts = bytearray(tellings), array("I", firsts)
        return found

    def replace(self, number: int, reports: Sequence[_Report]) -> None:
        """Set what an article reports."""
        place = number & (BLOCK - 1)
        start = sum(self._lengths[:place])
        end = start + self._lengths[place]
        again = self._tellings.translate(_IS_AGAIN)
        of_firsts = slice(again.count(1, 0, start), again.count(1, 0, end))
        self._firsts[of_firsts] = array("I", (row[3] for row in reports if row[3] != number))
        self._groups[start:end] = array("I", (row[0] for row in reports))
        self._moments[start:end] = array("Q", (row[1] for row in reports))
        self._tellings[start:end] = bytes(_telling(number, row) for row in reports)
        self._lengths[place] = len(reports)

    def told(self) -> tuple[int, bytes, bytes, bytes, bytes]:
        """Return the row of `told`."""
        ends = array("I", accumulate(self._lengths, initial=0)).tobytes()
        groups, moments = self._groups.tobytes(), self._moments.tobytes()
        return self._block, ends, groups, bytes(self._tellings), moments

    def first_told(self) -> tuple[int | bytes, ...]:
        """Return the row of `first_told`."""
        return self._block, *self._firsts_of(_FIRST | _CLEAR), *self._firsts_of(_FIRST)

    def _firsts_of(self, flags: int) -> tuple[bytes, int, bytes, bytes]:
        """Return the columns of `first_told` for the groups with these flags."""
        by_moment: dict[int, bytearray] = defaultdict(bytearray)
        chosen = self._tellings.translate(_HAS[flags])
        for moment, place in compress(zip(self._moments, self._places, strict=True), chosen):
            by_moment[moment].append(place)
        runs = sorted(by_moment.items(), key=lambda run: (len(run[1]) > 1, run[0]))
        lengths = [len(places) for _, places in runs]
        ones = lengths.count(1)
        ends = array("I", [*accumulate(lengths)][ones:])
        moments = array("Q", (moment for moment, _ in runs))
        places = b"".join(places for _, places in runs)
        return places, ones, ends.tobytes(), moments.tobytes()

    def told_again(self) -> tuple[int, bytes, bytes, bytes, bytes, bytes]:
        """Return the row of `told_again`."""
        chosen = self._tellings.translate(_IS_AGAIN)
        return (
            self._block,
            bytes(compress(self._places, chosen)),
            bytes(compress(self._tellings, chosen)),
            array("I", compress(self._groups, chosen)).tobytes(),
            self._firsts.tobytes(),
            array("Q", compress(self._moments, chosen)).tobytes(),
        )

    @property
    def _places(self) -> bytes:
        """The place of the article that has each report."""
        return b"".join(map(mul, _PLACES, self._lengths))


def _telling(number: int, report: _Report) -> int:
    _, _, faint, first = report
    return (_FIRST if first == number else 0) | (0 if faint else _CLEAR)


class GroupBlocks:
    """The event groups of each article. Changed ones are read from the tables again."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._touched: dict[int, set[int]] = {}

    def reset(self) -> None:
        self._touched.clear()

    def touch(self, number: int) -> None:
        """Note that the events of this article, or the first article of their groups, changed."""
        self._touched.setdefault(number >> BLOCK_BITS, set()).add(number)

    def flush(self) -> None:
        for block, numbers in sorted(self._touched.items()):
            row = self._connection.execute(_TOLD, (block,)).fetchone()
            if row is None or len(numbers) > _MANY:
                self._put(self._made(block))
                continue
            again = self._connection.execute(_FIRSTS, (block,)).fetchone()
            changed = _Block.unpacked(block, *row, *again)
            for number in numbers:
                changed.replace(number, [row[1:] for row in self._reports(number, number + 1)])
            self._put(changed)
        self._touched.clear()

    def _made(self, number: int) -> _Block:
        """Return a block as the tables have it."""
        block, start = _Block(number), number << BLOCK_BITS
        for article, rows in groupby(self._reports(start, start + BLOCK), itemgetter(0)):
            block.replace(article, [row[1:] for row in rows])
        return block

    def _reports(self, start: int, end: int) -> sqlite3.Cursor:
        """Return what the articles from `start` to `end` report, each with its article."""
        return self._connection.execute(_EVENTS, (start << EVENT_BITS, end << EVENT_BITS))

    def _put(self, block: _Block) -> None:
        for table, row in (
            ("told", block.told()),
            ("first_told", block.first_told()),
            ("told_again", block.told_again()),
        ):
            self._connection.execute(
                f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(row))})", row
            )
