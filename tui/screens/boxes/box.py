"""What the boxes share that have a list or a text to move in."""

from __future__ import annotations

from typing import Protocol

from textual.screen import ModalScreen


class Moving(Protocol):
    """A list or a text that keys move in."""

    def move(self, by: int) -> None: ...

    def page(self, by: int) -> None: ...


class BoxScreen[T](ModalScreen[T | None]):
    """Dismissed with what was chosen in it; with None where it was only left."""

    def __init__(self, inside: Moving) -> None:
        super().__init__()
        self._inside = inside

    def action_move(self, by: int) -> None:
        self._inside.move(by)

    def action_page(self, by: int) -> None:
        self._inside.page(by)

    def action_leave(self) -> None:
        self.dismiss(None)
