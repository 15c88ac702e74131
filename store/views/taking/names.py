"""Counts how each entity is written, and keeps its display name: what most readings call it."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator

from store.reading import Entity
from store.views.taking.interned import Interned
from store.views.taking.sums import Sums

_WRITTEN = frozenset({"name", "acronym", "demonym", "metonym"})
_COLUMNS = ("mentions", "named", "listed")
"""Mentions written so; readings that chose it as the name; readings that list it."""


class Names:
    """What was counted of an article is kept as alias numbers: of the mentions that are names
    (not "the minister"), one a mention; of the names that the reading chose; of those that it
    lists beside; with a zero between the three."""

    def __init__(self, connection: sqlite3.Connection, interned: Interned) -> None:
        self._connection = connection
        self._interned = interned
        self._sums = Sums(connection, "aliases", _COLUMNS)
        self._touched: set[int] = set()
        self._forgot = False

    def reset(self) -> None:
        self._sums.reset()
        self._touched.clear()

    def take(self, text: str, entities: Iterable[Entity], ids: dict[str, int]) -> bytes:
        """Count the spellings; what was counted, for `forget`."""
        written: array[int] = array("I")
        called: array[int] = array("I", [0])
        listed: array[int] = array("I", [0])
        for entity in entities:
            known = ids[entity.id]
            self._touched.add(known)
            called.append(self._interned.alias(known, entity.name))
            listed.extend(self._interned.alias(known, alias) for alias in entity.aliases)
            for mention in entity.mentions:
                words = " ".join(text[mention.start : mention.end].split())
                if words and mention.kind in _WRITTEN:
                    written.append(self._interned.alias(known, words))
        counted = written + called + listed
        self._count(counted, 1)
        return counted.tobytes()

    def forget(self, counted: bytes) -> list[int]:
        """Take the spellings out again; the article's entities, those without a mention too."""
        aliases = array("I", counted)
        self._count(aliases, -1)
        self._forgot = True
        entities = [
            entity
            for column, alias in _by_column(aliases)
            if column == 1
            for (entity,) in self._connection.execute(
                "SELECT entity FROM aliases WHERE id = ?", (alias,)
            )
        ]
        self._touched.update(entities)
        return entities

    def settle(self) -> None:
        aliases = self._sums.settle()
        if self._forgot:
            self._connection.executemany(
                "DELETE FROM aliases WHERE id = ? AND mentions = 0 AND named = 0 AND listed = 0",
                ((alias,) for alias in aliases),
            )
            self._interned.reset()
            self._forgot = False
        self._connection.executemany(
            "UPDATE entities SET name = coalesce((SELECT name FROM aliases WHERE entity = ?1"
            " ORDER BY named DESC, mentions DESC, id LIMIT 1), name) WHERE id = ?1",
            ((entity,) for entity in sorted(self._touched)),
        )
        self._touched.clear()

    def _count(self, aliases: array[int], amount: int) -> None:
        for column, alias in _by_column(aliases):
            self._sums.add(alias, column, amount)


def _by_column(aliases: array[int]) -> Iterator[tuple[int, int]]:
    column = 0
    for alias in aliases:
        if alias:
            yield column, alias
        else:
            column += 1
