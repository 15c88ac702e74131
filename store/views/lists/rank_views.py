"""Where a row is in its list."""

from __future__ import annotations

from collections.abc import Collection

from store.views.correcting.correction_targets import Asking
from store.views.filtering.filters import Filter
from store.views.lists.rows import ArticleKey
from store.views.state import State, ViewsFollower


class RankViews:
    """Finds rows in the lists of the state that the views show."""

    def __init__(self, following: ViewsFollower, asking: Asking) -> None:
        self._following = following
        self._asking = asking

    @property
    def _state(self) -> State:
        return self._following.state

    def article(
        self,
        filter_: Filter,
        key: ArticleKey,
        *,
        order: str = "published",
        unfolded: Collection[int] = (),
    ) -> int | None:
        """Return the index of an article's row, from 0, or None if it is not selected."""
        with self._asking():
            return self._state.articles.rank(self._state.selection(filter_), key, order, unfolded)

    def entity(
        self,
        filter_: Filter,
        key: str,
        *,
        order: str = "mentions",
        kinds: Collection[str] = (),
        unsure: bool = True,
    ) -> int | None:
        with self._asking():
            selection = self._state.selection(filter_)
            return self._state.entities.rank(selection, key, order, kinds, unsure=unsure)

    def event(self, filter_: Filter, row_id: str, *, minor: bool = True) -> int | None:
        """Return the index of an event's row. `row_id` is the `number:event_id` of any of its
        articles.
        """
        with self._asking():
            group = self._state.events.group_of(row_id)
            if group is None:
                return None
            return self._state.selection(filter_).timeline.rank(group, minor=minor)
