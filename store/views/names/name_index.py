"""Search as you type over all names and aliases."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, islice

from store.identity.folding import fold, loose
from store.views.names.lines import Lines
from store.views.names.misspelt import misspelt

_BY_MENTIONS = "SELECT id FROM entities WHERE total > 0 ORDER BY total DESC, id"
_LONGEST = 100
_FEW = 5
"""With fewer answers than these, other orders and spellings are tried too."""
_MOST = 1_000
"""Entities with the first word that are looked at for the other words."""


class NameIndex:
    """The names of one state of the index, read when first searched (0.2 s for 100,000)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._absent = ""
        """What was typed last and is in no name; nothing that begins so is."""

    def warm(self) -> None:
        """Read the names now rather than at the first letter."""
        _ = (self._entities, self._folded, self._loose)

    def search(self, typed: str, limit: int) -> list[int]:
        """The numbers of entities, the best first: one of its names has a word that begins so;
        then, one holds these letters; then, where those are few, words in another order, the
        usual other spellings of foreign names, and a letter or two wrong. Within each, the
        most mentioned first."""
        letters = fold(typed[:_LONGEST])
        if not letters:
            return []
        found = self._as_typed(letters, limit, whole=typed[-1:].isspace())
        if len(found) < _FEW:
            found = _first(limit, found, self._in_any_order(letters))
        if len(found) < _FEW and len(letters) > 3:
            found = _first(limit, found, self._loose.holding(f" {loose(letters)}"))
        if len(found) < _FEW:
            found = _first(limit, found, misspelt(self._folded, letters))
        return [self._entities[line] for line in found]

    def _as_typed(self, letters: str, limit: int, *, whole: bool) -> list[int]:
        if self._absent and letters.startswith(self._absent):
            return []
        if letters not in self._folded.text:
            self._absent = letters
            return []
        found = _first(limit, self._folded.holding(f" {letters} " if whole else f" {letters}"))
        if len(found) < limit and len(letters) > 1:
            found = _first(limit, found, self._folded.holding(letters))
        return found

    def _in_any_order(self, letters: str) -> Iterator[int]:
        words = sorted(letters.split(), key=len, reverse=True)
        if len(words) > 1:
            for line in islice(self._folded.holding(f" {words[0]}"), _MOST):
                text = self._folded.line(line)
                if all(f" {word}" in text for word in words[1:]):
                    yield line

    @cached_property
    def _entities(self) -> array[int]:
        return array("I", (number for (number,) in self._connection.execute(_BY_MENTIONS)))

    @cached_property
    def _folded(self) -> Lines:
        return Lines(self._spelt("folded"))

    @cached_property
    def _loose(self) -> Lines:
        return Lines(self._spelt("loose"))

    def _spelt(self, column: str) -> Iterator[str]:
        rows = self._connection.execute(
            f"SELECT (SELECT group_concat({column}, ' | ') FROM aliases WHERE entity = entities.id)"
            " FROM entities WHERE total > 0 ORDER BY total DESC, id"
        )
        return (names or "" for (names,) in rows)


def _first(limit: int, *lines: Iterable[int]) -> list[int]:
    """The first different ones."""
    found: dict[int, None] = {}
    for line in chain.from_iterable(lines):
        found[line] = None
        if len(found) == limit:
            break
    return list(found)
