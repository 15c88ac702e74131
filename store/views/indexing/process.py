"""Indexes a store in a process of its own, for a dashboard: its memory and its keys do not feel it.

    python -m store.views.indexing.process FOLDER

The process writes the index that the dashboard reads. It ends when the index is up to date, or when
its standard input does: a dashboard that is killed leaves nothing behind.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

_SECONDS = 5.0
"""Of indexing, after which the process looks whether there is more."""

_WAIT = 0.25
"""Seconds."""


class IndexingProcess:
    """A process that brings the index of a store up to date."""

    def __init__(self, folder: Path) -> None:
        """Start it.

        Raises:
            OSError: No process can be started.
        """
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-P", "-m", __name__, str(folder.absolute())],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    @property
    def has_failed(self) -> bool:
        """Whether it ended before the index was up to date."""
        return bool(self._process.poll())

    def stop(self) -> None:
        """End it. What it has committed stays."""
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()


def _index(folder: Path) -> None:
    """Bring the index and the full text up to date."""
    from store import Store, Views
    from store.views.joining import block_arrays  # noqa: F401 - many events are worth loading numpy

    with Store.open(folder) as store:
        views = Views.open(store)
        while views.behind:
            if not views.update(seconds=_SECONDS):
                time.sleep(_WAIT)  # another process is indexing
        views.prepare_search()
        views.close()


def _end_with_input() -> None:
    # Not `sys.stdin`: the interpreter cannot end while a thread waits for its lock.
    while os.read(0, 1):
        pass
    os._exit(1)


def main() -> None:
    threading.Thread(target=_end_with_input, daemon=True).start()
    _index(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
