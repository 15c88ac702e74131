"""Commands that save the filter as a search, and that list, open, watch and delete saved ones."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from store import SavedSearch, SavedSearches, UserError
from tui.plain.state import Listing, PlainState
from tui.view_model.state import search_of

_NAME_A_ROW = "Type saved, and then the number of a search behind this command."


class PlainSaved:
    """Saves and opens searches; they are those of the dashboard, in the store."""

    def __init__(self, state: PlainState) -> None:
        self._state = state

    def saved(self, _: str = "") -> Iterator[str]:
        found = list(self._searches)
        self._state.listing = Listing("saved", found)
        if not found:
            yield "No search was saved yet: save NAME saves the filter."
        for number, search in enumerate(found, 1):
            about = [f"filter {search.query}"] if search.query != search.name else []
            alert = ["with an alert"] if search.alert else []
            yield f"{number}. {', '.join([search.name, *about, *alert])}"

    def save(self, name: str) -> Iterator[str]:
        """Save the filter under a name, or under its own words.

        Raises:
            UserError: the store is read-only.
        """
        search = search_of(self._state.view.filter, self._state.names)
        if search is None:
            yield "Nothing to save: there is no filter."
            return
        before = next((each for each in self._searches if each.name == name), None)
        kept = before is not None and before.alert
        done = self._searches.put(replace(search, name=name or search.name, alert=kept))
        in_place = ", in place of one with this name" if before else ""
        yield f"Saved as {done.name}, {_alert_words(done)}{in_place}."

    def show(self, search: SavedSearch) -> Iterator[str]:
        """Filter by a saved search, in place of what is filtered now.

        Raises:
            QueryError: this version cannot read it.
        """
        self._state.names.update(search.names)
        return self._state.show(search.filter)

    def alert(self, said: str) -> Iterator[str]:
        """Switch the alert of a saved search.

        Raises:
            UserError: the store is read-only.
        """
        search = self._listed(said)
        done = self._searches.put(replace(search, alert=not search.alert))
        yield from self.saved()
        yield f"{done.name} is saved {_alert_words(done)}."

    def forget(self, said: str) -> Iterator[str]:
        """Delete a saved search.

        Raises:
            UserError: the store is read-only.
        """
        search = self._listed(said)
        self._searches.remove(search.name)
        yield from self.saved()
        yield f"Deleted {search.name}."

    @property
    def _searches(self) -> SavedSearches:
        return SavedSearches(self._state.store)

    def _listed(self, said: str) -> SavedSearch:
        row = self._state.row(said)
        if not isinstance(row, SavedSearch):
            raise UserError(_NAME_A_ROW)
        return row


def _alert_words(search: SavedSearch) -> str:
    return "with an alert" if search.alert else "without an alert"
