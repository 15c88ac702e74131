"""Integer ids for keys and spellings, and the display name of each entity."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from itertools import batched

from store.identity.folding import fold, loose
from store.identity.keys import is_local
from store.reading import Entity
from store.views.indexing.schema import FEW_MENTIONS, SURE_NAME

# Integer ids for keys, spellings and sources during indexing.

_ENTITIES = "SELECT key, id FROM entities WHERE key IN (SELECT value FROM json_each(?))"
_ALIASES = """
    SELECT entity, name, aliases.id FROM json_each(?) AS asked CROSS JOIN aliases
    ON entity = asked.value ->> 0 AND name = asked.value ->> 1"""
_LIMIT = 200_000
_WRITTEN = frozenset({"name", "acronym", "demonym"})
"""Mentions whose words are counted as spellings. "Minsk" for Belarus is the name of a city."""
_CUT = 300


def _listed(values: Iterable[object]) -> str:
    return json.dumps(list(values))


def names_of(entity: Entity, text: str) -> Iterator[str]:
    """Yield the names that are counted for an entity: the name that the reading chose, the others
    that it lists, and those that the text has (see `NameTables`)."""
    yield entity.name
    yield from entity.aliases
    yield from written_names(entity, text)


def written_names(entity: Entity, text: str) -> Iterator[str]:
    """Yield the spelling of each mention that is a name, not "the minister"."""
    for mention in entity.mentions:
        words = " ".join(text[mention.start : mention.end].split())
        if words and mention.kind in _WRITTEN:
            yield words


def is_sure(entity: Entity) -> bool:
    """Return whether an article's reading trusts the name of an entity. Readings of older versions
    do."""
    if entity.confidence is None:
        return True
    is_passing = is_local(entity.key) and len(entity.mentions) < FEW_MENTIONS
    return entity.confidence >= SURE_NAME and not is_passing


class Interned:
    """Looks up names in their tables, adds new ones, and caches the ids."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._entities: dict[str, int] = {}
        self._aliases: dict[tuple[int, str], int] = {}
        self._sources: dict[str, int] = {}

    def reset(self) -> None:
        """Clear the cache. After a rollback the tables no longer hold what was added."""
        self._entities.clear()
        self._aliases.clear()
        self._sources.clear()

    def look_up(self, entities: Iterable[Entity], text: str) -> None:
        """Look up the entities of an article and their names, all with two queries."""
        unknown = [each.key for each in entities if each.key not in self._entities]
        if unknown:
            found = self._connection.execute(_ENTITIES, (_listed(unknown),))
            self._entities.update(found.fetchall())
        names = [
            (known, name[:_CUT])
            for entity in entities
            if (known := self._entities.get(entity.key)) is not None
            for name in names_of(entity, text)
        ]
        missing = [place for place in names if place not in self._aliases]
        if missing:
            rows = self._connection.execute(_ALIASES, (_listed(dict.fromkeys(missing)),))
            self._aliases.update(((entity, name), alias) for entity, name, alias in rows)

    def source(self, name: str) -> int:
        known = self._sources.get(name)
        if known is None:
            known = self._number(
                "SELECT id FROM sources WHERE name = ?",
                "INSERT INTO sources (name) VALUES (?)",
                (name,),
            )
            if len(self._sources) > _LIMIT:
                self._sources.clear()
            self._sources[name] = known
        return known

    def entity(self, entity: Entity) -> int:
        """Return the entity's id. Its type is the one in the latest article."""
        known = self._entities.get(entity.key)
        if known is None:
            known = self._number(
                "SELECT id FROM entities WHERE key = ?",
                "INSERT INTO entities (key, name, type, total, articles, sure, read_type)"
                " VALUES (?1, ?2, ?3, 0, 0, 0, ?3)",
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
        """Return the id of what is asked for most often when it is new: `look_up` found none."""
        added = self._connection.execute(
            f"{add} ON CONFLICT DO NOTHING", values if new is None else new
        )
        if added.rowcount > 0 and added.lastrowid:
            return added.lastrowid
        (known,) = self._connection.execute(find, values).fetchone()
        return int(known)


# Sums over all articles, written once per batch.


class Sums:
    """Collects amounts to add to columns of a table's rows."""

    def __init__(
        self, connection: sqlite3.Connection, table: str, columns: tuple[str, ...]
    ) -> None:
        self._connection = connection
        added = ", ".join(f"{column} = {column} + ?" for column in columns)
        self._statement = f"UPDATE {table} SET {added} WHERE id = ?"
        self._none = [0] * len(columns)
        self._amounts: dict[int, list[int]] = {}

    def add(self, number: int, column: int, amount: int) -> None:
        self._amounts.setdefault(number, self._none.copy())[column] += amount

    def reset(self) -> None:
        self._amounts.clear()

    def numbers(self) -> list[int]:
        """Return the ids of the rows that change."""
        return sorted(number for number, amounts in self._amounts.items() if any(amounts))

    def flush(self) -> list[int]:
        """Write the sums and return the ids of the changed rows."""
        numbers = self.numbers()
        self._connection.executemany(
            self._statement, ((*self._amounts[number], number) for number in numbers)
        )
        self._amounts.clear()
        return numbers


# Counts the spellings of entities and chooses each display name: the name in most readings.

_FEW = 1_000
_GIVEN = """
    SELECT entities.id, overrides.name
    FROM json_each(?) AS asked CROSS JOIN entities ON entities.id = asked.value
    CROSS JOIN overrides ON overrides.key = entities.key WHERE overrides.name IS NOT NULL"""
_ENTITIES_OF = """
    SELECT DISTINCT entity FROM aliases WHERE id IN (SELECT value FROM json_each(?))"""
_COLUMNS = ("mentions", "named", "listed")
"""Mentions with this spelling; readings that chose it as the name; readings that list it."""


class NameTables:
    """The counts of an article are kept as alias ids, in three lists separated by zeros: one per
    mention that is a name (not "the minister"), the names that the reading chose, and the other
    names that it lists.
    """

    def __init__(self, connection: sqlite3.Connection, interned: Interned) -> None:
        self._connection = connection
        self._interned = interned
        self._sums = Sums(connection, "aliases", _COLUMNS)
        self._touched: set[int] = set()
        self._forgot = False

    def reset(self) -> None:
        self._sums.reset()
        self._touched.clear()

    def index_names(self, text: str, entities: Iterable[Entity], ids: dict[str, int]) -> bytes:
        """Count the spellings of an article, and return the counts for `forget`."""
        written: array[int] = array("I")
        called: array[int] = array("I", [0])
        listed: array[int] = array("I", [0])
        for entity in entities:
            known = ids[entity.id]
            called.append(self._interned.alias(known, entity.name))
            listed.extend(self._interned.alias(known, alias) for alias in entity.aliases)
            written.extend(
                self._interned.alias(known, name) for name in written_names(entity, text)
            )
        counted = written + called + listed
        self._count(counted, 1)
        return counted.tobytes()

    def touch(self, entity: int) -> None:
        """Choose the name and type of an entity again. Call it before articles are indexed: a name
        that nobody counts is dropped, which may be one that people gave and took back.
        """
        self._connection.execute(
            "DELETE FROM aliases WHERE entity = ? AND mentions = 0 AND named = 0 AND listed = 0",
            (entity,),
        )
        self._interned.reset()
        self._touched.add(entity)

    def forget(self, counted: bytes) -> list[int]:
        """Subtract the spellings of an article, and return its entities."""
        aliases = array("I", counted)
        self._count(aliases, -1)
        self._forgot = True
        called = [alias for column, alias in _by_column(aliases) if column == 1]
        rows = self._connection.execute(_ENTITIES_OF, (_listed(called),))
        return [entity for (entity,) in rows]

    def flush(self) -> None:
        aliases = self._sums.flush()
        for some in batched(aliases, _FEW):
            rows = self._connection.execute(_ENTITIES_OF, (_listed(some),))
            self._touched.update(entity for (entity,) in rows)
        if self._forgot:
            self._connection.executemany(
                "DELETE FROM aliases WHERE id = ? AND mentions = 0 AND named = 0 AND listed = 0",
                ((alias,) for alias in aliases),
            )
            self._interned.reset()
            self._forgot = False
        for some in batched(sorted(self._touched), _FEW):
            for entity, name in self._connection.execute(_GIVEN, (_listed(some),)).fetchall():
                self._interned.alias(entity, name)  # so that it is found
        self._connection.executemany(
            "UPDATE entities SET"
            " type = coalesce((SELECT type FROM overrides WHERE key = entities.key), read_type),"
            " name = coalesce((SELECT name FROM overrides WHERE key = entities.key),"
            " (SELECT name FROM aliases WHERE entity = ?1"
            " ORDER BY named DESC, mentions DESC, length(name), name LIMIT 1), name)"
            " WHERE id = ?1",
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
