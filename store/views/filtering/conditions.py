"""Evaluates conditions on articles and events with SQL and bitmaps."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from functools import cached_property, reduce
from itertools import chain
from operator import and_, or_

from msgspec import Struct
from pyroaring import BitMap

from store.identity.folding import fold
from store.query.tree import (
    ENTITY_LEAVES,
    EVENT_LEAVES,
    AddedFrom,
    Agent,
    And,
    EntityKey,
    EventType,
    FromSource,
    Happened,
    InState,
    InStory,
    IsCopy,
    Language,
    Leaf,
    Marked,
    Mode,
    Named,
    Node,
    Not,
    Numbered,
    Or,
    Published,
    Text,
    has,
)
from store.query.words import words
from store.reading import is_name
from store.views.filtering.lookups import Lookups
from store.views.indexing.schema import (
    ACCORDING,
    ACTOR,
    ALL_SLICE,
    EVENT_BITS,
    PLACE,
    SLICE_BITS,
    MarkedThing,
)
from store.views.moments import (
    FIRST_OPEN,
    FIRST_SHIFT,
    UNDATED,
    UNIT_DAYS,
    ZOOMS,
    coarsest,
    ordinal,
)
from store.views.stories.story_list import articles_in_stories, articles_of

# Conditions on articles.

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
        return self._numbers("SELECT number FROM articles")

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


_FOLLOWED = frozenset({"starred", "noted", "tag"})
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


# Conditions on events, as SQL over the table `events`.

type Condition = tuple[str, tuple[object, ...]]

_TAKING_PART = "SELECT event FROM participants WHERE era IN (SELECT era FROM eras) AND entity"
_A_MONTH = 40
_LAST = "(moment & 4194303)"
_BEFORE = "(moment >> 22 & 8)"


class EventConditions(Struct, frozen=True):
    """Builds SQL conditions. A named entity must take part in the event, and a named place must
    be where it happens.
    """

    connection: sqlite3.Connection
    lookups: Lookups
    articles: Articles

    def where_all(self, parts: tuple[Node, ...], *, by_index: bool = True) -> Condition:
        """Combine the parts with AND. The most selective one uses its index; the others filter its
        rows. SQLite knows nothing about dates and would use the index of the type.
        """
        first = min(parts, key=self._breadth, default=None) if by_index else None
        conditions = [self.where(part) for part in parts]
        sql = " AND ".join(
            f"({each})" if part is first else f"({each}) IS TRUE"
            for part, (each, _) in zip(parts, conditions, strict=True)
        )
        return sql or "1", tuple(value for _, values in conditions for value in values)

    def _breadth(self, part: Node) -> int:
        """Return an estimate of how many events a condition leaves."""
        match part:
            case Happened(low, high) if low is not None and high is not None:
                return 0 if (ordinal(high) or 0) - (ordinal(low) or 0) < _A_MONTH else 2
            case EntityKey() | Named() | Agent():
                return 1
            case InState():
                return 3
            case EventType():
                return 4
            case Happened():
                return 5
            case _:
                return 6

    def where(self, node: Node) -> Condition:
        if not has(node, EVENT_LEAVES + ENTITY_LEAVES):
            return self._in_articles(node)
        match node:
            case And(parts):
                return self._joined(parts, " AND ", "1")
            case Or(parts):
                return self._joined(parts, " OR ", "0")
            case Not(part):
                sql, values = self.where(part)
                # A column may be null, and NOT null is null. Here a condition that is not true must
                # be false.
                return f"({sql}) IS NOT TRUE", values
            case _:
                return self._leaf(node)

    def _joined(self, parts: tuple[Node, ...], word: str, empty: str) -> Condition:
        conditions = [self.where(part) for part in parts]
        sql = word.join(f"({each})" for each, _ in conditions) or empty
        return sql, tuple(value for _, values in conditions for value in values)

    def _in_articles(self, node: Node) -> Condition:
        numbers = json.dumps(list(self.articles.where(node)))
        return f"id >> {EVENT_BITS} IN (SELECT value FROM json_each(?))", (numbers,)

    def _leaf(self, leaf: Leaf) -> Condition:
        match leaf:
            case EventType(type_):
                return "type = ?", (type_,)
            case Mode(mode):
                return "mode = ?", (mode,)
            case InState(state):
                return _state(state)
            case Happened(low, high):
                return happened(ordinal(low), ordinal(high)), ()
            case Agent(name, fuzzy):
                return self._named(Named(name, (), fuzzy), ACTOR | ACCORDING)
            case Named() if leaf.is_place:
                return self._named(leaf, PLACE)
            case EntityKey() | Named():
                return self._named(leaf)
            case Marked():
                return self._marked(leaf)
            case _:
                raise TypeError(leaf)

    def _marked(self, leaf: Marked) -> Condition:
        marked = MarkedThings(self.connection, leaf)
        own = f"SELECT target FROM marks WHERE thing = ? AND {marked.those}"
        taking_part, values = "0", tuple[object, ...]()
        if leaf.mark in _FOLLOWED:
            taking_part, values = self._with(marked.entities())
        return (
            f"id IN ({own}) OR id >> {EVENT_BITS} IN ({own}) OR {taking_part}",
            (MarkedThing.EVENT, *marked.values, MarkedThing.ARTICLE, *marked.values, *values),
        )

    def _named(self, leaf: EntityKey | Named, roles: int = 0) -> Condition:
        return self._with(entity_numbers(self.connection, self.lookups, leaf), roles)

    def _with(self, entities: frozenset[int], roles: int = 0) -> Condition:
        """Return the events in which an entity takes part, in one of these roles or in any (0)."""
        role = f" AND roles & {roles}" if roles else ""
        if len(entities) == 1:
            return f"id IN ({_TAKING_PART} = ?{role})", (*entities,)
        return (
            f"id IN ({_TAKING_PART} IN (SELECT value FROM json_each(?)){role})",
            (json.dumps(sorted(entities)),),
        )


def _state(state: str) -> Condition:
    if state == "undated":
        return f"moment = {UNDATED}", ()
    if state == "disputed":
        return "grp IN (SELECT id FROM groups WHERE disputed)", ()
    for zoom in ZOOMS:
        if state == f"no {zoom}":
            return f"moment >= {FIRST_OPEN} OR (moment >> 22 & 15) > {coarsest(zoom)}", ()
    if state == "asserted":
        return "modality = 'asserted'", ()
    return "modality = ? AND modality <> 'asserted'", (state,)


def happened(low: int | None, high: int | None) -> str:
    """Return `moments.overlaps` as SQL over the column `moment`. Days are ordinals."""
    if low is None and high is None:
        return f"moment < {UNDATED}"
    closed = _closed(low, high)
    if low is not None and high is not None:
        return closed
    if high is not None:
        beyond = FIRST_OPEN | (high + 1) << FIRST_SHIFT
        return f"({closed}) OR (moment >= {FIRST_OPEN} AND moment < {beyond} AND {_BEFORE})"
    from_ = FIRST_OPEN | (low or 0) << FIRST_SHIFT
    return f"({closed}) OR (moment >= {from_} AND moment < {UNDATED} AND NOT {_BEFORE})"


def _closed(low: int | None, high: int | None) -> str:
    upper = f"moment < {FIRST_OPEN if high is None else (high + 1) << FIRST_SHIFT}"
    if low is None:
        return upper
    begun = low << FIRST_SHIFT
    # It begins within the period, or it began before, lasted longer than a day and ended within it.
    # Each of the two ranges has its index.
    within = f"(moment >= {begun} AND {upper})"
    lasting = (
        f"(moment < {FIRST_OPEN} AND {_LAST} > (moment >> 26)"
        f" AND {_LAST} >= {low} AND moment < {begun})"
    )
    either = f"({within} OR {lasting})"
    if high is None:
        return either
    fine = [rank for rank, unit in enumerate(UNIT_DAYS) if unit <= high - low + 1]
    if len(fine) == len(UNIT_DAYS):
        return either
    return f"{either} AND (moment >> 22 & 15) <= {max(fine)}" if fine else "0"
