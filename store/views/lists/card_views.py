"""What is asked about one entity."""

from __future__ import annotations

from store.views.correcting.corrected_journal import CorrectedJournal
from store.views.correcting.correction_targets import Asking
from store.views.filtering.filters import Filter, Term
from store.views.lists.details import Card, CardCounts, card, names_of
from store.views.lists.facts import Facts, facts
from store.views.state import State, ViewsFollower


class CardViews:
    """Describes entities in the state that the views show."""

    def __init__(self, following: ViewsFollower, journal: CorrectedJournal, asking: Asking) -> None:
        self._following = following
        self._journal = journal
        self._asking = asking

    @property
    def _state(self) -> State:
        return self._following.state

    def of(self, key: str) -> Card | None:
        """Return everything about an entity, or None if the key is unknown. Its counts are those of
        the panes when they are filtered by the entity.
        """
        with self._asking():
            selection = self._state.selection(Filter((Term("entity", key),)))
            counts = CardCounts(
                articles=self._state.articles.count(selection),
                copies=len(selection.representative_of),
                events=selection.timeline.count(),
                major_events=selection.timeline.count(minor=False),
            )
            return card(self._state.connection, self._journal.reading, key, counts)

    def facts(self, key: str) -> Facts:
        """Return the offices and relations of an entity; none if the key is unknown."""
        with self._asking():
            return facts(self._state.connection, key)

    def names_of(self, key: str) -> tuple[tuple[str, int], ...]:
        """Return the spellings of an entity's name with their counts, the most frequent first."""
        with self._asking():
            return names_of(self._state.connection, key)
