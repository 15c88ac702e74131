"""Search as you type over all names and aliases."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from store.identity.folding import fold
from store.views.names.spelt import Found, Spelt

_LONGEST = 100
_ALL = """
    SELECT id, (SELECT group_concat({spelling}, ' | ') FROM aliases WHERE entity = entities.id)
    FROM entities WHERE total > 0 ORDER BY total DESC, id"""
_NEW = """
    SELECT entity, group_concat({spelling}, ' | ')
    FROM aliases JOIN entities ON entities.id = entity
    WHERE aliases.id > ? GROUP BY entity ORDER BY total DESC, entity"""


class NameIndex:
    """The names of an index, read when first searched (half a second for 100,000).

    When the index moves on, only the names that are new are read; when these are many, all.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._start()

    def _start(self) -> None:
        self._read_to = self._newest()
        self._old = Spelt(self._all)
        self._new = Spelt(lambda _: ())
        self._newly_read_to = self._read_to

    def _newest(self) -> int:
        (newest,) = self._connection.execute("SELECT max(id) FROM aliases").fetchone()
        return int(newest or 0)

    def refresh(self) -> None:
        """The index shows another state: have its new names too."""
        newest = self._newest()
        if newest - self._read_to > max(1_000, self._read_to // 20) or newest < self._read_to:
            self._start()
        elif newest != self._newly_read_to:
            self._new = Spelt(self._since)
            self._newly_read_to = newest

    def warm(self) -> None:
        """Read the names now rather than at the first letter."""
        self._old.warm()

    def search(self, typed: str, limit: int) -> list[int]:
        """The numbers of entities, the best first: one of its names has a word that begins so;
        where those are few, its words begin so in another order, or in the usual other
        spellings of foreign names; where there are none, with a letter or two wrong; then one
        holds these letters somewhere. Within each, the most mentioned first."""
        letters = fold(typed[:_LONGEST])
        if not letters:
            return []
        whole = typed[-1:].isspace()
        found: list[Found] = []
        for names in (self._old, self._new):
            found += names.search(letters, limit, whole=whole)
        found.sort(key=lambda each: each.grade)
        return list(dict.fromkeys(each.entity for each in found))[:limit]

    def _all(self, spelling: str) -> Iterable[tuple[int, str]]:
        return self._rows(_ALL.format(spelling=spelling))

    def _since(self, spelling: str) -> Iterable[tuple[int, str]]:
        return self._rows(_NEW.format(spelling=spelling), self._read_to)

    def _rows(self, query: str, *values: int) -> Iterable[tuple[int, str]]:
        rows = self._connection.execute(query, values)
        return ((entity, names or "") for entity, names in rows)
