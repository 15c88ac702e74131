"""The offices and relations of an entity, each with the sentence that states it."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from store.reading import Standing, with_standing
from store.shown_events import SURE_OFFICE, is_unsure_office


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
    confidence: float | None = None
    """How likely it is right as the surest article states it, 0 to 1."""

    @property
    def is_unsure(self) -> bool:
        """Whether cards leave it out unless they are asked for all."""
        return is_unsure_office(self.confidence)

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
           min(day), max(day), min(since), max(until), max(coalesce(confidence, 1)), person, body
    FROM roles JOIN entities p ON p.id = person LEFT JOIN entities b ON b.id = body
    JOIN articles ON number = roles.article
    WHERE person = ?1 OR body = ?1
    GROUP BY person, role, body, standing
    ORDER BY 7 DESC, min(roles.article), role, standing LIMIT ?2"""
_OFFICE_SAID = """
    SELECT article, start, end FROM roles
    WHERE person = ? AND role = ? AND body IS ? AND standing IS ?
    ORDER BY coalesce(confidence, 1) < ?, article DESC, start LIMIT 1"""
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
    """Return the offices that a person holds, or that others have for it, most often stated first.

    A person's own offices come before those of who works for it.
    """
    rows = connection.execute(_ROLES, (number, _MOST)).fetchall()
    found, own = [], None
    for key, name, role, standing, of_key, of, articles, first, last, *period, person, body in rows:
        own = key if person == number else own
        since, until, sure = period
        said = _said(connection, _OFFICE_SAID, person, role, body, standing, SURE_OFFICE)
        office = key, name, role, standing, of_key, of, articles
        found.append(RoleRow(*office, _day(first), _day(last), since, until, said, sure))
    return tuple(sorted(_folded(found), key=lambda row: row.person_key != own))


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


# One office in other words.

_SOUGHT = frozenset(
    "candidate nominee hopeful contender frontrunner adviser advisor aide spokesman spokeswoman "
    "spokesperson strategist analyst professor editor correspondent reporter lawyer attorney "
    "manager secretary".split()
)
"""Offices that are the same with and without the words before them: "presidential candidate"."""
_OTHERS = frozenset(
    "vice deputy assistant associate under presumptive presumed likely possible".split()
)
_SHARE = 4
"""An office that so many times fewer articles state is not what the others mean."""
_KINDS = (" state", " city")


def _folded(rows: list[RoleRow]) -> tuple[RoleRow, ...]:
    """Drop what is another of these offices of the same person in fewer or other words.

    "President" without a body beside that of one body, "Senator of United States" beside "Senator
    of Ohio", "Candidate" beside "Presidential Candidate". Of two spellings the one that is stated
    more often stays.
    """
    kept: list[RoleRow] = []
    for row in rows:
        if not any(other is not row and _says_more(other, row) for other in rows):
            same = (each for each in kept if _wording(each) == _wording(row))
            if next(same, None) is None:
                kept.append(row)
    return _without_bare(kept)


def _without_bare(rows: list[RoleRow]) -> tuple[RoleRow, ...]:
    """Count an office without a body as that of the only body for which the person has it."""
    held: dict[tuple[str, str, str | None], list[RoleRow]] = {}
    for row in rows:
        held.setdefault((row.person_key, _bare(row.role), row.standing), []).append(row)
    found: list[RoleRow] = []
    for same in held.values():
        with_body = [row for row in same if row.of_key is not None]
        found += [_joined(with_body[0], same)] if len(with_body) == 1 else same
    return tuple(sorted(found, key=lambda row: -row.articles))


def _joined(row: RoleRow, rows: list[RoleRow]) -> RoleRow:
    """Return an office with the articles and days of these, which are the same one.

    An article rarely tells it with and without its body, so their numbers add up.
    """
    return replace(
        row,
        articles=sum(each.articles for each in rows),
        first=min((each.first for each in rows if each.first), default=None),
        last=max((each.last for each in rows if each.last), default=None),
        since=min((each.since for each in rows if each.since), default=None),
        until=max((each.until for each in rows if each.until), default=None),
        confidence=max((e.confidence for e in rows if e.confidence is not None), default=None),
    )


def _wording(row: RoleRow) -> tuple[str, str, str, str | None]:
    """Return what two spellings of one office have in common."""
    of = row.of or ""
    for kind in _KINDS:
        of = of.removesuffix(kind)
    return row.person_key, _bare(row.role), of.casefold(), row.standing


def _bare(role: str) -> str:
    return role.casefold().replace("-", "").replace("front runner", "frontrunner")


def _says_more(other: RoleRow, row: RoleRow) -> bool:
    """Whether the other office is the same one, told more exactly."""
    if (other.person_key, other.standing) != (row.person_key, row.standing):
        return False
    if other.is_unsure and not row.is_unsure:
        return False
    ours, theirs = _bare(row.role).split(), _bare(other.role).split()
    if ours == theirs:
        return _is_within(other.of_key, row.of_key)
    if row.of_key not in (None, other.of_key) or other.articles * _SHARE < row.articles:
        return False
    if theirs[: len(ours) + 1] == [*ours, "of"]:
        return ours == ["secretary"]
    added = theirs[: len(theirs) - len(ours)]
    is_longer = bool(added) and theirs[-len(ours) :] == ours and ours[-1] in _SOUGHT
    return is_longer and _OTHERS.isdisjoint(added)


def _is_within(place: str | None, country: str | None) -> bool:
    """Whether a place is in a country: `gpe/US/ohio` in `gpe/US`."""
    return bool(place and country and place.startswith(f"{country}/") and country[:4] == "gpe/")
