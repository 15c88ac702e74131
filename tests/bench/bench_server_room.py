"""What five people at one store of 20,000 articles take of a server: memory, and time when idle.

    python -m tests.bench.bench_server_room [--articles 20000] [--seconds 60] [--store FOLDER]

Each searches, filters and reads first; then nobody presses a key. Private memory is what the
kernel says is a process's own (smaps_rollup), its time is the kernel's too (utime and stime).
The yardstick is what was promised.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.bench.made_store import make_store
from tests.journeys.terminal import Terminal
from tests.server.processes import dashboards, private_memory, ticks

PEOPLE = 5
PROMISED_MEMORY = 60 << 20
PROMISED_SHARE = 0.3
"""Percent of a core."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--store", type=Path, help="used again where it is there")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name, ExitStack() as ends:
        store = make_store(asked.store or Path(name) / "store", asked.articles)
        people = []
        for _ in range(PEOPLE):
            terminal = Terminal(environment={"DATELINE_STORE": str(store)}, columns=120, rows=40)
            people.append(ends.enter_context(terminal))
            _read_a_little(terminal)
        _until_quiet(people)
        _measure(list(dashboards(store)), asked.seconds)
    return 0


def _read_a_little(terminal: Terminal) -> None:
    terminal.wait_for("1 Articles", 60)
    for keys in (
        ("j", "pagedown", "G", "g"),
        ("2", "j", "enter", "3", "enter", "n", "escape", ","),
        ("/", *"minist"),
        ("escape",),
        ("1", "j", "s", "s", "s", "s", "s"),
    ):
        terminal.press(*keys)
        terminal.read(1)


def _until_quiet(people: Sequence[Terminal]) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if sum(each.read(0.2) for each in people):
            until = time.monotonic() + 10


def _measure(processes: Sequence[int], seconds: float) -> None:
    began, before = time.monotonic(), [ticks(each) for each in processes]
    time.sleep(seconds)
    past = (time.monotonic() - began) * os.sysconf("SC_CLK_TCK")
    print(f"{'':12}{'private memory':>16}{'idle':>10}")
    for number, process in enumerate(processes):
        share = 100 * (ticks(process) - before[number]) / past
        memory = private_memory(process)
        print(
            f"dashboard {number + 1}{memory / (1 << 20):13.1f} MB{share:9.2f}%"
            f"   of what was promised: {memory / PROMISED_MEMORY:.2f} and "
            f"{share / PROMISED_SHARE:.2f}"
        )


if __name__ == "__main__":
    sys.exit(main())
