"""What one filter shows: worked out once, shared by all panes.

Three things are worked out, each when it is first asked for: the shown articles, the timeline
of the shown events, and how often each entity is mentioned in what is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from store.query.tree import ENTITY_LEAVES, EVENT_LEAVES, And, Entity, Node, Not, Or, has
from store.reading import is_name
from store.views.filters import Filter
from store.views.moments import Zoom
from store.views.rows import Heading
from store.views.schema import EVENT_BITS
from store.views.selecting.articles import Articles
from store.views.selecting.events import EventConditions
from store.views.selecting.families import Families
from store.views.selecting.lookups import Lookups
from store.views.selecting.shown import Shown
from store.views.selecting.tree import factors, kinds
from store.views.timeline.every import EveryGroup
from store.views.timeline.order import Timeline

if TYPE_CHECKING:
    from pyroaring import BitMap

    from store.views.selecting.gathering import Gathering

type EventKey = tuple[int, int, int, int]
"""An event's id, group, moment, and whether it is faint."""

_FEW = 3_000
"""Articles whose events are looked at one by one rather than found by an index of all events."""
_THEIR_EVENTS = f"""
    temp.shown CROSS JOIN events
    ON id BETWEEN number << {EVENT_BITS} AND ((number + 1) << {EVENT_BITS}) - 1"""


