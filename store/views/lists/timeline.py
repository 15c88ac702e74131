"""The timeline's order: groups of events by when they happened, the undated last."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from store.views.selecting.selection import Selection
from store.views.selecting.shown import Shown


class Timeline:
    """Which group of events stands in which row."""

    def __init__(self, shown: Shown) -> None:
        self._connection = shown.connection

    def count(self, selection: Selection, *, faint: bool = True) -> int:
        """How many rows there are; without `faint`, only those that stand out."""
        if not selection.everything:
            return len(selection.groups if faint else selection.clear_groups)
        name = "events" if faint else "clear"
        row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return 0 if row is None else int(row[0])

    def page(self, selection: Selection, offset: int, limit: int, *, faint: bool) -> Sequence[int]:
        """The numbers of the groups in rows `offset` to `offset + limit`."""
        if not selection.everything:
            return self._in_order(selection, faint=faint)[offset : offset + limit]
        rows = self._connection.execute(
            f"SELECT id FROM groups {'' if faint else 'WHERE faint = 0'}"
            " ORDER BY moment, id LIMIT ? OFFSET ?",
            (limit, offset),
        )
        return [number for (number,) in rows]

    def rank(self, selection: Selection, group: int, *, faint: bool) -> int | None:
        """Where the group stands, from 0."""
        if not selection.everything:
            try:
                return self._in_order(selection, faint=faint).index(group)
            except ValueError:
                return None
        row = self._connection.execute(
            "SELECT moment, faint FROM groups WHERE id = ?", (group,)
        ).fetchone()
        if row is None or (row[1] and not faint):
            return None
        (before,) = self._connection.execute(
            "SELECT count(*) FROM groups WHERE (moment < ?1 OR (moment = ?1 AND id < ?2))"
            f" {'' if faint else 'AND faint = 0'}",
            (row[0], group),
        ).fetchone()
        return int(before)

    def _in_order(self, selection: Selection, *, faint: bool) -> Sequence[int]:
        place = ("timeline", str(faint))
        known = selection.orders.get(place)
        if known is None:
            groups = selection.groups if faint else selection.clear_groups
            ids = sorted(groups)
            ids.sort(key=groups.__getitem__)
            known = selection.orders[place] = array("q", ids)
        return known
