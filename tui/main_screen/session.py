"""The session: the dashboard opens where its user left it, and keeps where the user is."""

from __future__ import annotations

from textual.timer import Timer

from tui.main_screen.host import Host
from tui.main_screen.navigation import Navigation
from tui.main_screen.panes import Panes
from tui.safe import one_line
from tui.view_model.article import searched_words
from tui.view_model.session import KeptArticle, Session, SessionFile, recent_states, reopen_article
from tui.view_model.state import story_key
from tui.view_model.store_thread import StoreThread

_SOON = 2.0
"""Seconds after a change until it is written: what `kill -9` loses at most."""
_RESTARTED = "Your last position could not be restored; showing everything."


class SessionKeeper:
    """Restores the last session, and writes the present one soon after each change."""

    def __init__(
        self,
        host: Host,
        store_thread: StoreThread,
        panes: Panes,
        navigation: Navigation,
        sessions: SessionFile | None,
        *,
        fresh: bool = False,
    ) -> None:
        """Without `sessions` nothing is kept; `fresh` does not restore the last session."""
        self._host = host
        self._store_thread = store_thread
        self._panes = panes
        self._navigation = navigation
        self._sessions = sessions
        self._timer: Timer | None = None
        self._is_broken = False
        self._has_begun = False
        self._last = None if fresh or sessions is None else self._read(sessions)
        if self._last is not None:
            navigation.history = self._last.history
            navigation.names.update(self._last.names)
            panes.last_list = self._last.last_list
            panes.space.zoomed = self._last.zoomed

    def _read(self, sessions: SessionFile) -> Session | None:
        try:
            return sessions.read()
        except (ValueError, RecursionError):
            self._is_broken = True
            return None

    @property
    def problem(self) -> str:
        """Why the last session was not restored; empty when it was, or there was none."""
        return _RESTARTED if self._is_broken else ""

    def begin(self) -> None:
        """The first snapshot is shown: open the article that the reader showed."""
        self._has_begun = True
        self._host.start("note", self._show_note)
        if self._panes.front == "reader":
            kept = self._last.article if self._last else None
            self._host.start("read", self._reopen, kept)

    async def _show_note(self) -> None:
        if note := await self._store_thread.note():
            self._host.say(one_line(note), "warn")

    async def _reopen(self, kept: KeptArticle | None) -> None:
        """Open the article again; when it is gone, go back to the list it was opened from."""
        words = searched_words(self._navigation.state.filter)
        opened = None
        if kept is not None:
            opened = await self._store_thread.ask(lambda views: reopen_article(views, kept, words))
        if kept is None or opened is None:
            self._host.bring(self._panes.last_list, zoomed=False)
            return
        at = kept.stop if kept.stop is not None and kept.stop < len(opened.stops) else None
        self._panes.reader.show(opened, at)
        self._panes.reader.text.reveal(kept.offset)

    def give_up(self) -> bool:
        """Forget the last session when its state cannot be shown; False when there is none."""
        if self._last is None:
            return False
        self._last = None
        self._navigation.restart()
        self._host.bring("articles", zoomed=False)
        self._host.say(_RESTARTED, "warn")
        return True

    # Keeping

    def keep_soon(self) -> None:
        """Write the session in a moment, with whatever changes until then."""
        if self._timer is None and self._sessions is not None:
            self._timer = self._host.set_timer(_SOON, self.keep)

    def keep(self) -> None:
        """Write the session now."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._sessions is not None and self._has_begun:
            self._sessions.write(self.session)

    @property
    def session(self) -> Session:
        """The present session. A cursor that was never moved starts at the first row again."""
        states, at = recent_states(self._navigation.history)
        states = (*states[:at], self._navigation.captured(initial=False), *states[at + 1 :])
        terms = [term for state in states for term in state.filter.terms]
        used = {story_key(each.value) if each.field == "story" else each.value for each in terms}
        names = self._navigation.names
        return Session(
            states=states,
            at=at,
            last_list=self._panes.last_list,
            zoomed=self._panes.space.zoomed,
            article=self._article() if self._panes.front == "reader" else None,
            names={key: name for key, name in names.items() if key in used},
        )

    def _article(self) -> KeptArticle | None:
        reader = self._panes.reader
        opened, stop = reader.opened, reader.stop
        if opened is None:
            return None
        return KeptArticle(
            number=opened.number,
            event=opened.event.id if opened.event else None,
            key=opened.key,
            stop=opened.stops.index(stop) if stop is not None else None,
            offset=reader.text.offset_here,
        )
