"""Maintains which events are one: their signs, blocks and links, and the rows that follow.

A *cell* is the events that are one by their key (see `event_groups`); a *row* is one or more cells,
and has the number of its first cell; with many events it keeps the number that it had. When events
come or go, only the cells that links connect with theirs are put into rows again.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched
from zlib import crc32

from store.views.indexing.schema import EVENT_BITS
from store.views.joining.event_blocks import blocks_of
from store.views.joining.event_clusters import JOINED, Link, clustered, clusters
from store.views.joining.event_comparison import EventComparison
from store.views.joining.event_signs import EventSign, decode
from store.views.joining.linked_cells import Component, LinkedCells
from store.views.joining.near_events import NEAREST, NewBlocks, PackedBlocks

_NEAR = """
    SELECT (SELECT group_concat(event) FROM (
            SELECT event FROM blocks WHERE block = near.value AND event < ?2
            ORDER BY event DESC LIMIT ?3)),
        (SELECT group_concat(event) FROM (
            SELECT event FROM blocks WHERE block = near.value AND event > ?2
            ORDER BY event LIMIT ?3))
    FROM json_each(?1) AS near"""
_KNOWN = """
    SELECT value FROM json_each(?)
    WHERE EXISTS (SELECT 1 FROM blocks WHERE block = value)"""
_SIGNS = "SELECT id, sign FROM signs WHERE id IN (SELECT value FROM json_each(?))"
_FAMILIES = "SELECT number, family FROM articles WHERE number IN (SELECT value FROM json_each(?))"
_CELLS = "SELECT id, cell FROM events WHERE id IN (SELECT value FROM json_each(?))"
_SHARED = """
    SELECT DISTINCT cell FROM events AS added WHERE id IN (SELECT value FROM json_each(?))
    AND EXISTS (SELECT 1 FROM events WHERE events.cell = added.cell AND events.id <> added.id)"""
_COMPARED_BEFORE = """
    SELECT event, other, score FROM compared
    WHERE event IN (SELECT value FROM json_each(?)) AND event < other"""
_CELLS_OF = "SELECT DISTINCT cell FROM events WHERE grp = ?"
_CELLS_IN = """
    SELECT DISTINCT cell FROM events WHERE grp IN (SELECT value FROM json_each(?))"""
_AT_ONCE = 500
"""Changed cells of which those around them are read together."""
_MANY = 3_000
"""New events from which numpy is worth loading to sort their blocks: those of 150 articles of news.
A dashboard leaves so many to another process."""
_MANY_FOR_LOADED = 300
"""The same where numpy is loaded already."""


class EventJoining:
    """Finds the rows of events that came, and of those that events which went leave behind."""

    def __init__(self, connection: sqlite3.Connection, *, is_dashboard: bool) -> None:
        """A dashboard compares events in another process."""
        self._connection = connection
        self._is_dashboard = is_dashboard
        self._added: dict[int, EventSign] = {}
        self._packed: dict[int, bytes] = {}
        self._loose: set[int] = set()
        self._joined: dict[int, int] = {}
        """Rows with many events that became part of others."""

    def reset(self) -> None:
        self._added.clear()
        self._packed.clear()
        self._loose.clear()
        self._joined.clear()

    def add(self, event: int, sign: EventSign, packed: bytes) -> None:
        """Take note of a new event. `packed` is its sign as the table has it."""
        self._added[event] = sign
        self._packed[event] = packed

    def remove(self, events: Iterable[int], rows: Iterable[int]) -> None:
        """Forget events. `rows` are those that they were in: what is left of them is put into rows
        again."""
        self._loose.update(rows)
        for event in events:
            self._added.pop(event, None)
            self._packed.pop(event, None)
            row = self._connection.execute(
                "SELECT sign FROM signs WHERE id = ?", (event,)
            ).fetchone()
            if row is None:
                continue
            for table in ("links", "compared"):
                self._forget_pairs(table, event)
            self._connection.executemany(
                "DELETE FROM blocks WHERE block = ? AND event = ?",
                ((block, event) for block in blocks_of(decode(row[0])).own),
            )
            self._connection.execute("DELETE FROM signs WHERE id = ?", (event,))

    def _forget_pairs(self, table: str, event: int) -> None:
        others = self._connection.execute(
            f"SELECT other FROM {table} WHERE event = ?", (event,)
        ).fetchall()
        self._connection.executemany(
            f"DELETE FROM {table} WHERE event = ? AND other = ?",
            [pair for (other,) in others for pair in ((event, other), (other, event))],
        )

    def flush(self) -> dict[int, int]:
        """Return the row of each cell that may have changed, after the events were written."""
        cells = self._changed(self._linked())
        found: dict[int, int] = {}
        for some in batched(sorted(cells), _AT_ONCE):
            linked_cells = LinkedCells(self._connection, set(some) - found.keys())
            found.update(self._rows(linked_cells.components()))
        for row in self._joined:
            found.update((cell, row) for (cell,) in self._connection.execute(_CELLS_OF, (row,)))
        rows = {cell: self._joined_to(row) for cell, row in found.items()}
        self.reset()
        return rows

    def _changed(self, linked: set[int]) -> set[int]:
        """Return the cells that may come into other rows. `linked` are the events with links to and
        from new ones."""
        cells = {cell for _, cell in self._cells(linked)}
        # What a cell is one with depends on all of its events, also on those without links.
        for query, those in ((_SHARED, self._added), (_CELLS_IN, self._loose)):
            found = self._connection.execute(query, (json.dumps(sorted(those)),))
            cells.update(cell for (cell,) in found)
        return cells

    def _cells(self, events: Iterable[int]) -> list[tuple[int, int]]:
        return self._connection.execute(_CELLS, (json.dumps(sorted(events)),)).fetchall()

    def _linked(self) -> set[int]:
        """Compare the new events with those near them. Return the events with links."""
        if not self._added:
            return set()
        blocks = self._blocks()
        known = self._known(blocks)
        self._write(blocks)
        return self._link(self._near(blocks, known))

    def _blocks(self) -> NewBlocks:
        packed = {event: PackedBlocks.of(blocks_of(sign)) for event, sign in self._added.items()}
        if len(packed) < (_MANY_FOR_LOADED if "numpy" in sys.modules else _MANY):
            return NewBlocks(packed)
        from store.views.joining.block_arrays import BlockArrays

        return BlockArrays(packed)

    def _known(self, blocks: NewBlocks) -> set[int]:
        """Return those blocks near the new events that have events already."""
        if self._connection.execute("SELECT 1 FROM blocks LIMIT 1").fetchone() is None:
            return set()
        return {
            block
            for some in blocks.near()
            for (block,) in self._connection.execute(_KNOWN, (json.dumps(some),))
        }

    def _write(self, blocks: NewBlocks) -> None:
        self._connection.executemany("INSERT INTO signs VALUES (?, ?)", self._packed.items())
        self._connection.executemany("INSERT OR IGNORE INTO blocks VALUES (?, ?)", blocks.rows())

    def _link(self, others: Mapping[int, set[int]]) -> set[int]:
        found = {each for those in others.values() for each in those}
        known = self._signs(found - self._added.keys())
        known.update(self._added)
        pairs = {
            (min(event, other), max(event, other))
            for event, found in others.items()
            for other in found
        }
        links = self._comparison(known).links(sorted(pairs))
        self._write_pairs("links", links)
        return {each for score, *both in links if score >= JOINED for each in both}

    def _comparison(self, signs: Mapping[int, EventSign]) -> EventComparison:
        return EventComparison(signs, self._families(signs), is_elsewhere=self._is_dashboard)

    def _write_pairs(self, table: str, links: Iterable[Link]) -> None:
        self._connection.executemany(
            f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)",
            [
                row
                for score, one, other in links
                for row in ((one, other, score), (other, one, score))
            ],
        )

    def _near(self, blocks: NewBlocks, known: set[int]) -> dict[int, set[int]]:
        """Return the events with which each new one is compared. `known` are the blocks that had
        events before; all others, which are most of them, are looked up in memory."""
        found, stored = blocks.near_events(known)
        for event, near in stored.items():
            others = self._stored_near(event, near)
            others.discard(event)
            found.setdefault(event, set()).update(others)
        return found

    def _stored_near(self, event: int, blocks: set[int]) -> set[int]:
        if not blocks:
            return set()
        rows = self._connection.execute(_NEAR, (json.dumps(sorted(blocks)), event, NEAREST))
        return {int(each) for row in rows for side in row if side for each in side.split(",")}

    def _signs(self, events: Iterable[int]) -> dict[int, EventSign]:
        return {event: decode(packed) for event, packed in self._packed_signs(events).items()}

    def _packed_signs(self, events: Iterable[int]) -> dict[int, bytes]:
        rows = self._connection.execute(_SIGNS, (json.dumps(sorted(events)),))
        return dict(rows.fetchall())

    def _families(self, events: Iterable[int]) -> dict[int, int]:
        numbers = json.dumps(sorted({event >> EVENT_BITS for event in events}))
        return dict(self._connection.execute(_FAMILIES, (numbers,)).fetchall())

    def _rows(self, components: Sequence[Component]) -> dict[int, int]:
        """Return the row of every cell of those that links connect."""
        rows = {cell: cell for each in components if len(each.cells) == 1 for cell in each.cells}
        several = [each for each in components if len(each.cells) > 1]
        if not several:
            return rows
        events = [event for each in several for those in each.cells.values() for event in those]
        packed = self._packed_signs(events)
        compared = self._comparison(_PackedSigns(packed))
        before = self._connection.execute(_COMPARED_BEFORE, (json.dumps(sorted(events)),))
        compared.know({(one, other): score for one, other, score in before})
        order = content_order(packed).__getitem__
        for each in several:
            compared.know({(one, other): score for score, one, other in each.links})
        found = clustered(
            [clusters(each.cells, each.links, compared.known, order) for each in several],
            compared.compare,
        )
        self._write_pairs("compared", compared.found())
        for component, clustered_cells in zip(several, found, strict=True):
            rows.update(self._numbered(component, clustered_cells))
        return rows

    def _numbered(self, component: Component, found: Iterable[set[int]]) -> dict[int, int]:
        """Return the number of the row of each cell."""
        rows: dict[int, int] = {}
        for row in found:
            large = {self._joined_to(each) for each in row & component.large}
            number = min(large or row)
            rows.update(dict.fromkeys(row - component.large, number))
            self._joined.update(dict.fromkeys(large - {number}, number))
        return rows

    def _joined_to(self, row: int) -> int:
        """Return the row that a row with many events became part of, or the row itself."""
        while row in self._joined:
            row = self._joined[row]
        return row


class _PackedSigns(Mapping[int, EventSign]):
    """Signs that are decoded when they are asked for, as few are."""

    def __init__(self, packed: Mapping[int, bytes]) -> None:
        self._packed = packed

    def __getitem__(self, event: int) -> EventSign:
        return decode(self._packed[event])

    def __contains__(self, event: object) -> bool:
        return event in self._packed

    def __iter__(self) -> Iterator[int]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


class _ByContent(dict[int, int]):
    """Numbers that put events into an order of what they tell. Those without a sign come by their
    number, after all others."""

    def __missing__(self, event: int) -> int:
        return event + (1 << 64)


def content_order(packed: Mapping[int, bytes]) -> Mapping[int, int]:
    """Return the order of events by their packed signs, the same whichever numbers they have."""
    return _ByContent({event: crc32(sign) for event, sign in packed.items()})
