"""Small numbers for keys, spellings and sources while articles are taken in."""

from __future__ import annotations

import sqlite3

from store.identity.folding import fold, loose
from store.reading import Entity

_LIMIT = 200_000
_CUT = 300


class Interned:
    """Looks a name up in its table, adds it where it is new, and remembers what it saw."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._entities: dict[str, int] = {}
        self._aliases: dict[tuple[int, str], int] = {}

    def reset(self) -> None:
        """Nothing is remembered; after a rollback the tables no longer hold what was added."""
        self._entities.clear()
        self._aliases.clear()

    def source(self, name: str) -> int:
        return self._number(
            "SELECT id FROM sources WHERE name = ?",
            "INSERT INTO sources (name) VALUES (?)",
            (name,),
        )

    def entity(self, entity: Entity) -> int:
        """The entity's number; its type is what the latest article says."""
        known = self._entities.get(entity.key)
        if known is None:
            known = self._number(
                "SELECT id FROM entities WHERE key = ?",
                "INSERT INTO entities (key, name, type, total, articles) VALUES (?, ?, ?, 0, 0)",
                (entity.key,),
                (entity.key, entity.name[:_CUT], entity.type),
            )
            if len(self._entities) > _LIMIT:
                self._entities.clear()
            self._entities[entity.key] = known
        return known

    def alias(self, entity: int, name: str) -> int:
        place = (entity, name[:_CUT])
        known = self._aliases.get(place)
        if known is None:
            known = self._number(
                "SELECT id FROM aliases WHERE entity = ? AND name = ?",
                "INSERT INTO aliases VALUES (NULL, ?, ?, ?, ?, 0, 0, 0)",
                place,
                (*place, fold(place[1]), loose(place[1])),
            )
            if len(self._aliases) > _LIMIT:
                self._aliases.clear()
            self._aliases[place] = known
        return known

    def _number(
        self, find: str, add: str, values: tuple[object, ...], new: tuple[object, ...] | None = None
    ) -> int:
        row = self._connection.execute(find, values).fetchone()
        if row is not None:
            return int(row[0])
        added = self._connection.execute(add, values if new is None else new)
        return int(added.lastrowid or 0)
