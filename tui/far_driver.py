"""The terminal at the other end of an SSH line: what is sent there, and what is not."""

from __future__ import annotations

import signal
import time
from types import FrameType
from typing import Any

from textual.drivers.linux_driver import LinuxDriver

from tui.picture import Picture

_PACE = 12_000
"""Characters a second, which a line of 20 kB/s carries beside what SSH adds to them."""
_AT_ONCE = 8_000
"""Characters that never wait after some quiet."""
_LONGEST = 1.0
"""Seconds that a wait may take, so that signals are heard meanwhile."""


class Pace:
    """How long to wait with a picture, so that a held key does not fill a slow line with them.

    How slow a line is could be asked of the terminal, but not every one answers, and an answer
    that comes late is the shell's to read.
    """

    def __init__(self, now: float) -> None:
        """`now` is in seconds, as in the other methods."""
        self._under_way = 0.0
        self._seen = now

    def wait(self, now: float) -> float:
        """Seconds; zero where there is room."""
        self._under_way = max(0.0, self._under_way - (now - self._seen) * _PACE)
        self._seen = now
        return min(_LONGEST, max(0.0, self._under_way - _AT_ONCE) / _PACE)

    def add(self, characters: int) -> None:
        """So many are sent now."""
        self._under_way = min(self._under_way + characters, _AT_ONCE + _LONGEST * _PACE)


class FarDriver(LinuxDriver):
    """Textual's driver, which sends of each picture what differs from the one before.

    The screen's thread waits in `write`; the keys of that time are all in the next picture.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._picture = Picture()
        self._pace = Pace(time.monotonic())
        super().__init__(*arguments, **options)

    def start_application_mode(self) -> None:
        self._picture.forget()
        super().start_application_mode()  # type: ignore[no-untyped-call]
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
            self._pace.add(len(changed))
            super().write(changed)
