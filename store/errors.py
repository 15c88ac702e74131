"""The base class of errors that users can fix: what is wrong, where, and what to do."""

from __future__ import annotations


class UserError(Exception):
    """An error that the user can do something about. Any other exception is a bug in dateline.

    `title` says what is wrong and where, in one line. `hint` says what to do. `status` is the exit
    status of the command.
    """

    def __init__(self, title: str, hint: str = "", status: int = 1) -> None:
        super().__init__(f"{title} {hint}".strip())
        self.title = title
        self.hint = hint
        self.status = status
