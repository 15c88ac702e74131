"""A menu: each line has a letter that takes it at once."""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.dialogs.basic import Modal
from tui.safe import one_line
from tui.view_model.snapshot import ListPage
from tui.view_model.styled_text import Fragment, arrange, arrange_hints, fit, key_hints
from tui.widgets.bar import Bar
from tui.widgets.rows import Rows


class MenuOption(NamedTuple):
    """One line of a menu."""

    id: str
    letter: str
    """The key that takes it; empty for none."""
    words: str
    beside: str = ""
    """Shown at the right: what it would touch."""


class Chosen(NamedTuple):
    """What a menu ends with: the id of an option, and that of the scope."""

    option: str
    scope: str


class MenuDialog(Modal[Chosen | None]):
    """A list of options, each with a letter; Tab changes the scope where there are several.

    Its result is what was chosen, or None when it was closed.
    """

    # Priority: a key typed after the one that takes an option is meant for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "down", priority=True),
        Binding("up", "move(-1)", "up", priority=True),
        Binding("enter", "take", "take", priority=True),
        Binding("tab", "scope(1)", "next scope", priority=True),
        Binding("shift+tab", "scope(-1)", "scope before", priority=True),
        Binding("escape", "leave", "leave", priority=True),
        *(Binding(key, f"press({key!r})", key, priority=True) for key in string.ascii_letters),
    ]

    def __init__(
        self,
        title: str,
        options: Sequence[MenuOption],
        *,
        about: Sequence[str] = (),
        doubts: Sequence[str] = (),
        scopes: Sequence[MenuOption] = (),
        at: int = 0,
    ) -> None:
        """`about` are lines on what the menu is for, such as the sentence, `doubts` what speaks
        against it; `at` is the option under the cursor at first."""
        super().__init__()
        self._options, self._scopes = options, scopes
        self._lines: list[Fragment] = [(f" ! {one_line(line)}", "bad") for line in doubts]
        self._lines += [(f" {one_line(line)}", "dim") for line in about]
        self._at, self._scope = at, 0
        self._title = Bar(classes="dialog-title")
        self._title.say([(f" {one_line(title)}", "strong")])
        self._scope_line = Bar()
        self._rows: Rows[MenuOption] = Rows(_option_line, _option_id)
        self._foot = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield self._title
            for line in self._lines:
                bar = Bar()
                bar.say([line])
                yield bar
            if self._scopes:
                yield self._scope_line
            yield self._rows
            yield self._foot

    def on_mount(self) -> None:
        tab = [("Tab", "scope")] if len(self._scopes) > 1 else []
        self._foot.say(key_hints(("letter or Enter", "choose"), *tab, ("Esc", "cancel")))
        fixed = 4 + len(self._lines) + bool(self._scopes)
        self._rows.styles.height = len(self._options)
        self._rows.styles.max_height = max(self.app.size.height - fixed - 1, 3)
        self._rows.show(ListPage(len(self._options), 0, self._options, self._at))
        self._say_scope()
        self.set_focus(self._rows)

    def _say_scope(self) -> None:
        if not self._scopes:
            return
        line: list[Fragment] = [(" Scope: ", "dim")]
        for at, scope in enumerate(self._scopes):
            words = f"{scope.words} ({scope.beside})" if scope.beside else scope.words
            line += [(words, "accent" if at == self._scope else "dim"), ("  ", "plain")]
        chosen = self._scopes[self._scope]
        if sum(cell_len(text) for text, _ in line) > self.app.size.width - 3:
            words = f"{chosen.words} ({chosen.beside})" if chosen.beside else chosen.words
            line = [(" Scope: ", "dim"), (words, "accent")]
        self._scope_line.say(line)

    def action_scope(self, by: int) -> None:
        if self._scopes:
            self._scope = (self._scope + by) % len(self._scopes)
            self._say_scope()

    def action_move(self, by: int) -> None:
        self._at = (self._at + by) % len(self._options)
        self._rows.move_to(self._at)

    def action_press(self, letter: str) -> None:
        for at, option in enumerate(self._options):
            if option.letter == letter:
                self._at = at
                self.action_take()
                return
        if letter in "jk":
            self.action_move(1 if letter == "j" else -1)
        elif letter == "q":
            self.action_leave()

    def action_take(self) -> None:
        scope = self._scopes[self._scope].id if self._scopes else ""
        self.dismiss(Chosen(self._options[self._at].id, scope))

    def action_leave(self) -> None:
        self.dismiss(None)


def _option_line(option: MenuOption, width: int) -> list[Fragment]:
    """Return the line of an option; what stands beside the words is cut before they are."""
    letter, words, beside = option.letter or " ", one_line(option.words), one_line(option.beside)
    room = max(width - cell_len(words) - 7, 0)
    beside = fit(beside, min(cell_len(beside), room))
    right: list[Fragment] = [(f"{beside} ", "dim")] if beside else []
    return arrange([(f" {letter}  ", "strong"), (words, "plain")], right, width)


def _option_id(option: MenuOption) -> str:
    return option.id
