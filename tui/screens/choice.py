"""A short list to choose from, which previews each choice as the cursor comes to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.widgets.bar import Bar
from tui.widgets.cells import fit
from tui.widgets.roles import Piece
from tui.widgets.rows import ListStart, Rows


class Choice(ModalScreen[str | None]):
    """Dismissed with the choice, or None, after `preview` of what was before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down"),
        Binding("up,k", "move(-1)", "up"),
        Binding("enter", "take", "take"),
        Binding("escape,q", "leave", "leave"),
    ]

    def __init__(
        self, title: str, choices: Sequence[str], before: str, preview: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._choices, self._before, self._preview = choices, before, preview
        self._title = Bar(classes="box-title")
        self._title.say([(f" {title}", "strong")])
        self._rows: Rows[str] = Rows(_pieces, str)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box choice"):
            yield self._title
            yield self._rows

    def on_mount(self) -> None:
        at = self._choices.index(self._before) if self._before in self._choices else 0
        self._rows.start(ListStart(len(self._choices), 0, self._choices, at))
        self.set_focus(self._rows)

    @on(Rows.Moved)
    def _moved(self) -> None:
        if self._rows.current is not None:
            self._preview(self._rows.current)

    def action_move(self, by: int) -> None:
        self._rows.move(by)

    def action_take(self) -> None:
        self.dismiss(self._rows.current)

    def action_leave(self) -> None:
        self._preview(self._before)
        self.dismiss(None)


def _pieces(choice: str, width: int) -> list[Piece]:
    return [(fit(" " + choice, width), "plain")]
