"""Reads which cells links connect, of many cells at a time.

A row with many events is not divided any more, only joined: what is told again and again for years
would otherwise be put into rows anew with each telling. It counts as one cell here, with the number
of the row.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from store.views.joining.event_clusters import COMPARED, JOINED, Link

_EVENTS = "SELECT cell, id FROM events WHERE cell IN (SELECT value FROM json_each(?)) ORDER BY id"
_LINKED = """
    SELECT near.cell, score, links.event, other, its.cell, its.grp, members >= ?3
    FROM json_each(?1) AS asked CROSS JOIN events AS near ON near.cell = asked.value
    CROSS JOIN links ON links.event = near.id CROSS JOIN events AS its ON its.id = other
    LEFT JOIN groups ON groups.id = its.grp
    WHERE score >= ?2 ORDER BY other"""
_OF_LARGE = """
    SELECT DISTINCT cell FROM json_each(?) AS asked CROSS JOIN events ON cell = asked.value
    CROSS JOIN groups ON groups.id = grp WHERE members >= ?"""
_FIRSTS = "SELECT id FROM events WHERE grp = ? ORDER BY id LIMIT ?"
_DIVIDED = 60
"""A row with as many events is not divided any more. Those that tell most often of one thing in
2,000 articles of news have 29."""
_LARGEST = 1_500
"""Cells that are put into rows together. Beyond it, the rest of what links connect stays as it is:
a store that tells one thing that often is read by its histogram, not by its rows."""
_MOST = 10_000
"""Cells that are read ahead."""


class Component(NamedTuple):
    """Cells that links connect."""

    cells: dict[int, list[int]]
    """The events of each, in order."""
    links: list[Link]
    """What connects them, the smaller event first."""
    large: frozenset[int]
    """Those of the cells that are rows with many events."""


class _Cell(NamedTuple):
    events: list[int]
    links: list[Link]
    near: list[int]
    """The cells to which they lead, in the order of their events there."""
    large: list[tuple[int, int]]
    """The rows with many events to which they lead, each with the event there."""


class LinkedCells:
    """The cells around some that changed."""

    def __init__(self, connection: sqlite3.Connection, changed: Iterable[int]) -> None:
        self._connection = connection
        self._cells: dict[int, _Cell] = {}
        self.changed = sorted(self._divided(changed))
        """Those that changed, but for what belongs to rows with many events."""
        nearest: Collection[int] = self.changed
        while nearest and len(self._cells) < _MOST:
            self._read(nearest)
            nearest = {near for cell in nearest for near in self._cells[cell].near}
            nearest -= self._cells.keys()

    def components(self) -> list[Component]:
        """Return the cells that links connect with those that changed, each in one component."""
        found: list[Component] = []
        known: set[int] = set()
        for cell in self.changed:
            if cell not in known:
                found.append(self._around(cell))
                known |= found[-1].cells.keys()
        return found

    def _around(self, cell: int) -> Component:
        """Return the cells that links connect with this one, itself included."""
        cells: dict[int, list[int]] = {}
        links: dict[Link, None] = {}
        large: dict[int, set[int]] = defaultdict(set)
        waiting = [cell]
        while waiting and len(cells) < _LARGEST:
            each = waiting.pop()
            if each in cells:
                continue
            if each not in self._cells:
                self._read([each])
            known = self._cells[each]
            cells[each] = known.events
            links.update(dict.fromkeys(known.links))
            waiting += {*known.near} - cells.keys()
            for row, event in known.large:
                large[row].add(event)
        cells.update((row, self._speaking(row, events)) for row, events in large.items())
        return Component(cells, [*links], frozenset(large))

    def _divided(self, cells: Iterable[int]) -> set[int]:
        """Return the cells that are not in a row with many events."""
        found = set(cells)
        rows = self._connection.execute(_OF_LARGE, (json.dumps(sorted(found)), _DIVIDED))
        return found.difference(cell for (cell,) in rows)

    def _speaking(self, row: int, linked: set[int]) -> list[int]:
        """Return those events of a row that are compared and these, to which links lead."""
        firsts = self._connection.execute(_FIRSTS, (row, COMPARED))
        return sorted(linked.union(event for (event,) in firsts))

    def _read(self, cells: Collection[int]) -> None:
        asked = json.dumps(sorted(cells))
        events: dict[int, list[int]] = defaultdict(list)
        links: dict[int, list[Link]] = defaultdict(list)
        near: dict[int, list[int]] = defaultdict(list)
        large: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for cell, event in self._connection.execute(_EVENTS, (asked,)):
            events[cell].append(event)
        found = self._connection.execute(_LINKED, (asked, JOINED, _DIVIDED))
        for cell, score, event, other, its, row, is_large in found:
            links[cell].append((score, min(event, other), max(event, other)))
            if is_large:
                large[cell].append((row, other))
            else:
                near[cell].append(its)
        for cell in cells:
            self._cells[cell] = _Cell(events[cell], links[cell], near[cell], large[cell])
