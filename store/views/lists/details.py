"""Details of one thing: an entity's card, the evidence of an event, hits of the search box."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct

from store.reading import Entity, Reading
from store.views.lists.facts import RelationRow, RoleRow, relations_of, roles_of
from store.views.lists.rows import EntityRow, EventRow

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
    voice: str | None = None
    """Whose word it is: the news agency that the sentence or the article goes back to, or else the
    source. None if neither is known."""


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
    """As the list of articles counts them: an original and its copies are one."""
    events: int
    """Rows of the timeline, minor and unsure ones too."""
    mentions: int
    copies: int = 0
    """Articles that are folded under others."""
    major_events: int = 0
    """Rows of the timeline that are shown unasked."""


class CardCounts(Struct, frozen=True):
    """What the panes count of an entity, when they are filtered by it."""

    articles: int
    copies: int
    events: int
    major_events: int


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
    connection: sqlite3.Connection,
    reading: Callable[[int], Reading | None],
    key: str,
    counts: CardCounts,
) -> Card | None:
    """Return the card of an entity, or None if the key is unknown.

    `reading` returns the reading of an article by its number.
    """
    row = connection.execute(
        "SELECT id, name, type, total FROM entities WHERE key = ?", (key,)
    ).fetchone()
    if row is None:
        return None
    number, name, type_, total = row
    first, last = connection.execute(_SEEN, (number,)).fetchone()
    return Card(
        key=key,
        name=name,
        type=type_,
        aliases=_aliases(connection, number),
        first=_published(connection, number, first),
        last=_published(connection, number, last),
        roles=roles_of(connection, number),
        relations=relations_of(connection, number),
        with_whom=_with_whom(connection, reading, number, key),
        articles=counts.articles,
        events=counts.events,
        mentions=total,
        copies=counts.copies,
        major_events=counts.major_events,
    )


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


def _aliases(connection: sqlite3.Connection, number: int) -> tuple[tuple[str, int], ...]:
    rows = connection.execute(
        "SELECT name, mentions FROM aliases WHERE entity = ? AND (mentions > 0 OR named > 0)"
        " ORDER BY mentions DESC, length(name), name",
        (number,),
    )
    names = tuple((name, mentions) for name, mentions in rows)
    return tuple(each for each in names if each[1]) or names


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
