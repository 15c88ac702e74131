"""The main screen: news."""

from __future__ import annotations

from pathlib import Path

from textual import work

from store import UserError
from tui.main_screen.adding import Adding
from tui.main_screen.following import Following
from tui.safe import one_line
from tui.view_model.styled_text import Piece, fit

_LOOK = 0.25
"""Seconds between two looks at the store's version."""


class News(Following):
    """Says what came in, and shows it when asked."""

    _fresh = 0
    _taking_in = 0
    _progress = ""
    _lost = ""
    """What was said of a store that is not there any more."""
    _adding: Adding | None = None

    def begin(self) -> None:
        super().begin()
        self.set_interval(_LOOK, self.look)

    def began(self) -> None:
        super().began()
        self.take_in(opening=True)

    def on_unmount(self) -> None:
        if self._adding is not None:
            self._adding.stop()

    # What others add

    async def look(self) -> None:
        """Say how many articles came in since; nothing on the screen moves until asked."""
        if not self.has_shown:
            return
        fresh = await self._came()
        if fresh != self._fresh:
            self._fresh = fresh
            self.show_news()

    async def _came(self) -> int:
        """How many articles came in since; none where the store is gone, which is said once."""
        try:
            fresh = await self.archive.fresh()
        except UserError as trouble:
            lost = one_line(str(trouble))
            if lost != self._lost:
                self.say(lost, "bad")
            self._lost = lost
            return 0
        self._lost = ""
        return fresh

    def show_news(self) -> None:
        """The right end of the status line: what is being added, and what is new."""
        adding: list[Piece] = (
            [(f"{fit(self._progress, 40).rstrip()} ", "dim")] if self._progress else []
        )
        fresh: list[Piece] = []
        if self._fresh:
            coming: Piece = (f"{self._fresh} more being indexed ", "dim")
            fresh = [coming if self._taking_in else (f"r {self._fresh} new ", "warn")]
        self.news = (*adding, *fresh)
        self.show_status()

    def say_progress(self, words: str) -> None:
        """What the process that adds articles says of itself."""
        self._progress = words
        self.show_news()

    async def fill(self) -> None:
        """While our own import runs: let the panes fill, each cursor staying on its row."""
        if await self._came():
            self.take_in()

    @work(exclusive=True, group="fresh", exit_on_error=False)
    async def take_in(self, *, opening: bool = False) -> None:
        """Show what is new, a part at a time, with every cursor on the row where it stands.

        When the dashboard opens on an index that lags, a cursor that nobody moved follows to
        the newest.
        """
        more = True
        self._taking_in += 1
        try:
            while more:
                changed, more = await self.archive.take_in()
                if changed:
                    self.amend(self.place, heads=not opening)
        finally:
            self._taking_in -= 1
        self._fresh = 0
        self.show_news()

    # What is added from here

    async def action_fresh(self) -> None:
        if not await self._came():
            if self._lost:
                self.say(self._lost, "bad")
                return
            self.say("Nothing new has come in.")
        self.take_in()

    async def action_add(self) -> None:
        from tui.dialogs.basic import Prompt

        if self._adding is not None:
            self.say("Still adding; one at a time.")
        elif await self.archive.is_readonly():
            self.say("You may look at this store, not add to it.", "bad")
        else:
            hint = "a file, a folder or a link"
            await self.app.push_screen(Prompt("Add articles", hint, wrong=missing), self._add)

    def _add(self, path: str | None) -> None:
        if path is not None:
            self._run_add(path if is_link(path) else str(Path(path).expanduser()))

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


def is_link(path: str) -> bool:
    """Whether what was typed is meant as a link."""
    return path.startswith(("http://", "https://"))


def missing(path: str) -> str:
    """What is wrong with a path that was typed; nothing where it is there, or is a link."""
    try:
        there = is_link(path) or Path(path).expanduser().exists()
    except (RuntimeError, OSError):  # no home of that name, or too long a name
        there = False
    return "" if there else "There is no such file or folder."
