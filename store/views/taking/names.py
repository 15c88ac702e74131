"""Counts how each entity is written, and keeps its display name: what most readings call it."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable

from store.reading import Entity
from store.views.taking.interned import Interned

_WRITTEN = frozenset({"name", "acronym", "demonym", "metonym"})


def take_names(
    connection: sqlite3.Connection,
    interned: Interned,
    text: str,
    entities: Iterable[Entity],
    ids: dict[str, int],
) -> bytes:
    """Count the spellings; return what was counted, for `forget_names`.

    That is the alias numbers of the mentions that are names (not "the minister"), one a
    mention; then a zero; then the alias numbers of the names that the reading chose.
    """
    written: array[int] = array("I")
    called: array[int] = array("I", [0])
    for entity in entities:
        known = ids[entity.id]
        called.append(interned.alias(known, entity.name))
        for alias in entity.aliases:
            interned.alias(known, alias)
        for mention in entity.mentions:
            words = " ".join(text[mention.start : mention.end].split())
            if words and mention.kind in _WRITTEN:
                written.append(interned.alias(known, words))
    both = written + called
    _count(connection, both, 1)
    return both.tobytes()


def forget_names(connection: sqlite3.Connection, counted: bytes) -> None:
    _count(connection, array("I", counted), -1)


def named_in(connection: sqlite3.Connection, counted: bytes) -> list[int]:
    """The entities of an article, those without a mention too."""
    aliases = array("I", counted)
    return [
        entity
        for alias in aliases[aliases.index(0) + 1 :]
        for (entity,) in connection.execute("SELECT entity FROM aliases WHERE id = ?", (alias,))
    ]


def rename(connection: sqlite3.Connection, touched: Iterable[int]) -> None:
    """Give each of these entities the name that most readings chose, then the commonest."""
    connection.executemany(
        "UPDATE entities SET name = coalesce((SELECT name FROM aliases WHERE entity = ?1"
        " ORDER BY named DESC, mentions DESC, id LIMIT 1), name) WHERE id = ?1",
        ((entity,) for entity in touched),
    )


def _count(connection: sqlite3.Connection, counted: array[int], sign: int) -> None:
    border = counted.index(0)
    for column, aliases in (("mentions", counted[:border]), ("named", counted[border + 1 :])):
        connection.executemany(
            f"UPDATE aliases SET {column} = {column} + ? WHERE id = ?",
            ((sign * count, alias) for alias, count in Counter(aliases).items()),
        )
