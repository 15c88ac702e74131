"""Details of one thing: an entity's card, the evidence of an event, hits of the search box."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal

from msgspec import Struct

from store.reading import Entity, Reading
from store.views.rows import EntityRow, EventRow

# These rows are apart from those of the lists because the first paint does not need them (2 ms).

PLACES = frozenset({"GPE", "LOC", "FAC"})
"""The types of entities that can be located."""
HitKind = Literal["entity", "article", "event"]


class EvidenceRow(Struct, frozen=True):
    """The words that state an event, in code points of the article's text."""

    number: int
    article_id: str
    source: str | None
    published: str | None
    start: int
    end: int
    verb_start: int
    verb_end: int
    family: int = 0
    """The number of the article's original. An original and its copies count as one source."""
    also_in: tuple[str, ...] = ()
    """The sources of its copies and of identical texts."""


class RoleRow(Struct, frozen=True):
    """An office that a person holds, or, on the card of a body, an office and its holder."""

    person_key: str
    person: str
    role: str
    of_key: str | None
    of: str | None
    articles: int
    first: str | None = None
    """The days (ISO) of the first and the last dated article that says so."""
    last: str | None = None


class RelationRow(Struct, frozen=True):
    """A relation to another entity."""

    subject_key: str
    subject: str
    predicate: str
    object_key: str | None
    object: str | None
    """The other entity's name, or the words of the text if it is not an entity."""
    articles: int


class Card(Struct, frozen=True):
    """Everything about one entity."""

    key: str
    name: str
    type: str
    aliases: tuple[tuple[str, int], ...]
    """Spellings of the name with their counts, the most frequent first."""
    first: str | None
    """Publication dates of the first and the last article that mention it."""
    last: str | None
    roles: tuple[RoleRow, ...]
    relations: tuple[RelationRow, ...]
    with_whom: tuple[EntityRow, ...]
    """Entities in the same sentences. `shown` is the number of those sentences."""
    articles: int
    events: int
    mentions: int


class EntityDetails(Struct, frozen=True):
    """What an export says of an entity besides its row."""

    aliases: tuple[tuple[str, int], ...]
    """Spellings of the name with their counts, the most frequent first."""
    first: str | None
    """Publication dates of the first and the last article that mention it."""
    last: str | None
    iso: str | None = None
    """The country's code, for a country."""
    lat: float | None = None
    lon: float | None = None
    country: str | None = None


class Hit(Struct, frozen=True):
    """A line of the search box: an entity (`key`), an event (`event`) or an article. The last two
    have the `number` of the article to open.
    """

    kind: HitKind
    title: str
    key: str | None = None
    number: int | None = None
    id: str | None = None
    type: str | None = None
    """The entity's type."""
    note: str = ""
    """The reason for the hit: the spelling that matched, the office, or the source and date."""
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    """The match, in code points of `snippet`."""
    total: int = 0
    """Mentions of the entity in the store."""
    event: EventRow | None = None


# Co-occurrence in the same sentence, which is stronger than in the same article.


def co_occurrence(readings: Iterable[Reading], key: str) -> Counter[str]:
    """Count, for each other named entity, the sentences that also mention this one."""
    together: Counter[str] = Counter()
    for reading in readings:
        starts = [sentence.start for sentence in reading.sentences]
        here = {
            entity.key: _sentences(entity, starts)
            for entity in reading.entities
            if entity.is_named or entity.key == key
        }
        mine = here.pop(key, frozenset())
        together.update({other: len(mine & theirs) for other, theirs in here.items()})
    return +together


def _sentences(entity: Entity, starts: list[int]) -> frozenset[int]:
    """Return the indexes of the sentences that mention the entity."""
    return frozenset(bisect_right(starts, mention.start) for mention in entity.mentions)


# The card of an entity.

_MOST = 50
_READ = 200
"""How many articles are read for co-occurrence, the newest first."""

_ROLES = """
    SELECT p.key, p.name, roles.role, b.key, b.name, count(DISTINCT roles.article),
           min(day), max(day)
    FROM roles JOIN entities p ON p.id = person LEFT JOIN entities b ON b.id = body
    JOIN articles ON number = roles.article
    WHERE person = ?1 OR body = ?1
    GROUP BY person, role, body ORDER BY 6 DESC, min(roles.article), role LIMIT ?2"""
_RELATIONS = """
    SELECT s.key, s.name, predicate, o.key, coalesce(o.name, words),
           count(DISTINCT relations.article)
    FROM relations JOIN entities s ON s.id = subject LEFT JOIN entities o ON o.id = object
    WHERE subject = ?1 OR object = ?1
    GROUP BY subject, predicate, object, words ORDER BY 6 DESC, min(relations.article),
        predicate LIMIT ?2"""
_SEEN = """
    SELECT min(at), max(at) FROM postings CROSS JOIN articles ON number = article
    WHERE era IN (SELECT era FROM eras) AND entity = ?"""
_ON = """
    SELECT published FROM postings CROSS JOIN articles ON number = article
    WHERE era IN (SELECT era FROM eras) AND entity = ? AND at = ? LIMIT 1"""
_NEWEST = """
    SELECT article FROM postings WHERE era IN (SELECT era FROM eras) AND entity = ?
    ORDER BY article DESC LIMIT ?"""


