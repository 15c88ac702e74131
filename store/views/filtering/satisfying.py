"""Finds the articles and events that satisfy a filter. It is imported only when a filter is set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import batched, compress
from operator import not_

from pyroaring import BitMap

from store.query.tree import (
    ENTITY_LEAVES,
    EVENT_LEAVES,
    And,
    EntityKey,
    Named,
    Node,
    Not,
    Or,
    has,
)
from store.reading import is_name
from store.views.filtering.conditions import Articles
from store.views.filtering.event_conditions import EventConditions
from store.views.filtering.lookups import Lookups
from store.views.filtering.shown import ShownArticles
from store.views.indexing.schema import EVENT_BITS
from store.views.lists.shown_timeline import CountedGroups, ListedGroups

type EventKey = tuple[int, int, int, int]
"""An event's id, group, moment, and whether it is minor."""

_FEW = 3_000
"""For so few articles, their events are read one by one instead of through an index of
all events.
"""
_THEIR_EVENTS = f"""
    temp.shown CROSS JOIN events
    ON id BETWEEN number << {EVENT_BITS} AND ((number + 1) << {EVENT_BITS}) - 1"""

_PLACE = (1 << EVENT_BITS) - 1
_EVENT = 2
"""Bytes of an event in memory."""
_TOGETHER = 5_000
"""Events that are held as rows at a time: a condition may hold for all events of a store."""


class FoundEvents:
    """Events that were found one by one. Callers must not change their groups."""

    def __init__(self, rows: Iterable[EventKey]) -> None:
        self._articles: dict[int, BitMap] = {}
        """The articles of which the first event was found, those of the second, and so on."""
        every, clear = CountedGroups(), CountedGroups()
        for some in batched(rows, _TOGETHER):
            events, groups, moments, faint = zip(*some, strict=True)
            self._add(events)
            every.add(dict(zip(groups, moments, strict=True)))
            is_clear = map(not_, faint)
            clear.add(dict(compress(zip(groups, moments, strict=True), is_clear)))
        self.groups = ListedGroups(every, clear)

    def _add(self, events: Iterable[int]) -> None:
        articles: dict[int, list[int]] = defaultdict(list)
        for event_id in events:
            articles[event_id & _PLACE].append(event_id >> EVENT_BITS)
        for place, numbers in articles.items():
            self._articles.setdefault(place, BitMap()).update(numbers)

    def __len__(self) -> int:
        return sum(map(len, self._articles.values()))

    def __contains__(self, event_id: int) -> bool:
        return event_id >> EVENT_BITS in self._articles.get(event_id & _PLACE, ())

    def articles(self) -> BitMap:
        """Return the numbers of the articles that report them."""
        return BitMap.union(*self._articles.values()) if self._articles else BitMap()


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
        self._of_articles = tuple(part for part in parts if not has(part, EVENT_LEAVES))
        self._is_about_events = len(self._of_articles) < len(parts)

    @property
    def size(self) -> int:
        """The bytes of the events in memory. Articles need almost none."""
        return _EVENT * len(self.__dict__.get("events", ()))

    @cached_property
    def articles(self) -> BitMap:
        """The numbers of the selected articles."""
        if not self._is_about_events:
            return self._wanted
        return self.events.articles() | self._eventless

    @cached_property
    def hidden(self) -> BitMap:
        """The articles that are not selected."""
        return self._all_articles.all - self.articles

    @cached_property
    def is_most(self) -> bool:
        """Whether most articles are selected. The smaller half is added up then."""
        return 2 * len(self.articles) > self._all_articles.count()

    @property
    def _eventless(self) -> BitMap:
        """Return the articles without events that satisfy conditions which only exclude."""
        if any(isinstance(part, EVENT_LEAVES + ENTITY_LEAVES) for part in self._parts):
            return BitMap()
        eventless = self._all_articles.without_events()
        if not eventless:
            return eventless
        return (
            eventless
            & self._wanted
            & self._all_articles.where_all([*map(_of_no_event, self._parts)])
        )

    @cached_property
    def _wanted(self) -> BitMap:
        """Return the articles that satisfy the conditions without a leaf on events."""
        return self._all_articles.where_all(self._of_articles)

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
    def events(self) -> FoundEvents:
        """Return the selected events. Use it only if `events_are_all_of_articles` is false."""
        asked = self._asked_of_events
        if len(asked) == 1 and isinstance(asked[0], EntityKey):
            rows = self._rows_of(asked[0])
        else:
            rows = self._rows(asked)
        if asked == self._parts and not any(has(part, (Not,)) for part in self._of_articles):
            return FoundEvents(rows)  # Who takes part in an event is mentioned by its article.
        wanted = self._wanted
        return FoundEvents(row for row in rows if row[0] >> EVENT_BITS in wanted)

    def _rows(self, parts: tuple[Node, ...]) -> Iterable[EventKey]:
        """Return the events that satisfy all parts, at least those of the wanted articles."""
        conditions = EventConditions(self._connection, self._lookups, self._all_articles)
        few = bool(self._of_articles) and len(self._wanted) <= _FEW
        sql, values = conditions.where_all(parts, by_index=not few)
        if few:
            self._shown.fill(self._wanted)
        return self._connection.execute(
            f"SELECT id, grp, moment, faint FROM {_THEIR_EVENTS if few else 'events'} WHERE {sql}",
            values,
        )

    def _rows_of(self, leaf: EntityKey) -> Iterable[EventKey]:
        if not is_name(leaf.key):
            return ()
        return self._connection.execute(
            "SELECT event, grp, moment, faint FROM participants"
            " WHERE era IN (SELECT era FROM eras)"
            " AND entity = (SELECT id FROM entities WHERE key = ?)",
            (leaf.key,),
        )


def _of_no_event(node: Node) -> Node:
    """Return the condition for an article without events: nobody takes part in any."""
    match node:
        case And(parts):
            return And(tuple(map(_of_no_event, parts)))
        case Or(parts):
            return Or(tuple(map(_of_no_event, parts)))
        case Not(part):
            return Not(_of_no_event(part))
        case EntityKey() | Named():
            return Or(())
        case _:
            return node


def _passes_on(part: Node) -> bool:
    """Return whether the condition holds for every event of an article if it holds for the article.
    An entity that is not mentioned takes no part in events.
    """
    return isinstance(part, Not) and not has(part.part, (*EVENT_LEAVES, Not))
