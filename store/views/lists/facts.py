"""The offices and relations of an entity, each with the sentence that states it."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from store.reading import Standing, with_standing


class Said(NamedTuple):
    """The sentence of the newest article that states an office or a relation, in code points."""

    number: int
    start: int
    end: int


class RoleRow(Struct, frozen=True):
    """An office that a person holds, or, on the card of a body, an office and its holder."""

    person_key: str
    person: str
    role: str
    standing: Standing | None
    of_key: str | None
    of: str | None
    articles: int
    first: str | None = None
    """The days (ISO) of the first and the last dated article that says so."""
    last: str | None = None
    since: str | None = None
    """The earliest date since when it is held, and the latest until when, that an article gives."""
    until: str | None = None
    said: Said | None = None

    @property
    def full(self) -> str:
        """The office as people write it: "former President"."""
        return with_standing(self.role, self.standing)


class RelationRow(Struct, frozen=True):
    """A relation to another entity."""

    subject_key: str
    subject: str
    predicate: str
    object_key: str | None
    object: str | None
    """The other entity's name, or the words of the text if it is not an entity."""
    articles: int
    since: str | None = None
    """The earliest date since when it holds, and the latest until when, that an article gives."""
    until: str | None = None
    said: Said | None = None


class Facts(Struct, frozen=True):
    """The offices and relations of an entity."""

    roles: tuple[RoleRow, ...] = ()
    relations: tuple[RelationRow, ...] = ()


_MOST = 50

_ROLES = """
    SELECT p.key, p.name, roles.role, standing, b.key, b.name, count(DISTINCT roles.article),
           min(day), max(day), min(since), max(until), person, body
    FROM roles JOIN entities p ON p.id = person LEFT JOIN entities b ON b.id = body
    JOIN articles ON number = roles.article
    WHERE person = ?1 OR body = ?1
    GROUP BY person, role, body, standing
    ORDER BY 7 DESC, min(roles.article), role, standing LIMIT ?2"""
_OFFICE_SAID = """
    SELECT article, start, end FROM roles
    WHERE person = ? AND role = ? AND body IS ? AND standing IS ?
    ORDER BY article DESC, start LIMIT 1"""
_RELATIONS = """
    SELECT s.key, s.name, predicate, o.key, coalesce(o.name, words),
           count(DISTINCT relations.article), min(since), max(until), subject, object, words
    FROM relations JOIN entities s ON s.id = subject LEFT JOIN entities o ON o.id = object
    WHERE subject = ?1 OR object = ?1
    GROUP BY subject, predicate, object, words ORDER BY 6 DESC, min(relations.article),
        predicate LIMIT ?2"""
_RELATION_SAID = """
    SELECT article, start, end FROM relations
    WHERE subject = ? AND predicate = ? AND object IS ? AND words IS ?
    ORDER BY article DESC, start LIMIT 1"""


def facts(connection: sqlite3.Connection, key: str) -> Facts:
    """Return the offices and relations of an entity, which its card has too; none for an unknown
    key. No article is read.
    """
    row = connection.execute("SELECT id FROM entities WHERE key = ?", (key,)).fetchone()
    return Facts(roles_of(connection, row[0]), relations_of(connection, row[0])) if row else Facts()


def roles_of(connection: sqlite3.Connection, number: int) -> tuple[RoleRow, ...]:
    """Return the offices that a person holds, or that a body has, most often stated first."""
    rows = connection.execute(_ROLES, (number, _MOST)).fetchall()
    found = []
    for key, name, role, standing, of_key, of, articles, first, last, *period, person, body in rows:
        since, until = period
        said = _said(connection, _OFFICE_SAID, person, role, body, standing)
        office = key, name, role, standing, of_key, of, articles
        found.append(RoleRow(*office, _day(first), _day(last), since, until, said))
    return _folded(found)


def _day(ordinal: int | None) -> str | None:
    return None if ordinal is None else date.fromordinal(ordinal).isoformat()


def relations_of(connection: sqlite3.Connection, number: int) -> tuple[RelationRow, ...]:
    """Return the relations of an entity, most often stated first."""
    rows = connection.execute(_RELATIONS, (number, _MOST)).fetchall()
    found = []
    for key, name, predicate, of_key, of, articles, since, until, *ids in rows:
        subject, object_, words = ids
        said = _said(connection, _RELATION_SAID, subject, predicate, object_, words)
        found.append(RelationRow(key, name, predicate, of_key, of, articles, since, until, said))
    return tuple(found)


def _said(connection: sqlite3.Connection, query: str, *values: object) -> Said | None:
    row = connection.execute(query, values).fetchone()
    return None if row is None else Said(*row)


def _folded(rows: list[RoleRow]) -> tuple[RoleRow, ...]:
    """Drop "President" without a body if the same person is president of a known body."""
    held: dict[tuple[str, str], set[str | None]] = {}
    for row in rows:
        held.setdefault((row.person_key, row.full.casefold()), set()).add(row.of_key)
    return tuple(
        row
        for row in rows
        if row.of_key is not None or len(held[row.person_key, row.full.casefold()]) != 2
    )
