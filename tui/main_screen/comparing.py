"""Commands that put sources side by side: voices of an event, disagreements, two sources; and the
story of an article."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from store import UserError
from tui.main_screen.host import Host
from tui.main_screen.navigation import Navigation
from tui.main_screen.panes import Panes
from tui.main_screen.reading import ArticleReading
from tui.safe import one_line
from tui.view_model.comparing import Sides, side_picks, sides_of
from tui.view_model.picks import Pick
from tui.view_model.store_thread import StoreThread
from tui.view_model.voices import Voices, next_disputed, voices_of

if TYPE_CHECKING:
    from store import EventRow, Views
    from tui.dialogs.compare import CompareChoice


class Comparing:
    """What several sources report, and where they differ."""

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

    async def compare(self) -> None:
        """Choose two sources, tags or periods, and compare them."""
        from tui.dialogs.pick import PickDialog

        async def then(one: Pick | None) -> None:
            if one is not None:
                await self._compare_with(one)

        here = self._source_here()
        await self._host.open_dialog(
            PickDialog(
                "Compare which source, tag or period?",
                "a name, 2024-07, or a query",
                partial(self._picks, "", here),
            ),
            then,
        )

    def _source_here(self) -> str:
        row = self._panes.row
        return (row.source or "") if self._panes.front == "articles" and row is not None else ""

    async def _picks(self, without: str, first: str, typed: str) -> list[Pick]:
        return await self._store_thread.ask(lambda views: side_picks(views, typed, without, first))

    async def _compare_with(self, one: Pick) -> None:
        from tui.dialogs.pick import PickDialog

        async def then(other: Pick | None) -> None:
            if other is None:
                return
            try:
                sides = sides_of(self._navigation.state.filter, one.id, other.id)
            except UserError as error:
                self._host.say(one_line(str(error)), "bad")
            else:
                await self._show(sides)

        await self._host.open_dialog(
            PickDialog(
                f"Compare {one.words} with which?",
                "a name, 2024-07, or a query",
                partial(self._picks, one.id, ""),
            ),
            then,
        )

    async def _show(self, sides: Sides) -> None:
        from tui.dialogs.compare import CompareDialog

        dialog = CompareDialog(self._store_thread, sides, minor=self._navigation.state.minor)
        await self._host.open_dialog(dialog, self._take)

    def _take(self, chosen: CompareChoice | None) -> None:
        if chosen is not None:
            self._reading.read(chosen.number, event=chosen.row)

    # The voices of one event

    async def voices(self) -> None:
        """Show who reports the event under the cursor, or the one that is open in the reader."""
        row = self._event_here()
        if row is None:
            self._host.say("There is no event here: choose one in the timeline.")
            return
        row_id = row.id
        found = await self._store_thread.ask(lambda views: voices_of(views, row_id))
        if found is None:
            self._host.say("The article of this event is not in the store any more.")
        else:
            await self._open(found)

    async def disagreement(self) -> None:
        """Show the next event that sources contradict each other in."""
        row = self._event_here()
        found = await self._next_disputed(row.id if row is not None else None, 1)
        if found is None:
            hidden = "" if self._navigation.state.minor else " v shows all events."
            self._host.say(f"Sources contradict each other on no event here.{hidden}")
        else:
            await self._open(found)

    def _event_here(self) -> EventRow | None:
        if self._panes.front == "timeline":
            return self._panes.timeline.event_here
        opened = self._panes.reader.opened
        return opened.event if self._panes.front == "reader" and opened is not None else None

    async def _next_disputed(self, row_id: str | None, by: int) -> Voices | None:
        state = self._navigation.state

        def find(views: Views) -> Voices | None:
            row = next_disputed(views, state, row_id, by)
            return None if row is None else voices_of(views, row.id)

        return await self._store_thread.ask(find)

    async def _open(self, voices: Voices) -> None:
        from tui.dialogs.voices import VoicesChoice, VoicesDialog

        here = self._event_here()

        def then(chosen: VoicesChoice | None) -> None:
            if chosen is None:
                return
            row = chosen.row
            if here is None or row.id != here.id:
                # The next disagreement is the one after that which was seen last.
                self._navigation.amend(self._navigation.state, towards=("timeline", row.id))
            if chosen.opens:
                self._reading.read(row.number, event=row)

        await self._host.open_dialog(VoicesDialog(voices, self._next_disputed), then)

    # The story of an article

    async def story(self) -> None:
        """Show only the story of the article under the cursor, or of the one that is open."""
        row, opened = self._panes.row, self._panes.reader.opened
        number = row.number if self._panes.front == "articles" and row is not None else None
        if self._panes.front == "reader" and opened is not None:
            number = opened.number
        if number is None:
            self._host.say("There is no article here.")
            return
        found = await self._store_thread.ask(lambda views: views.stories.of(number))
        if found is None:
            self._host.say("No other article is about the same events.")
        else:
            self._navigation.add_story(*found)
