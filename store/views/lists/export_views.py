"""What exports ask: whole lists, in an order that no index changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from store.views.correcting.corrected_journal import CorrectedJournal
from store.views.correcting.correction_targets import Asking
from store.views.filtering.filters import Filter
from store.views.lists.details import EntityDetails, entity_details
from store.views.lists.event_list import Parties, Teller
from store.views.lists.rows import EntityRow, EventRow
from store.views.lists.stable_order import (
    all_entities_in_order,
    entities_in_order,
    events_in_order,
    timeline_in_order,
)
from store.views.state import State, ViewsFollower


class ExportViews:
    """Lists the rows of the state that the views show, by numbers."""

    def __init__(self, following: ViewsFollower, journal: CorrectedJournal, asking: Asking) -> None:
        self._following = following
        self._journal = journal
        self._asking = asking

    @property
    def _state(self) -> State:
        return self._following.state

    def event_order(self, filter_: Filter, *, minor: bool = True) -> Sequence[int]:
        """Return the numbers of all rows of the timeline, in an order that does not depend on how
        the index came about. `event_rows` returns the rows.
        """
        with self._asking():
            timeline = self._state.selection(filter_).timeline
            return timeline_in_order(self._state.connection, timeline, minor=minor)

    def chosen_events(self, row_ids: Collection[str]) -> Sequence[int]:
        """Return the numbers of the rows with these ids, in the order of `event_order`. Ids of
        events that are no longer there are left out.
        """
        with self._asking():
            found = {self._state.events.group_of(each) for each in row_ids}
            groups = {group for group in found if group is not None}
            return events_in_order(self._state.connection, groups)

    def event_rows(self, filter_: Filter, numbers: Sequence[int]) -> list[EventRow]:
        """Return the rows of the timeline with these numbers of `event_order`."""
        with self._asking():
            return self._state.events.rows(numbers, self._state.selection(filter_))

    def event_parties(self, filter_: Filter, numbers: Sequence[int]) -> list[Parties]:
        """Return who takes part in the events with these numbers of `event_order`."""
        with self._asking():
            return self._state.events.parties(numbers, self._state.selection(filter_))

    def entity_order(self, filter_: Filter) -> Sequence[int]:
        """Return the numbers of the entities of the selection, the most mentioned first, in an
        order that does not depend on how the index came about. `entity_rows` returns the rows.
        """
        with self._asking():
            selection = self._state.selection(filter_)
            if selection.is_all_entities:
                return all_entities_in_order(self._state.connection)
            mentions = self._state.entities.mentions(selection)
            return entities_in_order(self._state.connection, mentions)

    def entity_rows(self, filter_: Filter, numbers: Sequence[int]) -> list[EntityRow]:
        """Return the rows of the entities with these numbers of `entity_order`."""
        with self._asking():
            return self._state.entities.rows(numbers, self._state.selection(filter_))

    def entity_details(self, key: str) -> EntityDetails | None:
        """Return an entity's spellings, place and period, or None if the key is unknown."""
        with self._asking():
            return entity_details(self._state.connection, self._journal.reading, key)

    def tellers(self, event_row_id: str, speaker: int | None = None) -> list[Teller]:
        """Return the articles that report a row of the timeline, as `Views.evidence` has them. No
        reading is read.
        """
        with self._asking():
            return self._state.events.tellers(event_row_id, speaker)
