"""The dashboard and newsboat through the same real SSH line: first paint, and bytes a key.

    python -m tests.bench.bench_server [--articles 2000]

Both show the same headlines on the same terminal (80 by 24), in turns, and each figure is the
middle one of five runs. newsboat (Debian: apt install newsboat) is the yardstick; without it,
or without an sshd, nothing is measured.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.made_store import make_store
from tests.bench.newsboat import PROGRAM, TITLE, newsboat
from tests.journeys.terminal import Terminal
from tests.server.ssh import SSHD, Sshd

RUNS = 5
MOVES = 10
"""Presses of `j`, all within the first page."""
QUIET = 0.4
"""Seconds without a byte after which a paint is over."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    asked = parser.parse_args(arguments)
    if SSHD is None or PROGRAM is None:
        print("bench_server: needs an sshd and newsboat; nothing was measured", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = make_store(folder / "store", asked.articles)
        (folder / "keys").mkdir()
        reader = ["env", "LANG=C.UTF-8", *newsboat(store, folder / "newsboat")]
        with Sshd(folder / "keys") as server:
            ours = server.command(store, tty=True)
            theirs = [*server.client(tty=True), *reader]
            _compare(
                {
                    "dateline": lambda: _measured(ours, "Articles ", [], "\x1b[6~"),
                    "newsboat": lambda: _measured(theirs, TITLE, ["\r"], "\x1b[6~"),
                }
            )
    return 0


def _measured(
    command: Sequence[str], words: str, before: Sequence[str], page: str
) -> dict[str, float]:
    """One run: until `words` are on the screen; then a key down, a page down."""
    began = time.perf_counter()
    with Terminal(command=command) as terminal:
        terminal.wait_for(words, 60)
        first = time.perf_counter() - began
        _until_quiet(terminal)
        painted = len(terminal.raw)
        for key in before:
            terminal.child.send(key)
            _until_quiet(terminal)
        sent = 0
        for _ in range(MOVES):
            terminal.child.send("j")
            sent += _until_quiet(terminal)
        terminal.child.send(page)  # newsboat goes to the end of this page first
        _until_quiet(terminal)
        terminal.child.send(page)
        turned = _until_quiet(terminal)
    return {
        "seconds to first paint": first,
        "bytes of first paint": painted,
        "bytes a key down": sent / MOVES,
        "bytes a page down": turned,
    }


def _until_quiet(terminal: Terminal) -> int:
    """Read until nothing came for a while; how many bytes came."""
    taken = 0
    while more := terminal.read(QUIET):
        taken += more
    return taken


def _compare(programs: dict[str, Callable[[], dict[str, float]]]) -> None:
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in programs}
    for _ in range(RUNS):
        for name, measure in programs.items():
            runs[name].append(measure())
    ours, theirs = (
        {what: statistics.median(run[what] for run in runs[name]) for what in runs[name][0]}
        for name in programs
    )
    print(f"{'':24}{'dateline':>12}{'newsboat':>12}{'ratio':>8}")
    for what, value in ours.items():
        ratio = value / theirs[what] if theirs[what] else float("inf")
        print(f"{what:24}{value:12,.2f}{theirs[what]:12,.2f}{ratio:8.2f}")


if __name__ == "__main__":
    sys.exit(main())
