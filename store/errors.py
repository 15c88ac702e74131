"""What ends a command: one line that says what and where, and what to do about it."""

from __future__ import annotations


class UserError(Exception):
    """Something that a person can do something about; anything else is a fault of ours.

    `title` says what and where in one line, `hint` what to do. `status` is the exit status.
    """

    def __init__(self, title: str, hint: str = "", status: int = 1) -> None:
        super().__init__(f"{title} {hint}".strip())
        self.title = title
        self.hint = hint
        self.status = status
