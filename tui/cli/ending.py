"""How a command ends when it is told to: its helpers first, the terminal as it was."""

from __future__ import annotations

import signal
from types import FrameType
from typing import NoReturn


def end_on_signals() -> None:
    """SIGTERM and SIGHUP end a command as an error would, through every `finally`, with the
    status 128 + n. What the parent ignores (nohup) stays ignored; the dashboard has its own way.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def end_well_on_terminate() -> None:
    """SIGTERM is how a service is meant to end: through every `finally`, with status 0."""
    signal.signal(signal.SIGTERM, _end_well)


def _end_well(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - a handler's
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    raise SystemExit(0)


def _end(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - a handler's
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # the line goes while we are at it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # who asks again has no patience
    raise SystemExit(128 + number)
