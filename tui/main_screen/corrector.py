"""Records corrections and undoes them; the panes and the reader follow, the cursor stays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import TYPE_CHECKING

from store import UserError
from tui.main_screen.host import Host
from tui.main_screen.navigation import Navigation
from tui.main_screen.panes import Panes
from tui.main_screen.reading import ArticleReading
from tui.safe import one_line
from tui.view_model.state import PaneName, RowKey
from tui.view_model.store_thread import Job, StoreThread, Then

if TYPE_CHECKING:
    from store import AnyAct, Batch, Corrections, Views

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
        pane = self._panes.front_list
        if towards is None and pane is not None and pane.rows.current_key in gone:
            nearest = pane.rows.neighbour(gone)
            if nearest is not None and isinstance(key := pane.rows.key_of(nearest), int | str):
                towards = (pane.pane, key)
        self._host.start("correct", self._record, acts, towards, exclusive=False)

    async def _record(self, acts: Acts, towards: tuple[PaneName, RowKey] | None) -> None:
        def job(log: Corrections, views: Views) -> Batch | None:
            made = acts(views)
            return log.record(*made) if made else None

        batch = await self._store_thread.correct(job)
        if batch is None:
            self._host.say("There is nothing to correct here.")
            return
        self._panes.clear_marks()
        await self.show(towards)
        self._host.say(_sentence(f"{batch.line}; u undoes it"), "good")

    def apply(self, job: Job, then: Then) -> None:
        """Change the log as a dialog asks, show it in all panes, and let the dialog go on.

        It is done to its end even when the dialog is closed meanwhile.
        """
        self._host.start("correct", self._apply, job, then, exclusive=False)

    async def _apply(self, job: Job, then: Then) -> None:
        try:
            batch = await self._store_thread.correct(job)
        except UserError as error:
            await then(one_line(error.title), False)
            self._host.say(one_line(error.title), "bad")
            return
        line = batch.line if batch is not None else "There is nothing to do."
        await then(line, True)
        await self.show()
        self._host.say(_sentence(line), "good")

    async def show(self, towards: tuple[PaneName, RowKey] | None = None) -> None:
        """Show in all panes, and in the reader, what the log now makes of the store."""
        self._host.say("")
        self._navigation.amend(self._navigation.state, towards=towards)
        await self._reading.reload()

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
        batch = await self._store_thread.correct(lambda log, _: step(log))
        if batch is None:
            self._host.say(nothing)
            return
        await self.show()
        self._host.say(_sentence(f"{done}: {batch.line}"), "good")


def _sentence(line: str) -> str:
    """Return a line of the log as a sentence for the status line."""
    line = one_line(line).rstrip(".")
    return f"{line[:1].upper()}{line[1:]}."
