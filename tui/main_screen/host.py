"""What the main screen does for its parts, and nothing else that they may ask of it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from textual.app import App
from textual.screen import ModalScreen
from textual.timer import Timer

from tui.view_model.state import PaneName
from tui.view_model.styled_text import Role


class Host(Protocol):
    """The screen as its parts see it."""

    @property
    def app(self) -> App[Any]:
        """The application: its theme, its clipboard, its exit."""

    def say(self, message: str, role: Role = "plain") -> None:
        """Show a message (safe text) on the status line until the next command."""

    def describe_row(self) -> None:
        """Say on the status line what the marks of the row under the cursor mean, and how many rows
        are marked.
        """

    def bring(self, pane: PaneName, *, zoomed: bool | None = None) -> None:
        """Put a pane in front, with the focus; `zoomed` None leaves the zoom as it is."""

    def start[*A](
        self,
        group: str,
        work: Callable[[*A], Coroutine[Any, Any, None]],
        *arguments: *A,
        exclusive: bool = True,
    ) -> Work:
        """Run `work(*arguments)` in the background; `exclusive` cancels others of its group."""

    def set_timer(self, delay: float, callback: Callable[[], Any]) -> Timer:
        """Call back once, after a delay in seconds."""

    def set_interval(self, interval: float, callback: Callable[[], Any]) -> Timer:
        """Call back every `interval` seconds until the timer is stopped."""

    async def open_dialog[R](
        self, dialog: ModalScreen[R], then: Callable[[R | None], object] | None = None
    ) -> None:
        """Open a dialog; `then` gets its result."""


class Work(Protocol):
    """A coroutine that runs in the background."""

    async def wait(self) -> object:
        """Wait for its end.

        Raises:
            WorkerError: when it failed or was cancelled.
        """
