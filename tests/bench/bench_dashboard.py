"""The dashboard through a pseudo-terminal: first paint, bytes and time a key, idle, memory.

    python -m tests.bench.bench_dashboard [--articles 10000] [--folder KEPT]

The yardstick is a blank Textual app, started in the same way and in turns with ours.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from fcntl import ioctl
from pathlib import Path

from tests.bench.made_store import make_store

BLANK = "from tui import terminal; import os; terminal.prepare(os.environ)\n" + (
    "from textual.app import App\nApp().run()"
)
RUNS = 5
QUIET = 0.6
"""Seconds without a byte after which a paint is over."""
SLOW_LINE = 20_000
"""Bytes a second."""


class Line:
    """A program on a pseudo-terminal, and the bytes that come out of it."""

    def __init__(self, command: Sequence[str], columns: int, rows: int) -> None:
        self.began = time.perf_counter()
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
            # An installed program has its bytecode: it is not compiled at every start.
            for name in ("TMUX", "COLORTERM", "NO_COLOR", "PYTHONDONTWRITEBYTECODE"):
                environment.pop(name, None)
            os.execve(sys.executable, [sys.executable, *command], environment)
        ioctl(self.handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, keys: bytes) -> None:
        os.write(self.handle, keys)

    def read(self, quiet: float, at_most: float = 30, rate: int | None = None) -> tuple[int, float]:
        """Read until nothing comes for `quiet` seconds: bytes, and when the last one came."""
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

    @property
    def memory(self) -> float:
        """Resident, in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def end(self) -> None:
        """End the program by a signal, and read on meanwhile, so that it can."""
        os.kill(self.pid, signal.SIGTERM)
        self.read(0.5, 5)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.handle)


def first_paint(command: Sequence[str], size: tuple[int, int]) -> float:
    """Seconds from the start of the process to the last byte of the first picture."""
    line = Line(command, *size)
    select.select([line.handle], [], [], 10)
    _, last = line.read(QUIET, 10)
    took = last - line.began
    line.end()
    return took


def openings(folders: dict[int, Path], size: tuple[int, int]) -> None:
    blank: list[float] = []
    ours: dict[int, list[float]] = {articles: [] for articles in folders}
    for folder in folders.values():
        first_paint(dateline(folder), size)  # writes the bytecode, brings up the views
    for _ in range(RUNS):
        blank.append(first_paint(["-c", BLANK], size))
        for articles, folder in folders.items():
            ours[articles].append(first_paint(dateline(folder), size))
    middle = statistics.median(blank)
    print(f"first paint, blank app           {middle * 1000:9.0f} ms")
    for articles, took in ours.items():
        paint = statistics.median(took)
        print(
            f"  {articles:9,} articles             {paint * 1000:9.0f} ms  {paint / middle:5.2f}x"
        )


def dateline(folder: Path) -> list[str]:
    return ["-m", "tui.cli", "--store", str(folder)]


def keys(folder: Path, size: tuple[int, int]) -> None:
    """`j` 150 times: bytes a key, and the time from the key to its last byte."""
    line = Line(dateline(folder), *size)
    line.read(1.5)
    total, waits = 0, []
    for _ in range(150):
        pressed = time.perf_counter()
        line.press(b"j")
        count, last = line.read(0.03, 1)
        total += count
        waits.append((last - pressed) * 1000 if count else 0)
    waits.sort()
    print(f"j, bytes a key                   {total / 150:9.0f}")
    print(f"j, key to last byte, p50 / p95   {waits[75]:5.1f} / {waits[142]:4.1f} ms")
    line.read(1)
    idle, _ = line.read(10, 10)
    print(f"idle, bytes in 10 s              {idle:9}")
    print(f"resident                         {line.memory:9.0f} MB")
    line.end()


def slow_line(folder: Path, size: tuple[int, int]) -> None:
    """`j` held for 3 s at 30 a second on a line of 20 kB/s: how long it runs on afterwards."""
    line = Line(dateline(folder), *size)
    line.read(1.5)
    until = time.perf_counter() + 3
    while time.perf_counter() < until:
        line.press(b"j")
        line.read(0.033, 0.033, SLOW_LINE)
    released = time.perf_counter()
    _, last = line.read(0.1, 20, SLOW_LINE)
    print(f"20 kB/s, lag after 3 s of j      {max(last - released, 0):9.2f} s")
    line.end()


def filtering(folder: Path) -> None:
    """An entity that a tenth of all articles mention: from Enter to the last byte of all panes."""
    line = Line(dateline(folder), 200, 50)
    line.read(2)
    line.press(b"/Tenthland")
    line.read(1)
    pressed = time.perf_counter()
    line.press(b"\r")
    _, last = line.read(1, 5)
    print(f"filter by an entity, all panes   {(last - pressed) * 1000:9.0f} ms")
    line.end()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--folder", type=Path, help="keep the stores here and use them again")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = chosen.folder or Path(made)
        folders = {
            articles: make_store(folder / str(articles), articles)
            for articles in (100, chosen.articles)
        }
        openings(folders, (80, 24))
        for size in ((80, 24), (200, 50)):
            print(f"at {size[0]}x{size[1]}, {chosen.articles:,} articles")
            keys(folders[chosen.articles], size)
            slow_line(folders[chosen.articles], size)
        filtering(folders[chosen.articles])


if __name__ == "__main__":
    main()
