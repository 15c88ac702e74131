"""HelpDialog on keys and marks, and the command palette."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from tui.dialogs.basic import Dialog
from tui.keys import KEYS, Command, format_keys, keys_in
from tui.view_model.lines import TYPE_LETTERS, TYPE_WORDS
from tui.view_model.snapshot import ListPage
from tui.view_model.state import LISTS, PaneName
from tui.view_model.styled_text import Fragment, arrange_hints, fit, key_hints
from tui.widgets.bar import Bar
from tui.widgets.line_input import LineInput
from tui.widgets.rows import Rows


class LegendEntry(NamedTuple):
    """A mark in the panes and what it means."""

    mark: str
    means: str
    where: tuple[PaneName, ...] = LISTS
    """The panes that have it."""


_EVENTS: tuple[PaneName, ...] = ("timeline", "reader")
LEGEND: tuple[LegendEntry, ...] = (
    LegendEntry("12/340", "rows shown / rows in the store"),
    LegendEntry("+6 hidden", "events that are minor or unsure; v shows them", ("timeline",)),
    LegendEntry("+  ++", "cooperation: verbal, material", _EVENTS),
    LegendEntry("-  --", "conflict: verbal, material", _EVENTS),
    LegendEntry("?", "claimed by a source", ("timeline",)),
    LegendEntry(">", "planned", ("timeline",)),
    LegendEntry("~", "hypothetical", ("timeline",)),
    LegendEntry("x", "negated: it did not happen", ("timeline",)),
    LegendEntry("!", "unsure: likely to be wrong; v shows these too", ("timeline",)),
    LegendEntry("2024-07*", "the date is inferred; without * the text states it", ("timeline",)),
    LegendEntry("→2024-07-09", "before that day; 2024-07-09→ since that day", ("timeline",)),
    LegendEntry("2v 3a 5s", "2 independent voices, 3 articles, 5 sentences", ("timeline",)),
    LegendEntry("★ # ;", "starred, tagged, with a note"),
    LegendEntry("≠ ✓", "corrected, checked"),
    LegendEntry("■", "marked with Space: the next command acts on all marked rows"),
    LegendEntry("•", "related to the row chosen in another pane"),
    LegendEntry("“…”", "no headline; this is the first sentence", ("articles",)),
    LegendEntry("+2  -2", "2 copies under this article: hidden, shown", ("articles",)),
    LegendEntry("9", "at the end of an article: its number of events", ("articles",)),
    LegendEntry("›", "something was extracted here; m shows it", ("reader",)),
    LegendEntry("┄", "lines that are not the article; F shows them", ("reader",)),
    *(
        LegendEntry(
            " ".join(TYPE_LETTERS[each] for each in types),
            ", ".join(TYPE_WORDS[each] for each in types),
            ("entities",),
        )
        for types in ([*TYPE_LETTERS][:5], [*TYPE_LETTERS][5:])
    ),
)
"""All marks, in the order in which a row has them."""
type Line = Command | LegendEntry | str
"""A command, a mark with its meaning, or a heading."""
_NAME, _KEYS = 17, 9
"""Cells for the longest name, and for its keys."""


class CommandList(Dialog[Command]):
    """Commands to search and to run. Its result is the command that was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", priority=True),
        Binding("down,ctrl+n", "move(1)", "down", priority=True),
        Binding("up", "move(-1)", "up", priority=True),
        Binding("pagedown", "page(1)", "page down", priority=True),
        Binding("pageup", "page(-1)", "page up", priority=True),
        Binding("home", "top", "top", priority=True),
        Binding("end", "bottom", "bottom", priority=True),
    ]

    def __init__(
        self,
        title: str,
        hint: str,
        find: Callable[[str], list[Line]],
        paint: Callable[[Line, int], list[Fragment]],
    ) -> None:
        """`find` returns the lines for what was typed, `paint` the fragments of a line."""
        self._rows: Rows[Line] = Rows(paint, _identity)
        super().__init__(self._rows)
        self._hint = hint
        self._find = find
        self._rows.can_focus, self._rows.leads = False, True
        self._title = Bar(classes="dialog-title")
        self._title.say([(f" {title}", "strong")])
        self._foot = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="help-dialog"):
            yield self._title
            yield LineInput(self._hint)
            yield self._rows
            yield self._foot

    def on_mount(self) -> None:
        self._rows.empty_lines = ("No key or mark matches.",)
        self._foot.say(key_hints(("↑↓", "choose"), ("Enter", "run"), ("Esc", "close")))
        self.set_focus(self.query_one(LineInput))
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, typed: str) -> None:
        lines = self._find(typed)
        headings = [at for at, line in enumerate(lines) if isinstance(line, str)]
        first = 1 if headings else 0
        self._rows.show(ListPage(len(lines), 0, lines, first, headings=headings))

    def action_top(self) -> None:
        """Go to the first line; while something is typed, to its begin."""
        line = self.query_one(LineInput)
        if line.value:
            line.action_home()
        else:
            self._rows.move_to(0)

    def action_bottom(self) -> None:
        """Go to the last line; while something is typed, to its end."""
        line = self.query_one(LineInput)
        if line.value:
            line.action_end()
        else:
            self._rows.move_to(self._rows.total - 1)

    @on(LineInput.Entered)
    def _entered(self) -> None:
        row = self._rows.current
        self.dismiss(row if isinstance(row, Command) else None)


