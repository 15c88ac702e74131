"""The search over all names and aliases of an index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from io import BytesIO
from itertools import chain
from typing import IO

from store.identity.folding import fold
from store.views.indexing.index_file import IndexFile
from store.views.searching.line_blocks import IndexState, LineBlocks, LineWriter
from store.views.searching.line_files import LineFile, is_near
from store.views.searching.name_lines import as_line
from store.views.searching.name_search import NUMBERS, Found, Grade, Spelt

OF_A_NAME = 20
"""Entities among which the one is sought that words typed for a name mean."""
_LONGEST = 100
_LAST_RESORTS = (Grade.LOOSE, Grade.MISSPELT)
"""Names of these grades and worse ones are given only where there is none of a better one."""
_ALL = """
    SELECT id, total, (
        SELECT group_concat(folded, ' | ') || char(10) || group_concat(loose, ' | ')
        FROM aliases WHERE entity = entities.id)
    FROM entities WHERE total > 0 AND sure {sure} ORDER BY total DESC, id"""
"""Once for those that some article is sure of, and once for the others: an index has this order."""
_NEW = """
    SELECT entity, total, group_concat(folded, ' | ') || char(10) || group_concat(loose, ' | ')
    FROM aliases JOIN entities ON entities.id = entity
    WHERE aliases.id > ? GROUP BY entity ORDER BY sure = 0, total DESC, entity"""

type _Rows = Iterable[tuple[int, int, str | None]]
"""Entities with their mentions, and with their names in both spellings, a line for each."""


class NameIndex:
    """The names of an index, read on the first search (half a second for 100,000).

    When the index changes, only new names are read, or all if there are many.
    """

    def __init__(self, index: IndexFile, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._file = LineFile(index, connection, "aliases", _write_all)
        self._old: Spelt | None = None
        self._new = Spelt(_lines)
        self._then = self._now = IndexState()

    def _names(self) -> tuple[Spelt, Spelt]:
        """Return the names, and those that are newer."""
        if self._old is None:
            blocks = self._file.opened()
            self._old, self._then = Spelt(lambda: blocks), blocks.read
            self._find_new(self._file.now())
        return self._old, self._new

    def _find_new(self, now: IndexState) -> None:
        self._now = now
        self._new = Spelt(lambda: _lines(self._connection.execute(_NEW, (self._then.newest,))))

    def refresh(self) -> None:
        """Read the new names after the index has changed."""
        now = self._file.now()
        if not is_near(self._then, now):
            self._old = None
        elif now.newest != self._now.newest:
            self._find_new(now)

    def warm(self) -> None:
        """Read the names now, not on the first search."""
        self._names()

    def exact(self, name: str) -> list[int]:
        """Return the ids of the entities with exactly this name, the most mentioned first."""
        letters = fold(name)
        return [entity for names in self._names() for entity in names.exact(letters)]

    def search(self, typed: str, limit: int) -> list[Found]:
        """Return entities, best match first.

        First come those with exactly this name, then names with a word that begins with the input.
        If there are few, names with its words in another order follow, and one that is mentioned
        much more often and has two letters in another order. If there are none, names with two
        letters in another order, in another usual transliteration, or with one or two wrong
        letters; if there are none either, names that contain the letters anywhere. Within each
        kind, those that some article is sure of and the most mentioned come first.
        """
        letters = fold(typed[:_LONGEST])
        if not letters:
            return []
        whole = typed[-1:].isspace()
        found: list[Found] = []
        for names in self._names():
            found += names.search(letters, limit, whole=whole)
        best = min((each.grade for each in found), default=Grade.INSIDE)
        worse = next((last for last in _LAST_RESORTS if best < last), None)
        if worse is not None:
            found = [each for each in found if each.grade < worse]
        found.sort(key=lambda each: each.grade)
        return list({each.entity: each for each in reversed(found)}.values())[::-1][:limit]


def _write_all(connection: sqlite3.Connection, file: IO[bytes], now: IndexState) -> None:
    queries = (_ALL.format(sure=sure) for sure in ("<> 0", "= 0"))
    rows = chain.from_iterable(connection.execute(query) for query in queries)
    _write(rows, file, now)


def _lines(rows: _Rows = ()) -> LineBlocks:
    file = BytesIO()
    _write(rows, file, IndexState())
    return LineBlocks.of_bytes(file.getvalue())


def _write(rows: _Rows, file: IO[bytes], now: IndexState) -> None:
    writer = LineWriter(file, columns=3, searched=2)
    for entity, total, names in rows:
        folded, _, loose = (names or "").partition("\n")
        writer.add(as_line(folded), as_line(loose), NUMBERS.pack(entity, total))
    writer.finish(now)
