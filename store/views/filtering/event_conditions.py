"""Conditions on events, as SQL over the table `events`."""

from __future__ import annotations

import json
import sqlite3

from msgspec import Struct

from store.query.tree import (
    ENTITY_LEAVES,
    EVENT_LEAVES,
    Agent,
    And,
    EntityKey,
    EventType,
    Happened,
    InState,
    Leaf,
    Marked,
    Mode,
    Named,
    Node,
    Not,
    Or,
    has,
)
from store.views.filtering.conditions import FOLLOWED, Articles, MarkedThings, entity_numbers
from store.views.filtering.lookups import Lookups
from store.views.indexing.schema import (
    ACCORDING,
    ACTOR,
    EVENT_BITS,
    PLACE,
    TAKES_PART,
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

type Condition = tuple[str, tuple[object, ...]]

_CONCERNED = "SELECT event FROM participants WHERE era IN (SELECT era FROM eras) AND entity"
_A_MONTH = 40
_LAST = "(moment & 4194303)"
_BEFORE = "(moment >> 22 & 8)"


class EventConditions(Struct, frozen=True):
    """Builds SQL conditions. An entity must take part in the event, or a sentence that states it
    must name it. What a query names must take part; its places must be where the event happens.
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
            case Named():
                return self._named(leaf, PLACE if leaf.is_place else TAKES_PART)
            case EntityKey():
                return self._named(leaf)
            case Marked():
                return self._marked(leaf)
            case _:
                raise TypeError(leaf)

    def _marked(self, leaf: Marked) -> Condition:
        marked = MarkedThings(self.connection, leaf)
        own = f"SELECT target FROM marks WHERE thing = ? AND {marked.those}"
        taking_part, values = "0", tuple[object, ...]()
        if leaf.mark in FOLLOWED:
            taking_part, values = self._with(marked.entities(), TAKES_PART)
        return (
            f"id IN ({own}) OR id >> {EVENT_BITS} IN ({own}) OR {taking_part}",
            (MarkedThing.EVENT, *marked.values, MarkedThing.ARTICLE, *marked.values, *values),
        )

    def _named(self, leaf: EntityKey | Named, roles: int = 0) -> Condition:
        return self._with(entity_numbers(self.connection, self.lookups, leaf), roles)

    def _with(self, entities: frozenset[int], roles: int = 0) -> Condition:
        """Return the events that concern an entity, in one of these roles or in any (0)."""
        role = f" AND roles & {roles}" if roles else ""
        if len(entities) == 1:
            return f"id IN ({_CONCERNED} = ?{role})", (*entities,)
        return (
            f"id IN ({_CONCERNED} IN (SELECT value FROM json_each(?)){role})",
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
