"""The keys that work here and now, searchable; Enter does what the row says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.keys import Key, here, shown
from tui.widgets.bar import Bar
from tui.widgets.cells import fit
from tui.widgets.line_input import LineInput
from tui.widgets.roles import Piece
from tui.widgets.rows import ListStart, Rows

LEGEND: tuple[tuple[str, str], ...] = (
    ("+ ++", "cooperation, in words and in deeds"),
    ("- --", "conflict, in words and in deeds"),
    ("?", "a claim: only according to somebody"),
    (">", "planned"),
    ("~", "hypothetical"),
    ("x", "negated: it did not happen"),
    ("3s 2a", "three sentences in two articles say so"),
    ("•", "touched by what is chosen in another pane"),
    ("“…”", "no headline: the first sentence"),
    ("P O G L F", "person, organisation, country or city, place, building"),
    ("N E W D A", "people, event, work, product, law"),
)
"""What the marks in the panes mean."""


class Help(ModalScreen[str | None]):
    """Dismissed with the action of the chosen key, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", priority=True),
        Binding("down,ctrl+n", "move(1)", "down", priority=True),
        Binding("up", "move(-1)", "up", priority=True),
        Binding("pagedown", "page(1)", "page down", priority=True),
        Binding("pageup", "page(-1)", "page up", priority=True),
    ]

    def __init__(self, pane: str, changed: Mapping[str, str]) -> None:
        super().__init__()
        self._keys = here(pane)
        self._changed = changed
        self._rows: Rows[Key | tuple[str, str]] = Rows(self._line, _identity)
        self._rows.can_focus = False
        self._title = Bar(classes="box-title")
        self._title.say([(f" Keys in the {pane}", "strong")], [("Esc leaves ", "dim")])

    def compose(self) -> ComposeResult:
        with Vertical(classes="help-box"):
            yield self._title
            yield LineInput("search the keys")
            yield self._rows

    def on_mount(self) -> None:
        self._rows.empty = ("No key does that.",)
        self.set_focus(self.query_one(LineInput))
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, typed: str) -> None:
        rows = matching(typed, self._keys)
        self._rows.start(ListStart(len(rows), 0, rows))

    @on(LineInput.Entered)
    def _entered(self) -> None:
        row = self._rows.current
        self.dismiss(row.action if isinstance(row, Key) else None)

    def _line(self, row: Key | tuple[str, str], width: int) -> list[Piece]:
        if isinstance(row, Key):
            keys, words = shown(self._changed.get(row.id, row.keys)), row.tip
        else:
            keys, words = row
        return [(" " + fit(keys, 11), "strong"), (fit(words, width - 12), "plain")]

    def action_move(self, by: int) -> None:
        self._rows.move(by)

    def action_page(self, by: int) -> None:
        self._rows.page(by)

    def action_leave(self) -> None:
        self.dismiss(None)


def _identity(row: object) -> object:
    return row


def matching(typed: str, keys: list[Key]) -> list[Key | tuple[str, str]]:
    """The keys, then the marks, that have all of the typed words in what they say."""
    wanted = typed.casefold().split()
    found: list[Key | tuple[str, str]] = [
        key
        for key in keys
        if all(word in f"{key.name} {key.tip} {key.group} {key.keys}".casefold() for word in wanted)
    ]
    found += [each for each in LEGEND if all(word in " ".join(each).casefold() for word in wanted)]
    return found
