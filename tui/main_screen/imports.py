"""New articles: what other processes add, and what is added from here."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from store import UserError
from tui.main_screen.host import Host
from tui.main_screen.loading import SnapshotLoader
from tui.main_screen.navigation import Navigation
from tui.main_screen.status import StatusLine
from tui.safe import one_line
from tui.view_model.store_thread import News, StoreThread
from tui.view_model.styled_text import Fragment, fit, plural

_POLL = 0.25
"""Seconds between two looks at the version of the store."""
_PAUSE = 0.25
"""Seconds between two looks at what another process has indexed."""
_REFRESH = 1.0
"""Seconds between two refreshes of the panes while articles are added from here."""
_PROGRESS_WIDTH = 40
"""Cells for the progress of an import on the status line."""


class Imports:
    """Reports new articles, and shows them when the user asks."""

    def __init__(
        self,
        host: Host,
        store_thread: StoreThread,
        navigation: Navigation,
        loader: SnapshotLoader,
        status: StatusLine,
    ) -> None:
        self._host = host
        self._store_thread = store_thread
        self._navigation = navigation
        self._loader = loader
        self._status = status
        self._new = News()
        """What is in the store and not on the screen."""
        self._waiting = 0
        """Articles that do not yet show a correction that others on the screen show."""
        self._updating = 0
        """Updates of the index that are under way."""
        self._progress = ""
        self._lost = ""
        """What was reported of a store that no longer exists."""
        self._process: ImportProcess | None = None

    def begin(self) -> None:
        """Look at the store from now on, several times a second."""
        self._host.set_interval(_POLL, self.poll)

    def stop(self) -> None:
        """End the import that runs; what it has committed stays."""
        if self._process is not None:
            self._process.stop()

    # What other processes add

    async def poll(self) -> None:
        """Report how much is new; nothing else changes until the user asks.

        A correction that some rows show already is completed in all others.
        """
        if not self._loader.has_shown:
            return
        new = await self._count_new()
        waiting = await self._store_thread.count_waiting()
        if (new, waiting) == (self._new, self._waiting):
            return
        self._new, self._waiting = new, waiting
        self._report()
        if waiting and not self._updating:
            self.update()

    async def _count_new(self) -> News:
        """Return what is new; nothing when the store is gone, which is reported once."""
        try:
            new = await self._store_thread.count_new()
        except UserError as trouble:
            lost = one_line(str(trouble))
            if lost != self._lost:
                self._host.say(lost, "bad")
            self._lost = lost
            return News()
        self._lost = ""
        return new

    def _report(self) -> None:
        """Show progress and new articles at the right end of the status line."""
        fragments: list[Fragment] = []
        if self._progress:
            fragments.append((f"{fit(self._progress, _PROGRESS_WIDTH).rstrip()} ", "dim"))
        if self._new.articles and self._updating:
            fragments.append((f"{self._new.counted} more being indexed ", "dim"))
        elif self._waiting:
            articles = plural(self._waiting, "article")
            fragments.append((f"{articles} being corrected ", "dim"))
        elif self._new.is_any:
            fragments.append((f"r {self._new} ", "warn"))
        self._status.show_activity(fragments)

    def update(self, *, opening: bool = False) -> None:
        """Index new articles a part at a time and show them; every cursor stays on its row.

        With `opening`, a cursor that nobody moved follows to the newest row.
        """
        self._host.start("fresh", self._update, opening)

    async def _update(self, opening: bool) -> None:
        more = True
        self._updating += 1
        try:
            while more:
                changed, more = await self._store_thread.update_index()
                if changed:
                    self._navigation.amend(self._navigation.state, initial=not opening)
                elif more:
                    # Another process is indexing.
                    await asyncio.sleep(_PAUSE)
        finally:
            self._updating -= 1
        self._new, self._waiting = News(), 0
        self._report()

    # Commands

    async def refresh(self) -> None:
        """Show the articles that are new."""
        if not (await self._count_new()).is_any:
            if self._lost:
                self._host.say(self._lost, "bad")
                return
            self._host.say("There are no new articles.")
        self.update()

    async def add(self) -> None:
        """Ask for a file, a folder or a link, and add it in the background."""
        from tui.dialogs.basic import PromptDialog

        if self._process is not None:
            self._host.say("An import is running; wait until it ends.")
        elif await self._store_thread.is_readonly():
            self._host.say("You can read this store, but not add to it.", "bad")
        else:
            dialog = PromptDialog("Add articles", "a file, a folder or a link", wrong=missing_path)
            await self._host.open_dialog(dialog, self._take_path)

    def _take_path(self, path: str | None) -> None:
        if path is not None:
            full = path if is_link(path) else str(Path(path).expanduser())
            self._host.start("add", self._add, full, exclusive=False)

    async def _add(self, path: str) -> None:
        """Let another process read the articles, and refresh the panes meanwhile."""
        self._process = ImportProcess(self._store_thread.folder, path)
        timer = self._host.set_interval(_REFRESH, self._update_if_new)
        try:
            status, last = await self._process.run(self._show_progress)
        finally:
            timer.stop()
            self._process = None
        await self._update_if_new()
        self._show_progress("")
        ended = "Added." if status == 0 else "Nothing was added."
        self._host.say(last or ended, "bad" if status else "good")

    async def _update_if_new(self) -> None:
        if (await self._count_new()).is_any:
            self.update()

    def _show_progress(self, words: str) -> None:
        self._progress = words
        self._report()


class ImportProcess:
    """One run of `dateline add`, in a process of its own."""

    def __init__(self, store: Path, path: str) -> None:
        self._command = (sys.executable, "-m", "tui.cli", "--store", str(store), "add", "--", path)
        self._process: asyncio.subprocess.Process | None = None

    async def run(self, say: Callable[[str], None]) -> tuple[int, str]:
        """Run it to its end and pass on each line that it prints.

        Returns:
            The exit status and the last line. Standard output and error are read together, so
            that the process never waits for its reader.
        """
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            limit=1 << 20,
        )
        last = ""
        if self._process.stdout is None:
            return await self._process.wait(), last
        async for line in self._process.stdout:
            if text := one_line(line.decode("utf-8", "replace").rstrip()).strip():
                last = text
                say(text)
        return await self._process.wait(), last

    def stop(self) -> None:
        """End it; what it has committed stays, and the next run resumes."""
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.terminate()


def is_link(path: str) -> bool:
    """Return whether what was typed is a link."""
    return path.startswith(("http://", "https://"))


def missing_path(path: str) -> str:
    """Return what is wrong with a path that was typed; empty when it exists or is a link."""
    try:
        exists = is_link(path) or Path(path).expanduser().exists()
    except (RuntimeError, OSError):  # no home of that name, or too long a name
        exists = False
    return "" if exists else "There is no such file or folder."
