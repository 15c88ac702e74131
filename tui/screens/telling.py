"""The main screen with news in it: asks the archive where we are, and shows what comes back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from textual import on, work
from textual.timer import Timer
from textual.worker import Worker, WorkerState

from tui.keys import clashes
from tui.safe import one_line
from tui.screens.curtain import Curtain
from tui.screens.frame import Frame
from tui.screens.plan import LISTS, PaneName
from tui.story.archive import Archive
from tui.story.grouped import Grouped
from tui.story.hits import searched
from tui.story.lights import Lights, lights
from tui.story.opened import Opened, open_article
from tui.story.place import ORDER_WORDS, Key, Place, Trail
from tui.story.telling import Story, page, tell
from tui.story.terms import words
from tui.widgets.cells import fit
from tui.widgets.roles import Piece
from tui.widgets.rows import ListStart, Rows

_AFTER_THE_FIRST = 0.5
"""Seconds after the first story: what search needs is dear, and nobody waits for it yet."""
_SLICE = 0.1
"""Seconds for which it may hold up a question of the panes."""
_LOOK = 0.25
"""Seconds between two looks at the store's version."""
_EMPTY_STORE = (
    "No articles yet.",
    "",
    "Press a to add a file or a folder,",
    "or in a shell: dateline add PATH",
    "",
    "? shows the keys, q leaves.",
)
_NOTHING = ("Nothing matches all of this.", "Backspace drops the last filter.")


def _words_for_nothing(story: Story, name: PaneName) -> tuple[str, ...]:
    if not story.empty:
        return _NOTHING
    return _EMPTY_STORE if name == "articles" else ()


def _order(story: Story, name: PaneName) -> str:
    """What stands at the right of a heading: how the list is sorted."""
    if name != "timeline":
        return ORDER_WORDS[story.place.order_of(name)]
    until = f"news to {one_line(story.today[:10])}, " if story.today else ""
    faint = "" if story.place.faint else "minor hidden, "
    return f"{until}{faint}by {story.place.zoom}"