class Selection:
    """Raises `QueryError` when it is made of a filter that cannot be read."""

    def __init__(self, shown: Shown, lookups: Lookups, families: Families, filter_: Filter) -> None:
        self._shown = shown
        self._families = families
        connection = self._connection = shown.connection
        self._lookups = lookups
        self._articles = Articles(connection, lookups)
        self.kinds, self.barred_kinds = kinds(filter_)
        self._factors = factors(filter_)
        self._of_events = tuple(part for part in self._factors if has(part, EVENT_LEAVES))
        self._of_articles = tuple(part for part in self._factors if not has(part, EVENT_LEAVES))
        self.orders: dict[tuple[str, ...], Sequence[int]] = {}
        """What the lists have put in order, by list and order."""
        self.headings: dict[tuple[Zoom, bool], list[Heading]] = {}
        """The headings of the timeline, by zoom and whether faint rows are there too."""
        self.unfolded: dict[tuple[str, frozenset[int]], Sequence[tuple[int, int | None]]] = {}
        """The list of articles with families unfolded, by order and families."""

    @property
    def everything(self) -> bool:
        """Whether all articles and all events are shown."""
        return not self._factors

    @property
    def weight(self) -> int:
        """How many articles and events are held in memory."""
        held = self.__dict__
        return sum(
            len(held.get(name, ()))
            for name in ("articles", "events", "_of_one_event", "_taking_part")
        )

    @cached_property
    def articles(self) -> frozenset[int]:
        """The numbers of the shown articles."""
        if not self._of_events:
            return self._wanted
        match self._of_events:
            case (Or(choices),):
                # One event that satisfies either is one that satisfies this or one that does that.
                found = set().union(*(self._by_one_event((choice,)) for choice in choices))
            case _:
                found = self._by_one_event(self._of_events)
        if any(map(_denies_an_entity, self._of_events)):
            # In "not (Ann and planned)" an event does without Ann that the article mentions.
            found |= {row[0] >> EVENT_BITS for row in self._taking_part}
        return self._wanted & found if self._of_articles else frozenset(found)

    @cached_property
    def under(self) -> Mapping[int, Sequence[int]]:
        """The shown articles that are folded, by the one that stands for them in a list."""
        return self._families.under(None if self.everything else self.articles)

    @cached_property
    def face_of(self) -> Mapping[int, int]:
        """The same the other way round: the shown articles that have no row of their own."""
        return {number: face for face, those in self.under.items() for number in those}

    @cached_property
    def rows(self) -> frozenset[int]:
        """The shown articles that have a row of their own."""
        return self.articles - self.face_of.keys() if self.face_of else self.articles

    def shows_article(self, number: int) -> bool:
        return self.everything or number in self.articles

    def _by_one_event(self, parts: tuple[Node, ...]) -> set[int]:
        """The articles with an event that satisfies all parts."""
        if not any(has(part, EVENT_LEAVES) for part in parts):
            return self._articles.where_all(parts)
        is_all = parts == self._of_events
        rows = self._of_one_event if is_all else self._rows(parts, taking_part=False)
        found = {row[0] >> EVENT_BITS for row in rows}
        if not any(isinstance(part, EVENT_LEAVES) for part in parts):
            # An article without any event satisfies what only excludes.
            eventless = self._articles.without_events()
            if eventless:
                found |= eventless & self._articles.where_all(parts)
        return found

    @cached_property
    def _wanted(self) -> frozenset[int]:
        """The articles that satisfy what is asked of articles."""
        return frozenset(self._articles.where_all(self._of_articles))

    @cached_property
    def _of_one_event(self) -> list[EventKey]:
        """The events by which their articles satisfy what one event must satisfy."""
        return self._rows(self._of_events, taking_part=False)

    @cached_property
    def _taking_part(self) -> list[EventKey]:
        """The events that satisfy it themselves: who is named takes part."""
        return self._rows(self._of_events, taking_part=True)

    @property
    def events_are_all_of_articles(self) -> bool:
        """Whether every event of a shown article is shown."""
        return not self._asked_of_events

    @cached_property
    def _asked_of_events(self) -> tuple[Node, ...]:
        """What is left to ask of the events of articles that are shown."""
        asked = (part for part in self._factors if has(part, EVENT_LEAVES + ENTITY_LEAVES))
        return tuple(part for part in asked if not _passes_on(part))

    @cached_property
    def events(self) -> list[EventKey]:
        """The shown events; only where not `events_are_all_of_articles`."""
        asked, shown = self._asked_of_events, self.articles
        if len(asked) == 1 and isinstance(asked[0], Entity):
            rows = self._rows_of(asked[0])
        elif asked == self._of_events and not any(has(part, ENTITY_LEAVES) for part in asked):
            rows = self._of_one_event
        elif asked == self._of_events:
            rows = self._taking_part
        else:
            rows = self._rows(asked, taking_part=True)
        if asked == self._factors and not self._of_events:
            return rows
        return [row for row in rows if row[0] >> EVENT_BITS in shown]

    def _rows(self, parts: tuple[Node, ...], *, taking_part: bool) -> list[EventKey]:
        """The events that satisfy all parts; at least those of the wanted articles."""
        conditions = EventConditions(self._connection, self._lookups, self._articles, taking_part)
        few = bool(self._of_articles) and len(self._wanted) <= _FEW
        sql, values = conditions.where_all(parts, by_index=not few)
        if few:
            self._shown.fill(self._wanted)
        return self._connection.execute(
            f"SELECT id, grp, moment, faint FROM {_THEIR_EVENTS if few else 'events'} WHERE {sql}",
            values,
        ).fetchall()

    def _rows_of(self, leaf: Entity) -> list[EventKey]:
        if not is_name(leaf.key):
            return []
        return self._connection.execute(
            "SELECT event, grp, moment, faint FROM participants"
            " WHERE era IN (SELECT era FROM eras)"
            " AND entity = (SELECT id FROM entities WHERE key = ?)",
            (leaf.key,),
        ).fetchall()

    @cached_property
    def timeline(self) -> Timeline:
        """The shown events in their order."""
        if self.everything:
            return EveryGroup(self._connection)
        from store.views.timeline.shown import ListedGroups, ShownGroups

        if self.events_are_all_of_articles:
            return ShownGroups(self._connection, self._gathering.told())
        return ShownGroups(self._connection, ListedGroups(self.events))

    def shows_event(self, event_id: int) -> bool:
        if self.events_are_all_of_articles:
            return self.shows_article(event_id >> EVENT_BITS)
        return event_id in self._event_ids

    @cached_property
    def _event_ids(self) -> frozenset[int]:
        return frozenset(row[0] for row in self.events)

    @cached_property
    def _gathering(self) -> Gathering:
        from store.views.selecting.gathering import Gathering

        return Gathering(self._connection, self.articles)

    @cached_property
    def bitmap(self) -> BitMap:
        """The shown articles once more."""
        from pyroaring import BitMap

        return BitMap(self.articles)

    @property
    def mentions_are_counted(self) -> bool:
        return "mentions" in self.__dict__

    @cached_property
    def entity_count(self) -> int:
        """How many entities the shown articles mention."""
        if self.mentions_are_counted:
            return len(self.mentions)
        return len(self._gathering.entities())

    @cached_property
    def mentions(self) -> Counter[int]:
        """How often each entity is mentioned in the shown articles."""
        if not self._is_most:
            return self._gathering.mentions()
        from store.views.selecting.gathering import Gathering

        query = "SELECT id, total FROM entities WHERE total > 0"
        left = Counter(dict(self._connection.execute(query)))
        left.subtract(Gathering(self._connection, self._hidden).mentions())
        return +left

    @cached_property
    def _hidden(self) -> frozenset[int]:
        return frozenset(self._articles.all() - self.articles)

    @cached_property
    def _is_most(self) -> bool:
        """Whether more is shown than is left out: then the smaller half is added up."""
        return 2 * len(self.articles) > self._articles.count()


def _denies_an_entity(part: Node) -> bool:
    match part:
        case And(parts) | Or(parts):
            return any(map(_denies_an_entity, parts))
        case Not(denied):
            return has(denied, ENTITY_LEAVES)
        case _:
            return False


def _passes_on(part: Node) -> bool:
    """Whether the condition holds for every event of an article for which it holds: who is not
    mentioned takes no part."""
    return isinstance(part, Not) and not has(part.part, (*EVENT_LEAVES, Not))
