"""Follows the index, and the index the journal: from one unmoving state to the next."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from store.views.fulltext import FullText
from store.views.index import IndexFile
from store.views.journal import Journal
from store.views.selecting.shown import Shown
from store.views.state import State
from store.views.updating import bring_up, covered

if TYPE_CHECKING:
    from store.views.finding import Finder


class Following:
    """Holds the connection, and the state that it sees.

    An index that is deleted, of another version or damaged is made anew; nothing in it is the
    only copy of anything.
    """

    def __init__(self, journal: Journal, index: IndexFile) -> None:
        self.journal = journal
        self._index = index
        self.full_text = FullText(index, journal)
        try:
            self._connect()
        except sqlite3.DatabaseError as error:
            self._make_anew(error)

    def close(self) -> None:
        self._shown.connection.close()

    def _connect(self) -> None:
        self._shown = Shown(self._index.read())
        self._file = self._index.identity()
        self._finder: Finder | None = None
        self._look()

    def _look(self) -> None:
        self.state = State(self._shown, self.full_text)
        if self._finder is not None:
            self._finder.refresh()

    @property
    def finder(self) -> Finder:
        """Made at the first search."""
        if self._finder is None:
            from store.views.finding import Finder

            self._finder = Finder(self._shown.connection, self.full_text)
        return self._finder

    def _reconnect(self) -> bool:
        """Follow a file that was made anew; False when it was not."""
        if self._index.identity() == self._file:
            return False
        self.close()
        self._connect()
        return True

    def update(self, seconds: float | None) -> bool:
        """Bring the index up, and see what it is then; True when that is different."""
        try:
            return self._update(seconds)
        except sqlite3.DatabaseError as error:
            self._make_anew(error)
            self._update(seconds)
            return True

    def _update(self, seconds: float | None) -> bool:
        moved = self._reconnect()
        # Let go of what was seen: a writer cannot tidy its log past the oldest reader.
        self._let_go()
        try:
            if self.journal.version() != self.state.version:
                self._bring_up(seconds)
        finally:
            if covered(self._shown.connection) != self.state.version:
                self._look()
                moved = True
            else:
                self._shown.connection.execute("BEGIN")
                covered(self._shown.connection)
        return self._reconnect() or moved

    def _let_go(self) -> None:
        if self._shown.connection.in_transaction:
            self._shown.connection.execute("COMMIT")

    def _bring_up(self, seconds: float | None) -> None:
        behind = covered(self._shown.connection) != self.journal.version()
        if behind and not self._index.writable:
            # Nobody who may write it has brought it up.
            self._index = self._index.copied()
            self._reconnect()
            self._let_go()
        bring_up(self._index, self.journal, seconds=seconds)

    def _make_anew(self, error: sqlite3.DatabaseError) -> None:
        """Begin again with an empty index after damage. Raises `error` where it is no damage,
        but a full disk or the like, or where this process may not."""
        if isinstance(error, sqlite3.OperationalError) or not self._index.writable:
            raise error
        with self._index.locked(wait=True):
            self._index.remove()
        self._connect()
