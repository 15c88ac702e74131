"""The main screen: reading."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.worker import WorkerError

from tui.main_screen.finding import NO_ROW, Finding
from tui.terminal.clipboard import copy
from tui.view_model.article import entity_at
from tui.view_model.snapshot import article_after
from tui.widgets.article_text import ArticleText
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from tui.dialogs.card import Chosen


class Reading(Finding):
    """From a row to the words that it was read from, and out into a report."""

    @on(Rows.Opened)
    async def _opened_by_mouse(self) -> None:
        await self.run_action("open")

    async def action_open(self) -> None:
        row = self.row
        match self.front:
            case "reader":
                await self.action_sentence()
            case "entities" if row is not None:
                self.action_only()
            case "articles" if row is not None:
                await self._read_first(row.number)
            case "timeline" if row is not None:
                await self._read_first(row.number, row)
            case "timeline" if self.heading is not None:
                self.action_only()
            case _:
                self.say(NO_ROW)

    async def _read_first(self, number: int, event: Any = None) -> None:
        """Open an article before the next key is heard: what was typed ahead is meant for it."""
        with suppress(WorkerError):
            await self.read(number, event).wait()

    def action_next(self, by: int) -> None:
        following = self.reader.following(by)
        opened = self.reader.opened
        if following is None or opened is None:
            self.say("Nothing to go to: open an article first.")
            return
        at, stop = following
        if stop.number == opened.number:
            self.reader.stand(at)
        else:
            self.read(stop.number, opened.event, opened.key, at)

    async def action_sentence(self) -> None:
        event = self.timeline.event_here if self.front == "timeline" else None
        if event is not None:
            await self._read_first(event.number, event)
        elif (stop := self.reader.stop) is not None:
            self.reader.text.reveal(stop.start)
        else:
            self.say("n goes to the next name, hit or sentence.")

    @work(exclusive=True, group="read", exit_on_error=False)
    async def action_article(self, by: int) -> None:
        """The next article of the list, or the one before, counted from the one that is read."""
        opened, rows, place = self.reader.opened, self.articles.rows, self.place
        number, key = (opened.number, opened.key) if opened is not None else (None, None)
        at = rows.cursor
        found = await self.archive.ask(lambda views: article_after(views, place, number, at, by))
        if found is None:
            self.say("There is no article after this one." if by > 0 else "This is the first one.")
            return
        rows.move_to(found[0])
        self.reader.show(await self.opened(found[1].number, key=key))
        self.bring("reader")

    def action_notes(self) -> None:
        if self.reader.text.has_room_beside:
            self.say("What was read stands beside the text.")
        else:
            self.reader.text.put_between()

    async def action_card(self) -> None:
        key = self._key_here()
        if key is None:
            self.say("No name here: go to one with n, or to the entities.")
            return
        await self._show_card(key)

    async def _show_card(self, key: str) -> None:
        from tui.dialogs.card import CardBox

        await self.app.push_screen(CardBox(self.archive, key), self._from_card)

    async def action_differences(self) -> None:
        """The article in front beside its original."""
        opened = self.reader.opened
        number = self.row.number if self.front == "articles" and self.row else None
        if self.front == "reader" and opened is not None:
            number = opened.number
        if number is None:
            self.say("No article here to compare.")
            return
        from tui.dialogs.article import DifferencesBox
        from tui.view_model.differences import compared

        found = await self.archive.ask(lambda views: compared(views, number))
        if found is None:
            self.say("There is no copy of this one to compare it with.")
        else:
            await self.app.push_screen(DifferencesBox(self.archive, found))

    def _key_here(self) -> str | None:
        """The entity under the cursor, or the one at the reader's stop."""
        if self.front == "entities":
            return self.row.key if self.row is not None else None
        opened, stop = self.reader.opened, self.reader.stop
        if opened is None or stop is None:
            return None
        return entity_at(opened, stop.start)

    def _from_card(self, chosen: Chosen | None) -> None:
        if chosen is None:
            return
        if chosen.number is not None:
            self.read(chosen.number, key=chosen.key)
        else:
            self.only_entity(chosen.key, chosen.name)

    @on(ArticleText.Clicked)
    async def _name_clicked(self, event: ArticleText.Clicked) -> None:
        """A name in the text was clicked: its card."""
        opened = self.reader.opened
        if opened is not None and (key := entity_at(opened, event.offset)) is not None:
            await self._show_card(key)

    @work(exclusive=True, group="cite", exit_on_error=False)
    async def action_cite(self, form: str) -> None:
        """Copy a citation of what is in front, and show it in a box."""
        from tui.dialogs.article import CitationBox
        from tui.view_model import citation as citing

        number, event, span = self._to_cite()
        if number is None:
            self.say("Nothing to cite here: choose an event or an article.")
            return
        citation = await self.archive.ask(lambda views: citing.cite(views, number, event, span))
        line = citing.markdown(citation) if form == "markdown" else citing.plain(citation)
        how = await asyncio.to_thread(copy, line, self.app.copy_to_clipboard, os.environ)
        await self.app.push_screen(CitationBox(line, how))

    def _to_cite(self) -> tuple[int | None, Any, tuple[int, int] | None]:
        """Article, event and span: the chosen row's, or what the reader stands on."""
        opened, stop = self.reader.opened, self.reader.stop
        if self.front == "timeline" and self.row is not None:
            return self.row.number, self.row, None
        if self.front == "articles" and self.row is not None:
            return self.row.number, None, None
        if opened is None or not self.space.shows("reader"):
            # Nobody cites what she does not see.
            return None, None, None
        span = (stop.start, stop.end) if stop and opened.event else None
        return opened.number, opened.event, span