def help_dialog(pane: str, changed: Mapping[str, str], own: Sequence[Command] = ()) -> CommandList:
    """Return the help on a pane: its keys, the user's own and the marks. `changed` are keys by
    id."""

    def find(typed: str) -> list[Line]:
        marks = [each for each in LEGEND if pane in each.where]
        return under_headings(matching(typed, marks, [*keys_in(pane), *own]))

    def paint(row: Line, width: int) -> list[Fragment]:
        if isinstance(row, str):
            return [(f"{row} ", "accent"), ("─" * max(width - len(row) - 2, 0), "rule")]
        if isinstance(row, LegendEntry):
            keys, words = row.mark, row.means
        else:
            keys, words = _keys_of(row, changed), row.tip
        return [("  " + fit(keys, 11) + " ", "strong"), (fit(words, width - 14), "plain")]

    return CommandList(f"Keys in the {pane}", "search the keys and marks", find, paint)


def command_palette(changed: Mapping[str, str], own: Sequence[Command] = ()) -> CommandList:
    """Return the palette: all commands, those of other panes too. `changed` are keys by id."""

    def find(typed: str) -> list[Line]:
        return [*by_name(typed, [*KEYS, *own])]

    def paint(row: Line, width: int) -> list[Fragment]:
        if not isinstance(row, Command):
            return [("", "plain")]
        return [
            (" " + fit(row.name, _NAME), "strong"),
            (fit(_keys_of(row, changed), _KEYS), "accent"),
            (fit(row.tip, width - 1 - _NAME - _KEYS), "plain"),
        ]

    return CommandList("Commands", "a command's name", find, paint)


def _keys_of(command: Command, changed: Mapping[str, str]) -> str:
    return format_keys(changed.get(command.id, command.keys))


def _identity(row: object) -> object:
    return row


def matching(
    typed: str, marks: Iterable[LegendEntry], keys: Iterable[Command]
) -> list[Command | LegendEntry]:
    """Return the commands, then the marks, that contain all of the typed words: first those that
    have them as whole words. A single character is a key or a mark, if there is one."""
    lines: dict[Command | LegendEntry, str] = {}
    for key in keys:
        lines[key] = f"{key.name} {key.tip} {key.group} {format_keys(key.keys)}"
    for mark in marks:
        lines[mark] = f"{mark.mark} {mark.means}"
    if len(sign := typed.strip()) == 1:
        named = [each for each in lines if sign in _signs_of(each)]
        if named:
            return named
    wanted = typed.casefold().split()
    found = [
        each for each, text in lines.items() if all(word in text.casefold() for word in wanted)
    ]
    return sorted(found, key=lambda each: not set(wanted) <= _words(lines[each]))


def _signs_of(line: Command | LegendEntry) -> list[str]:
    return (format_keys(line.keys) if isinstance(line, Command) else line.mark).split()


def _words(text: str) -> set[str]:
    return {word.strip(".,;:()") for word in text.casefold().split()}


def under_headings(found: Iterable[Command | LegendEntry]) -> list[Line]:
    """Return the commands under the headings of their groups, and the marks under theirs."""
    lines: list[Line] = []
    before = ""
    for each in found:
        heading = each.group if isinstance(each, Command) else "Marks"
        if heading != before:
            lines.append(heading)
            before = heading
        lines.append(each)
    return lines


def by_name(typed: str, keys: Iterable[Command] = KEYS) -> list[Command]:
    """Return the commands that contain all of the typed words.

    First those whose name begins with what was typed, then those with the words in the name.
    """
    wanted = typed.casefold().split()

    def rank(key: Command) -> int:
        name = key.name.casefold()
        if name.startswith(" ".join(wanted)):
            return 0
        if all(word in name for word in wanted):
            return 1
        return 2 if all(word in f"{name} {key.tip}".casefold() for word in wanted) else 3

    return sorted((key for key in keys if rank(key) < 3), key=rank)
