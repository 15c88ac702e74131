"""The main screen: following."""

from __future__ import annotations

from typing import Any

from textual import on, work
from textual.timer import Timer

from tui.main_screen.telling import Telling
from tui.view_model.article import Opened, open_article, searched, where_mentioned
from tui.view_model.snapshot import Lights, Story, lights, page
from tui.view_model.state import LISTS, PaneName
from tui.widgets.rows import Rows


class Following(Telling):
    """Once the cursor has come to rest, the other panes show what it stands on."""

    SETTLED = 0.15
    """Seconds without a key after which the other panes follow the cursor."""

    _settling: Timer | None = None

    @on(Rows.Wanted)
    def _wanted(self, event: Rows.Wanted) -> None:
        self._fetch(event.rows, event.offset, event.generation)

    @work(group="pages", exit_on_error=False)
    async def _fetch(self, rows: Rows[Any], offset: int, generation: int) -> None:
        name, place = self._name_of(rows), self.place
        grouped = self.grouped if name == "timeline" else None
        found = await self.archive.ask(lambda views: page(views, place, name, offset, grouped))
        self.lists[name].put(generation, offset, found)

    def _name_of(self, rows: Rows[Any]) -> PaneName:
        return next(name for name, pane in self.lists.items() if pane.rows is rows)

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        """Let the other panes follow once the cursor has come to rest; in another list it has."""
        if event.rows is not self.target:
            return
        self.show_status()
        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        if not self._others_show() and event.rows is not self.timeline.rows:
            self.curtain.up()
            return
        if event.rows.moved:
            self.curtain.up()
            self._settling = self.set_timer(self.SETTLED, self._settle)
        else:
            self.follow()

    def show_story(self, story: Story) -> None:
        super().show_story(story)
        if self.front == "reader":
            # What is read stays, and no list is followed.
            self.curtain.up()

    def bring(self, name: PaneName, *, zoomed: bool | None = None) -> None:
        """The histogram is right also where she leaves the timeline before its cursor rests."""
        if self.front == "timeline":
            self.timeline.catch_up()
        super().bring(name, zoomed=zoomed)

    def _others_show(self) -> bool:
        return any(self.space.shows(name) for name in self.panes if name != self.front)

    @property
    def settled(self) -> bool:
        """Whether the other panes have followed the cursor."""
        return self._settling is None

    def _settle(self) -> None:
        self._settling = None
        self.follow()

    @work(exclusive=True, group="follow", exit_on_error=False)
    async def follow(self) -> None:
        """Light what the chosen row touches, and open it in the reader where that shows."""
        try:
            await self._follow()
        finally:
            self.curtain.up()

    async def _follow(self) -> None:
        pane = self.front_list
        row = pane.rows.current if pane else None
        if pane is None or row is None:
            return
        if pane is self.timeline and pane.rows.moved:
            self.timeline.follow(row)
        if not self._others_show() or pane.rows.is_heading(pane.rows.cursor):
            return
        name, filter_, pinned = pane.pane, self.place.filter, bool(self.place.pins)
        self.show_lights(
            await self.archive.ask(lambda views: lights(views, filter_, name, row, pinned=pinned))
        )
        if self.space.shows("reader"):
            await self._read_along(name, row)

    async def _read_along(self, name: PaneName, row: Any) -> None:
        """Open the row in the reader; an entity where the list of articles stands, or else
        where it is mentioned."""
        if name != "entities":
            event = row if name == "timeline" else None
            self.reader.show(await self.opened(row.number, event))
            return
        article, filter_, key = self.articles.rows.current, self.place.filter, row.key
        here = article.number if article is not None else None
        number = await self.archive.ask(lambda views: where_mentioned(views, filter_, key, here))
        if number is not None:
            self.reader.show(await self.opened(number, key=key))

    @work(exclusive=True, group="follow", exit_on_error=False)
    async def fill_reader(self, name: PaneName) -> None:
        """Open the row of a list in the reader, which has shown nothing yet."""
        row = self.timeline.event_here if name == "timeline" else self.lists[name].rows.current
        if row is not None:
            await self._read_along(name, row)

    def show_lights(self, lit: Lights) -> None:
        for name in LISTS:
            self.lists[name].rows.light(getattr(lit, name))

    async def opened(self, number: int, event: Any = None, key: str | None = None) -> Opened:
        """An article from the archive, ready for the reader."""
        words = searched(self.place.filter)
        return await self.archive.ask(lambda views: open_article(views, number, event, key, words))
