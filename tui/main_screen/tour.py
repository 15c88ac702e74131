"""x"""

from __future__ import annotations

from textwrap import wrap

from textual.containers import Vertical

from tui.widgets.bar import Bar

STEPS: tuple[tuple[str, str], ...] = (
    ("Three panes tell one story.", "1 2 3 and Tab move between them; the arrows move inside."),
    ("Press / and type a name.", "Enter takes it, all panes follow. Bksp lets it go."),
    ("The timeline says when.", "[ ] zoom, ← → choose a span, d shows only that span."),
    ("Enter on an event opens its sentence.", "Check it there. n is the next one, y cites it."),
    ("Add your own with a.", "? shows every key, Ctrl+P finds every command by name."),
)
"""What each step says, in two lines."""


class Tour(Vertical):
    """Hidden until it is begun; `step` goes on, and past the last step it ends."""

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
        """Begin, go on, or end after the last step. The lines are mounted when it first begins:
        few starts are somebody's first."""
        if not self.children:
            self.mount(self._first, self._second, self._third)
        self._at = self._at + 1 if self._at + 1 < len(STEPS) else -1
        self.set_class(self.running, "-running")
        self._say()

    def end(self) -> None:
        self._at = -1
        self.remove_class("-running")

    def on_resize(self) -> None:
        self._say()

    def _say(self) -> None:
        """The step's words, on a third line where they do not fit on two."""
        if not self.running:
            return
        title, words = STEPS[self._at]
        count = f"{self._at + 1}/{len(STEPS)}"
        self._first.say([(f" {title} ", "strong")], [(f"{count} ", "dim")])
        lines = wrap(f"{words} F1 on, Esc ends.", max((self.app.size.width or 80) - 2, 20))
        self._second.say([(f" {lines[0]}", "plain")])
        self._third.say([(f" {' '.join(lines[1:])}", "plain")])
        self.set_class(len(lines) > 1, "-tall")
