"""The driver for a terminal at the other end of an SSH connection: it sends what changed."""

from __future__ import annotations

import signal
import time
from types import FrameType
from typing import Any

from tui.terminal.local_driver import NearDriver
from tui.terminal.screen_diff import Picture

_PACE = 10_000
"""Characters a second, which a line of 20 kB/s carries beside what SSH adds to them."""


_HELD = 5
"""Pictures close after one another that are a key held down, not a person's keys."""


_QUIET = 0.4
"""Seconds without a picture after which a key was let go."""


_LONGEST = 0.2
"""Seconds that a wait may take: signals are heard after it."""


class Pace:
    """How long to wait with a picture, so that a held key does not fill a slow line with them.

    How slow a line is could be asked of the terminal, but not every one answers, and an answer
    that comes late is the shell's to read. So every line is taken for a slow one, and only while
    a key is held: then a fast line shows fewer of the pictures on the way, and none of them late.
    All times are in seconds.
    """

    def __init__(self) -> None:
        self._pictures = 0
        """Of the flow that is on."""
        self._since = 0.0
        self._characters = 0
        """Sent since then."""
        self._last = float("-inf")

    def wait(self, now: float) -> float:
        """Before a picture; zero unless a key is held."""
        if now - self._last > _QUIET:
            self._pictures = 0
        if self._pictures <= _HELD:
            self._since, self._characters = now, 0
        return min(_LONGEST, max(0.0, self._since + self._characters / _PACE - now))

    def add(self, now: float, characters: int) -> None:
        """A picture is sent."""
        self._pictures += 1
        self._characters += characters
        self._last = now


class FarDriver(NearDriver):
    """The same, which sends of each picture what differs from the one before.

    The screen's thread waits in `write`; the keys of that time are all in the next picture.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._picture = Picture()
        self._pace = Pace()
        super().__init__(*arguments, **options)

    def start_application_mode(self) -> None:
        self._picture.forget()
        super().start_application_mode()
        resized = signal.getsignal(signal.SIGWINCH)

        def forget_and_resize(number: int, frame: FrameType | None) -> None:
            self._picture.forget()
            if callable(resized):
                resized(number, frame)

        signal.signal(signal.SIGWINCH, forget_and_resize)

    def write(self, data: str) -> None:
        changed = self._picture.changed(data)
        if changed is None:
            super().write(data)
        elif changed:
            if wait := self._pace.wait(time.monotonic()):
                time.sleep(wait)
            self._pace.add(time.monotonic(), len(changed))
            super().write(changed)
