"""The driver for a terminal at the other end of an SSH connection: a held key does not fill it."""

from __future__ import annotations

import time
from typing import Any

from tui.terminal.local_driver import LocalDriver

_PACE = 10_000
"""Characters a second that a line of 20 kB/s carries, with the overhead of SSH."""
_HELD = 5
"""Frames in quick succession from which a key is taken to be held down."""
_QUIET = 0.4
"""Seconds without a frame after which a key is taken to be released."""
_LONGEST = 0.2
"""Seconds that a wait may take, since signals are handled after it."""


class Throttle:
    """How long to wait before a frame, so that a held key does not fill a slow line.

    How slow a line is could be asked of the terminal, but not every terminal answers, and a late
    answer goes to the shell. So every line is treated as slow, but only while a key is held: a fast
    line then shows fewer frames, and none of them late. All times are in seconds.
    """

    def __init__(self) -> None:
        self._frames = 0
        """Frames since the key was pressed."""
        self._since = 0.0
        self._characters = 0
        """Characters sent since then."""
        self._last = float("-inf")

    def wait(self, now: float) -> float:
        """Return the seconds to wait before a frame; zero unless a key is held."""
        if now - self._last > _QUIET:
            self._frames = 0
        if self._frames <= _HELD:
            self._since, self._characters = now, 0
        return min(_LONGEST, max(0.0, self._since + self._characters / _PACE - now))

    def add(self, now: float, characters: int) -> None:
        """Count a frame that is sent."""
        self._frames += 1
        self._characters += characters
        self._last = now


class SSHDriver(LocalDriver):
    """The local driver, which waits before a frame while a key is held.

    The thread of the screen waits in `send_frame`; all keys of that time are in the next frame.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._pace = Throttle()
        super().__init__(*arguments, **options)

    def send_frame(self, changed: str) -> None:
        if wait := self._pace.wait(time.monotonic()):
            time.sleep(wait)
        self._pace.add(time.monotonic(), len(changed))
        super().send_frame(changed)
