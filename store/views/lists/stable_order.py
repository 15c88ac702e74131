"""The order of an export: the same for the same articles, however the index came about.

The lists order ties by the ids of the index, which depend on the order in which articles were
indexed and read again. An export must not differ after the index was rebuilt.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Collection, Mapping, Sequence

from store.views.lists.id_lists import ids_of
from store.views.lists.timeline import Timeline

_EVENTS = """
    SELECT groups.id FROM json_each(?) JOIN groups ON groups.id = value
    ORDER BY moment, first"""
_ENTITIES = """
    SELECT entities.id FROM json_each(?) JOIN entities ON entities.id = value
    ORDER BY entities.key"""
_ALL_ENTITIES = "SELECT id FROM entities ORDER BY key"
_ALL_BY_MENTIONS = """
    SELECT id FROM entities INDEXED BY entities_order WHERE total > 0 ORDER BY total DESC, key"""
_MANY = 10_000
"""So many entities are found in the order of all, which has an index, instead of being sorted."""


def events_in_order(connection: sqlite3.Connection, groups: Collection[int]) -> Sequence[int]:
    """Return event groups by date, those of the same date by the first article that reports
    them.
    """
    rows = connection.execute(_EVENTS, (json.dumps(list(groups)),))
    return array("q", (group for (group,) in rows))


def timeline_in_order(
    connection: sqlite3.Connection, timeline: Timeline, *, minor: bool
) -> Sequence[int]:
    """Return all event groups of a timeline, in the order of `events_in_order`."""
    groups = timeline.page(0, timeline.count(minor=minor), minor=minor)
    return events_in_order(connection, groups)


def entities_in_order(connection: sqlite3.Connection, mentions: Mapping[int, int]) -> Sequence[int]:
    """Return entities, each with its number of mentions, the most mentioned first, then by key."""
    if len(mentions) <= _MANY:
        by_key = ids_of(connection, _ENTITIES, (json.dumps(list(mentions)),))
        return array("q", sorted(by_key, key=mentions.__getitem__, reverse=True))
    by_key = ids_of(connection, _ALL_ENTITIES)
    times = [0] * (max(by_key) + 1)
    for entity, count in mentions.items():
        times[entity] = count
    by_key.sort(key=times.__getitem__, reverse=True)
    return array("q", by_key[: len(mentions)])  # all others have no mentions


def all_entities_in_order(connection: sqlite3.Connection) -> Sequence[int]:
    """Return the entities of the whole store, in the order of `entities_in_order`."""
    return array("q", ids_of(connection, _ALL_BY_MENTIONS))