class Telling(Frame):
    """Keeps the trail of places; every change of place asks for a new story."""

    SETTLED = 0.15
    """Seconds without a key after which the other panes follow the cursor."""

    def __init__(self, archive: Archive) -> None:
        super().__init__()
        self.archive = archive
        from store import Filter

        self.trail = Trail([Place(Filter())])
        self.names: dict[str, str] = {}
        """Names of the entities in the filter, by key."""
        self.grouped: Grouped | None = None
        """The timeline's headings, where its rows stand under such."""
        self._fresh = 0
        self._progress = ""
        self._settling: Timer | None = None
        self._shown = False
        self._curtain = Curtain(self)

    def on_mount(self) -> None:
        self._curtain.down()
        self.bring(self.place.focus)
        self._greet()
        self.retell()
        self.take_in(opening=True)
        self.set_interval(_LOOK, self.look)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What went wrong behind a pane is said, and the panes stay as they were."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            title, hint = getattr(error, "title", None), getattr(error, "hint", "")
            words = f"{title} {hint}" if title else f"{type(error).__name__}: {error}"
            self.say(one_line(words.strip())[:200], "bad")

    def _greet(self) -> None:
        """The tour for somebody new; and what is wrong with the keys of the config file."""
        if getattr(self.app, "first_time", False):
            self.tour.step()
        if self.changed_keys and (problems := clashes(self.changed_keys)):
            self.say(one_line(f"Keys in the config file: {'; '.join(problems)}."), "bad")

    # From place to story

    @property
    def place(self) -> Place:
        return self.trail.here

    def go(self, place: Place, towards: tuple[PaneName, Key] | None = None) -> None:
        """To another place, which `,` can come back from.

        Each cursor stays on its row; with `towards`, one pane's goes to that row.
        """
        left = self._as_left()
        self.trail.amend(left)
        keys = dict(left.keys)
        if towards is not None:
            keys[towards[0]] = towards[1]
        if self.trail.go(replace(place, keys=tuple(keys.items()))):
            self.retell()

    def amend(self, place: Place, *, heads: bool = True) -> None:
        """Show the same place another way: sorted, zoomed, pinned."""
        self.trail.amend(replace(place, keys=self._as_left(heads=heads).keys))
        self.retell()

    def step(self, by: int) -> bool:
        """Back or forward on the trail."""
        self.trail.amend(self._as_left())
        if not self.trail.step(by):
            return False
        self.retell()
        return True

    def _as_left(self, *, heads: bool = True) -> Place:
        """The place with the rows that the cursors stand on, to find them again.

        Without `heads`, a cursor on the first row of a list stays on the first row, whatever
        comes in above.
        """
        keys = tuple(
            (name, key)
            for name, pane in self.lists.items()
            if isinstance(key := pane.rows.current_key, int | str)
            and (heads or not pane.rows.at_first)
        )
        return replace(self.place, keys=keys, focus=self.front)

    @work(exclusive=True, group="story", exit_on_error=False)
    async def retell(self) -> None:
        """Ask for the story of the place where we are, and show it."""
        place = self.place
        self.show_story(await self.archive.ask(lambda views: tell(views, place)))

    def show_story(self, story: Story) -> None:
        """All panes at once, in one frame."""
        place = story.place
        with self.app.batch_update():
            starts: dict[PaneName, ListStart[Any]] = {
                "articles": story.articles,
                "entities": story.entities,
                "timeline": story.events,
            }
            for name, start in starts.items():
                pane = self.lists[name]
                pane.pinned = name in dict(place.pins)
                pane.rows.empty = _words_for_nothing(story, name)
                order = _order(story, name)
                pane.show(start, story.counts[name], order)
            self.grouped = story.grouped
            self.timeline.show_buckets(story.buckets, place.zoom, folded=not place.faint)
            if not self.timeline.rows.at_first and (row := self.timeline.rows.current) is not None:
                self.timeline.follow(row)
            self.filters.say(*self._filter_bar())
            if story.empty:
                self.reader.clear("")
        if not self._shown:
            self._shown = True
            self._curtain.up()
            self.set_timer(_AFTER_THE_FIRST, self.prepare_search)

    @work(group="prepare", exit_on_error=False)
    async def prepare_search(self) -> None:
        """Read the names and the texts' index now, so that the first search need not wait."""
        while await self.archive.ask(lambda views: views.prepare_search(seconds=_SLICE)):
            await asyncio.sleep(_SLICE)

    def _filter_bar(self) -> tuple[list[Piece], list[Piece]]:
        left: list[Piece] = [(" dateline ", "strong")]
        for term in self.place.filter.terms:
            left += [
                ("› ", "dim"),
                (words(term, self.names) + " ", "warn" if term.exclude else "accent"),
            ]
        if not self.place.filter:
            left.append(("everything", "dim"))
        return left, []

    # Pages and lights

    @on(Rows.Wanted)
    def _wanted(self, event: Rows.Wanted) -> None:
        self._fetch(event.rows, event.offset, event.generation)

    @work(group="pages", exit_on_error=False)
    async def _fetch(self, rows: Rows[Any], offset: int, generation: int) -> None:
        name, place = self._name_of(rows), self.place
        grouped = self.grouped if name == "timeline" else None
        found = await self.archive.ask(lambda views: page(views, place, name, offset, grouped))
        rows.put(generation, offset, found)

    def _name_of(self, rows: Rows[Any]) -> PaneName:
        return next(name for name, pane in self.lists.items() if pane.rows is rows)

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        """Let the other panes follow once the cursor has come to rest."""
        if event.rows is not self.target:
            return
        self.show_status()
        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        if self._others_show() or event.rows is self.timeline.rows:
            self._settling = self.set_timer(self.SETTLED, self._settle)

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
        pane = self.front_list
        row = pane.rows.current if pane else None
        if pane is None or row is None:
            return
        if pane is self.timeline and pane.rows.moved:
            self.timeline.follow(row)
        if not self._others_show() or pane.rows.is_heading(pane.rows.cursor):
            return
        name, filter_ = pane.pane, self.place.filter
        self.show_lights(await self.archive.ask(lambda views: lights(views, filter_, name, row)))
        if name != "entities" and self.space.shows("reader"):
            event = row if name == "timeline" else None
            self.reader.show(await self.opened(row.number, event))

    def show_lights(self, lit: Lights) -> None:
        for name in LISTS:
            self.lists[name].rows.light(getattr(lit, name))

    async def opened(self, number: int, event: Any = None, key: str | None = None) -> Opened:
        """An article from the archive, ready for the reader."""
        words = searched(self.place.filter)
        return await self.archive.ask(lambda views: open_article(views, number, event, key, words))

    # What is new

    async def look(self) -> None:
        """Say how many articles came in since; nothing on the screen moves until asked."""
        if not self._shown:
            return
        fresh = await self.archive.fresh()
        if fresh != self._fresh:
            self._fresh = fresh
            self.show_news()

    def show_news(self) -> None:
        """The right end of the status line: what is being added, and what is new."""
        adding: list[Piece] = (
            [(f"{fit(self._progress, 40).rstrip()} ", "dim")] if self._progress else []
        )
        fresh: list[Piece] = [(f"r {self._fresh} new ", "warn")] if self._fresh else []
        self.news = (*adding, *fresh)
        self.show_status()

    def say_progress(self, words: str) -> None:
        """What the process that adds articles says of itself."""
        self._progress = words
        self.show_news()

    async def fill(self) -> None:
        """While our own import runs: let the panes fill, each cursor staying on its row."""
        if await self.archive.fresh():
            self.take_in()

    @work(exclusive=True, group="fresh", exit_on_error=False)
    async def take_in(self, *, opening: bool = False) -> None:
        """Show what is new, a part at a time, with every cursor on the row where it stands.

        When the dashboard opens on an index that lags, a cursor that nobody moved follows to
        the newest.
        """
        more = True
        while more:
            changed, more = await self.archive.take_in()
            if changed:
                self.amend(self.place, heads=not opening)
        self._fresh = 0
        self.show_news()
