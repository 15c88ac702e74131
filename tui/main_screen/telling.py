"""The main screen: telling."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import replace
from typing import Any, Self

from textual import work
from textual.geometry import Region
from textual.worker import Worker, WorkerState

from tui.keys import clashes
from tui.main_screen.curtain import Curtain
from tui.main_screen.frame import Frame
from tui.safe import one_line
from tui.view_model.grouping import Grouped
from tui.view_model.snapshot import ListStart, Story, order_words, tell, words_for_nothing
from tui.view_model.state import LISTS, Key, PaneName, Place, Trail, filter_pieces
from tui.view_model.store_thread import Archive

_AFTER_THE_FIRST = 0.5
"""Seconds after the first story: what search needs is dear, and nobody waits for it yet."""


_SLICE = 0.1
"""Seconds for which it may hold up a question of the panes."""


class Telling(Frame):
    """Keeps the trail of places; every change of place asks for a new story."""

    def __init__(self, archive: Archive) -> None:
        self.curtain = Curtain(self)
        super().__init__()
        self.archive = archive
        from store import Filter

        self.trail = Trail([Place(Filter())])
        self.names: dict[str, str] = {}
        """Names of the entities in the filter, by key."""
        self.grouped: Grouped | None = None
        """The timeline's headings, where its rows stand under such."""
        self.has_shown = False
        """Whether any story was shown yet."""
        self._untold: frozenset[PaneName] = frozenset(LISTS)
        """Lists that the first picture has no room for, and that are told after it."""

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Nothing while the curtain is down: the picture that follows has all of it anyway."""
        if self.curtain.is_down:
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def update_node_styles(self, animate: bool = True) -> None:
        """Not once more for its first resumption: all that is mounted was just given styles."""
        if animate or not self.curtain.is_down:
            super().update_node_styles(animate)

    def on_mount(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Ask for the first story; the first picture waits for it."""
        self.curtain.down(self.began)
        self.bring(self.place.focus)
        self._greet()
        boxes = self.space.boxes_in(self.app.size)
        self.retell([name for name in LISTS if name in boxes and boxes[name].height > 1])

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
        left = self.as_left()
        self.trail.amend(left)
        keys = dict(left.keys)
        if towards is not None:
            keys[towards[0]] = towards[1]
        if self.trail.go(replace(place, keys=tuple(keys.items()))):
            self.curtain.down()
            self.retell()

    def amend(self, place: Place, *, heads: bool = True) -> None:
        """Show the same place another way: sorted, zoomed, pinned."""
        self.trail.amend(replace(place, keys=self.as_left(heads=heads).keys))
        self.retell()

    def step(self, by: int) -> bool:
        """Back or forward on the trail."""
        self.trail.amend(self.as_left())
        if not self.trail.step(by):
            return False
        self.curtain.down()
        self.retell()
        return True

    def as_left(self, *, heads: bool = True) -> Place:
        """The place with the rows that the cursors stand on, to find them again.

        Without `heads`, a cursor at the beginning of a list stays at the beginning, whatever
        comes in above.
        """
        untold = tuple(each for each in self.place.keys if each[0] in self._untold)
        keys = untold + tuple(
            (name, key)
            for name, pane in self.lists.items()
            if isinstance(key := pane.rows.current_key, int | str)
            and (heads or not pane.rows.at_beginning)
        )
        return replace(self.place, keys=keys, focus=self.front)

    @work(exclusive=True, group="story", exit_on_error=False)
    async def retell(self, lists: Collection[PaneName] = LISTS) -> None:
        """Ask for the story of the place where we are, and show it."""
        place = self.place
        self.show_story(await self.archive.ask(lambda views: tell(views, place, lists)))

    def show_story(self, story: Story) -> None:
        """All panes at once, in one frame."""
        place = story.place
        starts: dict[PaneName, ListStart[Any] | None] = {
            "articles": story.articles,
            "entities": story.entities,
            "timeline": story.events,
        }
        with self.app.batch_update():
            for name, start in starts.items():
                pane = self.lists[name]
                pane.pinned = name in dict(place.pins)
                if start is not None:
                    self._untold -= {name}
                    pane.rows.empty = words_for_nothing(story, name)
                    pane.start(start)
                pane.say(story.counts[name], order_words(story, name))
            if story.events is not None:
                self.grouped = story.grouped
                self.timeline.show_buckets(story.buckets, place.zoom, folded=not place.faint)
                if (row := self.timeline.rows.current) is not None:
                    self.timeline.follow(row)
            self.filters.say(filter_pieces(place, self.names))
            if story.empty:
                self.reader.clear("")
            self.no_articles = story.empty
            self.show_status()
        if not self.has_shown:
            self.has_shown = True
            if self.curtain.is_down:
                self.curtain.up()
            else:
                self._tell_the_rest()

    def began(self) -> None:
        """The first picture stands: now for what nobody waits for."""
        self.set_timer(_AFTER_THE_FIRST, self.prepare_search)
        if self.has_shown:
            self._tell_the_rest()

    def _tell_the_rest(self) -> None:
        if self._untold:
            self.retell(self._untold)

    @work(group="prepare", exit_on_error=False)
    async def prepare_search(self) -> None:
        """Read the names and the texts' index now, so that the first search need not wait."""
        while await self.archive.ask(lambda views: views.prepare_search(seconds=_SLICE)):
            await asyncio.sleep(_SLICE)
