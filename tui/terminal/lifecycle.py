"""How the dashboard ends and stops: signals, a terminal that hangs up, job control."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

_LOOK = 1.0
"""Seconds between two checks that the terminal is still there."""


_PATIENCE = 3.0
"""Seconds that an orderly exit may take."""


_told_to_end = threading.Event()


def end_on_signals(loop: asyncio.AbstractEventLoop, end: Callable[[int], object]) -> None:
    """Call `end(status)` on SIGTERM and SIGHUP, which Textual itself does not handle.

    Not by the loop's own handlers: it may be waiting for a terminal that takes no more.
    """

    def ending(number: int, _: FrameType | None) -> None:
        _end_at_last(128 + number)
        with suppress(RuntimeError):  # the loop is closed: it has ended
            loop.call_soon_threadsafe(end, 128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ending)


def end_with_terminal(loop: asyncio.AbstractEventLoop, end: Callable[[int], object]) -> None:
    """Call `end(status)` when the terminal hangs up without a signal reaching us.

    A thread looks, since the loop itself may be waiting for a terminal that takes no more.
    """

    def watch() -> None:
        while not is_gone():
            time.sleep(_LOOK)
        _end_at_last(128 + signal.SIGHUP)
        loop.call_soon_threadsafe(end, 128 + signal.SIGHUP)

    threading.Thread(target=watch, daemon=True, name="dateline-terminal").start()


def _end_at_last(status: int) -> None:
    """End the process soon in any case: Textual waits for ever to write to a dead terminal.

    Nothing is lost: what was committed is on the disk.
    """
    _told_to_end.set()
    timer = threading.Timer(_PATIENCE, os._exit, (status,))
    timer.daemon = True
    timer.start()


def is_ending() -> bool:
    """Return True once this process was told to end."""
    return _told_to_end.is_set()


def is_gone() -> bool:
    """Return True when the terminal behind standard input has hung up."""
    try:
        termios.tcgetattr(sys.__stdin__.fileno() if sys.__stdin__ else 0)
    except termios.error:
        return True
    return False


def can_be_resumed() -> bool:
    """Return False where no shell would get the terminal if this process stopped: as the command of
    `ssh -t`, of a tmux window, or after `exec`. POSIX calls such a process group orphaned.
    """
    group, parent = os.getpgrp(), os.getppid()
    try:
        while parent and os.getpgid(parent) == group:
            parent = _parent_of(parent)
        return parent != 0 and os.getsid(parent) == os.getsid(0)
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # the system has no /proc to tell it
        return True


def _parent_of(process: int) -> int:
    status = Path(f"/proc/{process}/stat").read_text(errors="replace")
    return int(status.rpartition(")")[2].split()[1])
