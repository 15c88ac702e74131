"""The event groups of the selected articles, and the number of groups per moment.

There can be as many moments as groups. If most articles are selected, the groups of the others are
subtracted from the sums of the whole store.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, compress, islice
from typing import Protocol

from pyroaring import BitMap

from store.views.filtering.gathering import Gathering
from store.views.indexing.schema import GroupRank
from store.views.moments import LAST_BITS


def _chosen(*tellings: GroupRank) -> bytes:
    """Return a translation table for bytes of flags: 1 for these flags, 0 for others."""
    return bytes(each in tellings for each in range(256))


_FIRST = _chosen(GroupRank.FIRST, GroupRank.FIRST | GroupRank.CLEAR)
_AGAIN = _chosen(GroupRank.AGAIN_FAINT, GroupRank.CLEAR)
_CLEAR = _chosen(GroupRank.CLEAR, GroupRank.FIRST | GroupRank.CLEAR)
_FIRST_CLEAR = _chosen(GroupRank.FIRST | GroupRank.CLEAR)
_AGAIN_CLEAR = _chosen(GroupRank.CLEAR)


class GroupsOfArticles:
    """Event groups of articles. `clear` holds those that are major in at least one of the
    articles.
    """

    def __init__(self) -> None:
        self.every = BitMap()
        self.clear = BitMap()
        self.moments: Counter[int] = Counter()
        self.clear_moments: Counter[int] = Counter()


def groups_of(shown: Gathering) -> GroupsOfArticles:
    """Add up the groups of the selected articles. The first article that reports a group comes
    first.
    """
    result = GroupsOfArticles()
    for groups, tellings, moments in shown.groups_with_moments():
        for known, counts, first, again in (
            (result.every, result.moments, _FIRST, _AGAIN),
            (result.clear, result.clear_moments, _FIRST_CLEAR, _AGAIN_CLEAR),
        ):
            known.update(_those(groups, tellings, first))
            counts.update(compress(moments, tellings.translate(first)))
            told_again = _those(groups, tellings, again)
            others = BitMap(told_again) - known
            if others:
                of = dict(
                    zip(told_again, compress(moments, tellings.translate(again)), strict=True)
                )
                counts.update(map(of.__getitem__, others))
                known.update(others)
    return result


def groups_by_subtraction(
    hidden: Gathering, shown: Gathering, connection: sqlite3.Connection
) -> GroupsOfArticles:
    """Compute the same from the articles that are not selected."""
    result = GroupsOfArticles()
    for groups, tellings in shown.groups():
        result.every.update(groups)
        result.clear.update(_those(groups, tellings, _CLEAR))
    rows = connection.execute("SELECT moment, groups, clear FROM moments").fetchall()
    lost = GroupsOfArticles()
    for groups, tellings, moments in hidden.groups_with_moments():
        of: dict[int, int] = {}
        for known, gone, counts, chosen in (
            (result.every, lost.every, lost.moments, _FIRST),
            (result.clear, lost.clear, lost.clear_moments, _CLEAR),
        ):
            new = BitMap(_those(groups, tellings, chosen)) - known - gone
            if new:
                of = of or dict(zip(groups, moments, strict=True))
                counts.update(map(of.__getitem__, new))
                gone.update(new)
    result.moments = Counter({moment: groups for moment, groups, _ in rows}) - lost.moments
    result.clear_moments = (
        Counter({moment: clear for moment, _, clear in rows}) - lost.clear_moments
    )
    return result


def _those(groups: array[int], tellings: bytes, chosen: bytes) -> array[int]:
    """Return the groups with these flags."""
    return array("I", compress(groups, tellings.translate(chosen)))


# The timeline of a filter: bitmaps of groups, and the number of groups per moment.

_FEW = 2_000
"""So many groups are sorted at once. For more, the order of all groups is walked."""


_IN_ORDER = """
    SELECT groups.id FROM json_each(?) AS shown CROSS JOIN groups ON groups.id = shown.value
    ORDER BY moment, first"""


class Groups(Protocol):
    """The selected groups, the major ones among them, and the number of groups per moment."""

    @property
    def every(self) -> BitMap: ...
    @property
    def clear(self) -> BitMap: ...
    @property
    def moments(self) -> Counter[int]: ...
    @property
    def clear_moments(self) -> Counter[int]: ...


class ListedGroups:
    """Event groups that were found one by one."""

    def __init__(self, events: Iterable[tuple[int, int, int, int]]) -> None:
        """`events` yields the id, group and moment of each event, and whether it is minor."""
        every: dict[int, int] = {}
        clear: dict[int, int] = {}
        for _, group, moment, faint in events:
            every[group] = moment
            if not faint:
                clear[group] = moment
        self.every, self.clear = BitMap(every), BitMap(clear)
        self.moments, self.clear_moments = Counter(every.values()), Counter(clear.values())


class ShownGroups:
    """The timeline of the selected groups."""

    def __init__(self, connection: sqlite3.Connection, groups: Groups) -> None:
        self._connection = connection
        self._groups = groups
        self._orders: dict[bool, list[int]] = {}
        self._places: dict[bool, tuple[list[int], list[int]]] = {}

    def count(self, *, minor: bool = True) -> int:
        return len(self._shown(minor))

    def moments(self, *, minor: bool = True) -> Iterable[tuple[int, int]]:
        return self._counts(minor).items()

    def beginnings(self, *, minor: bool = True) -> Iterable[tuple[int, int]]:
        found: dict[int, int] = {}
        for moment, count in self._counts(minor).items():
            beginning = moment >> LAST_BITS
            found[beginning] = found.get(beginning, 0) + count
        return found.items()

    def _counts(self, minor: bool) -> Counter[int]:
        return self._groups.moments if minor else self._groups.clear_moments

    def page(self, offset: int, limit: int, *, minor: bool = True) -> Sequence[int]:
        if len(self._shown(minor)) <= _FEW:
            return self._in_order(minor)[offset : offset + limit]
        moments, rows = self._rows_by_moment(minor)
        at = bisect_right(rows, offset) - 1
        if at >= len(moments):
            return []
        skipped = offset - rows[at]
        return list(islice(self._from(moments[at], minor), skipped, skipped + limit))

    def rank(self, group: int, *, minor: bool = True) -> int | None:
        shown = self._shown(minor)
        if group not in shown:
            return None
        if len(shown) <= _FEW:
            return self._in_order(minor).index(group)
        query = "SELECT moment, first FROM groups WHERE id = ?"
        moment, first = self._connection.execute(query, (group,)).fetchone()
        moments, rows = self._rows_by_moment(minor)
        same = self._connection.execute(
            "SELECT id FROM groups WHERE moment = ? AND first < ?", (moment, first)
        )
        return rows[bisect_right(moments, moment) - 1] + sum(each in shown for (each,) in same)

    def _shown(self, minor: bool) -> BitMap:
        return self._groups.every if minor else self._groups.clear

    def _in_order(self, minor: bool) -> list[int]:
        if minor not in self._orders:
            shown = json.dumps(list(self._shown(minor)))
            rows = self._connection.execute(_IN_ORDER, (shown,))
            self._orders[minor] = [group for (group,) in rows]
        return self._orders[minor]

    def _rows_by_moment(self, minor: bool) -> tuple[list[int], list[int]]:
        """Return the moments in order, the first row of each, and the number of rows at the end."""
        if minor not in self._places:
            counts = self._counts(minor)
            moments = sorted(counts)
            rows = [0, *accumulate(counts[moment] for moment in moments)]
            self._places[minor] = moments, rows
        return self._places[minor]

    def _from(self, moment: int, minor: bool) -> Iterator[int]:
        """Yield the selected groups, starting with the first of a moment."""
        shown = self._shown(minor)
        rows = self._connection.execute(
            "SELECT id FROM groups WHERE moment >= ? ORDER BY moment, first", (moment,)
        )
        return (group for (group,) in rows if group in shown)
