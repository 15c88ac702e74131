"""What dialogs share, and the two simple ones: choose from a list, type a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.safe import one_line
from tui.themes import DIALOG_STYLES
from tui.view_model.snapshot import ListPage
from tui.view_model.styled_text import Fragment, arrange_hints, fit, key_hints
from tui.widgets.bar import Bar
from tui.widgets.line_input import LineInput
from tui.widgets.rows import Rows

_FOOT = key_hints(("Enter", "confirm"), ("Esc", "cancel"))
BREAKPOINTS = [(0, "-fills"), (140, "-floats")]
"""Columns from which a dialog leaves room for the panes at its sides, and before which it fills
the width: a few columns of a pane say nothing."""


class Moving(Protocol):
    """A list or a text that can be scrolled."""

    def move(self, by: int) -> None: ...

    def page(self, by: int) -> None: ...


class Modal[T](ModalScreen[T]):
    """Any dialog. The first one reads their style sheet, unless the main screen has read it."""

    CSS_PATH = DIALOG_STYLES


class Dialog[T](Modal[T | None]):
    """A dialog with a list or a text. Its result is what was chosen; None when it was closed."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    def __init__(self, inside: Moving) -> None:
        super().__init__()
        self._inside = inside

    def action_move(self, by: int) -> None:
        self._inside.move(by)

    def action_page(self, by: int) -> None:
        self._inside.page(by)

    def action_leave(self) -> None:
        self.dismiss(None)


class Option(NamedTuple):
    """One option: its id and its label."""

    name: str
    words: str


class ChoiceDialog(Modal[str | None]):
    """A short list; each option is previewed. Its result is the id of an option, or None.

    When it is closed without a choice, the option that held before is previewed again.
    """

    # Priority: a key typed after the one that closes this is meant for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j,s,ctrl+t", "move(1)", "down", priority=True),
        Binding("up,k", "move(-1)", "up", priority=True),
        Binding("enter", "take", "take", priority=True),
        Binding("escape,q", "leave", "leave", priority=True),
    ]

    def __init__(
        self, title: str, choices: Sequence[Option], before: str, preview: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._choices, self._before, self._preview = choices, before, preview
        self._at = next((at for at, each in enumerate(choices) if each.name == before), 0)
        self._tried = before
        self._title = Bar(classes="dialog-title")
        self._title.say([(f" {title}", "strong")])
        self._rows: Rows[Option] = Rows(_option_line, _option_name)
        self._foot = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog choice"):
            yield self._title
            yield self._rows
            yield self._foot

    def on_mount(self) -> None:
        self._foot.say(key_hints(("↑↓", "preview"), ("Enter", "choose"), ("Esc", "cancel")))
        self._rows.styles.height = len(self._choices)
        self._rows.show(ListPage(len(self._choices), 0, self._choices, self._at))
        self.set_focus(self._rows)

    @on(Rows.CursorMoved)
    def _moved(self) -> None:
        self._at = self._rows.cursor
        self._try(self._choices[self._at].name)

    def action_move(self, by: int) -> None:
        self._at = (self._at + by) % len(self._choices)
        self._rows.move_to(self._at)
        self._try(self._choices[self._at].name)

    def _try(self, name: str) -> None:
        if name != self._tried:
            self._tried = name
            self._preview(name)

    def action_take(self) -> None:
        name = self._choices[self._at].name
        self._try(name)
        self.dismiss(name)

    def action_leave(self) -> None:
        self._try(self._before)
        self.dismiss(None)


def _option_line(choice: Option, width: int) -> list[Fragment]:
    return [(fit(" " + choice.words, width), "plain")]


def _option_name(choice: Option) -> str:
    return choice.name


class PromptDialog(Modal[str | None]):
    """A dialog that asks for one line. Its result is what was typed, or None when it was closed.

    Question and hint are shown as plain text on one line. While `wrong` returns what is wrong with
    the typed value, the dialog stays open.
    """

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

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
        self._note = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(one_line(self._question)), classes="dialog-title")
            yield LineInput(self._hint, self._value)
            yield self._note

    def on_mount(self) -> None:
        self._note.say(_FOOT)
        line = self.query_one(LineInput)
        self.set_focus(line)
        # The value is a proposal, which typing replaces.
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
