"""The marks of rows: starred, checked, edited, noted, hidden, and tags."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from functools import cached_property

from store.views.indexing.schema import MarkedThing
from store.views.lists.rows import NO_MARKS, Marks

MARKS = ("starred", "checked", "edited", "noted", "hidden")
_OF = "SELECT DISTINCT mark, value FROM marks WHERE thing = ?"


class MarkTables:
    """The marks in one state of the index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @cached_property
    def _marked(self) -> frozenset[int]:
        """Return which kinds of things have any marks. Usually there are none to look up."""
        kinds = (each for each in MarkedThing if self._has("marks WHERE thing = ?", int(each)))
        return frozenset(kinds)

    @cached_property
    def _entities_are_marked(self) -> bool:
        return self._has("entity_marks WHERE key >= ''")

    def _has(self, those: str, *values: object) -> bool:
        query = f"SELECT 1 FROM {those} LIMIT 1"
        return self._connection.execute(query, values).fetchone() is not None

    def of_article(self, number: int) -> Marks:
        if MarkedThing.ARTICLE not in self._marked:
            return NO_MARKS
        query = f"{_OF} AND target = ?"
        return _marks(self._connection.execute(query, (MarkedThing.ARTICLE, number)))

    def of_events(self, events: Iterable[int]) -> Marks:
        """Return the marks of events that are one row of the timeline."""
        if MarkedThing.EVENT not in self._marked:
            return NO_MARKS
        query = f"{_OF} AND target IN (SELECT value FROM json_each(?))"
        values = (MarkedThing.EVENT, json.dumps(list(events)))
        return _marks(self._connection.execute(query, values))

    def of_entity(self, key: str) -> Marks:
        if not self._entities_are_marked:
            return NO_MARKS
        query = "SELECT mark, value FROM entity_marks WHERE key = ?"
        return _marks(self._connection.execute(query, (key,)))


def _marks(rows: Iterable[tuple[str, str]]) -> Marks:
    found = sorted(rows)
    if not found:
        return NO_MARKS
    flags = {mark: True for mark, _ in found if mark in MARKS}
    return Marks(**flags, tags=tuple(value for mark, value in found if mark == "tag"))
