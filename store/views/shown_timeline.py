"""The groups of events that the shown articles tell, with how many are of each moment.

Of these moments there are as many as groups; so where most articles are shown, what only the
hidden ones tell is taken away from the sums of the whole store.
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

from store.views.gathering import Gathering
from store.views.moments import LAST_BITS
from store.views.schema import GroupRank


def _chosen(*tellings: GroupRank) -> bytes:
    """To translate bytes of tellings: 1 where it is one of these, else 0."""
    return bytes(each in tellings for each in range(256))


_FIRST = _chosen(GroupRank.FIRST, GroupRank.FIRST | GroupRank.CLEAR)
_AGAIN = _chosen(GroupRank.AGAIN_FAINT, GroupRank.CLEAR)
_CLEAR = _chosen(GroupRank.CLEAR, GroupRank.FIRST | GroupRank.CLEAR)
_FIRST_CLEAR = _chosen(GroupRank.FIRST | GroupRank.CLEAR)
_AGAIN_CLEAR = _chosen(GroupRank.CLEAR)


class GroupsOfArticles:
    """`clear` are those that one of the articles tells so that they stand out."""

    def __init__(self) -> None:
        self.every = BitMap()
        self.clear = BitMap()
        self.moments: Counter[int] = Counter()
        self.clear_moments: Counter[int] = Counter()


def groups_of(shown: Gathering) -> GroupsOfArticles:
    """What each article tells, added up: who tells first comes first."""
    told = GroupsOfArticles()
    for groups, tellings, moments in shown.told():
        for known, counts, first, again in (
            (told.every, told.moments, _FIRST, _AGAIN),
            (told.clear, told.clear_moments, _FIRST_CLEAR, _AGAIN_CLEAR),
        ):
            known.update(_those(groups, tellings, first))
            counts.update(compress(moments, tellings.translate(first)))
            others = BitMap(_those(groups, tellings, again)) - known
            if others:
                of = dict(zip(groups, moments, strict=True))
                counts.update(map(of.__getitem__, others))
                known.update(others)
    return told


def groups_of_all_but(
    hidden: Gathering, shown: Gathering, connection: sqlite3.Connection
) -> GroupsOfArticles:
    """The same, by way of what is not shown."""
    told = GroupsOfArticles()
    for groups, tellings in shown.groups():
        told.every.update(groups)
        told.clear.update(_those(groups, tellings, _CLEAR))
    rows = connection.execute("SELECT moment, groups, clear FROM moments").fetchall()
    lost = GroupsOfArticles()
    for groups, tellings, moments in hidden.told():
        of: dict[int, int] = {}
        for known, gone, counts, chosen in (
            (told.every, lost.every, lost.moments, _FIRST),
            (told.clear, lost.clear, lost.clear_moments, _CLEAR),
        ):
            new = BitMap(_those(groups, tellings, chosen)) - known - gone
            if new:
                of = of or dict(zip(groups, moments, strict=True))
                counts.update(map(of.__getitem__, new))
                gone.update(new)
    told.moments = Counter({moment: groups for moment, groups, _ in rows}) - lost.moments
    told.clear_moments = Counter({moment: clear for moment, _, clear in rows}) - lost.clear_moments
    return told


def _those(groups: array[int], tellings: bytes, chosen: bytes) -> array[int]:
    """The groups that are told so."""
    return array("I", compress(groups, tellings.translate(chosen)))


# The timeline of what a filter shows: bitmaps of groups, and how many are of each moment.

_FEW = 2_000
"""Groups that are put in order at once; of more, the order of all groups is walked along."""


_IN_ORDER = """
    SELECT groups.id FROM json_each(?) AS shown CROSS JOIN groups ON groups.id = shown.value
    ORDER BY moment, groups.id"""


class Groups(Protocol):
    """Which groups are shown, and which of them so that they stand out; how many are of each
    moment."""

    @property
    def every(self) -> BitMap: ...
    @property
    def clear(self) -> BitMap: ...
    @property
    def moments(self) -> Counter[int]: ...
    @property
    def clear_moments(self) -> Counter[int]: ...


class ListedGroups:
    """The groups of events that were found one by one."""

    def __init__(self, events: Iterable[tuple[int, int, int, int]]) -> None:
        """Of each event its id, group, moment, and whether it is faint."""
        every: dict[int, int] = {}
        clear: dict[int, int] = {}
        for _, group, moment, faint in events:
            every[group] = moment
            if not faint:
                clear[group] = moment
        self.every, self.clear = BitMap(every), BitMap(clear)
        self.moments, self.clear_moments = Counter(every.values()), Counter(clear.values())


class ShownGroups:
    def __init__(self, connection: sqlite3.Connection, groups: Groups) -> None:
        self._connection = connection
        self._groups = groups
        self._orders: dict[bool, list[int]] = {}
        self._places: dict[bool, tuple[list[int], list[int]]] = {}

    def count(self, *, faint: bool = True) -> int:
        return len(self._shown(faint))

    def moments(self) -> Iterable[tuple[int, int]]:
        return self._groups.moments.items()

    def beginnings(self, *, faint: bool = True) -> Iterable[tuple[int, int]]:
        found: dict[int, int] = {}
        for moment, count in self._counts(faint).items():
            beginning = moment >> LAST_BITS
            found[beginning] = found.get(beginning, 0) + count
        return found.items()

    def _counts(self, faint: bool) -> Counter[int]:
        return self._groups.moments if faint else self._groups.clear_moments

    def page(self, offset: int, limit: int, *, faint: bool = True) -> Sequence[int]:
        if len(self._shown(faint)) <= _FEW:
            return self._in_order(faint)[offset : offset + limit]
        moments, rows = self._rows_by_moment(faint)
        at = bisect_right(rows, offset) - 1
        if at >= len(moments):
            return []
        skipped = offset - rows[at]
        return list(islice(self._from(moments[at], faint), skipped, skipped + limit))

    def rank(self, group: int, *, faint: bool = True) -> int | None:
        shown = self._shown(faint)
        if group not in shown:
            return None
        if len(shown) <= _FEW:
            return self._in_order(faint).index(group)
        query = "SELECT moment FROM groups WHERE id = ?"
        (moment,) = self._connection.execute(query, (group,)).fetchone()
        moments, rows = self._rows_by_moment(faint)
        same = self._connection.execute(
            "SELECT id FROM groups WHERE moment = ? AND id < ?", (moment, group)
        )
        return rows[bisect_right(moments, moment) - 1] + sum(each in shown for (each,) in same)

    def _shown(self, faint: bool) -> BitMap:
        return self._groups.every if faint else self._groups.clear

    def _in_order(self, faint: bool) -> list[int]:
        if faint not in self._orders:
            shown = json.dumps(list(self._shown(faint)))
            rows = self._connection.execute(_IN_ORDER, (shown,))
            self._orders[faint] = [group for (group,) in rows]
        return self._orders[faint]

    def _rows_by_moment(self, faint: bool) -> tuple[list[int], list[int]]:
        """The moments in order, and the first row of each, with the number of rows at the end."""
        if faint not in self._places:
            counts = self._counts(faint)
            moments = sorted(counts)
            rows = [0, *accumulate(counts[moment] for moment in moments)]
            self._places[faint] = moments, rows
        return self._places[faint]

    def _from(self, moment: int, faint: bool) -> Iterator[int]:
        """The shown groups from the first of a moment on."""
        shown = self._shown(faint)
        rows = self._connection.execute(
            "SELECT id FROM groups WHERE moment >= ? ORDER BY moment, id", (moment,)
        )
        return (group for (group,) in rows if group in shown)
