"""What the search box and its commands ask."""

from __future__ import annotations

from collections.abc import Sequence

from store.query.completion import Completion, complete
from store.query.terms import terms_of
from store.views.correcting.corrected_journal import CorrectedJournal
from store.views.correcting.correction_targets import Asking
from store.views.filtering.filters import Filter, Term
from store.views.lists.details import Hit
from store.views.lists.rows import EntityRow
from store.views.searching.known_names import KnownNames
from store.views.searching.search import Searching
from store.views.state import ViewsFollower


class SearchViews:
    """Searches names, offices and texts in the state that the views show."""

    def __init__(self, following: ViewsFollower, journal: CorrectedJournal, asking: Asking) -> None:
        self._following = following
        self._journal = journal
        self._asking = asking

    @property
    def _searching(self) -> Searching:
        following = self._following
        return Searching(following.state, following.finder, following.full_text, self._journal)

    def names(self, typed: str, limit: int = 20) -> list[EntityRow]:
        """Return entities with a similar name, best first, while the user types.

        Accents, case, the usual transliterations and one or two wrong letters do not matter. If
        there are few, holders of a similar office are included.
        """
        with self._asking():
            return self._searching.names(typed, limit)

    def find(self, typed: str, limit: int = 20) -> list[Hit]:
        """Return what the search box lists: names and offices, then events with several words in
        their label, then texts. For a query with fields, return the events and articles that it
        selects.

        The full-text index is updated for a moment only. Until it is complete, the search finds
        what it has.

        Raises:
            QueryError: The query is invalid or incomplete. The error holds the position.
        """
        with self._asking():
            return self._searching.find(typed, limit)

    def without_each(
        self, query: str, base: Filter, *, minor: bool = True
    ) -> Sequence[tuple[str, int, int]]:
        """Return, for each term of a query, how many events and articles a filter with the query
        has without that term. Terms whose absence changes nothing are left out, and so are all if
        the query is not a plain list of terms.
        """
        terms = terms_of(query)
        if len(terms) < 2 and not base:
            return []
        found = []
        for at, term in enumerate(terms):
            rest = " ".join(terms[:at] + terms[at + 1 :])
            events, articles = self._counts(base.add(Term("query", rest)) if rest else base, minor)
            if events or articles:
                found.append((term, events, articles))
        return found

    def _counts(self, filter_: Filter, minor: bool) -> tuple[int, int]:
        with self._asking():
            state = self._following.state
            selection = state.selection(filter_)
            return selection.timeline.count(minor=minor), state.articles.count(selection)

    def complete(self, query: str, cursor: int) -> list[Completion]:
        """Return completions for the word at the cursor: fields, names, types."""
        with self._asking():
            known = KnownNames(self._following.state.connection, self._following.finder)
            return complete(query, cursor, known)
