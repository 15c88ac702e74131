"""x"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from textual import events
from textual.screen import Screen
from textual.timer import Timer

_AT_MOST = 0.25
"""Seconds that a picture waits for the store; then what there is is shown."""


_ROUNDS = 2
"""Rounds of messages in which the panes say that they changed, and are heard."""


class Curtain:
    """Nothing is painted between `down` and `up`, on any screen of the app.

    So a box that closes is not painted away, over the old panes, while the store is asked for
    the new ones: the thread that asks it would wait for the painting, and the eye twice.
    """

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._held: ExitStack | None = None
        self._patience: Timer | None = None
        self._then: Callable[[], object] | None = None

    @property
    def is_down(self) -> bool:
        return self._held is not None

    def down(self, then: Callable[[], object] | None = None) -> None:
        """Wait for `up`, but not for long; `then` follows the picture.

        One that is down already waits no longer for it: held keys are seen to do something.
        """
        if self.is_down:
            return
        self._then = then
        self._held = ExitStack()
        self._held.enter_context(self._screen.app.batch_update())
        self._patience = self._screen.set_timer(_AT_MOST, self.up)

    def up(self) -> None:
        """Paint all, and from now on whatever changes; nothing where it is up already."""
        if self.is_down:
            # What was painted behind the curtain is lost, and nothing of it changes any more.
            for child in self._screen.children:
                child.refresh()
            self._up_in(_ROUNDS, self._held)

    def _up_in(self, rounds: int, held: ExitStack | None) -> None:
        """Once the panes are heard, so that the one picture has everything.

        A screen that is told its size paints at once. Else it would wait for the next frame:
        17 ms, and 50 over SSH.
        """
        if held is None or held is not self._held:
            return
        if rounds:
            self._screen.call_later(self._up_in, rounds - 1, held)
            return
        self._held = None
        held.close()
        if self._patience is not None:
            self._patience.stop()
        app = self._screen.app
        self._screen.post_message(events.Resize(app.size, app.size))
        if app.screen is not self._screen:
            # A box was opened meanwhile.
            app.screen.refresh()
        if self._then is not None:
            self._screen.call_later(self._then)
