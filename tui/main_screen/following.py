"""The other panes follow the cursor: related rows are marked, the reader shows the row."""

from __future__ import annotations

from typing import Any

from textual.timer import Timer

from tui.main_screen.host import Host
from tui.main_screen.loading import PaintHold
from tui.main_screen.navigation import Navigation
from tui.main_screen.panes import Panes
from tui.main_screen.reading import ArticleReading
from tui.view_model.article import OpenedArticle, article_mentioning
from tui.view_model.snapshot import related_rows
from tui.view_model.state import PaneName
from tui.view_model.store_thread import StoreThread
from tui.widgets.rows import Rows


class CursorFollower:
    """Once the cursor has come to rest, the other panes show what it is on."""

    DELAY = 0.15
    """Seconds without a key after which the other panes follow the cursor."""

    def __init__(
        self,
        host: Host,
        store_thread: StoreThread,
        panes: Panes,
        navigation: Navigation,
        reading: ArticleReading,
        hold: PaintHold,
    ) -> None:
        self._host = host
        self._store_thread = store_thread
        self._panes = panes
        self._navigation = navigation
        self._reading = reading
        self._hold = hold
        self._timer: Timer | None = None

    @property
    def has_settled(self) -> bool:
        """Whether the other panes have followed the cursor."""
        return self._timer is None

    def cursor_moved(self, rows: Rows[Any]) -> None:
        """Follow the cursor of the list in front, after a delay where a key moved it."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if rows.moved:
            self._hold.end()
            self._timer = self._host.set_timer(self.DELAY, self._settle)
        else:
            self.follow()

    def _settle(self) -> None:
        self._timer = None
        self.follow()

    def follow(self) -> None:
        """Mark the rows related to the row under the cursor; show it in the reader if visible."""
        self._host.describe_row()
        self._host.start("follow", self._follow_and_paint)

    async def _follow_and_paint(self) -> None:
        try:
            await self._follow()
        finally:
            self._hold.end()

    async def _follow(self) -> None:
        pane, opened = self._panes.front_list, self._panes.reader.opened
        row = pane.rows.current if pane else None
        if pane is None or row is None:
            return
        if pane is self._panes.timeline and pane.rows.moved:
            self._panes.timeline.select_bucket_of(row)
        if not self._panes.others_show() or pane.rows.is_heading(pane.rows.cursor):
            return
        state = self._navigation.state
        name, filter_, pinned = pane.pane, state.filter, bool(state.pins)
        self._panes.mark_related(
            await self._store_thread.ask(
                lambda views: related_rows(views, filter_, name, row, pinned=pinned)
            )
        )
        if self._panes.space.shows("reader"):
            await self._show_in_reader(name, row, opened)

    def fill_reader(self, name: PaneName) -> None:
        """Show the row under the cursor of a list in the reader, which has shown nothing yet."""
        panes = self._panes
        row = panes.lists[name].row_here
        if row is not None:
            self._host.start("follow", self._show_in_reader, name, row, None)

    async def _show_in_reader(self, name: PaneName, row: Any, opened: OpenedArticle | None) -> None:
        """Show a row in the reader in place of `opened`, unless a command has opened another
        article meanwhile.

        An entity is shown in the article under the cursor of the articles if that mentions it,
        otherwise in the newest article that does.
        """
        if name != "entities":
            event = row if name == "timeline" else None
            self._show(await self._reading.load(row.number, event), opened)
            return
        article = self._panes.articles.row_here
        filter_, key = self._navigation.state.filter, row.key
        here = article.number if article is not None else None
        number = await self._store_thread.ask(
            lambda views: article_mentioning(views, filter_, key, here)
        )
        if number is not None:
            self._show(await self._reading.load(number, key=key), opened)

    def _show(self, article: OpenedArticle, opened: OpenedArticle | None) -> None:
        if self._panes.reader.opened is opened:
            self._panes.reader.show(article)
