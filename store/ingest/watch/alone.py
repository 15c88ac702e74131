"""One watcher for a store: two would ask every host twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.database.errors import StoreBusy
from store.database.file.lock import locked
from store.trouble import Trouble

_LOCK = "watch.lock"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the one watcher of the store in `folder` while the block runs.

    Raises `Trouble` when there is one already. The lock goes with the process.
    """
    path = folder / _LOCK
    held = locked(path, timeout=0)
    try:
        held.__enter__()
    except StoreBusy as busy:
        number = path.read_bytes()[:10].strip().decode("ascii", "replace")
        raise Trouble(
            f"Process {number or '?'} watches for {folder} already.",
            "One watcher looks at all feeds of a store; name several feeds or folders to one.",
        ) from busy
    try:
        yield
    finally:
        held.__exit__(None, None, None)
