"""The main screen's commands: one short method for each row of the key table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on, work

from tui.safe import one_line
from tui.screens.plan import PaneName
from tui.screens.telling import Telling
from tui.story.adding import Adding
from tui.story.dates import day_of
from tui.story.telling import row_at
from tui.story.terms import span_term, term_of
from tui.widgets.histogram import Histogram
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from store import Hit


class Desk(Telling):
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

    def action_pin(self) -> None:
        if self.front_list:
            self.amend(self.place.pinned(self.front))

    def action_leave(self) -> None:
        if not self._back():
            self.app.exit(0)

    def action_escape(self) -> None:
        if not self._back():
            self.say("q leaves.")

    def _back(self) -> bool:
        """Out of the zoom, out of the reader; False where there is nothing to go back from."""
        if self.space.zoomed:
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

    # Finding

    def action_search(self) -> None:
        from tui.screens.search import Search

        self.app.push_screen(Search(self.archive), self._found)

    def _found(self, hit: Hit | str | None) -> None:
        """What was chosen in the search box: a name, an article, or a query to filter by."""
        from store import Term

        if hit is None:
            return
        if isinstance(hit, str):
            self.go(self.place.with_term(Term("query", hit)))
        elif hit.key is not None:
            self.names[hit.key] = hit.title
            self.go(self.place.with_term(Term("entity", hit.key)))
            self.bring("entities")
        elif hit.number is not None:
            self.read(hit.number)

    @on(Rows.Opened)
    async def _opened_by_mouse(self) -> None:
        await self.run_action("open")

    def action_open(self) -> None:
        row = self.front_list.rows.current if self.front_list else None
        match self.front:
            case "reader":
                self.action_sentence()
            case "entities" if row is not None:
                self._filter_by(row, exclude=False)
            case "articles" if row is not None:
                self.read(row.number)
            case "timeline" if row is not None:
                self.read(row.number, event=row)

    def action_only(self) -> None:
        row = self.front_list.rows.current if self.front_list else None
        if row is not None:
            self._filter_by(row, exclude=False)

    def action_exclude(self) -> None:
        row = self.front_list.rows.current if self.front_list else None
        if row is not None:
            self._filter_by(row, exclude=True)

    def _filter_by(self, row: Any, *, exclude: bool) -> None:
        term = term_of(self.front, row, exclude=exclude)
        if term is None:
            self.say("This row names no source.")
            return
        if self.front == "entities":
            self.names[row.key] = row.name
        self.go(self.place.with_term(term))

    def action_drop(self) -> None:
        if self.place.filter:
            self.go(replace(self.place, filter=self.place.filter.drop_last()))
        else:
            self.say("There is no filter to drop.")

    def action_back(self) -> None:
        self._walk(-1, "This is where it began.")

    def action_forward(self) -> None:
        self._walk(1, "There is nothing ahead.")

    def _walk(self, by: int, at_the_end: str) -> None:
        if self.step(by):
            self.bring(self.place.focus)
        else:
            self.say(at_the_end)

    # Reading

    @work(exclusive=True, group="read", exit_on_error=False)
    async def read(
        self, number: int, event: Any = None, key: str | None = None, at: int | None = None
    ) -> None:
        """Open an article in the reader, at the event's sentence or the entity's mention."""
        self.reader.show(await self.opened(number, event, key), at)
        self.bring("reader")

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
        row = self.front_list.rows.current if self.front_list else None
        if self.front == "timeline" and row is not None:
            self.read(row.number, event=row)
        elif (stop := self.reader.stop) is not None:
            self.reader.text.reveal(stop.start)

    def action_article(self, by: int) -> None:
        rows = self.articles.rows
        rows.move_to(rows.cursor + by)
        if rows.current is not None:
            self.read(rows.current.number)

    # Time

    def action_zoom_time(self, steps: int) -> None:
        self.amend(self.place.zoomed(steps))

    def action_bucket(self, by: int) -> None:
        histogram = self.timeline.histogram
        self._choose_bucket(histogram.chosen + by)

    @on(Histogram.Chosen)
    def _bucket_clicked(self, event: Histogram.Chosen) -> None:
        self._choose_bucket(event.index)

    def _choose_bucket(self, index: int) -> None:
        histogram = self.timeline.histogram
        histogram.choose(index)
        if (bucket := histogram.bucket) is not None:
            self.jump_to(bucket.from_)

    def action_only_span(self) -> None:
        bucket = self.timeline.histogram.bucket
        if bucket is not None:
            self.go(self.place.with_term(span_term(bucket.from_, bucket.to)))

    def action_jump(self) -> None:
        from tui.screens.prompt import Prompt

        self.app.push_screen(Prompt("Jump to a date", "2024, 2024-07 or 2024-07-19"), self._jump)

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
        index = await self.archive.ask(lambda views: row_at(views, place, day))
        self.timeline.rows.move_to(index)

    def action_faint(self) -> None:
        self.amend(replace(self.place, faint=not self.place.faint))

    # The store

    def action_sort(self) -> None:
        if self.front_list:
            self.amend(self.place.sorted_next(self.front))

    def action_fresh(self) -> None:
        self.take_in()

    def action_add(self) -> None:
        from tui.screens.prompt import Prompt

        if self._adding is not None:
            self.say("Still adding; one at a time.")
            return
        self.app.push_screen(Prompt("Add articles", "a file or a folder"), self._add)

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

    def action_help(self) -> None:
        from tui.screens.help import Help

        self.app.push_screen(Help(self.front, self.changed_keys), self._run_command)

    async def _run_command(self, action: str | None) -> None:
        if action is not None:
            await self.run_action(action)
