"""A box that asks for one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.safe import one_line
from tui.widgets.bar import Bar, hints, whole
from tui.widgets.line_input import LineInput

_FOOT = hints(("Enter", "take"), ("Esc", "leave"))


class Prompt(ModalScreen[str | None]):
    """Dismissed with what was typed, or None when it was left. Question and hint are shown as
    plain text on one line, whatever they hold. While `wrong` says what is wrong with what was
    typed, the box stays, so that it can be put right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", priority=True),
    ]

    def __init__(
        self,
        question: str,
        hint: str,
        value: str = "",
        wrong: Callable[[str], str] = lambda _: "",
    ) -> None:
        super().__init__()
        self._question, self._hint, self._value, self._wrong = question, hint, value, wrong
        self._note = Bar(classes="box-note", arrange=whole)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(one_line(self._question)), classes="box-title")
            yield LineInput(self._hint, self._value)
            yield self._note

    def on_mount(self) -> None:
        self._note.say(_FOOT)
        line = self.query_one(LineInput)
        self.set_focus(line)
        # What stands there already is a proposal: whoever types writes over it.
        line.select_all()

    @on(LineInput.Entered)
    def _entered(self, event: LineInput.Entered) -> None:
        if event.value and (wrong := self._wrong(event.value)):
            self._note.say([(f" {one_line(wrong)}", "bad")])
            self.query_one(LineInput).go_on()
        else:
            self.dismiss(event.value or None)

    def action_leave(self) -> None:
        self.dismiss(None)
