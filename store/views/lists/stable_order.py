"""The order of an export: the same for the same articles, however the index came about.

The lists order ties by the ids of the index, which depend on the order in which articles were
indexed and read again. An export must not differ after the index was rebuilt.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Collection, Sequence

from store.views.filtering.selection import Selection
from store.views.lists.timeline import Timeline

_EVENTS = """
    SELECT groups.id FROM json_each(?) JOIN groups ON groups.id = value
    ORDER BY moment, first"""
_ENTITIES = """
    SELECT entities.id, total FROM json_each(?) JOIN entities ON entities.id = value
    ORDER BY entities.key"""


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


def entities_in_order(
    connection: sqlite3.Connection, entities: Collection[int], selection: Selection
) -> Sequence[int]:
    """Return entities, the most mentioned in the selection first, then by key."""
    rows = connection.execute(_ENTITIES, (json.dumps(list(entities)),)).fetchall()
    if selection.everything:
        rows.sort(key=lambda row: -row[1])
    else:
        rows.sort(key=lambda row: -selection.mentions[row[0]])
    return array("q", (entity for entity, _ in rows))
