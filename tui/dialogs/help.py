"""Help on keys and marks, and the command palette."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from tui.dialogs.basic import BoxScreen
from tui.keys import KEYS, Key, here, shown
from tui.view_model.lines import TYPE_LETTERS, TYPE_WORDS
from tui.view_model.snapshot import ListStart
from tui.view_model.styled_text import Piece, fit, hints, whole
from tui.widgets.bar import Bar
from tui.widgets.line_input import LineInput
from tui.widgets.rows import Rows

LEGEND: tuple[tuple[str, str], ...] = (
    ("12/340", "shown, of how many in the store"),
    ("+  ++", "cooperation: in words, in deeds"),
    ("-  --", "conflict: in words, in deeds"),
    ("?", "a claim: only somebody says so"),
    (">", "planned"),
    ("~", "hypothetical"),
    ("x", "negated: it did not happen"),
    ("3s 2a", "three sentences in two articles say so"),
    ("2024-07", "bright: the text states the date; dim: it was taken over"),
    ("→2024-07-09", "before that day; 2024-07-09→ since then"),
    ("•", "touched by what is chosen in another pane"),
    ("“…”", "no headline: the first sentence"),
    ("›", "in the reader: something was read from here; m shows it"),
    ("9", "at the end of an article: how many events were read in it"),
    *(
        (
            " ".join(TYPE_LETTERS[each] for each in types),
            ", ".join(TYPE_WORDS[each] for each in types),
        )
        for types in ([*TYPE_LETTERS][:5], [*TYPE_LETTERS][5:])
    ),
)
"""What the marks in the panes mean."""
type Line = Key | tuple[str, str] | str
"""A key, a mark with its meaning, or the heading over some of them."""
_NAME, _KEYS = 17, 9
"""Cells for the longest name, and for its keys."""


class Help(BoxScreen[Key]):
    """The keys that work in a pane, and what the marks mean. Dismissed with a key, or None."""

    HINT = "search the keys and marks"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", priority=True),
        Binding("down,ctrl+n", "move(1)", "down", priority=True),
        Binding("up", "move(-1)", "up", priority=True),
        Binding("pagedown", "page(1)", "page down", priority=True),
        Binding("pageup", "page(-1)", "page up", priority=True),
    ]

    def __init__(self, pane: str, changed: Mapping[str, str]) -> None:
        self._rows: Rows[Line] = Rows(self.line, _identity)
        super().__init__(self._rows)
        self._pane = pane
        self._changed = changed
        self._rows.can_focus, self._rows.leads = False, True
        self._title = Bar(classes="box-title")
        self._foot = Bar(classes="box-note", arrange=whole)

    def compose(self) -> ComposeResult:
        with Vertical(classes="help-box"):
            yield self._title
            yield LineInput(self.HINT)
            yield self._rows
            yield self._foot

    @property
    def title_words(self) -> str:
        """What stands above the list."""
        return f"Keys in the {self._pane}"

    def found(self, typed: str) -> list[Line]:
        """The lines that have all of the typed words."""
        return under_headings(matching(typed, here(self._pane)))

    def on_mount(self) -> None:
        self._title.say([(f" {self.title_words}", "strong")])
        self._rows.empty = ("No key does that.",)
        self._foot.say(hints(("↑↓", "choose"), ("Enter", "do it"), ("Esc", "leave")))
        self.set_focus(self.query_one(LineInput))
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, typed: str) -> None:
        lines = self.found(typed)
        headings = [at for at, line in enumerate(lines) if isinstance(line, str)]
        first = 1 if headings else 0
        self._rows.start(ListStart(len(lines), 0, lines, first, headings=headings))

    @on(LineInput.Entered)
    def _entered(self) -> None:
        row = self._rows.current
        self.dismiss(row if isinstance(row, Key) else None)

    def keys_of(self, key: Key) -> str:
        """The keys of a command, for people, as the config file may have changed them."""
        return shown(self._changed.get(key.id, key.keys))

    def line(self, row: Line, width: int) -> list[Piece]:
        if isinstance(row, str):
            return [(f"{row} ", "accent"), ("─" * max(width - len(row) - 2, 0), "rule")]
        if isinstance(row, Key):
            keys, words = self.keys_of(row), row.tip
        else:
            keys, words = row
        return [("  " + fit(keys, 11) + " ", "strong"), (fit(words, width - 14), "plain")]


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


def under_headings(found: list[Key | tuple[str, str]]) -> list[Line]:
    """The keys under the names of their groups, the marks under one of their own."""
    lines: list[Line] = []
    before = ""
    for each in found:
        heading = each.group if isinstance(each, Key) else "Marks"
        if heading != before:
            lines.append(heading)
            before = heading
        lines.append(each)
    return lines


class Palette(Help):
    """All commands, those of other panes too. Dismissed with a key, or None."""

    HINT = "a command's name"

    def __init__(self, changed: Mapping[str, str]) -> None:
        super().__init__("", changed)

    @property
    def title_words(self) -> str:
        return "Commands"

    def found(self, typed: str) -> list[Line]:
        return [*by_name(typed)]

    def line(self, row: Line, width: int) -> list[Piece]:
        if not isinstance(row, Key):
            return super().line(row, width)
        return [
            (" " + fit(row.name, _NAME), "strong"),
            (fit(self.keys_of(row), _KEYS), "accent"),
            (fit(row.tip, width - 1 - _NAME - _KEYS), "plain"),
        ]


def by_name(typed: str) -> list[Key]:
    """The commands that have all of the typed words in name or tip; those first whose name
    begins with what was typed, then those that have it in the name."""
    wanted = typed.casefold().split()

    def rank(key: Key) -> int:
        name = key.name.casefold()
        if name.startswith(" ".join(wanted)):
            return 0
        if all(word in name for word in wanted):
            return 1
        return 2 if all(word in f"{name} {key.tip}".casefold() for word in wanted) else 3

    return sorted((key for key in KEYS if rank(key) < 3), key=rank)
