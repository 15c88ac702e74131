"""Which articles satisfy a condition."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from functools import reduce

from store.query.tree import (
    And,
    Entity,
    IsCopy,
    Language,
    Leaf,
    Named,
    Node,
    Not,
    Numbered,
    Or,
    Published,
    Source,
    Text,
)
from store.query.words import words
from store.reading import is_name
from store.views.moments import ordinal
from store.views.selecting.lookups import Lookups

_COPIES = """
    SELECT number FROM articles WHERE family <> number AND (
        SELECT kind = 'update' FROM copies WHERE copies.number = articles.number
        ORDER BY id LIMIT 1) = ?"""
_FROM = """
    SELECT number FROM articles WHERE source IN (SELECT value FROM json_each(?1))
    UNION SELECT original FROM copies CROSS JOIN articles ON articles.number = original
    WHERE copies.number IS NULL AND copies.source IN (SELECT value FROM json_each(?1))"""
_MENTIONED = "SELECT article FROM postings WHERE era IN (SELECT era FROM eras) AND entity = ?"
_MENTIONED_ANY = (
    "SELECT DISTINCT article FROM postings WHERE era IN (SELECT era FROM eras)"
    " AND entity IN (SELECT value FROM json_each(?))"
)


class Articles:
    """Evaluates conditions on articles; a condition on events holds for none of them here,
    which is what it is for an article without any event."""

    def __init__(self, connection: sqlite3.Connection, lookups: Lookups) -> None:
        self._connection = connection
        self._lookups = lookups
        self._all: set[int] | None = None

    def all(self) -> set[int]:
        if self._all is None:
            self._all = self._numbers("SELECT number FROM articles")
        return self._all

    def count(self) -> int:
        query = "SELECT value FROM meta WHERE name = 'articles'"
        row = self._connection.execute(query).fetchone()
        return 0 if row is None else int(row[0])

    def without_events(self) -> set[int]:
        return self._numbers("SELECT number FROM articles WHERE events = 0")

    def where(self, node: Node) -> set[int]:
        match node:
            case And(parts):
                return self.where_all(parts)
            case Or(parts):
                return set().union(*(self.where(part) for part in parts))
            case Not(part):
                return self.all() - self.where(part)
            case _:
                return self._leaf(node)

    def where_all(self, parts: Sequence[Node]) -> set[int]:
        """Where every part holds; what excludes is taken away from what the others leave."""
        wanted = [part for part in parts if not isinstance(part, Not)]
        found = reduce(set.__and__, (self.where(part) for part in wanted)) if wanted else self.all()
        for part in parts:
            if isinstance(part, Not):
                found = found - self.where(part.part)
        return found

    def _leaf(self, leaf: Leaf) -> set[int]:
        match leaf:
            case Text():
                return self._lookups.texts(leaf)
            case Entity() | Named():
                return self._mentioning(leaf)
            case Source():
                return self._from(leaf)
            case Published(low, high):
                return self._published(low, high)
            case IsCopy(update):
                return self._numbers(_COPIES, update)
            case Numbered(value) | Language(value):
                column = "number" if isinstance(leaf, Numbered) else "language"
                return self._numbers(f"SELECT number FROM articles WHERE {column} = ?", value)
            case _:  # about events
                return set()

    def _mentioning(self, leaf: Entity | Named) -> set[int]:
        entities = entity_numbers(self._connection, self._lookups, leaf)
        if len(entities) == 1:
            return self._numbers(_MENTIONED, *entities)
        return self._numbers(_MENTIONED_ANY, json.dumps(sorted(entities)))

    def _from(self, leaf: Source) -> set[int]:
        names = self._connection.execute("SELECT id, name FROM sources").fetchall()
        found = [number for number, name in names if says(leaf, name)]
        return self._numbers(_FROM, json.dumps(found))

    def _published(self, low: str | None, high: str | None) -> set[int]:
        first = ordinal(low) if low else 0
        last = ordinal(high) if high else 1 << 30
        return self._numbers("SELECT number FROM articles WHERE day BETWEEN ? AND ?", first, last)

    def _numbers(self, query: str, *values: object) -> set[int]:
        return {number for (number,) in self._connection.execute(query, values)}


def says(leaf: Source, name: str) -> bool:
    """Whether a source of this name is meant: exactly it, or one with these words in its name."""
    if leaf.exact:
        return leaf.name == name
    return f" {' '.join(words(leaf.name))} " in f" {' '.join(words(name))} "


def entity_numbers(
    connection: sqlite3.Connection, lookups: Lookups, leaf: Entity | Named
) -> frozenset[int]:
    if isinstance(leaf, Named):
        return lookups.named(leaf)
    if not is_name(leaf.key):
        return frozenset()
    rows = connection.execute("SELECT id FROM entities WHERE key = ?", (leaf.key,))
    return frozenset(number for (number,) in rows)
