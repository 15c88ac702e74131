"""The event groups of the selected articles, and the number of groups per moment.

There can be as many moments as groups. If most articles are selected, see `RemainingGroups`.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress, islice
from typing import Protocol

from pyroaring import BitMap

from store.views.filtering.gathering import Gathering
from store.views.indexing.schema import GroupRank
from store.views.lists.timeline import MomentNumbers, MomentRows, summed_beginnings


def _chosen(*tellings: GroupRank) -> bytes:
    """Return a translation table for bytes of flags: 1 for these of `FIRST` and `CLEAR`, 0 for
    others.
    """
    asked = GroupRank.FIRST | GroupRank.CLEAR
    return bytes(flags & asked in tellings for flags in range(256))


_FIRST = _chosen(GroupRank.FIRST, GroupRank.FIRST | GroupRank.CLEAR)
_AGAIN = _chosen(GroupRank.AGAIN_FAINT, GroupRank.CLEAR)
_CLEAR = _chosen(GroupRank.CLEAR, GroupRank.FIRST | GroupRank.CLEAR)
_FIRST_CLEAR = _chosen(GroupRank.FIRST | GroupRank.CLEAR)
_AGAIN_CLEAR = _chosen(GroupRank.CLEAR)


class GroupsOfArticles:
    """Event groups of the selected articles. `clear` holds those that are major in at least one of
    the articles.
    """

    def __init__(self, shown: Gathering) -> None:
        self._gathering = shown

    @cached_property
    def every(self) -> BitMap:
        return self._gathering.groups()

    @cached_property
    def clear(self) -> BitMap:
        every, clear = BitMap(), BitMap()
        for groups, tellings in self._gathering.groups_with_flags():
            every.update(groups)
            clear.update(_those(groups, tellings, _CLEAR))
        self.every = every  # nearly for nothing
        return clear

    @property
    def size(self) -> int:
        known = (self.__dict__.get(name) for name in ("_every_moment", "_clear_moments"))
        return sum(each.size for each in known if each is not None)

    def moments(self, minor: bool) -> Iterable[tuple[int, int]]:
        """Yield moments with their number of groups, which may be 0."""
        return self._every_moment if minor else self._clear_moments

    @cached_property
    def _every_moment(self) -> MomentNumbers:
        return MomentNumbers(_counted(self._gathering, _FIRST, _AGAIN))

    @cached_property
    def _clear_moments(self) -> MomentNumbers:
        return MomentNumbers(_counted(self._gathering, _FIRST_CLEAR, _AGAIN_CLEAR))


def _counted(gathering: Gathering, first: bytes, again: bytes) -> Counter[int]:
    """Count the groups of each moment: those with the flags `first`, which at most one article
    gives a group, and others with the flags `again`.
    """
    counts: Counter[int] = Counter()
    done = BitMap()
    for groups, tellings, moments in gathering.groups_with_moments():
        counts.update(compress(moments, tellings.translate(first)))
        done.update(_those(groups, tellings, first))
        repeated = tellings.translate(again)
        of = dict(zip(compress(groups, repeated), compress(moments, repeated), strict=True))
        others = BitMap(of) - done  # the first article of a group comes before all others
        counts.update(map(of.__getitem__, others))
        done |= others
    return counts


def _those(groups: array[int], tellings: bytes, chosen: bytes) -> array[int]:
    """Return the groups with these flags."""
    return array("I", compress(groups, tellings.translate(chosen)))


# The timeline of a filter: bitmaps of groups, and the number of groups per moment.

_FEW = 2_000
"""So many groups are sorted at once. For more, the order of all groups is walked."""
_NEAR = 1_000
_WALKED = 5_000
"""Rows up to `_NEAR` are looked for among so many groups before moments are counted."""


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
    def size(self) -> int:
        """The bytes of the numbers per moment."""
        ...

    def moments(self, minor: bool) -> Iterable[tuple[int, int]]: ...


class CountedGroups:
    """Event groups, and how many there are of each moment."""

    def __init__(self) -> None:
        self.groups = BitMap()
        self.moments: Counter[int] = Counter()

    def add(self, moments: Mapping[int, int]) -> None:
        """Add groups with their moments, each once."""
        new = BitMap(moments) - self.groups
        self.moments.update(map(moments.__getitem__, new))
        self.groups |= new


class ListedGroups:
    """Event groups that were found one by one. `clear` are the major ones."""

    def __init__(self, every: CountedGroups, clear: CountedGroups) -> None:
        self.every, self.clear = every.groups, clear.groups
        self._moments = MomentNumbers(every.moments)
        self._clear_moments = MomentNumbers(clear.moments)

    @property
    def size(self) -> int:
        return self._moments.size + self._clear_moments.size

    def moments(self, minor: bool) -> Iterable[tuple[int, int]]:
        return self._moments if minor else self._clear_moments


class ShownGroups:
    """The timeline of the selected groups."""

    def __init__(self, connection: sqlite3.Connection, groups: Groups) -> None:
        self._connection = connection
        self._groups = groups
        self._orders: dict[bool, list[int]] = {}
        self._places: dict[bool, MomentRows] = {}

    @property
    def size(self) -> int:
        return self._groups.size + sum(each.size for each in self._places.values())

    def count(self, *, minor: bool = True) -> int:
        return len(self._shown(minor))

    def moments(self, *, minor: bool = True) -> Iterable[tuple[int, int]]:
        return self._groups.moments(minor)

    def lost(self, *, minor: bool = True) -> None:  # noqa: ARG002 - `moments` is as fast
        return None

    def beginnings(self, *, minor: bool = True) -> Iterable[tuple[int, int]]:
        return summed_beginnings(self.moments(minor=minor))

    def page(self, offset: int, limit: int, *, minor: bool = True) -> Sequence[int]:
        if len(self._shown(minor)) <= _FEW:
            return self._in_order(minor)[offset : offset + limit]
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
        query = f"SELECT id FROM groups {'' if minor else 'WHERE faint = 0'} ORDER BY moment, first"
        shown = self._shown(minor)
        walked = islice(self._connection.execute(query), _WALKED)
        found = list(islice((group for (group,) in walked if group in shown), count))
        return found if len(found) == count else None

    def rank(self, group: int, *, minor: bool = True) -> int | None:
        shown = self._shown(minor)
        if group not in shown:
            return None
        if len(shown) <= _FEW:
            return self._in_order(minor).index(group)
        query = "SELECT moment, first FROM groups WHERE id = ?"
        moment, first = self._connection.execute(query, (group,)).fetchone()
        same = self._connection.execute(
            "SELECT id FROM groups WHERE moment = ? AND first < ?", (moment, first)
        )
        return self._rows_by_moment(minor).first(moment) + sum(each in shown for (each,) in same)

    def _shown(self, minor: bool) -> BitMap:
        return self._groups.every if minor else self._groups.clear

    def _in_order(self, minor: bool) -> list[int]:
        if minor not in self._orders:
            shown = json.dumps(list(self._shown(minor)))
            rows = self._connection.execute(_IN_ORDER, (shown,))
            self._orders[minor] = [group for (group,) in rows]
        return self._orders[minor]

    def _rows_by_moment(self, minor: bool) -> MomentRows:
        if minor not in self._places:
            self._places[minor] = MomentRows(self.moments(minor=minor))
        return self._places[minor]

    def _from(self, moment: int, minor: bool) -> Iterator[int]:
        """Yield the selected groups, starting with the first of a moment."""
        shown = self._shown(minor)
        rows = self._connection.execute(
            "SELECT id FROM groups WHERE moment >= ? ORDER BY moment, first", (moment,)
        )
        return (group for (group,) in rows if group in shown)
