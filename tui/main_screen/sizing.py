"""The look of the main screen at each size of the terminal."""

from __future__ import annotations

from textual.geometry import Size
from textual.screen import Screen

from tui.panes.pane import MEDIUM, SMALLEST, WIDE
from tui.widgets.bar import Bar

_LOW = 16
"""Rows below which the histogram gives its room to the timeline."""


class Sizing:
    """Sets the style classes of a size, from which the style sheet makes the layout.

    Where the terminal is too small, the screen shows `notice` and nothing else.
    """

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self.notice = Bar(id="too-small")

    @property
    def is_too_small(self) -> bool:
        return self._screen.has_class("-too-small")

    def apply(self, size: Size, *, update: bool = True) -> None:
        """Choose the layout for a size; `update` applies styles to what is mounted."""
        width, height = size
        classes = {
            "-too-small": width < SMALLEST[0] or height < SMALLEST[1],
            "-low": height < _LOW,
            "-medium": MEDIUM <= width < WIDE,
            "-wide": width >= WIDE,
        }
        for name, has in classes.items():
            self._screen.set_class(has, name, update=update)
        smallest = f"{SMALLEST[0]}x{SMALLEST[1]}"
        self.notice.say([(f"{width}x{height}: dateline needs {smallest}", "plain")])

    def resize(self, size: Size) -> None:
        """Choose the layout for a new size; a dialog is hidden while the terminal is too small."""
        self.apply(size)
        app = self._screen.app
        too_small = self.is_too_small
        if too_small and not self.notice.is_attached:
            self._screen.mount(self.notice, before=0)
        app.set_class(too_small, "-too-small")
        dialog = app.screen
        if dialog is not self._screen and not too_small:
            # It was hidden: give it the focus again.
            dialog.call_after_refresh(lambda: dialog.focused or dialog.focus_next())
