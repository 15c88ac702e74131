"""The timeline of the whole store, and the interface of timelines."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, islice
from typing import Protocol

from store.views.lists.id_lists import decoded_ids
from store.views.moments import LAST_BITS


class Timeline(Protocol):
    """The order of event groups in rows. Without `minor`, minor and unsure events are left out."""

    def count(self, *, minor: bool = True) -> int:
        """Return the number of rows."""
        ...

    def page(self, offset: int, limit: int, *, minor: bool = True) -> Sequence[int]:
        """Return the groups of the rows from `offset` to `offset + limit`."""
        ...

    def rank(self, group: int, *, minor: bool = True) -> int | None:
        """Return the index of a group's row, from 0, or None if it is not in the timeline."""
        ...

    def moments(self, *, minor: bool = True) -> Iterable[tuple[int, int]]:
        """Yield moments with their number of groups, which may be 0."""
        ...

    def lost(self, *, minor: bool = True) -> Iterable[tuple[int, int]] | None:
        """Return moments with how many rows the timeline without a filter has more, or None if
        `moments` is no slower. A moment may come several times.
        """
        ...

    def beginnings(self, *, minor: bool = True) -> Iterable[tuple[int, int]]:
        """Yield moments without their last days, each with its number of rows, which may be 0."""
        ...

    @property
    def size(self) -> int:
        """The bytes of what it keeps in memory, about."""
        ...


_MOMENTS = """
    SELECT group_concat(moment), group_concat({0})
    FROM (SELECT moment, {0} FROM moments WHERE {0} > 0 ORDER BY moment)"""


class EveryGroup:
    """The timeline without a filter, in one state of the index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def count(self, *, minor: bool = True) -> int:
        name = "events" if minor else "clear"
        row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return 0 if row is None else int(row[0])

    def page(self, offset: int, limit: int, *, minor: bool = True) -> Sequence[int]:
        return list(islice(self.groups(offset, minor=minor), limit))

    def groups(self, offset: int = 0, *, minor: bool = True) -> Iterator[int]:
        """Yield all groups in order, from this row on."""
        rows = self._connection.execute(
            f"SELECT id FROM groups {'' if minor else 'WHERE faint = 0'}"
            " ORDER BY moment, first LIMIT -1 OFFSET ?",
            (offset,),
        )
        return (number for (number,) in rows)

    def rank(self, group: int, *, minor: bool = True) -> int | None:
        row = self._connection.execute(
            "SELECT moment, first, faint FROM groups WHERE id = ?", (group,)
        ).fetchone()
        if row is None or (row[2] and not minor):
            return None
        (before,) = self._connection.execute(
            "SELECT count(*) FROM groups WHERE (moment, first) < (?, ?)"
            f" {'' if minor else 'AND faint = 0'}",
            row[:2],
        ).fetchone()
        return int(before)

    def moments(self, *, minor: bool = True) -> Iterable[tuple[int, int]]:
        return zip(*(self._moments if minor else self._clear_moments), strict=True)

    @cached_property
    def _moments(self) -> tuple[array[int], array[int]]:
        """The moments in order, and how many groups each has."""
        return self._read("groups")

    @cached_property
    def _clear_moments(self) -> tuple[array[int], array[int]]:
        return self._read("clear")

    def _read(self, column: str) -> tuple[array[int], array[int]]:
        moments, counts = self._connection.execute(_MOMENTS.format(column)).fetchone()
        return array("q", decoded_ids(moments or "")), array("q", decoded_ids(counts or ""))

    size = 0  # all filters share it

    def lost(self, *, minor: bool = True) -> Iterable[tuple[int, int]]:  # noqa: ARG002 - none of either
        return ()

    def beginnings(self, *, minor: bool = True) -> Iterable[tuple[int, int]]:
        return summed_beginnings(self.moments(minor=minor))


def summed_beginnings(moments: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Yield moments without their last days, each with the sum of its numbers."""
    found: dict[int, int] = {}
    for moment, count in moments:
        beginning = moment >> LAST_BITS
        found[beginning] = found.get(beginning, 0) + count
    return found.items()


# Moments in little memory: there are thousands, and the last filters keep theirs.


def size_of(*arrays: array[int]) -> int:
    """Return the bytes of arrays."""
    return sum(len(each) * each.itemsize for each in arrays)


class MomentNumbers:
    """How many rows each moment has."""

    def __init__(self, numbers: Mapping[int, int]) -> None:
        self._moments = array("q", numbers)
        self._numbers = array("I", numbers.values())

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return size_of(self._moments, self._numbers)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._moments, self._numbers, strict=True)


class MomentRows:
    """Which rows of a timeline belong to which moment. Made from the rows of each moment."""

    def __init__(self, counts: Iterable[tuple[int, int]]) -> None:
        filled = sorted((moment, count) for moment, count in counts if count)
        self._moments = array("q", (moment for moment, _ in filled))
        self._rows = array("q", accumulate((count for _, count in filled), initial=0))

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return size_of(self._moments, self._rows)

    def first(self, moment: int) -> int:
        """Return the first row of a moment that has rows."""
        return self._rows[bisect_right(self._moments, moment) - 1]

    def find(self, row: int) -> tuple[int, int] | None:
        """Return the moment of a row, and how many rows of it are before; None behind the last."""
        at = bisect_right(self._rows, row) - 1
        return (self._moments[at], row - self._rows[at]) if at < len(self._moments) else None
