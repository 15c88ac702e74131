"""Records corrections and undoes them; the panes and the reader follow, the cursor stays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len

from store import UserError
from tui.main_screen.host import Host
from tui.main_screen.navigation import Navigation
from tui.main_screen.panes import Panes
from tui.main_screen.reading import ArticleReading
from tui.safe import one_line
from tui.view_model.log import readable
from tui.view_model.snapshot import is_listed
from tui.view_model.state import PaneName, RowKey, ViewState
from tui.view_model.store_thread import Job, StoreThread, Then
from tui.view_model.styled_text import MORE, fit
from tui.view_model.targets import what_became

if TYPE_CHECKING:
    from store import AnyAct, Batch, Corrections, EventRow, Views

READ_ONLY = "You can read this store, but not correct it."
type Acts = Callable[[Views], Sequence[AnyAct]]
"""Makes the acts of one correction from what the views show; runs in the store thread."""


class Corrector:
    """Every correction of the dashboard goes through `record`."""

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
        self._gone: dict[str, tuple[PaneName, RowKey]] = {}
        """By correction, a row that it took away; the cursor goes back to it when it is undone."""

    async def refuses(self) -> bool:
        """Return whether nothing can be corrected here, and say why."""
        if await self._store_thread.is_readonly():
            self._host.say(READ_ONLY, "bad")
            return True
        return False

    def record(
        self,
        acts: Acts,
        *,
        gone: Collection[Hashable] = (),
        towards: tuple[PaneName, RowKey] | None = None,
    ) -> None:
        """Record the acts as one correction, with one undo, and say what was done.

        The cursor of the list in front stays on its row; where that is one of `gone`, it goes to
        the nearest row that is left, or `towards` a row.
        """
        pane, came_from = self._panes.front_list, None
        if pane is not None and (here := pane.rows.current_key) in gone:
            came_from = _place(pane.pane, here)
            nearest = pane.rows.neighbour(gone)
            if towards is None and nearest is not None:
                towards = _place(pane.pane, pane.rows.key_of(nearest))
        self._host.start("correct", self._record, acts, towards, came_from, exclusive=False)

    async def _record(
        self,
        acts: Acts,
        towards: tuple[PaneName, RowKey] | None,
        came_from: tuple[PaneName, RowKey] | None,
    ) -> None:
        made: list[AnyAct] = []

        def job(log: Corrections, views: Views) -> str:
            made.extend(acts(views))
            if not made:
                return ""
            batch = log.record(*made)
            if came_from is not None:
                self._gone[batch.id] = came_from
            return readable(views, batch.line)

        before = self._event_here()
        line = await self._store_thread.correct(job)
        if not line:
            self._host.say("There is nothing to correct here.")
            return
        self._panes.clear_marks()
        await self.show(towards, self._with_merged(made))
        self._say(line, await self._became(before) + "; u undoes it")

    def _event_here(self) -> EventRow | None:
        """Return the event that is being corrected, if the timeline or the reader shows one."""
        if self._panes.front == "timeline":
            return self._panes.timeline.event_here
        opened = self._panes.reader.opened
        return opened.event if self._panes.front == "reader" and opened is not None else None

    async def _became(self, before: EventRow | None) -> str:
        """Return in words what else the correction did to the row."""
        state = self._navigation.state
        return (
            ""
            if before is None
            else await self._store_thread.ask(lambda views: what_became(views, state, before))
        )

    def _with_merged(self, acts: Sequence[AnyAct]) -> ViewState:
        """Return the view state; its filters have the name that stays for one that was merged."""
        from store import Merge

        merged = {act.key: act.into for act in acts if isinstance(act, Merge) and not act.at}
        for ref in merged.values():
            self._navigation.names[ref.key] = ref.name
        into = {key: ref.key for key, ref in merged.items()}
        return self._navigation.state.with_merged(into)

    def apply(self, job: Job, then: Then) -> None:
        """Change the log as a dialog asks, show it in all panes, and let the dialog go on.

        It is done to its end even when the dialog is closed meanwhile.
        """
        self._host.start("correct", self._apply, job, then, exclusive=False)

    async def _apply(self, job: Job, then: Then) -> None:
        try:
            line = await self._store_thread.correct(partial(_line_of, job))
        except UserError as error:
            await then(one_line(error.title), False)
            self._host.say(one_line(error.title), "bad")
            return
        line = line or "There is nothing to do"
        await then(line, True)
        await self.show()
        self._say(line)

    async def show(
        self, towards: tuple[PaneName, RowKey] | None = None, state: ViewState | None = None
    ) -> None:
        """Show in all panes, and in the reader, what the log now makes of the store."""
        self._host.say("")
        self._navigation.amend(state or self._navigation.state, towards=towards)
        await self._reading.reload()

    def _say(self, line: str, how: str = "") -> None:
        """Say what was done as a sentence; the line is cut so that `how` to undo it has room."""
        line = one_line(line)
        room = max(self._host.app.size.width - len(how) - 3, 10)
        if cell_len(line) > room:
            line = fit(line, room - 1).rstrip("…”“ ") + MORE
        end = "" if not how and line.endswith((".", MORE)) else "."
        self._host.say(f"{line[:1].upper()}{line[1:]}{how}{end}", "good")

    # Commands

    async def undo(self) -> None:
        """Undo your last correction that stands."""
        await self._step(lambda log: log.undo(), "Undone", "There is nothing to undo.")

    async def redo(self) -> None:
        """Redo what was undone last."""
        await self._step(lambda log: log.redo(), "Redone", "There is nothing to redo.")

    async def _step(
        self, step: Callable[[Corrections], Batch | None], done: str, nothing: str
    ) -> None:
        if not await self.refuses():
            self._host.start("correct", self._take_step, step, done, nothing, exclusive=False)

    async def _take_step(
        self, step: Callable[[Corrections], Batch | None], done: str, nothing: str
    ) -> None:
        came_back: list[tuple[PaneName, RowKey]] = []
        state = self._navigation.state

        def job(log: Corrections, _: Views) -> Batch | None:
            batch = step(log)
            if batch is not None and batch.id in self._gone:
                came_back.append(self._gone[batch.id])
            return batch

        line = await self._store_thread.correct(partial(_line_of, job))
        if not line:
            self._host.say(nothing)
            return
        found = await self._store_thread.ask(
            lambda views: next((each for each in came_back if is_listed(views, state, *each)), None)
        )
        await self.show(found)
        self._say(f"{done}: {line}")


def _place(pane: PaneName, key: Hashable) -> tuple[PaneName, RowKey] | None:
    return (pane, key) if isinstance(key, int | str) else None


def _line_of(job: Job, log: Corrections, views: Views) -> str:
    """Change the log, and return what was changed as a line; empty where nothing was."""
    batch = job(log, views)
    return "" if batch is None else readable(views, batch.line)
