"""The lock that allows one writer at a time."""

from __future__ import annotations

import errno
import fcntl
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from store.database.errors import StoreBusy, StoreMissing, StoreReadOnly
from store.files import open_file

_PATIENCE = 0.5
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}
NO_WRITING = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def locked(
    path: Path, *, timeout: float, waiting: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold the lock in the file at `path` while the block runs.

    `waiting` is called once, with a message, after half a second of waiting. The operating system
    releases the lock when the process ends.

    Raises:
        StoreBusy: The lock was not free within `timeout` seconds.
        StoreReadOnly: The file cannot be created, or the file system has no locks.
        StoreMissing: The folder does not exist.
    """
    try:
        lock = open_file(path, write=True, create=True)
    except FileNotFoundError as error:
        raise StoreMissing.disappeared(path.parent) from error
    except OSError as error:
        if error.errno in NO_WRITING:
            raise StoreReadOnly.of(path.parent) from error
        raise
    try:
        _acquire(lock, path, timeout, waiting)
        _write_process_id(lock)
        yield
    finally:
        os.close(lock)


def _write_process_id(lock: int) -> None:
    """Write our process id into the file, for those who wait, if the disk has room."""
    mine = b"%-10d\n" % os.getpid()
    if os.pread(lock, len(mine), 0) != mine:
        with suppress(OSError):
            os.pwrite(lock, mine, 0)


def _acquire(lock: int, path: Path, timeout: float, waiting: Callable[[str], None] | None) -> None:
    began = time.monotonic()
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        except OSError as error:
            if error.errno in _NO_LOCKS:
                raise StoreReadOnly(
                    f"The file system of {path.parent} has no locks.",
                    "Keep the store on a local disk to write to it.",
                ) from error
            raise
        else:
            return
        waited = time.monotonic() - began
        if waited >= timeout:
            raise StoreBusy(
                f"Another {_holder(lock)} has been writing to {path.parent} for {waited:.0f} s.",
                "Try again when it has finished.",
            )
        if waiting is not None and waited > _PATIENCE:
            waiting(f"Waiting for another {_holder(lock)} to finish writing…")
            waiting = None
        time.sleep(random.uniform(0.0005, 0.01))  # noqa: S311 - keeps two writers out of step


def _holder(lock: int) -> str:
    number = os.pread(lock, 10, 0).strip()
    return f"process {number.decode()}" if number.isdigit() else "process"
