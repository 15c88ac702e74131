"""Finds the articles and events that satisfy a filter. It is imported only when a filter is set."""

from __future__ import annotations

from functools import cached_property, reduce
from operator import or_

from pyroaring import BitMap

from store.query.tree import ENTITY_LEAVES, EVENT_LEAVES, And, EntityKey, Node, Not, Or, has
from store.reading import is_name
from store.views.conditions import Articles, EventConditions
from store.views.lookups import Lookups
from store.views.schema import EVENT_BITS
from store.views.shown import ShownArticles

type EventKey = tuple[int, int, int, int]
"""An event's id, group, moment, and whether it is minor."""

_FEW = 3_000
"""For so few articles, their events are read one by one instead of through an index of
all events.
"""
_THEIR_EVENTS = f"""
    temp.shown CROSS JOIN events
    ON id BETWEEN number << {EVENT_BITS} AND ((number + 1) << {EVENT_BITS}) - 1"""


class FilterMatches:
    """The articles and events that satisfy conditions, computed on first use. Callers must not
    change the sets.
    """

    def __init__(self, shown: ShownArticles, lookups: Lookups, parts: tuple[Node, ...]) -> None:
        """`parts` are the conditions, all of which must hold."""
        self._shown = shown
        self._lookups = lookups
        self._connection = shown.connection
        self._all_articles = Articles(shown.connection, lookups)
        self._parts = parts
        self._of_events = tuple(part for part in parts if has(part, EVENT_LEAVES))
        self._of_articles = tuple(part for part in parts if not has(part, EVENT_LEAVES))

    @property
    def weight(self) -> int:
        """Return how many events are held in memory. Articles need almost none."""
        held = self.__dict__
        return sum(len(held.get(name, ())) for name in ("events", "_of_one_event", "_taking_part"))

    @cached_property
    def articles(self) -> BitMap:
        """The numbers of the selected articles."""
        if not self._of_events:
            return self._wanted
        match self._of_events:
            case (Or(choices),):
                # One event satisfies "A or B" exactly if it satisfies A or satisfies B.
                found = reduce(or_, (self._by_one_event((choice,)) for choice in choices))
            case _:
                found = self._by_one_event(self._of_events)
        if any(map(_denies_an_entity, self._of_events)):
            # In "not (Ann and planned)", Ann may be mentioned by the article and yet take no part
            # in the event.
            found = found | BitMap(row[0] >> EVENT_BITS for row in self._taking_part)
        return self._wanted & found if self._of_articles else found

    @cached_property
    def hidden(self) -> BitMap:
        """The articles that are not selected."""
        return self._all_articles.all - self.articles

    @cached_property
    def is_most(self) -> bool:
        """Whether most articles are selected. The smaller half is added up then."""
        return 2 * len(self.articles) > self._all_articles.count()

    def _by_one_event(self, parts: tuple[Node, ...]) -> BitMap:
        """Return the articles with one event that satisfies all parts."""
        if not any(has(part, EVENT_LEAVES) for part in parts):
            return self._all_articles.where_all(parts)
        is_all = parts == self._of_events
        rows = self._of_one_event if is_all else self._rows(parts, taking_part=False)
        found = BitMap(row[0] >> EVENT_BITS for row in rows)
        if not any(isinstance(part, EVENT_LEAVES) for part in parts):
            # An article without events satisfies conditions that only exclude.
            eventless = self._all_articles.without_events()
            if eventless:
                found = found | eventless & self._all_articles.where_all(parts)
        return found

    @cached_property
    def _wanted(self) -> BitMap:
        """Return the articles that satisfy the conditions on articles."""
        return self._all_articles.where_all(self._of_articles)

    @cached_property
    def _of_one_event(self) -> list[EventKey]:
        """Return the events that satisfy all conditions on one event."""
        return self._rows(self._of_events, taking_part=False)

    @cached_property
    def _taking_part(self) -> list[EventKey]:
        """Return the events that satisfy the conditions themselves: named entities take part."""
        return self._rows(self._of_events, taking_part=True)

    @property
    def events_are_all_of_articles(self) -> bool:
        """Return whether all events of the selected articles are selected."""
        return not self._asked_of_events

    @cached_property
    def _asked_of_events(self) -> tuple[Node, ...]:
        """Return the conditions that remain for the events of the selected articles."""
        asked = (part for part in self._parts if has(part, EVENT_LEAVES + ENTITY_LEAVES))
        return tuple(part for part in asked if not _passes_on(part))

    @cached_property
    def events(self) -> list[EventKey]:
        """Return the selected events. Use it only if `events_are_all_of_articles` is false."""
        asked, shown = self._asked_of_events, self.articles
        if len(asked) == 1 and isinstance(asked[0], EntityKey):
            rows = self._rows_of(asked[0])
        elif asked == self._of_events and not any(has(part, ENTITY_LEAVES) for part in asked):
            rows = self._of_one_event
        elif asked == self._of_events:
            rows = self._taking_part
        else:
            rows = self._rows(asked, taking_part=True)
        if asked == self._parts and not self._of_events:
            return rows
        return [row for row in rows if row[0] >> EVENT_BITS in shown]

    def _rows(self, parts: tuple[Node, ...], *, taking_part: bool) -> list[EventKey]:
        """Return the events that satisfy all parts, at least those of the wanted articles."""
        conditions = EventConditions(
            self._connection, self._lookups, self._all_articles, taking_part
        )
        few = bool(self._of_articles) and len(self._wanted) <= _FEW
        sql, values = conditions.where_all(parts, by_index=not few)
        if few:
            self._shown.fill(self._wanted)
        return self._connection.execute(
            f"SELECT id, grp, moment, faint FROM {_THEIR_EVENTS if few else 'events'} WHERE {sql}",
            values,
        ).fetchall()

    def _rows_of(self, leaf: EntityKey) -> list[EventKey]:
        if not is_name(leaf.key):
            return []
        return self._connection.execute(
            "SELECT event, grp, moment, faint FROM participants"
            " WHERE era IN (SELECT era FROM eras)"
            " AND entity = (SELECT id FROM entities WHERE key = ?)",
            (leaf.key,),
        ).fetchall()


def _denies_an_entity(part: Node) -> bool:
    match part:
        case And(parts) | Or(parts):
            return any(map(_denies_an_entity, parts))
        case Not(denied):
            return has(denied, ENTITY_LEAVES)
        case _:
            return False


def _passes_on(part: Node) -> bool:
    """Return whether the condition holds for every event of an article if it holds for the article.
    An entity that is not mentioned takes no part in events.
    """
    return isinstance(part, Not) and not has(part.part, (*EVENT_LEAVES, Not))
