"""A line to type into, that a paste can neither flood nor write to the terminal."""

from __future__ import annotations

from textual.widgets import Input

from tui.safe import one_line

LONGEST = 2_000
"""Characters that are kept of what is typed or pasted."""


class LineInput(Input):
    """An input whose value is safe, on one line and of a bearable length; it does not blink."""

    def __init__(self, placeholder: str = "", value: str = "") -> None:
        super().__init__(value=one_line(value), placeholder=placeholder, select_on_focus=False)
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Called before each change of the value, whoever makes it."""
        return one_line(value[:LONGEST])
