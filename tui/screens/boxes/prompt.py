"""A box that asks for one line."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.safe import one_line
from tui.widgets.line_input import LineInput


class Prompt(ModalScreen[str | None]):
    """Dismissed with what was typed, or None when it was left. Question and hint are shown as
    plain text on one line, whatever they hold."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", priority=True),
    ]

    def __init__(self, question: str, hint: str, value: str = "") -> None:
        super().__init__()
        self._question, self._hint, self._value = question, hint, value

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(one_line(self._question)), classes="box-title")
            yield LineInput(self._hint, self._value)

    def on_mount(self) -> None:
        self.set_focus(self.query_one(LineInput))

    @on(LineInput.Entered)
    def _entered(self, event: LineInput.Entered) -> None:
        self.dismiss(event.value or None)

    def action_leave(self) -> None:
        self.dismiss(None)
