"""What is asked of one thing at a time: a card, the words behind an event, who stands with whom."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct

from store.reading import Entity, Reading
from store.views.rows import EntityRow, EventRow

# What is asked of one thing at a time: the words behind an event, a card, a line of the search
# box. Apart from the rows of the lists, since the first picture needs none of it (2 ms).

HitKind = Literal["entity", "article", "event"]


class EvidenceRow(Struct, frozen=True):
    """The words that say so: code points into the article's text."""

    number: int
    article_id: str
    source: str | None
    published: str | None
    start: int
    end: int
    verb_start: int
    verb_end: int
    family: int = 0
    """The number of the original that the article belongs to: the voice."""
    also_in: tuple[str, ...] = ()
    """Other sources of this voice: they told it in a copy, or in the very same text."""


class RoleRow(Struct, frozen=True):
    """An office that a person holds, or (on the body's card) that somebody holds there."""

    person_key: str
    person: str
    role: str
    of_key: str | None
    of: str | None
    articles: int


class RelationRow(Struct, frozen=True):
    subject_key: str
    subject: str
    predicate: str
    object_key: str | None
    object: str | None
    """The other entity's name, or the words of the text where it is no entity."""
    articles: int


class Card(Struct, frozen=True):
    """Everything about one entity."""

    key: str
    name: str
    type: str
    aliases: tuple[tuple[str, int], ...]
    """How it is written, and how often, the commonest first."""
    first: str | None
    """Publication date of the first and the last article that mention it."""
    last: str | None
    roles: tuple[RoleRow, ...]
    relations: tuple[RelationRow, ...]
    with_whom: tuple[EntityRow, ...]
    """Who stands in the same sentences: `shown` is the number of those sentences."""
    articles: int
    events: int
    mentions: int


class Hit(Struct, frozen=True):
    """One line of the search box: an entity (`key`), an event (`event`) or an article; the last
    two with the `number` of the article to open."""

    kind: HitKind
    title: str
    key: str | None = None
    number: int | None = None
    id: str | None = None
    type: str | None = None
    """The entity's type."""
    note: str = ""
    """Why it is here: the other spelling that matched, the office, source and date."""
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    """What matched, as code points of `snippet`."""
    total: int = 0
    """Mentions of the entity in the store."""
    event: EventRow | None = None


# Who stands with whom: in the same sentence, which says more than in the same article.


def co_occurrence(readings: Iterable[Reading], key: str) -> Counter[str]:
    """For each other entity with a name, in how many sentences it stands with this one."""
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
    """The sentences that mention it, by their place in the article."""
    return frozenset(bisect_right(starts, mention.start) for mention in entity.mentions)


# Everything about one entity, on one card.

_MOST = 50
_READ = 200
"""Articles that are read for who stands in its sentences; of an entity in more, the newest."""

_ROLES = """
    SELECT p.key, p.name, roles.role, b.key, b.name, count(DISTINCT roles.article)
    FROM roles JOIN entities p ON p.id = person LEFT JOIN entities b ON b.id = body
    WHERE person = ?1 OR body = ?1
    GROUP BY person, role, body ORDER BY 6 DESC, min(roles.rowid) LIMIT ?2"""
_RELATIONS = """
    SELECT s.key, s.name, predicate, o.key, coalesce(o.name, words),
           count(DISTINCT relations.article)
    FROM relations JOIN entities s ON s.id = subject LEFT JOIN entities o ON o.id = object
    WHERE subject = ?1 OR object = ?1
    GROUP BY subject, predicate, object, words ORDER BY 6 DESC, min(relations.rowid) LIMIT ?2"""
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
    """The card of an entity, or None where there is none of that key; `reading` fetches an
    article's reading by its number."""
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
        roles=_folded([RoleRow(*each) for each in connection.execute(_ROLES, (number, _MOST))]),
        relations=tuple(
            RelationRow(*each) for each in connection.execute(_RELATIONS, (number, _MOST))
        ),
        with_whom=_with_whom(connection, reading, number, key),
        articles=articles,
        events=events,
        mentions=total,
    )


def _folded(rows: list[RoleRow]) -> tuple[RoleRow, ...]:
    """ "President" adds nothing where the same person is president of one body that is known."""
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
        " ORDER BY mentions DESC, id",
        (number,),
    )
    return tuple((name, mentions) for name, mentions in rows)


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
