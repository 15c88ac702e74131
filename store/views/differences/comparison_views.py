"""Compares what two filters select, as a screen or command asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.views.differences.comparing import (
    ComparedEvent,
    ComparedEvents,
    ComparedRow,
    EventComparer,
    compare,
)
from store.views.filtering.filters import Filter
from store.views.lists.rows import EventRow
from store.views.lists.stable_order import timeline_in_order

if TYPE_CHECKING:
    from store.views.correcting.corrected_journal import CorrectedJournal
    from store.views.correcting.correction_targets import Asking
    from store.views.state import ViewsFollower


class ComparisonViews:
    """What two filters have in common and what only one has: the rows of the timeline, and the
    sentences behind each. It answers from the state that the views show.
    """

    def __init__(
        self,
        following: ViewsFollower,
        journal: CorrectedJournal,
        asking: Asking,
        sides: tuple[Filter, Filter],
    ) -> None:
        self._following = following
        self._journal = journal
        self._asking = asking
        self._one, self._other = sides

    def events(self, *, minor: bool = True) -> ComparedEvents:
        """Return the rows of the timeline of the one, the other, and both. Without `minor`, minor
        and unsure events are left out.
        """
        with self._asking():
            return compare(self._order(self._one, minor), self._order(self._other, minor))

    def rows(self, numbers: Sequence[int]) -> list[ComparedRow]:
        """Return rows of the comparison, given by their numbers."""
        with self._asking():
            rows = [self._row(number) for number in numbers]
            return self._comparer().rows(numbers, rows)

    def event(self, number: int) -> ComparedEvent:
        """Return a row of the comparison with the sentences of both sides."""
        with self._asking():
            return self._comparer().of(number, self._row(number))

    def _order(self, filter_: Filter, minor: bool) -> Sequence[int]:
        state = self._following.state
        return timeline_in_order(state.connection, state.selection(filter_).timeline, minor=minor)

    def _comparer(self) -> EventComparer:
        state = self._following.state
        return EventComparer(
            state.connection,
            state.selection(self._one),
            state.selection(self._other),
            lambda member: state.events.event_of(member.event, self._journal),
        )

    def _row(self, number: int) -> EventRow:
        """Return a row as the first of the two tells it that does."""
        state = self._following.state
        selection = state.selection(self._one)
        if not state.events.shows(number, selection):
            selection = state.selection(self._other)
        return state.events.rows([number], selection)[0]
