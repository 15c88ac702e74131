"""A fixed state of the index, and the transition to the next state."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

from store.views.correcting.corrected_journal import CorrectedJournal
from store.views.correcting.indexed_log import IndexedLog
from store.views.filtering.filters import Filter, Term
from store.views.filtering.lookups import TableLookups
from store.views.filtering.selection import Selection
from store.views.filtering.shown import Families, ShownArticles
from store.views.indexing.index_file import IndexFile, ViewsDamaged, ViewsTrouble, unusable_error
from store.views.indexing.updating import covered, progress, update_index
from store.views.lists.article_list import ArticleList
from store.views.lists.entity_list import EntityList
from store.views.lists.event_list import EventRows
from store.views.lists.headings import Headings
from store.views.lists.histogram import HistogramCounts
from store.views.lists.timeline import EveryGroup
from store.views.remembered import forget, give_back
from store.views.searching.fulltext import FullText
from store.views.stories.story_progress import has_unplaced

if TYPE_CHECKING:
    from store.views.indexing.process import IndexingProcess
    from store.views.searching.search import Finder

# One state of the index, with cached results.

_REMEMBERED = 12
"""Number of filters whose selection is cached."""
_AT_LEAST = 2
_LARGEST = 4_000_000
"""Bytes that the cached selections may keep in memory together, about."""
_TRIMMED = 4
"""Filters after which freed memory goes back to the system."""
_MUCH = 300
"""Changes, three for an article: to index fewer takes no longer than to start a process."""


class State:
    """What a connection sees until the next update."""

    def __init__(self, shown: ShownArticles, full_text: FullText) -> None:
        self.connection: sqlite3.Connection = shown.connection
        if not self.connection.in_transaction:
            self.connection.execute("BEGIN")
        self.progress = progress(self.connection)
        self.version = self.progress[0]
        self.has_unplaced = has_unplaced(self.connection)
        """Whether articles wait for their story."""
        self.articles = ArticleList(shown)
        self.entities = EntityList(self.connection)
        self.events = EventRows(self.connection)
        self._every_group = EveryGroup(self.connection)
        self.histogram = HistogramCounts(self._every_group)
        self.headings = Headings(self._every_group)
        self._families = Families(self.connection)
        self._shown = shown
        self._lookups = TableLookups(self.connection, full_text)
        self._selections: OrderedDict[Filter, Selection] = OrderedDict()
        self._selected = 0

    def selection(self, filter_: Filter) -> Selection:
        """Return the selection of a filter.

        Raises:
            QueryError: The filter is invalid.
        """
        selection = self._selections.get(filter_)
        if selection is None:
            selection = self._selection(filter_)
            self._make_room()
            self._selections[filter_] = selection
            self._selected += 1
            if self._selected % _TRIMMED == 0:
                give_back()
        self._selections.move_to_end(filter_)
        return selection

    def _selection(self, filter_: Filter) -> Selection:
        return Selection(self._shown, self._lookups, self._families, self._every_group, filter_)

    def warm(self) -> None:
        """Load what the first filter would otherwise wait for (15 ms of its 45 with 100,000
        articles). The filter used for that is not cached.
        """
        most = self.entities.page(self.selection(Filter()), 0, 1, "mentions", ())
        for row in most:
            filter_ = Filter((Term("entity", row.key),))
            selection = self._selection(filter_)
            self.entities.page(selection, 0, 1, "mentions", ())
            self.entities.count(selection)
            self.events.rows(selection.timeline.page(0, 1), selection)

    def _make_room(self) -> None:
        """Drop the least recently used selections until there is room: those that stay keep little,
        or are the last two."""
        while len(self._selections) >= _REMEMBERED or (
            len(self._selections) > _AT_LEAST
            and sum(each.size for each in self._selections.values()) > _LARGEST
        ):
            self._selections.popitem(last=False)

    def forget(self) -> None:
        """Drop the cached selections. They are computed again on demand."""
        self._selections.clear()


# Updating: the index follows the journal, and this connection follows the index.


class ViewsFollower:
    """Holds the connection and the state that it sees.

    An index that is deleted, outdated or damaged is rebuilt. It never holds the only copy of
    anything.
    """

    def __init__(self, journal: CorrectedJournal, index: IndexFile) -> None:
        self.journal = journal
        journal.use_index(lambda: IndexedLog(self._shown.connection))
        self._index = index
        self.full_text = FullText(index, journal)
        self.notes = index.notes
        try:
            self._connect()
        except sqlite3.DatabaseError as error:
            self._rebuild(error)

    def close(self) -> None:
        self._shown.connection.close()

    def _connect(self) -> None:
        self._shown = ShownArticles(self._index.read())
        self._file = self._index.identity()
        self._finder: Finder | None = None
        self._look()

    def _look(self) -> None:
        self.state = State(self._shown, self.full_text)
        if self._finder is not None:
            self._finder.refresh()

    @property
    def finder(self) -> Finder:
        """The search over names, created on the first search."""
        if self._finder is None:
            from store.views.searching.search import Finder

            self._finder = Finder(self._shown.connection, self._index)
        return self._finder

    def _reconnect(self) -> bool:
        """Reconnect to a file that was rebuilt. Return False if it was not."""
        if self._index.identity() == self._file:
            return False
        self.close()
        self._connect()
        return True

    def update(self, seconds: float | None) -> bool:
        """Update the index and move to its state. Return True if the state is different."""
        try:
            return self._update(seconds)
        except sqlite3.DatabaseError as error:
            self._rebuild(error)
            self._update(seconds)
            return True

    def follow(self) -> bool:
        """Move to the state that another process has made of the index. Return True if it is
        different."""
        try:
            return self._move(lambda: None)
        except sqlite3.DatabaseError as error:
            self._rebuild(error)
            return True

    def index_elsewhere(self) -> IndexingProcess | None:
        """Start a process that indexes what the state does not show or find, if that is much.

        Returns:
            None if it is little, if another process is indexing, or if only this process can use
            its index.
        """
        since = min(self.state.version, self.full_text.covered)
        if not self.is_far_behind(since) or not self._is_free():
            return None
        from store.views.indexing.process import IndexingProcess

        try:
            return IndexingProcess(self.journal.folder)
        except OSError:  # no more processes: it is indexed here
            return None

    def is_far_behind(self, since: int | None = None) -> bool:
        """Return whether much has changed since that version of the store, or since what is shown:
        to index it takes a while."""
        changes = self.journal.changes(self.state.version if since is None else since)
        return next(islice(changes, _MUCH, None), None) is not None

    def _is_free(self) -> bool:
        """Return whether a process may now write the index that this one and others use."""
        if not self._index.writable or self._index.private:
            return False
        with self._index.locked() as mine:
            return mine

    def _update(self, seconds: float | None) -> bool:
        def index() -> None:
            # Another process may have indexed everything since the last look.
            shown = self._shown.connection
            if covered(shown) != self.journal.version() or has_unplaced(shown):
                self._update_index(seconds)

        return self._move(index)

    def _move(self, index: Callable[[], None]) -> bool:
        """Move to the state of the index after `index` was called."""
        moved = self._reconnect()
        # Drop the current state first: a writer cannot truncate its log past the oldest reader.
        self._release()
        try:
            index()
        finally:
            if progress(self._shown.connection) != self.state.progress:
                self._look()
                moved = True
            else:
                self._shown.connection.execute("BEGIN")
                covered(self._shown.connection)
        return self._reconnect() or moved

    def _release(self) -> None:
        if self._shown.connection.in_transaction:
            self._shown.connection.execute("COMMIT")

    def _update_index(self, seconds: float | None) -> None:
        behind = covered(self._shown.connection) != self.journal.version()
        if (behind or self.state.has_unplaced) and not self._index.writable:
            # No process that may write the index has updated it.
            self._index = self._index.copied()
            self._index.notes = self.notes
            self._reconnect()
            self._release()
        update_index(self._index, self.journal, seconds=seconds)
        if (
            behind
            and seconds is not None
            and covered(self._shown.connection) == self.journal.version()
        ):
            forget()  # a dashboard stays open, other commands end

    def translate_error(self, error: sqlite3.DatabaseError) -> ViewsTrouble:
        """Return the error to raise for an error of SQLite. A damaged index is emptied."""
        try:
            self._rebuild(error)
        except (sqlite3.DatabaseError, OSError):
            return unusable_error(self._index.folder, error)
        return ViewsDamaged(
            f"The index in {self._index.folder} was damaged ({error}).",
            "Nothing is lost: it is rebuilt from the store. Try again.",
        )

    def _rebuild(self, error: sqlite3.DatabaseError) -> None:
        """Start again with an empty index after damage. Raise `error` if it is not damage but a
        full disk or the like, or if this process may not write.
        """
        if isinstance(error, sqlite3.OperationalError) or not self._index.writable:
            raise error
        self._index.note(f"The index in {self._index.folder} was damaged")
        with self._index.locked(wait=True):
            self._index.remove()
        self._connect()
