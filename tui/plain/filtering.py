"""Commands that filter, and that go back and forward."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from store import Term
from tui.plain.state import PlainState
from tui.view_model.state import heading_term, row_term


class PlainFilters:
    """Changes the view state; every answer is the filter and the counts."""

    def __init__(self, state: PlainState) -> None:
        self._state = state

    def filter(self, query: str) -> Iterator[str]:
        if not query:
            return iter(("Type a query after filter: filter who:lee event:2024.",))
        return self._state.go(Term("query", query))

    def by_name(self, key: str, name: str, *, exclude: bool = False) -> Iterator[str]:
        """Show only what names an entity, or hide it."""
        self._state.names[key] = name
        return self._state.go(Term("entity", key, exclude))

    def only(self, said: str) -> Iterator[str]:
        return self._by_row(said, exclude=False)

    def exclude(self, said: str) -> Iterator[str]:
        return self._by_row(said, exclude=True)

    def _by_row(self, said: str, *, exclude: bool) -> Iterator[str]:
        row, pane = self._state.row(said), self._state.listing.pane
        if row is None or pane in ("hits", "choices", "sentences", "saved"):
            return iter(("Name a row of the articles, entities, timeline or spans.",))
        if pane == "spans":
            return self._state.go(heading_term(row, self._state.view.zoom, exclude=exclude))
        if pane == "entities":
            return self.by_name(row.key, row.name, exclude=exclude)
        term = row_term(pane, row, exclude=exclude)
        return self._state.go(term) if term else iter(("This article has no source.",))

    def drop(self, _: str = "") -> Iterator[str]:
        view = self._state.view
        if not view.filter:
            return iter(("There is no filter to remove.",))
        self._state.history.push(replace(view, filter=view.filter.drop_last()))
        return self._state.where()

    def back(self, _: str = "") -> Iterator[str]:
        moved = self._state.history.step(-1)
        return self._state.where() if moved else iter(("There is nothing to go back to.",))

    def forward(self, _: str = "") -> Iterator[str]:
        moved = self._state.history.step(1)
        return self._state.where() if moved else iter(("There is nothing to go forward to.",))

    def all(self, _: str = "") -> Iterator[str]:
        view = replace(self._state.view, minor=not self._state.view.minor)
        self._state.history.replace_current(view)
        shown = "All events are" if view.minor else "Only major, sure events are"
        yield f"{shown} shown."
