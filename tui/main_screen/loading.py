"""Loading snapshots and pages of rows, and holding the screen still until they are there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from contextlib import ExitStack, suppress
from typing import Any

from textual import events
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import WorkerError

from tui.main_screen.host import Host, Work
from tui.main_screen.panes import Panes
from tui.view_model.snapshot import ViewSnapshot, load_page, load_snapshot
from tui.view_model.state import LISTS, PaneName, ViewState
from tui.view_model.store_thread import StoreThread
from tui.widgets.rows import Rows

_AFTER_FIRST_PAINT = 0.5
"""Seconds after the first paint until the search index is loaded: it is expensive."""
_SLICE = 0.1
"""Seconds for which loading the search index may hold up the panes."""
_LONGEST_HOLD = 0.25
"""Seconds that the screen waits for a snapshot; then what there is is painted."""
_ROUNDS = 2
"""Rounds of messages in which the panes report that they changed."""


class SnapshotLoader:
    """Reads the snapshot of the current view state and shows it; fetches pages as they are seen."""

    def __init__(
        self,
        host: Host,
        store_thread: StoreThread,
        panes: Panes,
        state: Callable[[], ViewState],
        show: Callable[[ViewSnapshot], None],
        hold: PaintHold,
    ) -> None:
        """`show` shows a snapshot; `hold` keeps the screen as it is until then."""
        self._host = host
        self._store_thread = store_thread
        self._panes = panes
        self._state = state
        self._show = show
        self._hold = hold
        self._awaited: Work | None = None
        """What loads the lists of the last filter, until a command has waited for it."""
        self.has_shown = False
        """Whether any snapshot was shown yet."""

    def load(self, lists: Collection[PaneName] = LISTS, *, hold: bool = False) -> None:
        """Load the lists of the current view state; with `hold`, nothing is painted until then."""
        if hold:
            self._hold.begin()
        work = self._host.start("snapshot", self._load, lists)
        self._awaited = work if hold else self._awaited

    async def settled(self) -> None:
        """Wait until the lists show the last filter: keys typed ahead are meant for its rows."""
        awaited, self._awaited = self._awaited, None
        if awaited is not None:
            with suppress(WorkerError):
                await awaited.wait()

    async def _load(self, lists: Collection[PaneName]) -> None:
        state, before = self._state(), self._panes.cursors()
        found = await self._store_thread.ask(lambda views: load_snapshot(views, state, lists))
        self._show(self._panes.with_moved_cursors(found, before))

    def shown(self) -> None:
        """A snapshot was shown: paint the first one, with whatever else has changed."""
        if self.has_shown:
            return
        self.has_shown = True
        if self._hold.is_on:
            self._hold.end()
        else:
            self._load_the_rest()

    def first_paint(self) -> None:
        """The first snapshot is on the screen: load what nobody waits for."""
        self._host.set_timer(_AFTER_FIRST_PAINT, self._prepare_search_soon)
        if self.has_shown:
            self._load_the_rest()

    def _load_the_rest(self) -> None:
        """Load the lists for which the first paint had no room."""
        if missing := [name for name, pane in self._panes.lists.items() if not pane.is_loaded]:
            self.load(missing)

    def fetch(self, rows: Rows[Any], offset: int, generation: int) -> None:
        """Load a page that a list needs."""
        self._host.start("pages", self._fetch, rows, offset, generation, exclusive=False)

    async def _fetch(self, rows: Rows[Any], offset: int, generation: int) -> None:
        name, state = self._panes.list_of(rows), self._state()
        grouped = self._panes.lists[name].grouped
        found = await self._store_thread.ask(
            lambda views: load_page(views, state, name, offset, grouped)
        )
        self._panes.lists[name].add_page(generation, offset, found)

    def _prepare_search_soon(self) -> None:
        self._host.start("prepare", self._prepare_search, exclusive=False)

    async def _prepare_search(self) -> None:
        """Load the names and the text index now, so that the first search need not wait."""
        while await self._store_thread.prepare_search(_SLICE):
            await asyncio.sleep(_SLICE)


class PaintHold:
    """While it is on, nothing is painted, on any screen of the app.

    A dialog that closes is then not painted away over the old rows while the store is read: the
    thread that reads would wait for the painting, and the user would see two changes.
    """

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._held: ExitStack | None = None
        self._limit: Timer | None = None
        self._then: Callable[[], object] | None = None

    @property
    def is_on(self) -> bool:
        return self._held is not None

    def begin(self, then: Callable[[], object] | None = None) -> None:
        """Hold until `end`, but not for long; call `then` after the paint that follows.

        A second call does not extend the hold, so the screen still updates while a key is held.
        """
        if self.is_on:
            return
        self._then = then
        self._held = ExitStack()
        self._held.enter_context(self._screen.app.batch_update())
        self._limit = self._screen.set_timer(_LONGEST_HOLD, self.end)

    def end(self) -> None:
        """Paint everything, and from now on whatever changes; does nothing when not on."""
        if self.is_on:
            # What was painted during the hold is lost, and nothing of it changes any more.
            for child in self._screen.children:
                child.refresh()
            self._end_after(_ROUNDS, self._held)

    def _end_after(self, rounds: int, held: ExitStack | None) -> None:
        """Paint once the panes have reported their changes, so that one paint shows them all.

        A screen that is given its size paints at once. Otherwise it waits for the next frame:
        17 ms, or 50 ms over SSH.
        """
        if held is None or held is not self._held:
            return
        if rounds:
            self._screen.call_later(self._end_after, rounds - 1, held)
            return
        self._held = None
        held.close()
        if self._limit is not None:
            self._limit.stop()
        app = self._screen.app
        self._screen.post_message(events.Resize(app.size, app.size))
        if app.screen is not self._screen:
            # A dialog was opened meanwhile.
            app.screen.refresh()
        if self._then is not None:
            self._screen.call_later(self._then)
