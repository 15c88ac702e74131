"""What is asked about stories."""

from __future__ import annotations

from collections.abc import Collection

from store.views.correcting.correction_targets import Asking
from store.views.filtering.filters import Filter
from store.views.lists.rows import Heading
from store.views.state import State, ViewsFollower
from store.views.stories.story_list import StoryRow, story_of


class StoryViews:
    """Lists the stories of the state that the views show."""

    def __init__(self, following: ViewsFollower, asking: Asking) -> None:
        self._following = following
        self._asking = asking

    @property
    def _state(self) -> State:
        return self._following.state

    def rows(self, filter_: Filter) -> list[StoryRow]:
        """Return the stories of the selected articles, the one with the newest article first. A
        story has at least two articles, of which one is selected.
        """
        with self._asking():
            selection = self._state.selection(filter_)
            return self._state.articles.stories(selection).rows()

    def headings(self, filter_: Filter, *, unfolded: Collection[int] = ()) -> list[Heading]:
        """Return the headings of the list of articles in the order `story`."""
        with self._asking():
            return self._state.articles.story_headings(self._state.selection(filter_), unfolded)

    def of(self, number: int) -> tuple[int, str] | None:
        """Return the number and label of an article's story, or None if it is in none."""
        with self._asking():
            return story_of(self._state.connection, number)
