"""The first picture is painted once, with the news on it, and not empty before that."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from textual import events
from textual.screen import Screen

_AT_MOST = 0.25
"""Seconds that the first picture waits for the store; then what there is is shown."""
_ROUNDS = 2
"""Rounds of messages in which the panes say that they changed, and are heard."""


class Curtain:
    """Nothing of a screen is painted between `down` and `up`; `then` follows the picture."""

    def __init__(self, screen: Screen[None], then: Callable[[], object]) -> None:
        self._screen = screen
        self._then = then
        self._held: ExitStack | None = None

    @property
    def is_down(self) -> bool:
        return self._held is not None

    def down(self) -> None:
        """Wait for `up`, but not for long."""
        self._held = ExitStack()
        self._held.enter_context(self._screen.app.batch_update())
        self._screen.set_timer(_AT_MOST, self.up)

    def up(self) -> None:
        """Paint all, and from now on whatever changes; nothing where it is up already."""
        if self.is_down:
            # What was painted behind the curtain is lost, and nothing of it changes any more.
            for child in self._screen.children:
                child.refresh()
            self._up_in(_ROUNDS)

    def _up_in(self, rounds: int) -> None:
        """Once the panes are heard, so that the one picture has everything.

        A screen that is told its size paints at once. Else it would wait for the next frame:
        17 ms, and 50 over SSH.
        """
        if rounds:
            self._screen.call_later(self._up_in, rounds - 1)
        elif self._held is not None:
            self._held.close()
            self._held = None
            size = self._screen.app.size
            self._screen.post_message(events.Resize(size, size))
            self._screen.call_later(self._then)
