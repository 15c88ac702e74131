"""The selection of one filter, computed once and shared by all panes.

It consists of three parts, each computed on first use: the selected articles, the timeline of the
selected events, and the number of mentions of each entity.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from store.views.filtering.filters import Filter
from store.views.filtering.lookups import Lookups
from store.views.filtering.shown import Families, ShownArticles
from store.views.indexing.schema import EVENT_BITS
from store.views.lists.id_lists import MentionCounts, mention_totals
from store.views.lists.rows import Heading
from store.views.lists.timeline import EveryGroup, Timeline
from store.views.moments import Zoom

if TYPE_CHECKING:
    from pyroaring import BitMap

    from store.query.tree import Node
    from store.views.filtering.gathering import Gathering
    from store.views.filtering.satisfying import FilterMatches


_LISTED, _COUNTED, _HEADED = 4, 8, 300
"""Bytes of a row of a sorted list, of an entity that is counted, and of a heading."""
_MOST_NAMED = 3
"""Entities that one name of the filter puts at the top of the list."""


class Selection:
    """The articles, events and mentions that a filter selects.

    Raises:
        QueryError: The filter is invalid.
    """

    def __init__(
        self,
        shown: ShownArticles,
        lookups: Lookups,
        families: Families,
        of_all: EveryGroup,
        filter_: Filter,
    ) -> None:
        self._shown = shown
        self._families = families
        self._of_all = of_all
        self._connection = shown.connection
        self._lookups = lookups
        self.kinds: frozenset[str] | None = None
        self.barred_kinds: frozenset[str] = frozenset()
        self._factors: tuple[Node, ...] = ()
        if filter_.terms:
            self._read(filter_)
        self.orders: dict[tuple[str, ...], Sequence[int]] = {}
        """Sorted lists, by list and order."""
        self.tops: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        """The first entities of a list, each with its selected mentions."""
        self.headings: dict[tuple[Zoom, bool], list[Heading]] = {}
        """The headings of the timeline, by zoom and whether minor events are included."""
        self.unfolded: dict[tuple[str, frozenset[int]], Sequence[tuple[int, int | None]]] = {}
        """The list of articles with unfolded families, by order and families."""

    def _read(self, filter_: Filter) -> None:
        from store.views.filtering.condition_tree import factors, kinds, modes_of_queries  # 4 ms

        self.kinds, self.barred_kinds = kinds(filter_)
        self._factors = factors(filter_)
        for mode, query in modes_of_queries(filter_):
            self._check_mode(mode, query)

    def _check_mode(self, mode: str, query: str) -> None:
        """Check that events can have a mode: that of the shipped tables, or one in the store.

        Raises:
            QueryError: There is no such mode.
        """
        from store.query.modes import shipped_modes, unknown_type

        has_it = "SELECT 1 FROM events WHERE mode = ? LIMIT 1"
        if mode in shipped_modes() or self._connection.execute(has_it, (mode,)).fetchone():
            return
        raise unknown_type(mode, query)

    @cached_property
    def named(self) -> tuple[int, ...]:
        """The entities that the filter names, the most mentioned of each name first."""
        return tuple(dict.fromkeys(chain.from_iterable(map(self._named_by, self._factors))))

    def _named_by(self, node: Node) -> list[int]:
        from store.query.tree import EntityKey, Named
        from store.views.filtering.conditions import entity_numbers

        if not isinstance(node, EntityKey | Named):
            return []
        numbers = entity_numbers(self._connection, self._lookups, node)
        query = (
            "SELECT id FROM entities WHERE id IN (SELECT value FROM json_each(?))"
            " ORDER BY total DESC, id LIMIT ?"
        )
        rows = self._connection.execute(query, (json.dumps(sorted(numbers)), _MOST_NAMED))
        return [number for (number,) in rows]

    @property
    def everything(self) -> bool:
        """Whether all articles and events are selected."""
        return not self._factors

    @property
    def is_all_entities(self) -> bool:
        """Whether all entities of the store are selected, with all of their mentions."""
        return self.everything and self.kinds is None and not self.barred_kinds

    @cached_property
    def _found(self) -> FilterMatches:
        from store.views.filtering.satisfying import FilterMatches

        return FilterMatches(self._shown, self._lookups, self._factors)

    @property
    def size(self) -> int:
        """The bytes of what it keeps in memory, about."""
        parts = (self.__dict__.get(name) for name in ("_found", "timeline"))
        counted = len(self.mentions) if self.mentions_are_counted else 0
        listed = sum(map(len, self.orders.values()))
        headed = sum(map(len, self.headings.values()))
        size = _COUNTED * counted + _LISTED * listed + _HEADED * headed
        for part in parts:
            size += part.size if part is not None else 0
        return size

    @property
    def articles(self) -> BitMap:
        """The numbers of the selected articles. Callers must not change it."""
        return self._found.articles

    @cached_property
    def under(self) -> Mapping[int, Sequence[int]]:
        """The folded articles of the selection, by the article that represents them."""
        return self._families.under(None if self.everything else self.articles)

    @cached_property
    def representative_of(self) -> Mapping[int, int]:
        """The article that represents each folded article of the selection."""
        return {
            number: representative
            for representative, those in self.under.items()
            for number in those
        }

    @cached_property
    def rows(self) -> BitMap:
        """The selected articles that have rows of their own."""
        if not self.representative_of:
            return self.articles
        from pyroaring import BitMap

        return self.articles - BitMap(self.representative_of)

    def shows_article(self, number: int) -> bool:
        return self.everything or number in self.articles

    @cached_property
    def timeline(self) -> Timeline:
        """The selected events in their order."""
        if self.everything:
            return self._of_all
        if self._found.events_are_all_of_articles and self._found.is_most:
            from store.views.lists.remaining_timeline import RemainingGroups

            return RemainingGroups(self._connection, self._found.hidden, self._of_all)
        from store.views.lists.shown_timeline import GroupsOfArticles, ShownGroups

        if not self._found.events_are_all_of_articles:
            return ShownGroups(self._connection, self._found.events.groups)
        return ShownGroups(self._connection, GroupsOfArticles(self._gathering))

    def shows_event(self, event_id: int) -> bool:
        if self.everything:
            return True
        if self._found.events_are_all_of_articles:
            return event_id >> EVENT_BITS in self.articles
        return event_id in self._found.events

    @cached_property
    def _gathering(self) -> Gathering:
        from store.views.filtering.gathering import Gathering

        return Gathering(self._connection, self.articles)

    @cached_property
    def _hidden(self) -> Gathering:
        """The articles that are not selected."""
        from store.views.filtering.gathering import Gathering

        return Gathering(self._connection, self._found.hidden)

    @property
    def mentions_are_counted(self) -> bool:
        return "mentions" in self.__dict__

    @cached_property
    def entities(self) -> BitMap:
        """The entities that the selected articles mention. Callers must not change it."""
        if self.mentions_are_counted:
            from pyroaring import BitMap

            return BitMap(self.mentions.entities)
        return self._gathering.entities()

    @cached_property
    def mentions(self) -> MentionCounts:
        """Count the mentions of each entity in the selected articles."""
        if not self._found.is_most:
            return MentionCounts(self._gathering.mentions())
        left = mention_totals(self._connection)
        for entity, times in self._hidden.mentions().items():
            left[entity] -= times
            if not left[entity]:
                del left[entity]
        return MentionCounts(left)
