"""`E`: takes away what the dashboard shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store import SEVERAL
from tui.main_screen.host import Host
from tui.main_screen.navigation import Navigation
from tui.main_screen.panes import Panes
from tui.view_model.state import PaneName, ViewState, term_label
from tui.view_model.store_thread import StoreThread
from tui.view_model.styled_text import plural

if TYPE_CHECKING:
    from store import ExportRequest, Views
    from tui.view_model.exporting import Scope

_NAME = "timeline"
"""The proposed name of a file."""


class Exporting:
    """Offers to export what is shown, starred or marked, or the row under the cursor."""

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
        scopes.append(
            Scope(
                f"what is starred of {words or 'everything'}",
                lambda views: _starred(views, state, f"{words}, starred" if words else "starred"),
            )
        )
        chosen = self._panes.chosen
        if not chosen:
            return scopes
        scope = _of_rows(self._panes.front, chosen, state)
        is_marked = bool(self._panes.front_list and self._panes.front_list.rows.marked)
        return [scope, *scopes] if is_marked else [*scopes, scope]

    def _shown(self, state: ViewState, words: str) -> ExportRequest:
        from store import ExportRequest

        return ExportRequest(query=words, selected=state.filter, every=state.minor)


def _of_rows(pane: PaneName, rows: Sequence[Any], state: ViewState) -> Scope:
    """Return the scope of rows of a pane: those that are marked, or the one under the cursor."""
    from tui.view_model.exporting import Scope

    many = len(rows) > 1
    if pane == "timeline":
        words = plural(len(rows), "marked event") if many else f"this event: {rows[0].label}"
        ids = [row.id for row in rows]
        return Scope(words, lambda views: _events(views, ids, words))
    if pane == "articles":
        words = plural(len(rows), "marked article") if many else f"this article: {rows[0].title}"
        numbers = " ".join(str(row.number) for row in rows)
        return Scope(words, lambda _: _with(state, "article", numbers, words))
    words = ", ".join(row.name for row in rows)
    keys = SEVERAL.join(row.key for row in rows)
    return Scope(f"of this, {words}", lambda _: _with(state, "entity", keys, words))


def _events(views: Views, row_ids: Sequence[str], words: str) -> ExportRequest:
    from store import chosen_events

    return chosen_events(views, row_ids, words)


def _starred(views: Views, state: ViewState, words: str) -> ExportRequest:
    from store import starred

    return starred(views, state.filter, words)


def _with(state: ViewState, field: str, value: str, words: str) -> ExportRequest:
    """Return the request for what is shown of one article or entity."""
    from store import ExportRequest, Term

    selected = state.filter.add(Term(field, value))  # type: ignore[arg-type]
    return ExportRequest(query=words, selected=selected, every=state.minor)
