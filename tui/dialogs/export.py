"""The dialog that exports: what, in which format, to a file or to the clipboard."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from store import FORMATS, UserError
from tui.dialogs.basic import BREAKPOINTS, Modal, PromptDialog
from tui.safe import one_line
from tui.terminal.terminal import copy_lines
from tui.view_model.exporting import ExportRun, ExportStopped, Preview, Scope, preview
from tui.view_model.snapshot import ListPage
from tui.view_model.store_thread import StoreThread
from tui.view_model.styled_text import (
    Fragment,
    Role,
    arrange_hints,
    arrange_without_right,
    fit,
    key_hints,
)
from tui.widgets.bar import Bar
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from store import Format

_FEWEST = 2
"""Rows of the list of formats, where there is no room for more."""
_OTHER_LINES = 10
_NAME = 18
"""Cells for the id of a format."""
_TICK = 0.25
"""Seconds between two looks at the progress."""


class ExportDialog(Modal[str | None]):
    """Its result is what was written, in a sentence, or None when it was closed."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    # Priority: a key typed after the one that closes this is meant for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", priority=True),
        Binding("up,k", "move(-1)", "up", priority=True),
        Binding("tab,E", "scope(1)", "what", priority=True),
        Binding("shift+tab", "scope(-1)", "what", priority=True),
        Binding("enter", "file", "to a file", priority=True),
        Binding("y", "clipboard", "to the clipboard", priority=True),
        Binding("escape,q", "leave", "leave", priority=True),
    ]

    def __init__(self, store_thread: StoreThread, scopes: Sequence[Scope], name: str) -> None:
        """`scopes` are what can leave, the likeliest first; `name` is the file's, without its
        suffix.
        """
        super().__init__()
        self._store_thread = store_thread
        self._scopes = scopes
        self._file_name = name
        self._at = 0
        self._preview: Preview | None = None
        self._run: ExportRun | None = None
        self._what = Bar(arrange=arrange_without_right)
        self._rows: Rows[Format] = Rows(_format_line, lambda form: form.id)
        self._counts = Bar()
        self._lacks = Static(Content(""), classes="export-lacks")
        self._foot = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content("Export"), classes="dialog-title")
            yield self._what
            yield self._rows
            yield self._counts
            yield self._lacks
            yield self._foot

    def on_mount(self) -> None:
        self._fit()
        self._rows.show(ListPage(len(FORMATS), 0, FORMATS))
        self.set_focus(self._rows)
        self._show_format()
        self._hint()
        self._count()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Give the list what the other lines leave of the screen."""
        room = self.app.size.height - _OTHER_LINES
        self._rows.styles.height = max(_FEWEST, min(len(FORMATS), room))

    @property
    def _format(self) -> Format:
        return FORMATS[self._rows.cursor]

    def _hint(self) -> None:
        what = [("Tab", "what")] if len(self._scopes) > 1 else []
        self._foot.say(
            key_hints(
                ("↑↓", "format"), *what, ("Enter", "to a file"), ("y", "clipboard"),
                ("Esc", "cancel"),
            )
        )  # fmt: skip

    # What leaves

    def action_scope(self, by: int) -> None:
        if self._run is None:
            self._at = (self._at + by) % len(self._scopes)
            self._count()

    @work(exclusive=True, group="preview", exit_on_error=False)
    async def _count(self) -> None:
        """Show what the scope holds."""
        scope = self._scopes[self._at]
        self._say_what()
        self._preview = None
        self._counts.say([(" counting …", "dim")])
        try:
            self._preview = await self._store_thread.ask(lambda views: preview(views, scope))
        except UserError as trouble:
            self._counts.say([(f" {one_line(str(trouble))}", "bad")])
        else:
            self._show_counts()

    def _say_what(self) -> None:
        """Say what leaves, and how many formats there are: the list may show only some."""
        words = one_line(self._scopes[self._at].words)
        which = f"  {self._at + 1} of {len(self._scopes)}" if len(self._scopes) > 1 else ""
        self._what.say(
            [(" What: ", "dim"), (words, "strong"), (which, "dim")],
            [(f"format {self._rows.cursor + 1} of {len(FORMATS)} ", "dim")],
        )

    def _show_counts(self) -> None:
        from store import summary_of_export

        if self._preview is not None:
            carried = summary_of_export(self._preview.totals, self._format.carries)
            self._counts.say([(f" {carried}", "plain")])

    # The format

    def action_move(self, by: int) -> None:
        if self._run is None:
            self._rows.move(by)

    @on(Rows.CursorMoved)
    def _show_format(self) -> None:
        lacks = self._format.lacks or "Nothing is lost."
        self._lacks.update(Content(lacks))
        self._say_what()
        self._show_counts()

    # Writing

    def action_file(self) -> None:
        if self._run is None and self._preview is not None:
            form = self._format
            prompt = PromptDialog(
                f"Write {form.name} to a file",
                "a file",
                self._file_name + form.suffix,
                wrong=replaces_if_asked_twice(),
            )
            self.app.push_screen(prompt, self._to_file)

    def _to_file(self, name: str | None) -> None:
        if name is not None and self._preview is not None:
            path = Path(name).expanduser().absolute()
            self._write(self._preview, self._format, path)

    def action_clipboard(self) -> None:
        if self._run is None and self._preview is not None:
            self._write(self._preview, self._format, None)

    @work(exclusive=True, group="export", exit_on_error=False)
    async def _write(self, found: Preview, form: Format, path: Path | None) -> None:
        """Write the export, show how far it is, and close when it is done."""
        run = self._run = ExportRun(self._store_thread.folder, found, form)
        timer = self.set_interval(_TICK, self._show_progress)
        self._show_progress()
        try:
            done = await (self._filed(run, path) if path else self._copied(run))
        except ExportStopped:
            self._end("Stopped; nothing was written.", "warn")
        except UserError as trouble:
            self._end(one_line(str(trouble)), "bad")
        else:
            self.dismiss(done)
        finally:
            run.stop()
            timer.stop()
            self._run = None

    async def _filed(self, run: ExportRun, path: Path) -> str:
        done = await asyncio.to_thread(run.to_file, path, replace=True)
        return f"{done:,} records are in {one_line(str(path))}."

    async def _copied(self, run: ExportRun) -> str:
        text = await asyncio.to_thread(run.to_text)
        how = await asyncio.to_thread(copy_lines, text, self.app.copy_to_clipboard, os.environ)
        return f"{run.progress.done:,} records, {len(text):,} characters: {how}."

    def _show_progress(self) -> None:
        if self._run is not None:
            self._foot.say([(f" {self._run.progress} …", "accent")], key_hints(("Esc", "stop")))

    def _end(self, words: str, role: Role) -> None:
        self._foot.say([(f" {words}", role)], key_hints(("Esc", "close")))

    def action_leave(self) -> None:
        """Stop the export that runs, or close."""
        if self._run is not None:
            self._run.stop()
        else:
            self.dismiss(None)

    def on_unmount(self) -> None:
        if self._run is not None:
            self._run.stop()


def _format_line(form: Format, width: int) -> list[Fragment]:
    return [(fit(f" {form.id}", _NAME), "strong"), (fit(form.name, max(width - _NAME, 0)), "plain")]


def replaces_if_asked_twice() -> Callable[[str], str]:
    """Return a check of a file's name: a file that is there is replaced when its name is entered
    twice.
    """
    asked: set[str] = set()

    def wrong(name: str) -> str:
        try:
            path = Path(name).expanduser().absolute()
            if path.is_dir():
                return "That is a folder; name a file."
            if not path.parent.is_dir():
                return "There is no such folder."
            if name in asked or not path.exists():
                return ""
        except (RuntimeError, OSError, ValueError):  # no home of that name, or too long a name
            return "There is no such folder."
        asked.add(name)
        return "This file is there. Enter again replaces it."

    return wrong
