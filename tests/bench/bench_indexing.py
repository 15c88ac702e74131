"""What an index from nothing costs, and what a dashboard needs meanwhile.

    python -m tests.bench.bench_indexing [STORE] [--articles 2000]

STORE is a store of real news, of which a copy is used; without it one is made (see `made_store`).
Printed are the processor's seconds for the index and for the words, in one process; and the memory
of a dashboard that opens the store without an index, beside that of the process which indexes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from store.database import Store
from store.views import Views
from tests.bench.line import Line
from tests.bench.made_store import make_store

OURS = "from tui.cli import main; main()"
QUIET = 0.4
LONGEST = 600
"""Seconds that the dashboard may take to show all."""
PATIENCE = 5
"""Seconds for which no process indexes until all is taken as indexed."""


def without_views(folder: Path) -> None:
    shutil.rmtree(folder / "views", ignore_errors=True)


def from_nothing(folder: Path) -> None:
    """Print what the index and the words cost in one process."""
    without_views(folder)
    with Store.open(folder) as store:
        views = Views.open(store)
        began = time.process_time()
        views.update()
        indexed = time.process_time()
        views.prepare_search()
        words = time.process_time()
        articles = len(store.numbers())
        views.close()
    print(f"{articles:,} articles: index {indexed - began:.1f} s of the processor")
    print(f"their words: {words - indexed:.1f} s")


def children(process: int) -> list[int]:
    """Return the children of a process."""
    found: list[int] = []
    for tasks in Path(f"/proc/{process}/task").iterdir():
        with suppress(OSError):
            found += map(int, (tasks / "children").read_text().split())
    return found


def resident(process: int) -> float:
    """Return the resident memory of a process in MB, 0 for one that ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0


def dashboard(folder: Path, state: Path) -> None:
    """Print the memory of a dashboard while its store is indexed, and after."""
    without_views(folder)
    (state / "dateline").mkdir(parents=True)
    (state / "dateline" / "tour-seen").touch()
    command = [sys.executable, "-c", OURS, "--store", str(folder), "--fresh"]
    line = Line(command, 120, 40, {"XDG_STATE_HOME": str(state)})
    line.first_paint(QUIET)
    began = seen = time.monotonic()
    most, other = 0.0, 0.0
    while time.monotonic() - seen < PATIENCE and time.monotonic() - began < LONGEST:
        line.read(QUIET, QUIET)
        most = max(most, resident(line.pid))
        if processes := children(line.pid):
            seen = time.monotonic()
            other = max(other, *map(resident, processes))
    print(f"dashboard while it is indexed: {most:.0f} MB resident at most, asked < 90")
    print(f"the process that indexes: {other:.0f} MB; the dashboard after: {line.memory()[0]:.0f}")
    line.end()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("store", type=Path, nargs="?")
    options.add_argument("--articles", type=int, default=2_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "store"
        if chosen.store is None:
            make_store(folder, chosen.articles)
        else:
            shutil.copytree(chosen.store, folder)
        from_nothing(folder)
        dashboard(folder, Path(made) / "state")


if __name__ == "__main__":
    main()
