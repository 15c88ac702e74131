"""Indexing of events and of families of articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from store.query.words import replace_surrogates
from store.reading import Event, Reading
from store.shown_events import is_hidden
from store.views.indexing.event_entities import EventEntities, entities_in, numbers, only_named
from store.views.indexing.names import Interned
from store.views.indexing.row_facts import RowMember
from store.views.indexing.row_tables import RowTables
from store.views.indexing.schema import (
    ERA_BITS,
    EVENT_BITS,
    MAX_EVENTS,
    MEMBERS,
)
from store.views.joining.event_groups import copied_key, group_key, token_key, verb_of
from store.views.joining.event_signs import EventSign, encode
from store.views.joining.sign_making import SignMaker
from store.views.moments import pack
from store.views.words.voices import voice_number

# Events of one article.

_EVENTS = """
    SELECT events.id, grp, cell, same, own, sign, name, type, mode, modality, basis, label,
           actors, recipients, place, according, named, salience, confidence, sentences, voice,
           counts
    FROM events LEFT JOIN cells ON cells.id = cell LEFT JOIN signs ON signs.id = events.id
    WHERE events.id >= ? AND events.id < ?"""
_APART = "split "
"""How the token of events begins that people took out of a row: they are one with no other."""


class EventFacts(NamedTuple):
    """What the tables have of an event, as its article gives it."""

    same: int | None
    """The key of its cell."""
    own: int
    """Its own moment."""
    sign: bytes | None
    columns: tuple[Any, ...]


class _There(NamedTuple):
    row: int
    cell: int
    facts: EventFacts


class _New(NamedTuple):
    event: Event
    roles: Mapping[int, int]
    """The roles of each entity that it concerns."""
    sign: EventSign | None
    facts: EventFacts


class EventTables:
    """Writes the events and participants of one article after the other."""

    def __init__(self, connection: sqlite3.Connection, rows: RowTables) -> None:
        self._connection = connection
        self._rows = rows

    def index(
        self,
        number: int,
        reading: Reading,
        ids: dict[str, int],
        family: int | None,
        rows_of: Mapping[str, str],
        *,
        known: bool,
        keep: bool,
    ) -> bool:
        """Write the events of an article in place of those that it had. Return whether any changed.

        `ids` maps the reading's entities to their ids. `family` is None if no other article belongs
        to the family. `rows_of` has the events that people put in a row of the timeline, each with
        the token that the events of the row share. `known` means that the index has the article.
        With `keep`, events that are the same are left
        as they are; otherwise their rows are made again.
        """
        there = self._there(number) if known else {}
        new = self._facts(number, reading, ids, family, rows_of)
        same = {
            event_id
            for event_id, each in new.items()
            if keep and event_id in there and there[event_id].facts == each.facts
        }
        gone = [event_id for event_id in there if event_id not in same]
        self._remove(number, there, gone)
        added = [event_id for event_id in new if event_id not in same]
        self._insert(number, new, added, alone=family is None)
        return bool(gone or added)

    def remove(self, number: int) -> None:
        """Remove the events of an article."""
        there = self._there(number)
        self._remove(number, there, list(there))

    def _there(self, number: int) -> dict[int, _There]:
        """Return the events that the tables have of an article."""
        self._rows.flush()
        span = (number << EVENT_BITS, (number + 1) << EVENT_BITS)
        found = self._connection.execute(_EVENTS, span)
        return {
            event_id: _There(row, cell, EventFacts(same, own, sign, tuple(columns)))
            for event_id, row, cell, same, own, sign, *columns in found
        }

    def _facts(
        self,
        number: int,
        reading: Reading,
        ids: dict[str, int],
        family: int | None,
        rows_of: Mapping[str, str],
    ) -> dict[int, _New]:
        keys = {entity.id: entity.key for entity in reading.entities}
        signs = SignMaker(reading)
        entities = EventEntities(reading, ids)
        found: dict[int, _New] = {}
        for place, event in enumerate(reading.events[:MAX_EVENTS]):
            token = rows_of.get(event.id)
            same = (
                group_key(event, keys, verb_of(event, reading.text))
                if token is None
                else token_key(token)
            )
            if same is None and family is not None:
                same = copied_key(event, keys, reading.text, family)
            sign = signs.sign(place)
            roles = entities.roles(event)
            compared = None if token is not None and token.startswith(_APART) else sign
            facts = EventFacts(
                same,
                pack(event.from_, event.to, event.precision),
                None if compared is None else encode(compared),
                (
                    *_columns(event, ids, roles),
                    None if sign.voice is None else voice_number(sign.voice),
                    int(sign.incident not in (-1, place)),
                ),
            )
            found[number << EVENT_BITS | place] = _New(event, roles, compared, facts)
        return found

    def _insert(
        self,
        number: int,
        new: Mapping[int, _New],
        added: Iterable[int],
        *,
        alone: bool,
    ) -> None:
        rows: list[tuple[int, int, int, int]] = []
        cells: dict[int, int] = {}
        for event_id in added:
            event, _, sign, facts = new[event_id]
            cells[event_id], row = self._rows.place(facts.same)
            member = RowMember(
                event_id,
                number,
                number,
                0,
                facts.own,
                event.salience,
                event.confidence,
                len(event.evidence),
                sign,
            )
            self._rows.add(row, member, facts.sign, alone=alone)
            rows.append((event_id, row, facts.own, int(is_hidden(event))))
        self._connection.executemany(
            f"INSERT INTO events VALUES ({', '.join('?' * 22)})",
            ((*row, *new[row[0]].facts.columns, cells[row[0]], row[2]) for row in rows),
        )
        self._connection.executemany(
            "INSERT INTO participants VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (number >> ERA_BITS, entity, row[0], roles, *row[1:])
                for row in rows
                for entity, roles in new[row[0]].roles.items()
            ),
        )

    def _remove(self, number: int, there: Mapping[int, _There], gone: Sequence[int]) -> None:
        self._connection.executemany(
            "DELETE FROM participants WHERE era = ? AND entity = ? AND event = ?",
            (
                (number >> ERA_BITS, entity, event_id)
                for event_id in gone
                for entity in entities_in(there[event_id].facts.columns)
            ),
        )
        self._connection.executemany(
            "DELETE FROM events WHERE id = ?", ((event_id,) for event_id in gone)
        )
        if gone:
            left = [there[event_id] for event_id in gone]
            self._rows.leave(gone, (each.row for each in left), (each.cell for each in left))


def _columns(event: Event, ids: dict[str, int], roles: Mapping[int, int]) -> tuple[object, ...]:
    return (
        event.id,
        event.type,
        event.mode,
        event.modality,
        event.date_basis,
        event.label,
        numbers(event.actors, ids),
        numbers(event.recipients, ids),
        ids.get(event.place or ""),
        numbers(event.according_to, ids),
        only_named(roles),
        event.salience,
        event.confidence,
        len(event.evidence),
    )


# Families: an original and the articles folded under it.

_PARENT = "SELECT original FROM copies WHERE number = ? ORDER BY id LIMIT 1"
_BELOW = "SELECT number FROM copies WHERE original = ? AND number IS NOT NULL"
_IS_ONE = "SELECT 1 FROM copies WHERE number = ?1 OR (original = ?1 AND number IS NOT NULL) LIMIT 1"


class FamilyTables:
    """Maintains the families of articles."""

    def __init__(self, connection: sqlite3.Connection, interned: Interned) -> None:
        self._connection = connection
        self._interned = interned
        self._touched: set[int] = set()

    def reset(self) -> None:
        self._touched.clear()

    def index_record(self, record: int, known: Mapping[str, Any] | None) -> set[int]:
        """Index a record of the table `copies`, replacing its previous version. `record` is None if
        it was deleted.

        Returns:
            The articles whose family may have changed.
        """
        changed = self._related(record)
        self._connection.execute("DELETE FROM copies WHERE id = ?", (record,))
        if known is not None:
            source = known.get("source")
            self._connection.execute(
                "INSERT INTO copies VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    record,
                    known.get("number"),
                    known["of"],
                    replace_surrogates(known["kind"]),
                    self._interned.source(replace_surrogates(source)) if source else None,
                    *(
                        replace_surrogates(known.get(name) or "")
                        for name in ("title", "url", "published")
                    ),
                ),
            )
        return changed | self._related(record)

    def _related(self, record: int) -> set[int]:
        """Return the article of a record, and all articles above and below it."""
        row = self._connection.execute(
            "SELECT number, original FROM copies WHERE id = ?", (record,)
        ).fetchone()
        if row is None or row[0] is None:
            return set()
        number, original = row
        below: set[int] = set()
        waiting = [number]
        while waiting:
            rows = self._connection.execute(_BELOW, (waiting.pop(),))
            found = {number for (number,) in rows} - below  # those above too: it may be a cycle
            waiting += found
            below |= found
        return {original, *self._upwards(number), *below}

    def _upwards(self, number: int) -> list[int]:
        """Return the article, what it is a copy of, and so on. A cycle is followed once."""
        chain = [number]
        while (row := self._connection.execute(_PARENT, (chain[-1],)).fetchone()) is not None:
            if row[0] in chain:
                return [*chain, min(chain[chain.index(row[0]) :])]
            chain.append(row[0])
        return chain

    def of(self, number: int) -> tuple[int, bool]:
        """Return the article's family, and whether other articles belong to it."""
        if self._connection.execute(_IS_ONE, (number,)).fetchone() is None:
            return number, False
        family = self._upwards(number)[-1]
        self._touched.add(family)
        return family, True

    def leave(self, number: int) -> None:
        """Remove an article, so that another one may represent its family."""
        row = self._connection.execute(
            "SELECT family FROM articles WHERE number = ?", (number,)
        ).fetchone()
        if row is not None:
            self._touched.add(row[0])

    def flush(self) -> None:
        """Mark articles as folded: all of a family but the original, or the first if that
        is gone.
        """
        for family in self._touched:
            rows = self._connection.execute(MEMBERS, (family,))
            members = sorted(
                (number for (number,) in rows), key=lambda each: (each != family, each)
            )
            self._connection.executemany(
                "UPDATE articles SET folded = ? WHERE number = ?",
                ((place > 0, number) for place, number in enumerate(members)),
            )
        self._touched.clear()
