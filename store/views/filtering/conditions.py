"""Evaluates conditions on articles with SQL and bitmaps."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from functools import cached_property, reduce
from itertools import chain
from operator import and_, or_

from pyroaring import BitMap

from store.identity.folding import fold
from store.query.tree import (
    AddedFrom,
    And,
    EntityKey,
    FromSource,
    InStory,
    IsCopy,
    Language,
    Leaf,
    Marked,
    Named,
    Node,
    Not,
    Numbered,
    Or,
    Published,
    Text,
)
from store.query.words import words
from store.reading import is_name
from store.views.filtering.lookups import Lookups
from store.views.indexing.schema import ALL_SLICE, EVENT_BITS, SLICE_BITS, MarkedThing
from store.views.lists.id_lists import ids_of
from store.views.moments import ordinal
from store.views.stories.story_list import articles_in_stories, articles_of

_COPIES = """
    SELECT number FROM articles WHERE family <> number AND (
        SELECT kind = 'update' FROM copies WHERE copies.number = articles.number
        ORDER BY id LIMIT 1) = ?"""
_FROM = """
    SELECT number FROM articles WHERE source IN (SELECT value FROM json_each(?1))
    UNION SELECT original FROM copies CROSS JOIN articles ON articles.number = original
    WHERE copies.number IS NULL AND copies.source IN (SELECT value FROM json_each(?1))"""
_MENTIONED = (
    "SELECT DISTINCT article FROM postings WHERE era IN (SELECT era FROM eras)"
    " AND entity IN (SELECT value FROM json_each(?))"
)
_KNOWING = "SELECT articles FROM frequent WHERE id = ?"


class Articles:
    """Finds the articles that satisfy a condition. A condition on events holds for no article here,
    which is right for articles without events.
    """

    def __init__(self, connection: sqlite3.Connection, lookups: Lookups) -> None:
        self._connection = connection
        self._lookups = lookups

    @cached_property
    def all(self) -> BitMap:
        low, high = (
            self._connection.execute(f"SELECT {end}(number) FROM articles").fetchone()[0]
            for end in ("min", "max")
        )
        if low is not None and high - low + 1 == self.count():
            return BitMap(range(low, high + 1))
        return BitMap(ids_of(self._connection, "SELECT number AS id FROM articles"))

    def count(self) -> int:
        query = "SELECT value FROM meta WHERE name = 'articles'"
        row = self._connection.execute(query).fetchone()
        return 0 if row is None else int(row[0])

    def without_events(self) -> BitMap:
        return self._numbers("SELECT number FROM articles WHERE events = 0")

    def where(self, node: Node) -> BitMap:
        match node:
            case And(parts):
                return self.where_all(parts)
            case Or(parts):
                return reduce(or_, map(self.where, parts), BitMap())
            case Not(part):
                return self.all - self.where(part)
            case _:
                return self._leaf(node)

    def where_all(self, parts: Sequence[Node]) -> BitMap:
        """Return the articles that satisfy every part. Negated parts are subtracted from
        the rest.
        """
        wanted = [part for part in parts if not isinstance(part, Not)]
        found = reduce(and_, map(self.where, wanted)) if wanted else self.all
        for part in parts:
            if isinstance(part, Not):
                found = found - self.where(part.part)
        return found

    def _leaf(self, leaf: Leaf) -> BitMap:  # noqa: C901, PLR0911 - one line for each kind
        match leaf:
            case Text():
                return BitMap(self._lookups.texts(leaf))
            case EntityKey() | Named():
                return self._mentioning(entity_numbers(self._connection, self._lookups, leaf))
            case Marked():
                return self._marked(leaf)
            case FromSource():
                return self._from(leaf)
            case Published(low, high):
                return self._published(low, high)
            case IsCopy(update):
                return self._numbers(_COPIES, update)
            case AddedFrom(number):
                return self._numbers("SELECT number FROM articles WHERE number >= ?", number)
            case Numbered(value) | Language(value):
                column = "number" if isinstance(leaf, Numbered) else "language"
                return self._numbers(f"SELECT number FROM articles WHERE {column} = ?", value)
            case InStory("none"):
                return self.all - BitMap(articles_in_stories(self._connection))
            case InStory(story):
                return BitMap(articles_of(self._connection, story))
            case _:  # conditions on events
                return BitMap()

    def _marked(self, leaf: Marked) -> BitMap:
        """Return the articles that are marked, mention a marked entity or have a marked event."""
        marked = MarkedThings(self._connection, leaf)
        own = self._numbers(
            f"SELECT target FROM marks WHERE thing = ? AND {marked.those} UNION"
            f" SELECT target >> {EVENT_BITS} FROM marks WHERE thing = ? AND {marked.those}",
            MarkedThing.ARTICLE,
            *marked.values,
            MarkedThing.EVENT,
            *marked.values,
        )
        return own | self._mentioning(marked.entities())

    def _mentioning(self, entities: Iterable[int]) -> BitMap:
        found, rare = BitMap(), []
        for entity in entities:
            row = self._connection.execute(_KNOWING, (entity << SLICE_BITS | ALL_SLICE,)).fetchone()
            if row is None:
                rare.append(entity)
            else:
                found |= BitMap.deserialize(row[0])
        return found | self._numbers(_MENTIONED, json.dumps(sorted(rare))) if rare else found

    def _from(self, leaf: FromSource) -> BitMap:
        names = self._connection.execute("SELECT id, name FROM sources").fetchall()
        found = [number for number, name in names if says(leaf, name)]
        return self._numbers(_FROM, json.dumps(found))

    def _published(self, low: str | None, high: str | None) -> BitMap:
        first = ordinal(low) if low else 0
        last = ordinal(high) if high else 1 << 30
        within = "day BETWEEN ? AND ?"
        query = f"SELECT count(*) FROM articles WHERE {within}"
        (count,) = self._connection.execute(query, (first, last)).fetchone()
        if 2 * count < self.count():
            return self._numbers(f"SELECT number FROM articles WHERE {within}", first, last)
        outside = "day < ? OR day > ? OR day IS NULL"
        others = self._numbers(f"SELECT number FROM articles WHERE {outside}", first, last)
        return self.all - others

    def _numbers(self, query: str, *values: object) -> BitMap:
        return BitMap(array("I", chain.from_iterable(self._connection.execute(query, values))))


FOLLOWED = frozenset({"starred", "noted", "tag"})
"""Marks of an entity that its events have too: they say that it is of interest. A name that was
checked or edited makes no event so."""


class MarkedThings:
    """The rows of `marks` that a leaf means. Tags are equal whatever their case and accents."""

    def __init__(self, connection: sqlite3.Connection, leaf: Marked) -> None:
        self._connection = connection
        self.those = "mark = ?"
        self.values: tuple[str, ...] = (leaf.mark,)
        if leaf.mark == "tag":
            rows = connection.execute(
                "SELECT value FROM marks WHERE mark = 'tag'"
                " UNION SELECT value FROM entity_marks WHERE mark = 'tag'"
            )
            asked = fold(leaf.value)
            tags = sorted(tag for (tag,) in rows if fold(tag) == asked)
            self.those += " AND value IN (SELECT value FROM json_each(?))"
            self.values += (json.dumps(tags),)

    def entities(self) -> frozenset[int]:
        rows = self._connection.execute(
            f"SELECT id FROM entity_marks JOIN entities USING (key) WHERE {self.those}", self.values
        )
        return frozenset(number for (number,) in rows)


def says(leaf: FromSource, name: str) -> bool:
    """Return whether a source is meant: by its exact name, or by words of it."""
    if leaf.exact:
        return leaf.name == name
    return f" {' '.join(words(leaf.name))} " in f" {' '.join(words(name))} "


def entity_numbers(
    connection: sqlite3.Connection, lookups: Lookups, leaf: EntityKey | Named
) -> frozenset[int]:
    if isinstance(leaf, Named):
        return lookups.named(leaf)
    if not is_name(leaf.key):
        return frozenset()
    rows = connection.execute("SELECT id FROM entities WHERE key = ?", (leaf.key,))
    return frozenset(number for (number,) in rows)
