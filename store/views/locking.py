"""The lock of a folder of the views: one process writes there, the others wait or go without."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.sharing import file_mode


@contextmanager
def held(lock: Path, *, wait: bool) -> Iterator[bool]:
    """Hold the lock; yields False where another process has it and `wait` is not asked for."""
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
    handle = os.open(lock, flags, file_mode(lock.parent))
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)
