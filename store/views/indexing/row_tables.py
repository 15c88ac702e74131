"""Writes the rows of the timeline: which events each has, and what they say together."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import batched

from store.views.indexing.event_entities import entities_of
from store.views.indexing.group_blocks import GroupBlocks
from store.views.indexing.row_facts import RowFacts, RowMember, row_facts, row_members
from store.views.indexing.schema import ERA_BITS, EVENT_BITS
from store.views.indexing.totals import IndexTotals
from store.views.joining.event_joining import EventJoining

_MOVED = "SELECT id, actors, recipients, place, according, named FROM events WHERE "
_LATE = f"{_MOVED} grp = ? AND moment <> ?"
_OTHERWISE = f"{_MOVED} grp = ? AND faint <> ?"
_WAS = """
    SELECT id, first, moment, faint FROM groups
    WHERE id IN (SELECT value FROM json_each(?))"""

_WRITTEN = 500
"""Rows that are written together: all events of theirs are in memory meanwhile."""

type _Moved = tuple[int, str, str, int | None, str, str]
"""An event and the entities that it concerns, as its columns have them."""
type _Was = tuple[int, int, int]
"""The first event, moment and faintness of a row as it was."""


class RowTables:
    """Maintains the table of groups while articles are indexed.

    A new event is its cell's row until `flush` has compared it with others.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        group_blocks: GroupBlocks,
        totals: IndexTotals,
        *,
        is_dashboard: bool,
    ) -> None:
        self._connection = connection
        self._totals = totals
        self._group_blocks = group_blocks
        self._joining = EventJoining(connection, is_dashboard=is_dashboard)
        self._cells: dict[int, int] = {}
        self._next: int | None = None
        self._dirty: set[int] = set()
        self._left: set[int] = set()
        """Cells that lost an event."""
        self._alone: dict[int, RowMember] = {}
        """Rows with one new event, of an article without a family. Those that are new need no
        reading back."""

    def reset(self) -> None:
        self._joining.reset()
        self._cells.clear()
        self._next = None
        self._dirty.clear()
        self._left.clear()
        self._alone.clear()

    def place(self, same: int | None) -> tuple[int, int]:
        """Return the cell of an event with this key, and the row that the cell is in now."""
        if same is None:
            return (self._new_cell(),) * 2
        cell = self._cells.get(same)
        if cell is None:
            known = self._connection.execute(
                "SELECT id FROM cells WHERE same = ?", (same,)
            ).fetchone()
            cell = self._new_cell() if known is None else int(known[0])
            if known is None:
                self._connection.execute("INSERT INTO cells VALUES (?, ?)", (cell, same))
            self._cells[same] = cell
        row = self._connection.execute(
            "SELECT grp FROM events WHERE cell = ? LIMIT 1", (cell,)
        ).fetchone()
        return cell, cell if row is None else int(row[0])

    def _new_cell(self) -> int:
        if self._next is None:
            (top,) = self._connection.execute(
                "SELECT max(coalesce((SELECT max(cell) FROM events), 0),"
                " coalesce((SELECT max(id) FROM cells), 0))"
            ).fetchone()
            self._next = top + 1
        self._next += 1
        return self._next - 1

    def add(self, row: int, member: RowMember, sign: bytes | None, *, alone: bool) -> None:
        """Add an event, written to `events`, to a row. `sign` is that of the member, packed.
        `alone` means that no other article belongs to its family."""
        if member.sign is not None and sign is not None:
            self._joining.add(member.event, member.sign, sign)
        if alone and row not in self._dirty:
            self._alone[row] = member
        else:
            self._alone.pop(row, None)
        self._dirty.add(row)

    def leave(self, events: Iterable[int], rows: Iterable[int], cells: Iterable[int]) -> None:
        """Take note that these events of these rows and cells were deleted."""
        left = set(rows)
        self._left.update(cells)
        self._joining.remove(events, left)
        self._dirty |= left
        for row in left:
            self._alone.pop(row, None)

    def flush(self) -> None:
        """Put the changed events into rows, and write what the rows say."""
        if not self._dirty:
            return
        for row, cells in self._moved(self._joining.flush()).items():
            self._move(row, cells)
        for some in batched(sorted(self._dirty), _WRITTEN):
            self._write(some)
        self._drop_empty_cells()
        self._dirty.clear()
        self._alone.clear()
        self._cells.clear()

    def _moved(self, rows: Mapping[int, int]) -> dict[int, list[int]]:
        """Return the cells that are to go into each row and are not in it."""
        found = self._connection.execute(
            "SELECT DISTINCT cell, grp FROM events WHERE cell IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(rows)),),
        )
        moved: dict[int, list[int]] = defaultdict(list)
        for cell, now in found:
            if rows[cell] != now:
                moved[rows[cell]].append(cell)
                self._dirty |= {now, rows[cell]}
                for row in (now, rows[cell]):
                    self._alone.pop(row, None)
        return moved

    def _move(self, row: int, cells: list[int]) -> None:
        """Put the events of cells into a row."""
        which = f"cell IN ({', '.join(map(str, cells))})"
        self._update("grp", row, self._connection.execute(_MOVED + which).fetchall())

    def _update(self, column: str, value: int, events: list[_Moved]) -> None:
        """Set the row, moment or faintness of events, and of the entities that they concern."""
        self._connection.executemany(
            f"UPDATE events SET {column} = ? WHERE id = ?", ((value, event[0]) for event in events)
        )
        self._connection.executemany(
            f"UPDATE participants SET {column} = ? WHERE era = ? AND entity = ? AND event = ?",
            (
                (value, event >> EVENT_BITS + ERA_BITS, entity, event)
                for event, actors, recipients, place, according, named in events
                for entity in entities_of(actors, recipients, place, according, named)
            ),
        )
        for event, *_ in events:
            self._group_blocks.touch(event >> EVENT_BITS)

    def _write(self, listed: Sequence[int]) -> None:
        was: dict[int, _Was] = {
            row: tuple(was) for row, *was in self._connection.execute(_WAS, (json.dumps(listed),))
        }
        read = [row for row in listed if row not in self._alone or row in was]
        members = row_members(self._connection, read)
        members.update(
            (row, [self._alone[row]]) for row in listed if row not in members and row in self._alone
        )
        changes: dict[int, Counter[str]] = defaultdict(Counter)
        written: list[tuple[int, RowFacts]] = []
        for row in listed:
            facts = row_facts(members[row]) if members.get(row) else None
            before = was.get(row)
            _count(changes, before, facts)
            if facts is None:
                self._connection.execute("DELETE FROM groups WHERE id = ?", (row,))
                continue
            written.append((row, facts))
            self._follow(row, before, facts, members[row])
        self._connection.executemany(
            f"INSERT OR REPLACE INTO groups VALUES ({', '.join('?' * 11)})",
            ((row, *facts) for row, facts in written),
        )
        self._write_moments(changes)

    def _follow(
        self, row: int, before: _Was | None, facts: RowFacts, members: Sequence[RowMember]
    ) -> None:
        """Give the events the moment and the faintness of their row, and let the blocks follow its
        first event."""
        if before is not None and (before[0] >> EVENT_BITS, before[2]) != (
            facts.first >> EVENT_BITS,
            facts.faint,
        ):
            self._group_blocks.touch(before[0] >> EVENT_BITS)
            for member in members:
                self._group_blocks.touch(member.number)
        if before is not None or row not in self._alone:
            late = self._connection.execute(_LATE, (row, facts.moment)).fetchall()
            self._update("moment", facts.moment, late)
            otherwise = self._connection.execute(_OTHERWISE, (row, facts.faint)).fetchall()
            self._update("faint", facts.faint, otherwise)

    def _write_moments(self, changes: Mapping[int, Counter[str]]) -> None:
        for change in changes.values():
            self._totals.add("events", change["groups"])
            self._totals.add("clear", change["clear"])
        self._connection.executemany(
            "INSERT INTO moments VALUES (?1, ?2, ?3) ON CONFLICT (moment) DO UPDATE"
            " SET groups = groups + ?2, clear = clear + ?3",
            (
                (moment, change["groups"], change["clear"])
                for moment, change in changes.items()
                if change["groups"] or change["clear"]
            ),
        )
        if any(change["groups"] < 0 for change in changes.values()):
            self._connection.execute("DELETE FROM moments WHERE groups = 0")

    def _drop_empty_cells(self) -> None:
        self._connection.executemany(
            "DELETE FROM cells WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM events WHERE cell = ?1)",
            ((cell,) for cell in self._left),
        )
        self._left.clear()


def _count(changes: dict[int, Counter[str]], before: _Was | None, facts: RowFacts | None) -> None:
    """Add to the number of rows of each moment, and of major ones among them."""
    if before is not None:
        _, moment, faint = before
        changes[moment]["groups"] -= 1
        changes[moment]["clear"] -= not faint
    if facts is not None:
        changes[facts.moment]["groups"] += 1
        changes[facts.moment]["clear"] += not facts.faint
