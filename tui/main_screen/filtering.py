"""Commands that search and filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.main_screen.host import Host
from tui.main_screen.navigation import Navigation
from tui.main_screen.panes import NO_ROW, Panes
from tui.main_screen.reading import ArticleReading
from tui.safe import one_line
from tui.view_model.state import ViewState, row_term, search_of, term_label
from tui.view_model.store_thread import StoreThread

if TYPE_CHECKING:
    from tui.dialogs.saved_searches import SavedChoice
    from tui.dialogs.search import SearchChoice


class Filtering:
    """Each command ends in another view state, with another filter."""

    def __init__(
        self,
        host: Host,
        store_thread: StoreThread,
        panes: Panes,
        navigation: Navigation,
        reading: ArticleReading,
    ) -> None:
        self._host = host
        self._store_thread = store_thread
        self._panes = panes
        self._navigation = navigation
        self._reading = reading

    async def search(self) -> None:
        """Search names, headlines and text."""
        from tui.dialogs.search import SearchDialog

        state, names = self._navigation.state, self._navigation.names
        terms = [term_label(term, names) for term in state.filter.terms]
        dialog = SearchDialog(self._store_thread, state.filter, terms, minor=state.minor)
        await self._host.open_dialog(dialog, self._take_hit)

    def _take_hit(self, found: SearchChoice | None) -> None:
        """Filter by a query or an entity that was chosen, or open an article or event."""
        from store import Filter, Term

        if found is None:
            return
        hit, state = found.what, self._navigation.state
        if found.replaces:
            state = replace(state, filter=Filter())
        if isinstance(hit, str):
            self._navigation.go(state.with_term(Term("query", hit)))
        elif hit.key is not None:
            self._navigation.add_entity(hit.key, hit.title, state)
            self._host.bring("entities")
        elif hit.number is not None:
            self._reading.read(hit.number, event=hit.event)

    async def saved(self) -> None:
        """Save the filter as a search, or choose one that was saved."""
        from tui.dialogs.saved_searches import SavedSearchesDialog

        search = search_of(self._navigation.state.filter, self._navigation.names)
        dialog = SavedSearchesDialog(self._store_thread, search)
        await self._host.open_dialog(dialog, self._take_saved)

    def _take_saved(self, choice: SavedChoice | None) -> None:
        """Filter by a saved search, or say that the filter was saved."""
        if choice is None:
            return
        search = choice.search
        if choice.is_new:
            alert = "with an alert" if search.alert else "without an alert"
            self._host.say(f"Saved as {one_line(search.name)}, {alert}.", "good")
            return
        self._navigation.names.update(search.names)
        self._navigation.go(replace(self._navigation.state, filter=search.filter))

    def only(self) -> None:
        """Show only what belongs to this row."""
        self._filter_by_row(exclude=False)

    def exclude(self) -> None:
        """Hide what belongs to this row."""
        self._filter_by_row(exclude=True)

    def _filter_by_row(self, *, exclude: bool) -> None:
        state, row, heading = self._navigation.state, self._panes.row, self._panes.heading
        if heading is not None:
            self._navigation.add_heading(heading, exclude=exclude)
            return
        if row is None:
            self._host.say(NO_ROW)
            return
        found = row_term(self._panes.front, row, exclude=exclude)
        if found is None:
            self._host.say("This article has no source.")
            return
        if self._panes.front == "entities":
            self._navigation.names[row.key] = row.name
        self._navigation.go(state.with_term(found))

    def only_type(self) -> None:
        """Show only entities of this type, or all types again."""
        from store import Term

        row, state = self._panes.row, self._navigation.state
        if row is None:
            self._host.say(NO_ROW)
            return
        term = Term("kind", row.type)
        filter_ = state.filter
        changed = filter_.drop(term) if term in filter_.terms else filter_.add(term)
        self._navigation.go(replace(state, filter=changed))

    def drop(self) -> None:
        """Remove the last filter."""
        state = self._navigation.state
        if state.filter:
            self._navigation.go(replace(state, filter=state.filter.drop_last()))
        else:
            self._host.say("There is no filter to remove.")

    async def choose_drop(self) -> None:
        """Choose which filter to remove; each choice is previewed."""
        from tui.dialogs.basic import ChoiceDialog, Option

        navigation = self._navigation
        state, terms = navigation.state, navigation.state.filter.terms
        if len(terms) < 2:
            self.drop()
            return

        def without(number: str) -> ViewState:
            dropped = state.filter.drop(terms[int(number)]) if number else state.filter
            return replace(state, filter=dropped)

        def take(number: str | None) -> None:
            navigation.amend(state)
            navigation.go(without(number or ""))

        options = [
            Option(str(at), term_label(term, navigation.names)) for at, term in enumerate(terms)
        ]
        dialog = ChoiceDialog(
            "Remove a filter", options, "", lambda at: navigation.amend(without(at))
        )
        await self._host.open_dialog(dialog, take)
