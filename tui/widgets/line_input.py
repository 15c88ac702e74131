"""An input of one line that a paste can neither flood nor use to write to the terminal."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.message import Message
from textual.widgets import Input

from tui.safe import one_line

LONGEST = 4_100
"""Characters that are kept of what is typed or pasted. A query may be shorter, so that a longer one
is rejected and not cut."""

_EDITS: dict[str, Callable[[Input], None]] = {
    "backspace": Input.action_delete_left,
    "delete": Input.action_delete_right,
    "left": Input.action_cursor_left,
    "right": Input.action_cursor_right,
    "home": Input.action_home,
    "end": Input.action_end,
    "ctrl+a": Input.action_home,
    "ctrl+e": Input.action_end,
    "ctrl+u": Input.action_delete_left_all,
    "ctrl+k": Input.action_delete_right_all,
    "ctrl+w": Input.action_delete_left_word,
}


class LineInput(Input):
    """An input whose value is safe, on one line and of limited length; it does not blink.

    Enter is handled in the order in which keys were typed. Keys typed after it are kept until the
    dialog has closed, and then go to the screen below: on a slow line users type on before the
    dialog is gone.
    """

    class Entered(Message):
        """Enter was pressed on this value."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    def __init__(self, placeholder: str = "", value: str = "") -> None:
        super().__init__(
            value=one_line(value), placeholder=one_line(placeholder), select_on_focus=False
        )
        self.cursor_blink = False
        self._entered = False
        self._typed_after: list[events.Key] = []

    def validate_value(self, value: str) -> str:
        """Textual calls this before each change of the value."""
        return one_line(value[:LONGEST])

    def on_key(self, event: events.Key) -> None:
        """Handle Enter and editing keys at once: a binding would run after letters that follow."""
        edit = _EDITS.get(event.key)
        if not self._entered and event.key != "enter" and edit is None:
            return
        event.stop()
        event.prevent_default()
        if self._entered:
            self._typed_after.append(event)
        elif edit is not None:
            edit(self)
        else:
            self._entered = True
            self.post_message(self.Entered(self.value.strip()))

    def go_on(self) -> None:
        """The dialog stays open: accept keys again, and drop what was typed after Enter."""
        self._entered = False
        self._typed_after.clear()

    def on_unmount(self) -> None:
        for event in self._typed_after:
            self.app.post_message(events.Key(event.key, event.character))
