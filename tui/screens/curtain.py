"""The first picture is painted once, with the news on it, and not empty before that."""

from __future__ import annotations

from contextlib import ExitStack

from textual.screen import Screen

_AT_MOST = 0.25
"""Seconds that the first picture waits for the store; then what there is is shown."""


class Curtain:
    """Nothing of a screen is painted between `down` and `up`."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._held: ExitStack | None = None

    def down(self) -> None:
        """Wait for `up`, but not for long."""
        self._held = ExitStack()
        self._held.enter_context(self._screen.app.batch_update())
        self._screen.set_timer(_AT_MOST, self.up)

    def up(self) -> None:
        """Paint, and from now on whatever changes; nothing where it is up already."""
        if self._held is not None:
            self._held.close()
            self._held = None
            self._screen.refresh()
