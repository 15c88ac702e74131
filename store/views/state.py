"""One unmoving state of the index, with what was worked out from it."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict

from store.views.filters import Filter, Term
from store.views.fulltext import FullText
from store.views.lists.articles import ArticleList
from store.views.lists.entities import EntityList
from store.views.lists.events import EventRows
from store.views.lists.headings import Headings
from store.views.lists.histogram import Histogram
from store.views.lookups import TableLookups
from store.views.selecting.families import Families
from store.views.selecting.selection import Selection
from store.views.selecting.shown import Shown
from store.views.updating import covered

_REMEMBERED = 12
"""Filters whose selection is kept, so that going back costs nothing."""
_AT_LEAST = 2
_HEAVIEST = 100_000
"""Events that they may hold together: some 15 MB."""


class State:
    """What a connection sees from now until the next state is made of it."""

    def __init__(self, shown: Shown, full_text: FullText) -> None:
        self.connection: sqlite3.Connection = shown.connection
        if not self.connection.in_transaction:
            self.connection.execute("BEGIN")
        self.version = covered(self.connection)
        self.articles = ArticleList(shown)
        self.entities = EntityList(self.connection)
        self.events = EventRows(self.connection)
        self.histogram = Histogram(self.connection)
        self.headings = Headings(self.connection)
        self._families = Families(self.connection)
        self._shown = shown
        self._lookups = TableLookups(self.connection, full_text)
        self._selections: OrderedDict[Filter, Selection] = OrderedDict()

    def selection(self, filter_: Filter) -> Selection:
        """What a filter shows. Raises `QueryError` for one that cannot be read."""
        selection = self._selections.get(filter_)
        if selection is None:
            selection = Selection(self._shown, self._lookups, self._families, filter_)
            self._make_room()
            self._selections[filter_] = selection
        self._selections.move_to_end(filter_)
        return selection

    def warm(self) -> None:
        """Load what a first filter would wait for (15 ms of its 45 at 100,000 articles), by way
        of one that is not remembered."""
        most = self.entities.page(self.selection(Filter()), 0, 1, "mentions", ())
        for row in most:
            filter_ = Filter((Term("entity", row.key),))
            selection = Selection(self._shown, self._lookups, self._families, filter_)
            self.entities.page(selection, 0, 1, "mentions", ())
            self.entities.count(selection)
            self.events.rows(selection.timeline.page(0, 1), selection)

    def _make_room(self) -> None:
        """Drop what was asked longest ago, of large selections all but the last two."""
        while len(self._selections) >= _REMEMBERED or (
            len(self._selections) > _AT_LEAST
            and sum(each.weight for each in self._selections.values()) > _HEAVIEST
        ):
            self._selections.popitem(last=False)

    def forget(self) -> None:
        """Let go of what was worked out for filters; it is worked out again when asked."""
        self._selections.clear()
