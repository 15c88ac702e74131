"""A short list to choose from, which previews each choice as the cursor comes to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.widgets.bar import Bar, hints, whole
from tui.widgets.cells import fit
from tui.widgets.pages import ListStart
from tui.widgets.roles import Piece
from tui.widgets.rows import Rows


class Option(NamedTuple):
    """One choice: what it is called here, and how a person reads it."""

    name: str
    words: str


class Choice(ModalScreen[str | None]):
    """Dismissed with the choice, or None, after `preview` of what was before."""

    # Priority: a key that was typed after the one that leaves is for the screen below.
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
        self._title = Bar(classes="box-title")
        self._title.say([(f" {title}", "strong")])
        self._rows: Rows[Option] = Rows(_pieces, _name)
        self._foot = Bar(classes="box-note", arrange=whole)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box choice"):
            yield self._title
            yield self._rows
            yield self._foot

    def on_mount(self) -> None:
        self._foot.say(hints(("↑↓", "try"), ("Enter", "take"), ("Esc", "as it was")))
        self._rows.styles.height = len(self._choices)
        self._rows.start(ListStart(len(self._choices), 0, self._choices, self._at))
        self.set_focus(self._rows)

    @on(Rows.Moved)
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


def _pieces(choice: Option, width: int) -> list[Piece]:
    return [(fit(" " + choice.words, width), "plain")]


def _name(choice: Option) -> str:
    return choice.name
