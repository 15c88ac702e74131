"""A program on a pseudo-terminal, and the bytes that come out of it."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from fcntl import ioctl
from pathlib import Path

_END = 3.0
"""Seconds that a program is given to end."""


class Line:
    """A program started on a terminal of `columns` by `rows`."""

    def __init__(
        self, command: Sequence[str], columns: int, rows: int, more: Mapping[str, str] | None = None
    ) -> None:
        """`more` is set in its environment."""
        self.began = time.perf_counter()
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
            # An installed program has its bytecode: it is not compiled at every start.
            for name in ("TMUX", "COLORTERM", "NO_COLOR", "PYTHONDONTWRITEBYTECODE"):
                environment.pop(name, None)
            os.execve(command[0], list(command), {**environment, **(more or {})})
        ioctl(self.handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, keys: bytes) -> None:
        os.write(self.handle, keys)

    def read(self, quiet: float, at_most: float = 30, rate: int | None = None) -> tuple[int, float]:
        """Read until nothing comes for `quiet` seconds: bytes, and when the last one came.

        `rate`: as a line of so many bytes a second would pass them on.
        """
        count, last = 0, time.perf_counter()
        until = last + at_most
        while time.perf_counter() < until:
            ready, _, _ = select.select([self.handle], [], [], quiet)
            if not ready:
                break
            try:
                count += (got := len(os.read(self.handle, 1024 if rate else 65536)))
            except OSError:
                break
            last = time.perf_counter()
            if rate:
                time.sleep(got / rate)
        return count, last

    def rest(self, quiet: float, at_most: float = 60) -> tuple[int, float]:
        """Read until nothing comes for `quiet` seconds and all threads of the program sleep, as
        `read`. A large store or a busy machine may keep it at work without a byte for longer."""
        count, last = 0, time.perf_counter()
        until = last + at_most
        while time.perf_counter() < until:
            got, when = self.read(quiet, at_most)
            if got:
                count, last = count + got, when
            elif not self._is_working():
                break
        return count, last

    def _is_working(self) -> bool:
        """Return whether a thread runs, waits for a core or waits for the disk."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/stat")
        return any(task.read_text().rpartition(")")[2].split()[0] in "RD" for task in tasks)

    def first_paint(self, quiet: float) -> float:
        """Seconds from the start of the process to the last byte of its first picture."""
        select.select([self.handle], [], [], 30)
        return self.read(quiet)[1] - self.began

    def memory(self) -> tuple[float, float]:
        """Resident, and of that its own alone, in MB."""
        sizes: dict[str, float] = {}
        for line in Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines()[1:]:
            name, size = line.split()[:2]
            sizes[name] = int(size) / 1024
        return sizes["Rss:"], sizes["Private_Clean:"] + sizes["Private_Dirty:"]

    def end(self) -> None:
        """End the program by a signal, and read on meanwhile, so that it can."""
        os.kill(self.pid, signal.SIGTERM)
        until = time.perf_counter() + _END
        while os.waitpid(self.pid, os.WNOHANG) == (0, 0):
            if time.perf_counter() > until:
                os.kill(self.pid, signal.SIGKILL)
            self.read(0.02, 0.02)
        os.close(self.handle)
