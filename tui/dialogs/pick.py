"""A dialog to find one thing by typing: an entity, a type, a tag."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from tui.dialogs.basic import Dialog
from tui.safe import one_line
from tui.view_model.picks import Pick
from tui.view_model.snapshot import ListPage
from tui.view_model.styled_text import Fragment, arrange, arrange_hints, key_hints
from tui.widgets.bar import Bar
from tui.widgets.line_input import LineInput
from tui.widgets.rows import Rows

Finds = Callable[[str], Awaitable[Sequence[Pick]]]
"""Returns the lines for what was typed, best first."""


class PickDialog(Dialog[Pick]):
    """Find one thing as you type. Its result is the line that was picked, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", priority=True),
        Binding("down,ctrl+n", "move(1)", "down", priority=True),
        Binding("up,ctrl+p", "move(-1)", "up", priority=True),
        Binding("pagedown", "page(1)", "page down", priority=True),
        Binding("pageup", "page(-1)", "page up", priority=True),
    ]

    def __init__(self, title: str, hint: str, find: Finds, *, about: Sequence[str] = ()) -> None:
        self._rows: Rows[Pick] = Rows(_pick_line, _pick_id)
        super().__init__(self._rows)
        self._find, self._about = find, about
        self._rows.can_focus, self._rows.leads = False, True
        self._title = Bar(classes="dialog-title")
        self._title.say([(f" {one_line(title)}", "strong")])
        self._line = LineInput(hint)
        self._foot = Bar(classes="dialog-note", arrange=arrange_hints)
        self._answered: str | None = None
        """What the rows were found for."""
        self._is_hasty = False
        """Whether Enter was pressed before the rows were there."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="search-dialog"):
            yield self._title
            for line in self._about:
                bar = Bar()
                bar.say([(f" {one_line(line)}", "dim")])
                yield bar
            yield self._line
            yield self._rows
            yield self._foot

    def on_mount(self) -> None:
        self._foot.say(key_hints(("↑↓", "choose"), ("Enter", "take"), ("Esc", "cancel")))
        self.set_focus(self._line)
        self._look("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._look(event.value)

    @work(exclusive=True, group="pick", exit_on_error=False)
    async def _look(self, typed: str) -> None:
        found = await self._find(typed.strip())
        self._answered = typed.strip()
        self._rows.empty_lines = ("Nothing of that name.",) if self._answered else ("Type a name.",)
        self._rows.show(ListPage(len(found), 0, found))
        if self._is_hasty:
            self._take()

    @on(LineInput.Entered)
    def _take(self) -> None:
        """Take the line under the cursor; when its rows are not there yet, as soon as they are."""
        self._is_hasty = self._answered != self._line.value.strip()
        if self._is_hasty:
            return
        if self._rows.current is None:
            self._line.go_on()
        else:
            self.dismiss(self._rows.current)


def _pick_line(row: Pick, width: int) -> list[Fragment]:
    right: list[Fragment] = [(f"{one_line(row.beside)} ", "dim")] if row.beside else []
    return arrange([(f" {row.mark} ", "accent"), (one_line(row.words), "plain")], right, width)


def _pick_id(row: Pick) -> str:
    return row.id
