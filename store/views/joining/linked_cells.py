"""Reads which cells links connect, of many cells at a time: one after the other takes most of the
time where an event is told again for years."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from store.views.joining.event_clusters import JOINED, Link

_EVENTS = "SELECT cell, id FROM events WHERE cell IN (SELECT value FROM json_each(?)) ORDER BY id"
_LINKED = """
    SELECT near.cell, score, links.event, other, its.cell
    FROM json_each(?1) AS asked CROSS JOIN events AS near ON near.cell = asked.value
    CROSS JOIN links ON links.event = near.id CROSS JOIN events AS its ON its.id = other
    WHERE score >= ?2 ORDER BY other"""
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


class _Cell(NamedTuple):
    events: list[int]
    links: list[Link]
    near: list[int]
    """The cells to which they lead, in the order of their events there."""


class LinkedCells:
    """The cells around some that changed."""

    def __init__(self, connection: sqlite3.Connection, changed: Iterable[int]) -> None:
        self._connection = connection
        self._cells: dict[int, _Cell] = {}
        nearest: Collection[int] = set(changed)
        while nearest and len(self._cells) < _MOST:
            self._read(nearest)
            nearest = {near for cell in nearest for near in self._cells[cell].near}
            nearest -= self._cells.keys()

    def around(self, cell: int) -> Component:
        """Return the cells that links connect with this one, itself included."""
        cells: dict[int, list[int]] = {}
        links: dict[Link, None] = {}
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
        return Component(cells, [*links])

    def _read(self, cells: Collection[int]) -> None:
        asked = json.dumps(sorted(cells))
        events: dict[int, list[int]] = defaultdict(list)
        links: dict[int, list[Link]] = defaultdict(list)
        near: dict[int, list[int]] = defaultdict(list)
        for cell, event in self._connection.execute(_EVENTS, (asked,)):
            events[cell].append(event)
        for cell, score, event, other, its in self._connection.execute(_LINKED, (asked, JOINED)):
            links[cell].append((score, min(event, other), max(event, other)))
            near[cell].append(its)
        for cell in cells:
            self._cells[cell] = _Cell(events[cell], links[cell], near[cell])
