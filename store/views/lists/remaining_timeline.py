"""The timeline of a filter that leaves out the smaller half of the articles, such as an exclusion.

What only these articles report is subtracted from the timeline of the whole store. Two tables have
it in a form that needs no loop over events: `first_told` and `told_again` (see `schema`).
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import batched, chain, compress, islice, repeat
from operator import itemgetter
from typing import NamedTuple

from pyroaring import BitMap

from store.views.indexing.schema import BLOCK, BLOCK_BITS, EVENT_BITS, GroupRank
from store.views.lists.shown_timeline import CountedGroups
from store.views.lists.timeline import EveryGroup, MomentRows, size_of, summed_beginnings

_FIRST_TOLD = "SELECT * FROM first_told"
_TOLD_AGAIN = "SELECT block, places, tellings, groups, firsts, moments FROM told_again"
_CLEAR = bytes(bool(each & GroupRank.CLEAR) for each in range(256))
_NOT = bytes(not each for each in range(256))
_TOGETHER = 64
"""Blocks that are looked at together: calls take longer than what they do otherwise."""
_DENSE = 1 << 24
"""With numbers up to this one, a byte for each article is kept for a moment."""


class _ToldAgain:
    """What `told_again` says of the rows that hidden articles report first, and shown ones again:
    of all, and of the major ones."""

    def __init__(self) -> None:
        self.kept = CountedGroups()
        self.kept_clear = CountedGroups()


class MomentCounts:
    """Numbers of rows with their moments. A moment may come several times, and a number may be
    negative: they are added up where they are needed, since there are many.
    """

    def __init__(self) -> None:
        self._of_one = array("Q")
        """Moments with one row."""
        self._moments = array("Q")
        self._numbers = array("q")

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return chain(zip(self._of_one, repeat(1)), zip(self._moments, self._numbers, strict=True))

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return size_of(self._of_one, self._moments, self._numbers)

    def total(self) -> int:
        return len(self._of_one) + sum(self._numbers)

    def add_ones(self, moments: Iterable[int]) -> None:
        self._of_one.extend(moments)

    def add(self, moments: Iterable[int], numbers: Iterable[int]) -> None:
        self._moments.extend(moments)
        self._numbers.extend(numbers)

    def __add__(self, other: MomentCounts) -> MomentCounts:
        found = MomentCounts()
        for each in (self, other):
            found.add_ones(each._of_one)
            found.add(each._moments, each._numbers)
        return found

    @classmethod
    def of(cls, moments: Mapping[int, int], sign: int = 1) -> MomentCounts:
        """Return the numbers of a mapping, times `sign`."""
        found = cls()
        found.add(moments, (sign * number for number in moments.values()))
        return found


class Lost(NamedTuple):
    """The rows that the timeline loses with the hidden articles."""

    moments: MomentCounts
    """How many of each moment."""
    kept: BitMap
    """Rows that a hidden article reports first, and that stay."""


class _Hidden:
    """Which articles are hidden, as bytes: 1 for those, 0 for others."""

    def __init__(self, hidden: BitMap, last: int) -> None:
        """`last` is the highest number of an article."""
        self._hidden = hidden
        self._flags = bytearray((last >> BLOCK_BITS) + 1 << BLOCK_BITS if last < _DENSE else 0)
        if self._flags:
            for number in hidden:
                self._flags[number] = 1

    def of(self, numbers: Sequence[int]) -> bytes:
        if self._flags and len(numbers) > 1:
            return bytes(itemgetter(*numbers)(self._flags))  # twice as fast as one by one
        return bytes(map(self._hidden.__contains__, numbers))

    def in_block(self, block: int) -> bytes:
        """Return a table that translates places in a block."""
        start = block << BLOCK_BITS
        if self._flags:
            table = bytes(self._flags[start : start + BLOCK])
        else:
            table = self.of(range(start, start + BLOCK))
        return table.ljust(256, b"\x00")


class LostGroups:
    """Finds the rows of the timeline that only hidden articles report."""

    def __init__(self, connection: sqlite3.Connection, hidden: BitMap) -> None:
        self._connection = connection
        (last,) = connection.execute("SELECT ifnull(max(number), 0) FROM articles").fetchone()
        self._hidden = _Hidden(hidden, last)

    @property
    def size(self) -> int:
        """The bytes of the moments that were counted."""
        known = (self.__dict__.get(name) for name in ("every", "clear"))
        counted: list[MomentCounts] = [lost.moments for lost in known if lost is not None]
        counted += self.__dict__.get("_first_told", ())
        return sum(each.size for each in counted)

    @cached_property
    def every(self) -> Lost:
        clear, faint = self._first_told
        kept = self._told_again.kept
        moments = clear + faint + MomentCounts.of(kept.moments, -1)
        return Lost(moments, kept.groups)

    @cached_property
    def clear(self) -> Lost:
        """The major rows that no other article reports."""
        kept = self._told_again.kept_clear
        return Lost(self._first_told[0] + MomentCounts.of(kept.moments, -1), kept.groups)

    @cached_property
    def _first_told(self) -> tuple[MomentCounts, MomentCounts]:
        """Count the rows of each moment that hidden articles report first: major and minor ones."""
        clear, faint = MomentCounts(), MomentCounts()
        for block, *columns in self._connection.execute(_FIRST_TOLD):
            table = self._hidden.in_block(block)
            halves = zip((clear, faint), batched(columns, 4), strict=True)
            for found, (places, ones, ends, moments) in halves:
                is_hidden = places.translate(table)
                if 1 in is_hidden:
                    _add_hidden(found, is_hidden, ones, array("I", ends), array("Q", moments))
        return clear, faint

    @cached_property
    def _told_again(self) -> _ToldAgain:
        found = _ToldAgain()
        for rows in batched(self._connection.execute(_TOLD_AGAIN), _TOGETHER):
            tables = (self._hidden.in_block(block) for block, *_ in rows)
            is_hidden = b"".join(
                places.translate(table) for table, (_, places, *_) in zip(tables, rows, strict=True)
            )
            _, _, all_tellings, *packed = zip(*rows, strict=True)
            tellings = b"".join(all_tellings)
            groups, firsts, moments = map(array, "IIQ", map(b"".join, packed))
            kept = _both(is_hidden.translate(_NOT), self._hidden.of(firsts))
            at = [*_ones(kept)]
            found.kept.add({groups[each]: moments[each] for each in at})
            clear = tellings.translate(_CLEAR)
            found.kept_clear.add({groups[each]: moments[each] for each in at if clear[each]})
        return found


def _add_hidden(
    found: MomentCounts, is_hidden: bytes, ones: int, ends: array[int], moments: array[int]
) -> None:
    """Add the hidden rows of a block: those of `ones` moments have one row each, and those of the
    others end at `ends`."""
    found.add_ones(compress(moments[:ones], is_hidden))
    numbers = array("I", map(is_hidden.count, repeat(1), chain((ones,), ends), ends))
    found.add(compress(moments[ones:], numbers), filter(None, numbers))


def _ones(flags: bytes) -> Iterator[int]:
    """Yield the places of 1. There are few."""
    place = flags.find(1)
    while place >= 0:
        yield place
        place = flags.find(1, place + 1)


def _both(one: bytes, other: bytes) -> bytes:
    """Return 1 where both have 1."""
    return (int.from_bytes(one) & int.from_bytes(other)).to_bytes(len(one))


# The timeline.

_NEAR = 1_000
_WALKED = 5_000
"""Rows up to `_NEAR` are looked for among so many before moments are counted."""
_WALK = f"SELECT id, first >> {EVENT_BITS} FROM groups"


class RemainingGroups:
    """The timeline of all articles but the hidden ones."""

    def __init__(self, connection: sqlite3.Connection, hidden: BitMap, of_all: EveryGroup) -> None:
        self._connection = connection
        self._hidden = hidden
        self._of_all = of_all
        self._groups = LostGroups(connection, hidden)
        self._places: dict[bool, MomentRows] = {}

    @property
    def size(self) -> int:
        return self._groups.size + sum(each.size for each in self._places.values())

    def _lost(self, minor: bool) -> Lost:
        return self._groups.every if minor else self._groups.clear

    def count(self, *, minor: bool = True) -> int:
        return self._of_all.count(minor=minor) - self._lost(minor).moments.total()

    def lost(self, *, minor: bool = True) -> MomentCounts:
        return self._lost(minor).moments

    def moments(self, *, minor: bool = True) -> Iterable[tuple[int, int]]:
        left = dict(self._of_all.moments(minor=minor))
        for moment, count in self._lost(minor).moments:
            left[moment] -= count
        return left.items()

    def beginnings(self, *, minor: bool = True) -> Iterable[tuple[int, int]]:
        return summed_beginnings(self.moments(minor=minor))

    def page(self, offset: int, limit: int, *, minor: bool = True) -> Sequence[int]:
        if offset + limit <= _NEAR and (first := self._first(offset + limit, minor)):
            return first[offset:]
        if (found := self._rows_by_moment(minor).find(offset)) is None:
            return []
        moment, before = found
        return list(islice(self._from(moment, minor), before, before + limit))

    def _first(self, count: int, minor: bool) -> list[int] | None:
        """Return the first groups, or None if they are far from the first of all."""
        if minor in self._places:
            return None
        query = f"{_WALK} {'' if minor else 'WHERE faint = 0'} ORDER BY moment, first LIMIT ?"
        walked = self._connection.execute(query, (_WALKED,))
        found = list(islice(self._shown(walked, minor), count))
        return found if len(found) == count else None

    def rank(self, group: int, *, minor: bool = True) -> int | None:
        query = f"SELECT moment, first, first >> {EVENT_BITS}, faint FROM groups WHERE id = ?"
        row = self._connection.execute(query, (group,)).fetchone()
        if row is None or (row[3] and not minor) or not self._shows(group, row[2], minor):
            return None
        same = self._connection.execute(
            f"{_WALK} WHERE moment = ? AND first < ? {'' if minor else 'AND faint = 0'}", row[:2]
        )
        return self._rows_by_moment(minor).first(row[0]) + sum(1 for _ in self._shown(same, minor))

    def _rows_by_moment(self, minor: bool) -> MomentRows:
        if minor not in self._places:
            self._places[minor] = MomentRows(self.moments(minor=minor))
        return self._places[minor]

    def _from(self, moment: int, minor: bool) -> Iterator[int]:
        """Yield the groups, starting with the first of a moment."""
        rows = self._connection.execute(
            f"{_WALK} WHERE moment >= ? {'' if minor else 'AND faint = 0'} ORDER BY moment, first",
            (moment,),
        )
        return self._shown(rows, minor)

    def _shown(self, rows: Iterable[tuple[int, int]], minor: bool) -> Iterator[int]:
        return (group for group, first in rows if self._shows(group, first, minor))

    def _shows(self, group: int, first: int, minor: bool) -> bool:
        """Return whether a row is left that the article `first` reports first."""
        return first not in self._hidden or group in self._lost(minor).kept
