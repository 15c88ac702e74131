"""Five steps through the dashboard, below the panes; every key goes on working meanwhile."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from tui.widgets.bar import Bar

STEPS: tuple[tuple[str, str], ...] = (
    ("Three panes tell one story.", "1 2 3 and Tab move between them; the arrows move inside."),
    ("Press / and type a name.", "Enter takes it: articles and timeline follow. Bksp lets it go."),
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

    def compose(self) -> ComposeResult:
        yield self._first
        yield self._second

    @property
    def running(self) -> bool:
        return self._at >= 0

    def step(self) -> None:
        """Begin, go on, or end after the last step."""
        self._at = self._at + 1 if self._at + 1 < len(STEPS) else -1
        self.set_class(self.running, "-running")
        if self.running:
            first, second = STEPS[self._at]
            count = f"{self._at + 1}/{len(STEPS)} "
            self._first.say([(" " + first, "strong")], [(count, "dim")])
            self._second.say([(" " + second, "plain")], [("F1 on, Esc ends ", "dim")])

    def end(self) -> None:
        self._at = -1
        self.remove_class("-running")
