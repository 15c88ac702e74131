"""The groups of events that the shown articles tell, with how many are of each moment.

Of these moments there are as many as groups; so where most articles are shown, what only the
hidden ones tell is taken away from the sums of the whole store.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from itertools import compress

from pyroaring import BitMap

from store.views.schema import Telling
from store.views.selecting.gathering import Gathering


def _chosen(*tellings: Telling) -> bytes:
    """To translate bytes of tellings: 1 where it is one of these, else 0."""
    return bytes(each in tellings for each in range(256))


_FIRST = _chosen(Telling.FIRST, Telling.FIRST | Telling.CLEAR)
_AGAIN = _chosen(Telling.AGAIN_FAINT, Telling.CLEAR)
_CLEAR = _chosen(Telling.CLEAR, Telling.FIRST | Telling.CLEAR)
_FIRST_CLEAR = _chosen(Telling.FIRST | Telling.CLEAR)
_AGAIN_CLEAR = _chosen(Telling.CLEAR)


class ToldGroups:
    """`clear` are those that one of the articles tells so that they stand out."""

    def __init__(self) -> None:
        self.every = BitMap()
        self.clear = BitMap()
        self.moments: Counter[int] = Counter()
        self.clear_moments: Counter[int] = Counter()


def told_by(shown: Gathering) -> ToldGroups:
    """What each article tells, added up: who tells first comes first."""
    told = ToldGroups()
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


def told_by_all_but(
    hidden: Gathering, shown: Gathering, connection: sqlite3.Connection
) -> ToldGroups:
    """The same, by way of what is not shown."""
    told = ToldGroups()
    for groups, tellings in shown.groups():
        told.every.update(groups)
        told.clear.update(_those(groups, tellings, _CLEAR))
    rows = connection.execute("SELECT moment, groups, clear FROM moments").fetchall()
    lost = ToldGroups()
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
