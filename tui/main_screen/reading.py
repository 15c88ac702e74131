"""Commands of the reader: open an article, walk its stops, card, differences, citation."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.worker import WorkerError

from tui.main_screen.host import Host, Work
from tui.main_screen.navigation import Navigation
from tui.main_screen.panes import NO_NAME, NO_ROW, Panes
from tui.safe import one_line
from tui.terminal.terminal import copy
from tui.view_model.article import (
    OpenedArticle,
    entity_at,
    filtered_name,
    open_article,
    searched_words,
)
from tui.view_model.snapshot import article_after
from tui.view_model.store_thread import StoreThread

if TYPE_CHECKING:
    from store import Views
    from tui.dialogs.card import CardChoice


class ArticleReading:
    """From a row to the sentences that it was extracted from, and out into a report."""

    def __init__(
        self,
        host: Host,
        store_thread: StoreThread,
        panes: Panes,
        navigation: Navigation,
        run: Callable[[str], Awaitable[None]],
    ) -> None:
        """`run` runs the command of an id."""
        self._run = run
        self._host = host
        self._store_thread = store_thread
        self._panes = panes
        self._reader = panes.reader
        self._navigation = navigation

    async def load(
        self,
        number: int,
        event: Any = None,
        key: str | None = None,
        span: tuple[int, int] | None = None,
    ) -> OpenedArticle:
        """Load an article for the reader: for an event, for an entity, or for what is filtered by.

        Raises:
            StoreError: when the store cannot be read.
        """
        filter_ = self._navigation.state.filter

        def job(views: Views) -> OpenedArticle:
            sought = key
            if event is None and key is None:
                sought = filtered_name(views, filter_, number)
            return open_article(views, number, event, sought, searched_words(filter_), span)

        return await self._store_thread.ask(job)

    def read(
        self,
        number: int,
        event: Any = None,
        key: str | None = None,
        at: int | None = None,
        span: tuple[int, int] | None = None,
    ) -> Work:
        """Open an article in the reader, at a sentence of the event, a mention of the entity, or
        the sentence `span` (code points)."""
        return self._host.start("read", self._read, number, event, key, at, span)

    async def _read(
        self,
        number: int,
        event: Any,
        key: str | None,
        at: int | None,
        span: tuple[int, int] | None,
    ) -> None:
        self._reader.show(await self.load(number, event, key, span), at)
        self._host.bring("reader")

    async def reload(self) -> None:
        """Load the article in the reader again, where a correction may have changed it."""
        opened = self._reader.opened
        if opened is None:
            return
        event, stop, offset = opened.event, self._reader.stop, self._reader.text.offset_here
        shown = self._panes.space.shows("reader")
        if event is not None:
            row_id = event.id
            event = await self._store_thread.ask(lambda views: views.event(row_id))
            if event is None and self._panes.front == "timeline" and shown:
                return  # it is gone, and the reader follows the cursor to the row in its place
        found = await self.load(opened.number, event, opened.key, opened.span)
        if self._reader.opened is not opened:
            return  # another was opened meanwhile
        # The row may have been joined with others: their sentences are stops too.
        self._reader.show(found, found.stops.index(stop) if stop in found.stops else None)
        if opened.event is None:
            self._reader.text.reveal(offset)

    async def _read_now(self, number: int, event: Any = None) -> None:
        """Open an article before the next key is handled: keys typed ahead are meant for it."""
        with suppress(WorkerError):
            await self.read(number, event).wait()

    # Commands

    async def open(self) -> None:
        """Open the article or event under the cursor; filter by an entity or a heading."""
        row, panes = self._panes.row, self._panes
        match panes.front:
            case "reader":
                await self.sentence()
            case "articles" if row is not None:
                await self._read_now(row.number)
            case "timeline" if row is not None:
                await self._read_now(row.number, row)
            case "entities" if row is not None:
                self._navigation.add_entity(row.key, row.name)
            case "timeline" | "articles" if panes.heading is not None:
                self._navigation.add_heading(panes.heading, exclude=False)
            case _:
                self._host.say(NO_ROW)

    def next_stop(self, by: int) -> None:
        """Go to the next hit, mention or sentence, or the previous one."""
        following = self._reader.next_stop(by)
        opened = self._reader.opened
        if following is None or opened is None:
            self._host.say("Open an article first: there is nothing to go to.")
            return
        at, stop = following
        if stop.number == opened.number:
            self._reader.go_to_stop(at)
        else:
            self.read(stop.number, opened.event, opened.key, at)

    async def sentence(self) -> None:
        """Go to the sentence of the event under the cursor, or back to the reader's stop."""
        event = self._panes.timeline.event_here if self._panes.front == "timeline" else None
        if event is not None:
            await self._read_now(event.number, event)
        elif (stop := self._reader.stop) is not None:
            self._reader.text.reveal(stop.start)
        else:
            self._host.say("n goes to the next name, hit or sentence.")

    async def find(self) -> None:
        """Find words in the text of the open article."""
        from tui.dialogs.basic import PromptDialog

        if self._reader.opened is None:
            self._host.say("Open an article first: there is no text to find words in.")
            return
        await self._host.open_dialog(PromptDialog("Find in the text", "words"), self._take_find)

    def _take_find(self, typed: str | None) -> None:
        if typed and not self._reader.find(typed):
            self._host.say(f"The text does not have “{one_line(typed)[:60]}”.")

    def fold(self) -> None:
        """Show what is folded in the text, or fold it again."""
        if self._reader.text.has_folds:
            self._reader.text.toggle_folds()
        else:
            self._host.say("Nothing is folded here: all of the text is the article.")

    def article(self, by: int) -> None:
        """Open the next article of the list, or the previous one."""
        self._host.start("read", self._neighbour, by)

    async def _neighbour(self, by: int) -> None:
        opened, state, pane = self._reader.opened, self._navigation.state, self._panes.articles
        number, key = (opened.number, opened.key) if opened is not None else (None, None)
        if number is None and pane.row_here is not None:
            number = pane.row_here.number
        at = pane.rows.cursor
        found = await self._store_thread.ask(
            lambda views: article_after(views, state, number, at, by)
        )
        if found is None:
            self._host.say("This is the last article." if by > 0 else "This is the first article.")
            return
        grouped = pane.grouped
        pane.rows.move_to(grouped.line_of_row(found[0]) if grouped else found[0])
        self._reader.show(await self.load(found[1].number, key=key))
        self._host.bring("reader")

    def notes(self) -> None:
        """Show what was extracted under each paragraph, or hide it."""
        if self._reader.text.has_room_beside:
            self._host.say("What was extracted is shown beside the text.")
        else:
            self._reader.text.toggle_notes()

    async def card(self) -> None:
        """Show the card of the entity under the cursor, or at the reader's stop."""
        key = self._entity_here()
        if key is None:
            self._host.say(NO_ROW if self._panes.front == "entities" else NO_NAME)
            return
        await self._show_card(key)

    def _entity_here(self) -> str | None:
        if self._panes.front == "entities":
            return self._panes.row.key if self._panes.row is not None else None
        opened, stop = self._reader.opened, self._reader.stop
        if opened is None or stop is None:
            return None
        return entity_at(opened, stop.start)

    async def card_at(self, offset: int) -> None:
        """Show the card of the name at an offset of the text, if there is one."""
        opened = self._reader.opened
        if opened is not None and (key := entity_at(opened, offset)) is not None:
            await self._show_card(key)

    async def _show_card(self, key: str) -> None:
        from tui.dialogs.card import CardDialog

        card = CardDialog(self._store_thread, key, every=self._navigation.state.minor)
        await self._host.open_dialog(card, self._take_from_card)

    def _take_from_card(self, chosen: CardChoice | None) -> None:
        if chosen is None:
            return
        if chosen.number is not None:
            self.read(chosen.number, key=chosen.key, span=chosen.span)
        else:
            self._navigation.add_entity(chosen.key, chosen.name)

    async def differences(self) -> None:
        """Show where a copy or an update differs from its original."""
        opened, row = self._reader.opened, self._panes.row
        number = row.number if self._panes.front == "articles" and row else None
        if self._panes.front == "reader" and opened is not None:
            number = opened.number
        if number is None:
            self._host.say("There is no article here to compare.")
            return
        from tui.dialogs.article import DifferencesDialog
        from tui.view_model.article import compare_copies

        found = await self._store_thread.ask(lambda views: compare_copies(views, number))
        if found is None:
            self._host.say("This article has no copy to compare it with.")
        else:
            await self._host.open_dialog(DifferencesDialog(self._store_thread, found))

    async def why(self) -> None:
        """Explain the event under the cursor, or the one that is open in the reader."""
        row = self._panes.timeline.event_here if self._panes.front == "timeline" else None
        if self._panes.front == "reader" and self._reader.opened is not None:
            row = self._reader.opened.event
        if row is None:
            self._host.say("There is no event here to explain: choose one in the timeline.")
            return
        from tui.dialogs.why import WhyDialog
        from tui.view_model.why import event_to_explain

        row_id = row.id
        found = await self._store_thread.ask(lambda views: event_to_explain(views, row_id))
        if found is None:
            self._host.say("The article of this event is not in the store any more.")
            return

        async def then(command: str | None) -> None:
            if command is not None:
                await self._run(command)

        await self._host.open_dialog(WhyDialog(*found), then)

    def cite(self, form: str) -> None:
        """Copy a citation of what is in front, and show it."""
        self._host.start("cite", self._cite, form)

    async def _cite(self, form: str) -> None:
        from tui.dialogs.article import CitationDialog
        from tui.view_model import citation

        number, event, span = self.to_cite()
        if number is None:
            self._host.say("There is nothing to cite here: choose an event or an article.")
            return
        found = await self._store_thread.ask(
            lambda views: citation.make_citation(views, number, event, span)
        )
        line = citation.as_markdown(found) if form == "markdown" else citation.as_text(found)
        how = await asyncio.to_thread(copy, line, self._host.app.copy_to_clipboard, os.environ)
        await self._host.open_dialog(CitationDialog(line, how))

    def to_cite(self) -> tuple[int | None, Any, tuple[int, int] | None]:
        """Article, event and span: those of the row in front, or of the reader's stop."""
        opened, stop, row = self._reader.opened, self._reader.stop, self._panes.row
        if self._panes.front == "timeline" and row is not None:
            return row.number, row, None
        if self._panes.front == "articles" and row is not None:
            return row.number, None, None
        if opened is None or not self._panes.space.shows("reader"):
            # An article that is not on the screen is not cited.
            return None, None, None
        span = (stop.start, stop.end) if stop and opened.event else None
        return opened.number, opened.event, span
