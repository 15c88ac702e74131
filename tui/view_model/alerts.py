"""Which saved searches with an alert match articles that are new."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import SavedSearch, Store, Views

type Matches = tuple[tuple[str, int], ...]
"""Names of saved searches, each with how many new articles match it."""
_MOST = 100
"""Saved searches with an alert that are looked at, so that the work is bounded."""


class Alerts:
    """Counts the matches among new articles as soon as another process has indexed them.

    It follows the index with a connection of its own, because the panes keep the state that they
    show. Nothing is indexed here.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._views: Views | None = None
        self._searches: list[SavedSearch] | None = None
        self._matches: Matches = ()

    def count(self, first: int, *, changed: bool) -> Matches:
        """Return the matches of the articles from number `first` on.

        `changed` tells that searches were saved or deleted since the last call. If neither they nor
        the index have changed, the last answer is returned. An index that cannot be used gives no
        matches, and is not looked at again before `close`.
        """
        from store import SavedSearches, UserError, Views, new_matches

        if changed or self._searches is None:
            alerts = (search for search in SavedSearches(self._store) if search.alert)
            self._searches = list(islice(alerts, _MOST))
        if not self._searches:
            return ()
        try:
            if self._views is None:
                self._views, moved = Views.open(self._store), True
            else:
                moved = self._views.follow()
            if moved or changed:
                views = self._views
                counted = (
                    (each.name, len(new_matches(views, each, first))) for each in self._searches
                )
                self._matches = tuple((name, count) for name, count in counted if count)
        except UserError:
            self.close()
            self._searches = []
        return self._matches

    def close(self) -> None:
        """Let go of the index. Nothing is new any more."""
        from store import UserError

        self._searches, self._matches = None, ()
        if self._views is not None:
            with suppress(UserError):
                self._views.close()
            self._views = None
