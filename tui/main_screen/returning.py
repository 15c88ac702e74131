"""The main screen: returning."""

from __future__ import annotations

from textual import on, work
from textual.timer import Timer
from textual.worker import Worker, WorkerState

from store import Filter
from tui.main_screen.finding import Finding
from tui.safe import one_line
from tui.view_model.article import searched
from tui.view_model.session import Open, Session, SessionFile, kept, reopened
from tui.view_model.snapshot import Story
from tui.view_model.state import PaneName, Place, Trail
from tui.view_model.store_thread import Archive
from tui.widgets.rows import Rows

_SOON = 2.0
"""Seconds after a change until it is kept: what `kill -9` costs at most."""


_ANEW = "Where you were cannot be shown any more, so this starts anew."


class Returning(Finding):
    """Keeps the place a moment after each change, and at the end, whichever that is."""

    def __init__(
        self, archive: Archive, sessions: SessionFile | None = None, *, fresh: bool = False
    ) -> None:
        """Without `sessions` nothing is kept; `fresh` does not go on from what was."""
        super().__init__(archive)
        self._sessions = sessions
        self._keeping: Timer | None = None
        self._anew = ""
        self._before = None if fresh or sessions is None else self._read(sessions)
        if self._before is not None:
            self.trail = self._before.trail
            self.names.update(self._before.names)
            self.came_from = self._before.came_from
            self.space.zoomed = self._before.zoomed

    def _read(self, sessions: SessionFile) -> Session | None:
        try:
            return sessions.read()
        except (ValueError, RecursionError):
            self._anew = _ANEW
            return None

    def on_mount(self) -> None:
        self.watch(self.reader.text, "scroll_y", self.keep_soon, init=False)
        if self._anew:
            self.call_after_refresh(self.say, self._anew, "warn")

    def on_unmount(self) -> None:
        self.keep()

    # Going on from where she was

    def show_story(self, story: Story) -> None:
        is_first = not self.has_shown
        super().show_story(story)
        if is_first:
            self._say_note()
        if is_first and self.front == "reader":
            self._reopen(self._before.open if self._before else None)

    @work(exclusive=True, group="note", exit_on_error=False)
    async def _say_note(self) -> None:
        if note := await self.archive.note():
            self.say(one_line(note), "warn")

    @work(exclusive=True, group="read", exit_on_error=False)
    async def _reopen(self, was: Open | None) -> None:
        """The article that the reader showed; the list that it came from where that is gone."""
        words = searched(self.place.filter)
        opened = None
        if was is not None:
            opened = await self.archive.ask(lambda views: reopened(views, was, words))
        if was is None or opened is None:
            self.back_from_reader()
            return
        at = was.stop if was.stop is not None and was.stop < len(opened.stops) else None
        self.reader.show(opened, at)
        self.reader.text.reveal(was.offset)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Without a store there is nothing to show; a kept place that it cannot answer for any
        more is given up."""
        if self.archive.trouble is not None:
            event.prevent_default()
            self.app.exit(self.archive.trouble.status)
            return
        failed = event.state is WorkerState.ERROR and event.worker.group == "story"
        if failed and not self.has_shown and self._before is not None:
            event.prevent_default()
            self._before = None
            self.trail = Trail([Place(Filter())])
            self.bring("articles", zoomed=False)
            self.say(_ANEW, "warn")
            self.retell()

    # Keeping it

    def bring(self, name: PaneName, *, zoomed: bool | None = None) -> None:
        super().bring(name, zoomed=zoomed)
        self.keep_soon()

    @on(Rows.Moved)
    def keep_soon(self) -> None:
        """Keep the place in a moment; what changes until then goes along."""
        if self._keeping is None and self._sessions is not None and self.is_mounted:
            self._keeping = self.set_timer(_SOON, self.keep)

    def keep(self) -> None:
        """Keep the place now."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        if self._sessions is not None and self.has_shown:
            self._sessions.write(self.session)

    @property
    def session(self) -> Session:
        """Where she is. A cursor on a list's first row goes on with what will be first then."""
        places, at = kept(self.trail)
        places = (*places[:at], self.as_left(heads=False), *places[at + 1 :])
        used = {term.value for place in places for term in place.filter.terms}
        return Session(
            places=places,
            at=at,
            came_from=self.came_from,
            zoomed=self.space.zoomed,
            open=self._open() if self.front == "reader" else None,
            names={key: name for key, name in self.names.items() if key in used},
        )

    def _open(self) -> Open | None:
        opened, stop = self.reader.opened, self.reader.stop
        if opened is None:
            return None
        return Open(
            number=opened.number,
            event=opened.event.id if opened.event else None,
            key=opened.key,
            stop=opened.stops.index(stop) if stop is not None else None,
            offset=self.reader.text.offset_here,
        )
