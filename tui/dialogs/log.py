"""The dialog that lists the corrections, and takes back any of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.dialogs.basic import Dialog
from tui.safe import one_line
from tui.view_model.log import (
    EMPTY,
    PARTS,
    LogPage,
    LogPart,
    about_line,
    keep,
    lines_of,
    log_line,
    log_page,
    turn,
)
from tui.view_model.snapshot import ListPage
from tui.view_model.store_thread import Job, StoreThread, Then
from tui.view_model.styled_text import Fragment, arrange_hints, key_hints
from tui.widgets.bar import Bar
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from store import LogLine


_ROOMY = 64
"""Columns from which all parts of the log are named."""


class LogDialog(Dialog[int]):
    """What, when, who; Enter takes a line back or restores it, in place.

    Its result is the number of an article to open, or None.
    """

    # Priority: a key typed after the one that closes this is meant for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", priority=True),
        Binding("up,k", "move(-1)", "up", priority=True),
        Binding("pagedown,ctrl+d", "page(1)", "page down", priority=True),
        Binding("pageup", "page(-1)", "page up", priority=True),
        Binding("home,g", "top", "top", priority=True),
        Binding("end,G", "bottom", "bottom", priority=True),
        Binding("tab", "part(1)", "next part", priority=True),
        Binding("shift+tab", "part(-1)", "part before", priority=True),
        Binding("u,enter,ctrl+r", "turn", "undo or redo", priority=True),
        Binding("o", "open", "open the article", priority=True),
        Binding("escape,q,L,H", "leave", "leave", priority=True),
    ]

    def __init__(
        self, store_thread: StoreThread, part: LogPart, apply: Callable[[Job, Then], None]
    ) -> None:
        """`apply` changes the log, and shows in the panes what that changed."""
        self._rows: Rows[LogLine] = Rows(log_line, _line_id)
        super().__init__(self._rows)
        self._store_thread, self._part, self._apply = store_thread, part, apply
        self._page = LogPage((), ())
        self._count = ""
        """How many lines this part has, once they are read."""
        self._title = Bar(classes="dialog-title")
        self._about = Static(Content(""), classes="log-about")
        self._foot = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="card-dialog"):
            yield self._title
            yield self._rows
            yield self._about
            yield self._foot

    def on_mount(self) -> None:
        self.set_focus(self._rows)
        self._load()

    @work(exclusive=True, group="log", exit_on_error=False)
    async def _load(self) -> None:
        await self._read()

    async def _read(self) -> None:
        self._page = await self._store_thread.ask(log_page)
        self._show(self._rows.cursor)

    def on_resize(self) -> None:
        self._say_parts()

    def _show(self, cursor: int = 0) -> None:
        found = lines_of(self._page, self._part)
        self._rows.empty_lines = EMPTY[self._part]
        self._rows.show(ListPage(len(found), 0, found, max(min(cursor, len(found) - 1), 0)))
        self._count = f"{len(found)} "
        self._say_parts()
        does = "keep this one" if self._part == "conflicts" else "undo or redo"
        keys = (("Enter", does), ("Tab", "other parts"), ("o", "article"), ("Esc", "close"))
        self._foot.say(key_hints(*keys))
        self._say_about()

    def _say_parts(self) -> None:
        """Name the parts of the log, or only the one shown where there is no room."""
        parts: list[Fragment] = [(" Corrections: ", "strong")]
        named = PARTS if self.app.size.width >= _ROOMY else (self._part,)
        parts += [(f"{part} ", "accent" if part == self._part else "dim") for part in named]
        self._title.say(parts, [(self._count, "dim")])

    @on(Rows.CursorMoved)
    def _say_about(self) -> None:
        """Show the rest of the line under the cursor: what is cut of it, scope, reason, why it does
        not hold.
        """
        line = self._rows.current
        self._say("" if line is None else about_line(line, self._rows.size.width))

    def _say(self, words: str, *, failed: bool = False) -> None:
        self._about.update(Content(one_line(words)))
        self._about.set_class(failed, "-failed")

    def action_part(self, by: int) -> None:
        self._part = PARTS[(PARTS.index(self._part) + by) % len(PARTS)]
        self._show()

    def action_top(self) -> None:
        self._rows.move_to(0)

    def action_bottom(self) -> None:
        self._rows.move_to(self._rows.total - 1)

    def action_turn(self) -> None:
        """Take the line back, or restore it; of two that contradict each other, keep this one."""
        line, page = self._rows.current, self._page
        if line is None:
            return
        act = keep if self._part == "conflicts" else turn
        self._apply(lambda log, _: act(log, page, line), self._turned)

    async def _turned(self, said: str, done: bool) -> None:
        if self.is_attached:
            await self._read()
            self._say(said, failed=not done)

    def action_open(self) -> None:
        line = self._rows.current
        if line is None or line.number is None:
            self._say("It holds in every article: there is no single one to open.")
        else:
            self.dismiss(line.number)


def _line_id(line: LogLine) -> str:
    return line.correction.id
