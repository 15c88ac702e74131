"""`E`: takes away what the dashboard shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.main_screen.host import Host
from tui.main_screen.navigation import Navigation
from tui.main_screen.panes import Panes
from tui.view_model.state import ViewState, term_label
from tui.view_model.store_thread import StoreThread

if TYPE_CHECKING:
    from store import ExportRequest, Views
    from tui.view_model.exporting import Scope

_NAME = "timeline"
"""The proposed name of a file."""


class Exporting:
    """Offers to export what is shown, what is starred, or the row under the cursor."""

    def __init__(
        self, host: Host, store_thread: StoreThread, panes: Panes, navigation: Navigation
    ) -> None:
        self._host = host
        self._store_thread = store_thread
        self._panes = panes
        self._navigation = navigation

    async def export(self) -> None:
        """Choose what to export, a format and a file."""
        from tui.dialogs.export import ExportDialog

        dialog = ExportDialog(self._store_thread, self._scopes(), _NAME)
        await self._host.open_dialog(dialog, self._say)

    def _say(self, done: str | None) -> None:
        if done is not None:
            self._host.say(done, "good")

    def _scopes(self) -> list[Scope]:
        from tui.view_model.exporting import Scope

        state = self._navigation.state
        words = ", ".join(term_label(term, self._navigation.names) for term in state.filter.terms)
        scopes = [Scope(words or "everything", lambda _: self._shown(state, words))]
        starred = Scope(
            f"what is starred of {words or 'everything'}",
            lambda _: _with(state, "is", "starred", f"{words}, starred" if words else "starred"),
        )
        scopes.append(starred)
        row = self._panes.row
        if row is None:
            return scopes
        match self._panes.front:
            case "timeline":
                title, row_id = row.label, row.id
                scopes.append(Scope(f"this event: {title}", lambda views: _event(views, row_id)))
            case "articles":
                number = str(row.number)
                scopes.append(
                    Scope(
                        f"this article: {row.title}",
                        lambda _: _with(state, "article", number, f"article {number}"),
                    )
                )
            case "entities":
                key, name = row.key, row.name
                scopes.append(
                    Scope(f"{name}, of these", lambda _: _with(state, "entity", key, name))
                )
        return scopes

    def _shown(self, state: ViewState, words: str) -> ExportRequest:
        from store import ExportRequest

        return ExportRequest(query=words, selected=state.filter, every=state.minor)


def _event(views: Views, row_id: str) -> ExportRequest:
    from store import chosen_events

    return chosen_events(views, [row_id])


def _with(state: ViewState, field: str, value: str, words: str) -> ExportRequest:
    """Return the request for what is shown of one article or entity."""
    from store import ExportRequest, Term

    selected = state.filter.add(Term(field, value))  # type: ignore[arg-type]
    return ExportRequest(query=words, selected=selected, every=state.minor)
