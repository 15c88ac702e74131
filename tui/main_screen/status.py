"""The status line, and the tour above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import NamedTuple

from rich.cells import cell_len
from textual.containers import Vertical

from tui.keys import BY_ID, FOOTER, FOOTER_WORDS, format_keys
from tui.safe import one_line
from tui.view_model.styled_text import Fragment, Role, arrange_hints, fit, key_hints
from tui.widgets.bar import Bar


class Step(NamedTuple):
    """A step of the tour: what it says, and what ends it by itself."""

    title: str
    text: str
    done_by: frozenset[str] = frozenset()
    """Ids of commands, or `pane:timeline`, `filtered`, `unfiltered`, `sentence`; empty: any."""


STEPS: tuple[Step, ...] = (
    Step("Three panes show the same news.",
         "Press 2 or 3 or Tab to move between them; the arrows move inside.",
         frozenset({"pane:entities", "pane:timeline", "pane:reader"})),
    Step("Press / and type a few letters of a name.",
         "Enter takes the first hit: all panes show only what has to do with it.",
         frozenset({"filtered"})),
    Step("Press 3: the timeline says when.",
         "Choose an event with ↑ ↓. Enter opens the sentence that reports it.",
         frozenset({"sentence"})),
    Step("The sentence is highlighted: check it here.",
         "n goes to the next one that says so. y copies a citation.",
         frozenset({"cite", "cite.markdown"})),
    Step("Esc closes a box, q leaves the reader.",
         "Bksp removes the filter, and everything is there again.",
         frozenset({"unfiltered"})),
    Step("That is all.",
         "a adds your own articles, ? shows marks and keys, Ctrl+P finds commands by name."),
)  # fmt: skip
"""The tour: each step ends when the user does what it says."""


def arrange_status(
    left: Sequence[Fragment], right: Sequence[Fragment], width: int
) -> list[Fragment]:
    """As `arrange_hints`, for what is chosen and the hints after it: the last hint stays."""
    first, *hints = left
    room = width - sum(cell_len(text) for text, _ in (*hints[-2:], *right))
    if hints and cell_len(first[0]) > room:
        first = (fit(first[0], room - 1) + " ", first[1])
    return arrange_hints([first, *hints], right, width)


class StatusLine(Bar):
    """A message, or what is chosen and the keys that matter here; at the right what is new."""

    def __init__(self) -> None:
        super().__init__(id="status", arrange=arrange_status)
        self._message = ""
        self._chosen = ""
        self._role: Role = "plain"
        self._hints: list[Fragment] = []
        self._activity: Sequence[Fragment] = ()

    def show_message(self, message: str, role: Role = "plain") -> None:
        """Show a message (safe text) in place of the keys; an empty one shows the keys again."""
        self._message, self._role = message, role
        self._show()

    def show_error(self, error: BaseException) -> None:
        """Show what failed: title and hint of an error that has them, else its type and text."""
        title, hint = getattr(error, "title", None), getattr(error, "hint", "")
        words = f"{title} {hint}" if title else f"{type(error).__name__}: {error}"
        self.show_message(one_line(words.strip())[:200], "bad")

    def show_activity(self, activity: Sequence[Fragment]) -> None:
        """Show what is new and what is being added, at the right."""
        self._activity = activity
        self._show()

    def show_keys(self, context: str, changed: Mapping[str, str]) -> None:
        """Choose the keys for a context of `FOOTER`; `changed` are the keys of the config file."""
        keys = []
        for id_ in FOOTER[context]:
            name = FOOTER_WORDS.get((context, id_), BY_ID[id_].name)
            first = format_keys(changed.get(id_, BY_ID[id_].keys)).split()[0]
            keys.append((first, name))
        self._hints = key_hints(*keys)
        self._show()

    def show_chosen(self, words: Sequence[str]) -> None:
        """Show in words what the marks of the chosen row mean (safe text)."""
        self._chosen = ", ".join(words)
        self._show()

    def _show(self) -> None:
        message: list[Fragment] = [(f" {self._message}", self._role)]
        chosen: Fragment = (f" {self._chosen}  " if self._chosen else "", "accent")
        self.say(message if self._message else [chosen, *self._hints], self._activity)


class Tour(Vertical):
    """Six steps through the dashboard; every key goes on working meanwhile.

    It is hidden until it begins. A step ends when the user does what it says, and the tour with
    the last step.
    """

    def __init__(self) -> None:
        super().__init__(id="tour")
        self._at = -1
        self._first = Bar()
        self._second = Bar()
        self._third = Bar(classes="third")

    @property
    def running(self) -> bool:
        return self._at >= 0

    def step(self) -> None:
        """Begin, show the next step, or end after the last one.

        The lines are mounted when it first begins: few starts are a user's first.
        """
        if not self.children:
            self.mount(self._first, self._second, self._third)
        self._at = self._at + 1 if self._at + 1 < len(STEPS) else -1
        self.set_class(self.running, "-running")
        self._show()

    def happened(self, what: str) -> None:
        """Go on if this is what the step asks for. Of the last step, any command is."""
        if not self.running or what == "tour":
            return
        done_by = STEPS[self._at].done_by
        if what in done_by or (not done_by and what in BY_ID):
            self.step()

    def end(self) -> None:
        self._at = -1
        self.remove_class("-running")

    def on_resize(self) -> None:
        self._show()

    def _show(self) -> None:
        """Show the text of the step, on a third line where it does not fit on two."""
        if not self.running:
            return
        title, text, _ = STEPS[self._at]
        count = f"{self._at + 1}/{len(STEPS)}"
        self._first.say([(f" {title} ", "strong")], [(f"{count} ", "dim")])
        lines = wrap(f"{text} F1: next, Esc: end.", max((self.app.size.width or 80) - 2, 20))
        self._second.say([(f" {lines[0]}", "plain")])
        self._third.say([(f" {' '.join(lines[1:])}", "plain")])
        self.set_class(len(lines) > 1, "-tall")
