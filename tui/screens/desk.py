"""The main screen's commands: one short method for each row of the key table."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

from textual import on, work

from tui.clipboard import copy
from tui.safe import one_line
from tui.screens.plan import PaneName
from tui.screens.returning import Returning
from tui.story.adding import Adding
from tui.story.dates import day_of
from tui.story.opened import entity_at
from tui.story.telling import row_at
from tui.story.terms import bucket_term
from tui.widgets.histogram import Histogram
from tui.widgets.rows import Rows


class Desk(Returning):
    """Where the news is read."""

    _adding: Adding | None = None

    def on_unmount(self) -> None:
        if self._adding is not None:
            self._adding.stop()

    # Panes

    def action_go(self, name: PaneName) -> None:
        self.bring(name)

    def action_cycle(self, by: int) -> None:
        self.cycle(by)

    def action_zoom_pane(self) -> None:
        self.bring(self.front, zoomed=not self.space.zoomed)

    def action_leave(self) -> None:
        if not self._back():
            self.app.exit(0)

    def action_escape(self) -> None:
        if not self._back():
            self.say("q leaves.")

    def _back(self) -> bool:
        """Out of the zoom, out of the reader; False where there is nothing to go back from."""
        if self.tour.running:
            self.tour.end()
        elif self.space.zoomed:
            self.bring(self.front, zoomed=False)
        elif self.front == "reader":
            self.back_from_reader()
        else:
            return False
        return True

    # Moving

    def action_move(self, by: int) -> None:
        self.moving.move(by)

    def action_half(self, by: int) -> None:
        self.moving.half(by)

    def action_page(self, by: int) -> None:
        self.moving.page(by)

    def action_top(self) -> None:
        self.moving.move_to(0)

    def action_bottom(self) -> None:
        self.moving.move_to(self.moving.total - 1)

    @property
    def moving(self) -> Any:
        """The list or the text that has the focus; both move by the same methods."""
        return self.panes[self.front].target

    # Reading

    @on(Rows.Opened)
    async def _opened_by_mouse(self) -> None:
        await self.run_action("open")

    def action_open(self) -> None:
        row = self.row
        match self.front:
            case "reader":
                self.action_sentence()
            case "entities" if row is not None:
                self.action_only()
            case "articles" if row is not None:
                self.read(row.number)
            case "timeline" if row is not None:
                self.read(row.number, event=row)
            case "timeline" if self.heading is not None:
                self.action_only()

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

    def action_sentence(self) -> None:
        if self.front == "timeline" and self.row is not None:
            self.read(self.row.number, event=self.row)
        elif (stop := self.reader.stop) is not None:
            self.reader.text.reveal(stop.start)

    def action_article(self, by: int) -> None:
        rows = self.articles.rows
        rows.move_to(rows.cursor + by)
        if rows.current is not None:
            self.read(rows.current.number)

    async def action_card(self) -> None:
        key = self._key_here()
        if key is None:
            self.say("No name here: go to one with n, or to the entities.")
            return
        from tui.screens.card import CardBox

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
        from tui.screens.differences import DifferencesBox
        from tui.story.differences import compared

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

    def _from_card(self, chosen: tuple[str, str] | None) -> None:
        if chosen is not None:
            self.only_entity(*chosen)

    @work(exclusive=True, group="cite", exit_on_error=False)
    async def action_cite(self, form: str) -> None:
        """Copy a citation of what is in front, and show it in a box."""
        from tui.screens.citation import CitationBox
        from tui.story import citing

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
        if opened is None:
            return None, None, None
        span = (stop.start, stop.end) if stop and opened.event else None
        return opened.number, opened.event, span

    # Time

    def action_zoom_time(self, steps: int) -> None:
        self.amend(self.place.zoomed(steps))

    def action_bucket(self, by: int) -> None:
        self._choose_bucket(self.timeline.histogram.neighbour(by))

    @on(Histogram.Chosen)
    def _bucket_clicked(self, event: Histogram.Chosen) -> None:
        self._choose_bucket(event.index)

    def _choose_bucket(self, index: int) -> None:
        """Choose a span; the cursor goes to its heading, or to the first event from then on."""
        bucket = self.timeline.choose(index)
        if bucket is None:
            return
        line = self.grouped.line_of_span(bucket.from_, bucket.to) if self.grouped else None
        if line is None:
            self.jump_to(bucket.from_)
        else:
            self.timeline.rows.move_to(line, onto_heading=True)

    def action_only_span(self) -> None:
        bucket = self.timeline.histogram.bucket
        if bucket is not None:
            self.go(self.place.with_term(bucket_term(bucket)))

    async def action_jump(self) -> None:
        from tui.screens.prompt import Prompt

        await self.app.push_screen(
            Prompt("Jump to a date", "2024, 2024-07 or 2024-07-19"), self._jump
        )

    def _jump(self, typed: str | None) -> None:
        if typed is None:
            return
        day = day_of(typed)
        if day is None:
            self.say(f"{one_line(typed)[:40]} is no date: type 2024, 2024-07 or 2024-07-19.", "bad")
            return
        self.bring("timeline")
        self.timeline.histogram.choose_date(day)
        self.jump_to(day)

    @work(exclusive=True, group="jump", exit_on_error=False)
    async def jump_to(self, day: str | None) -> None:
        """Put the timeline's cursor on the first event of that day or after; None: the undated."""
        place = self.place
        row = await self.archive.ask(lambda views: row_at(views, place, day))
        self.timeline.rows.move_to(self.grouped.line_of_row(row) if self.grouped else row)

    # The store

    def action_fresh(self) -> None:
        self.take_in()

    async def action_add(self) -> None:
        from tui.screens.prompt import Prompt

        if self._adding is not None:
            self.say("Still adding; one at a time.")
            return
        await self.app.push_screen(Prompt("Add articles", "a file or a folder"), self._add)

    def _add(self, path: str | None) -> None:
        if path is not None:
            self._run_add(str(Path(path).expanduser()))

    @work(group="add", exit_on_error=False)
    async def _run_add(self, path: str) -> None:
        """Let another process read, and fill the panes while it does."""
        self._adding = Adding(self.archive.folder, path)
        filling = self.set_interval(1.0, self.fill)
        try:
            status, last = await self._adding.run(self.say_progress)
        finally:
            filling.stop()
            self._adding = None
        await self.fill()
        self.say_progress("")
        self.say(
            last or ("Added." if status == 0 else "Nothing was added."), "bad" if status else "good"
        )

    def action_tour(self) -> None:
        self.tour.step()

    async def action_theme(self) -> None:
        from tui.screens.choice import Choice, Option
        from tui.themes import THEME_WORDS

        def preview(name: str) -> None:
            self.app.theme = name

        options = [Option(*each) for each in THEME_WORDS.items()]
        await self.app.push_screen(Choice("Colours", options, self.app.theme, preview))

    async def action_help(self) -> None:
        from tui.screens.help import Help

        await self.app.push_screen(Help(self.front, self.changed_keys), self._run_command)

    async def _run_command(self, action: str | None) -> None:
        if action is not None:
            await self.run_action(action)
