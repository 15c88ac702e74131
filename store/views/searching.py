"""What the search box asks while somebody types: of names, of texts, of everything."""

from __future__ import annotations

from store.query.tree import Text
from store.views.answers import Hit
from store.views.filters import Filter, Term
from store.views.finding import Finder, all_words, article_hit, being_typed, event_hit, words_of
from store.views.fulltext import FullText
from store.views.journal import Journal
from store.views.rows import EntityRow
from store.views.state import State

_FEW = 5
_PATIENCE = 0.2
"""Seconds for which a search box waits for full text to catch up."""


class Searching:
    def __init__(self, state: State, finder: Finder, full_text: FullText, journal: Journal) -> None:
        self._state = state
        self._finder = finder
        self._full_text = full_text
        self._journal = journal

    def names(self, typed: str, limit: int) -> list[EntityRow]:
        """Entities with a name like this; where these are few, also who holds such an office."""
        rows = self._finder.names(typed, limit)
        if len(rows) < _FEW:
            rows += [row for row, _ in self._finder.office_holders(typed)]
        return list({row.key: row for row in rows}.values())[:limit]

    def find(self, typed: str, limit: int) -> list[Hit]:
        """Names and offices, then texts; for a query with fields, what it selects. Raises
        `QueryError`, with the place, for what cannot be read (yet)."""
        from store.query.parser import parse  # lark takes 50 ms to load

        node = parse(typed)
        leaves = words_of(being_typed(node))
        if not leaves:
            return self._selected(typed, all_words(node), limit)
        hits = self._finder.entity_hits(typed, max(1, limit * 3 // 4))
        self._full_text.bring_up(_PATIENCE)
        every = self._state.selection(Filter())
        return hits + self._finder.article_hits(
            leaves,
            lambda numbers: self._state.articles.rows(numbers, every),
            self._journal,
            limit - len(hits),
        )

    def _selected(self, typed: str, leaves: list[Text], limit: int) -> list[Hit]:
        """The first events and articles that a query selects."""
        selection = self._state.selection(Filter((Term("query", typed),)))
        groups = selection.timeline.page(0, limit // 2)
        events = [event_hit(row) for row in self._state.events.rows(groups, selection)]
        rows = self._state.articles.page(selection, 0, limit - len(events), "published", ())
        return events + [article_hit(row, leaves, self._journal) for row in rows]
