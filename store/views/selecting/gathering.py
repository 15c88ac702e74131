"""Sums up what the shown articles hold.

It reads one row of packed integers an article rather than a row for each mention and event: a
filter that leaves a tenth of 100,000 articles reads 10,000 rows, not half a million, and the
sums are made in C.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from store.views.selecting.shown import Shown

_MEMBERS = """
    SELECT groups.id, moment, members, faint
    FROM json_each(?) AS here CROSS JOIN groups ON groups.id = here.value"""


class Told(Struct, frozen=True):
    """Groups of events, each with its moment."""

    groups: dict[int, int]
    clear: dict[int, int]
    """Those that one of the articles tells clearly."""


def mentions(shown: Shown, numbers: frozenset[int]) -> Counter[int]:
    """How often the articles mention each entity."""
    mentioned = b"".join([row[0] for row in _rows(shown, "entities FROM mentioned", numbers)])
    return Counter(memoryview(mentioned).cast("I"))


def mentions_of_others(shown: Shown, numbers: frozenset[int]) -> Counter[int]:
    """How often all other articles mention each entity."""
    query = "SELECT id, total FROM entities WHERE total > 0"
    left: Counter[int] = Counter(dict(shown.connection.execute(query)))
    for entity, count in mentions(shown, numbers).items():
        if left[entity] == count:
            del left[entity]
        else:
            left[entity] -= count
    return left


def told(shown: Shown, numbers: frozenset[int]) -> Told:
    """The events that the articles tell."""
    groups: dict[int, int] = {}
    clear: dict[int, int] = {}
    for theirs, moments, count in _rows(shown, "groups, moments, clear FROM told", numbers):
        in_order = [*zip(memoryview(theirs).cast("I"), memoryview(moments).cast("Q"), strict=True)]
        groups.update(in_order)
        clear.update(in_order[:count])
    return Told(groups, clear)


def told_nowhere_else(shown: Shown, numbers: frozenset[int]) -> Told:
    """The events that only these articles tell; in `clear`, those that only they tell clearly."""
    told_here: Counter[int] = Counter()
    clear_here: Counter[int] = Counter()
    for theirs, count in _rows(shown, "groups, clear FROM told", numbers):
        groups = memoryview(theirs).cast("I")
        told_here.update(groups)
        clear_here.update(groups[:count])
    found = Told({}, {})
    rows = shown.connection.execute(_MEMBERS, (str(list(told_here)),))
    for group, moment, members, faint in rows.fetchall():
        alone = members == told_here[group]
        if alone:
            found.groups[group] = moment
        if not faint and (alone or _clear_members(shown, group) == clear_here[group]):
            found.clear[group] = moment
    return found


def _clear_members(shown: Shown, group: int) -> int:
    (count,) = shown.connection.execute(
        "SELECT count(*) FROM events WHERE grp = ? AND faint = 0", (group,)
    ).fetchone()
    return int(count)


def _rows(shown: Shown, what: str, numbers: frozenset[int]) -> Iterable[Any]:
    shown.fill(numbers)
    columns, _, table = what.partition(" FROM ")
    return shown.connection.execute(
        f"SELECT {columns} FROM temp.shown CROSS JOIN {table} USING (number)"
    )
