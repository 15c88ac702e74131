"""Takes the events of one article into the tables, and out again."""

from __future__ import annotations

import sqlite3

from store.reading import Event, Reading
from store.views.groups import copied_key, group_key, verb_of
from store.views.moments import pack
from store.views.schema import (
    ACCORDING,
    ACTOR,
    ERA_BITS,
    EVENT_BITS,
    MAX_EVENTS,
    PLACE,
    RECIPIENT,
    is_faint,
    split,
)
from store.views.taking.grouping import Grouping


def take_events(
    connection: sqlite3.Connection,
    grouping: Grouping,
    number: int,
    reading: Reading,
    ids: dict[str, int],
    family: int | None,
) -> None:
    """Write events and participants. `ids` are the numbers of the reading's entities; `family`
    is None where no other article belongs to this one's."""
    keys = {entity.id: entity.key for entity in reading.entities}
    rows: list[tuple[int, int, int, int, Event]] = []
    for place, event in enumerate(reading.events[:MAX_EVENTS]):
        event_id = number << EVENT_BITS | place
        moment = pack(event.from_, event.to, event.precision)
        faint = int(is_faint(event.salience))
        same = group_key(event, keys, verb_of(event, reading.text))
        if same is None and family is not None:
            same = copied_key(event, keys, reading.text, family)
        group = grouping.join(event_id, same, moment, event, alone=family is None)
        rows.append((event_id, group, moment, faint, event))
    connection.executemany(
        "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((*row[:4], *_columns(row[4], ids)) for row in rows),
    )
    connection.executemany(
        "INSERT INTO participants VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (number >> ERA_BITS, entity, row[0], roles, *row[1:4])
            for row in rows
            for entity, roles in _participants(row[4], ids).items()
        ),
    )


def forget_events(connection: sqlite3.Connection, grouping: Grouping, number: int) -> None:
    grouping.settle()
    span = (number << EVENT_BITS, (number + 1) << EVENT_BITS)
    rows = connection.execute(
        "SELECT id, grp, actors, recipients, place, according FROM events WHERE id >= ? AND id < ?",
        span,
    ).fetchall()
    connection.executemany(
        "DELETE FROM participants WHERE era = ? AND entity = ? AND event = ?",
        (
            (number >> ERA_BITS, entity, event_id)
            for event_id, _, actors, recipients, place, according in rows
            for entity in {*split(actors), *split(recipients), *split(according), place}
            if entity is not None
        ),
    )
    connection.execute("DELETE FROM events WHERE id >= ? AND id < ?", span)
    grouping.leave(row[1] for row in rows)


def _columns(event: Event, ids: dict[str, int]) -> tuple[object, ...]:
    return (
        event.id,
        event.type,
        event.mode,
        event.modality,
        event.date_basis,
        event.label,
        _numbers(event.actors, ids),
        _numbers(event.recipients, ids),
        ids.get(event.place or ""),
        _numbers(event.according_to, ids),
        event.salience,
        len(event.evidence),
    )


def _numbers(names: tuple[str, ...], ids: dict[str, int]) -> str:
    return " ".join(str(ids[name]) for name in names if name in ids)


def _participants(event: Event, ids: dict[str, int]) -> dict[int, int]:
    roles: dict[int, int] = {}
    places = () if event.place is None else (event.place,)
    for names, role in (
        (event.actors, ACTOR),
        (event.recipients, RECIPIENT),
        (places, PLACE),
        (event.according_to, ACCORDING),
    ):
        for name in names:
            if name in ids:
                roles[ids[name]] = roles.get(ids[name], 0) | role
    return roles