def card(
    connection: sqlite3.Connection, reading: Callable[[int], Reading | None], key: str
) -> Card | None:
    """Return the card of an entity, or None if the key is unknown.

    `reading` returns the reading of an article by its number.
    """
    row = connection.execute(
        "SELECT id, name, type, total, articles FROM entities WHERE key = ?", (key,)
    ).fetchone()
    if row is None:
        return None
    number, name, type_, total, articles = row
    (events,) = connection.execute(
        "SELECT count(DISTINCT grp) FROM participants"
        " WHERE era IN (SELECT era FROM eras) AND entity = ?",
        (number,),
    ).fetchone()
    first, last = connection.execute(_SEEN, (number,)).fetchone()
    return Card(
        key=key,
        name=name,
        type=type_,
        aliases=_aliases(connection, number),
        first=_published(connection, number, first),
        last=_published(connection, number, last),
        roles=_roles(connection, number),
        relations=_relations(connection, number),
        with_whom=_with_whom(connection, reading, number, key),
        articles=articles,
        events=events,
        mentions=total,
    )


class Facts(Struct, frozen=True):
    """The offices and relations of an entity."""

    roles: tuple[RoleRow, ...] = ()
    relations: tuple[RelationRow, ...] = ()


def facts(connection: sqlite3.Connection, key: str) -> Facts:
    """Return the offices and relations of an entity, which its card has too; none for an unknown
    key. No article is read.
    """
    row = connection.execute("SELECT id FROM entities WHERE key = ?", (key,)).fetchone()
    return Facts(_roles(connection, row[0]), _relations(connection, row[0])) if row else Facts()


def _roles(connection: sqlite3.Connection, number: int) -> tuple[RoleRow, ...]:
    rows = connection.execute(_ROLES, (number, _MOST)).fetchall()
    return _folded(
        [
            RoleRow(person_key, person, role, of_key, of, articles, _day(first), _day(last))
            for person_key, person, role, of_key, of, articles, first, last in rows
        ]
    )


def _day(ordinal: int | None) -> str | None:
    return None if ordinal is None else date.fromordinal(ordinal).isoformat()


def _relations(connection: sqlite3.Connection, number: int) -> tuple[RelationRow, ...]:
    rows = connection.execute(_RELATIONS, (number, _MOST))
    return tuple(RelationRow(*each) for each in rows)


def entity_details(
    connection: sqlite3.Connection, reading: Callable[[int], Reading | None], key: str
) -> EntityDetails | None:
    """Return details of an entity, or None if the key is unknown. One reading is decoded for a
    place, and none for anything else.
    """
    row = connection.execute("SELECT id, type FROM entities WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    number, type_ = row
    first, last = connection.execute(_SEEN, (number,)).fetchone()
    place = _located(connection, reading, number, key) if type_ in PLACES else None
    return EntityDetails(
        aliases=_aliases(connection, number),
        first=_published(connection, number, first),
        last=_published(connection, number, last),
        iso=place.iso if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        country=place.in_ if place else None,
    )


def _located(
    connection: sqlite3.Connection,
    reading: Callable[[int], Reading | None],
    number: int,
    key: str,
) -> Entity | None:
    """Return an entity as the newest article that mentions it reads it."""
    for (article,) in connection.execute(_NEWEST, (number, 1)):
        found = reading(article)
        for entity in found.entities if found else ():
            if entity.key == key:
                return entity
    return None


def _folded(rows: list[RoleRow]) -> tuple[RoleRow, ...]:
    """Drop "President" without a body if the same person is president of a known body."""
    held: dict[tuple[str, str], set[str | None]] = {}
    for row in rows:
        held.setdefault((row.person_key, row.role.casefold()), set()).add(row.of_key)
    return tuple(
        row
        for row in rows
        if row.of_key is not None or len(held[row.person_key, row.role.casefold()]) != 2
    )


def _aliases(connection: sqlite3.Connection, number: int) -> tuple[tuple[str, int], ...]:
    rows = connection.execute(
        "SELECT name, mentions FROM aliases WHERE entity = ? AND (mentions > 0 OR named > 0)"
        " ORDER BY mentions DESC, length(name), name",
        (number,),
    )
    return tuple((name, mentions) for name, mentions in rows)


def names_of(connection: sqlite3.Connection, key: str) -> tuple[tuple[str, int], ...]:
    """Return the spellings of an entity's name with their counts, the most frequent first."""
    row = connection.execute("SELECT id FROM entities WHERE key = ?", (key,)).fetchone()
    return () if row is None else _aliases(connection, row[0])


def _published(connection: sqlite3.Connection, number: int, at: int | None) -> str | None:
    row = connection.execute(_ON, (number, at)).fetchone()
    return None if row is None else str(row[0])


def _with_whom(
    connection: sqlite3.Connection,
    reading: Callable[[int], Reading | None],
    number: int,
    key: str,
) -> tuple[EntityRow, ...]:
    numbers = [article for (article,) in connection.execute(_NEWEST, (number, _READ))]
    readings = filter(None, map(reading, numbers))
    rows = []
    for other, count in co_occurrence(readings, key).most_common(_MOST):
        known = connection.execute(
            "SELECT name, type, total FROM entities WHERE key = ?", (other,)
        ).fetchone()
        if known is not None:
            name, type_, total = known
            rows.append(EntityRow(other, name, type_, count, total))
    return tuple(rows)
