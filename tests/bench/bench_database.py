"""The journal against stock TinyDB and SQLite, in one run on one machine: `make bench`.

    python tests/bench/bench_database.py [--limit 1000000] [--folder DIR]

Every engine has a process of its own, and they take turns at each figure, so that what else the
machine does meets them all. Times are medians in milliseconds (µs where it says so), memory is in
MB: `private` is what opening and reading one document added to the
process's own memory, `resident` the process at the end. Appends are on the disk when they return.
`open` opens and gets one document. SQLite runs with a write-ahead log and `synchronous=FULL`, and
once more as it comes; its documents are decoded by `json`, and once more by msgspec as the
journal's are.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from multiprocessing.connection import Connection
from pathlib import Path

from tests.bench.database_engines import ENGINES, Stock, document, fill

SIZES = (1_000, 10_000, 100_000, 1_000_000)
STOCK_LIMIT = 100_000
# A column's heading, and the method that gives its figure. What changes the store comes last.
COLUMNS = {
    "open": "open",
    "get µs": "get",
    "search": "search",
    "scan": "scan",
    "private": "private",
    "append 1": "append",
    "append 1000": "append_many",
    "resident": "resident",
}


def timed(work: Callable[[], object], times: int) -> float:
    """How long it takes in milliseconds: the median of so many times."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def memory(*fields: str) -> float:
    """The sum of fields of this process's memory map, in MB."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    found = dict(line.split(":", 1) for line in lines[1:])
    return sum(int(found[field].split()[0]) for field in fields) / 1024


class Bench:
    """One engine at one size: each method gives one figure, and may be asked again."""

    def __init__(self, kind: str, folder: str, size: int) -> None:
        self.engine = ENGINES[kind](Path(folder) / "store")
        self.size = size
        self.is_slow = isinstance(self.engine, Stock)
        self.numbers = iter(range(size + 1, size + 10_000_000))
        self.chance = random.Random(size)  # noqa: S311 - the same for all
        fill(self.engine, size)
        self.engine.open()  # what is imported and made once is not what opening costs
        self.engine.get(1)
        self.engine.close()
        before = memory("Private_Clean", "Private_Dirty")
        self.engine.open()
        self.engine.get(self.chance.randint(1, size))
        self.private_mb = memory("Private_Clean", "Private_Dirty") - before

    def private(self) -> float:
        return self.private_mb

    def resident(self) -> float:
        return memory("Rss")

    def open(self) -> float:
        def reopen() -> None:
            self.engine.open()
            self.engine.get(self.chance.randint(1, self.size))
            self.engine.close()

        self.engine.close()
        try:
            return timed(reopen, 1 if self.is_slow else 10)
        finally:
            self.engine.open()

    def get(self) -> float:
        ids = [self.chance.randint(1, self.size) for _ in range(1 if self.is_slow else 2000)]
        return timed(lambda: [self.engine.get(i) for i in ids], 1) / len(ids) * 1000

    def append(self) -> float:
        work = lambda: self.engine.append([document(next(self.numbers))])  # noqa: E731
        return timed(work, 1 if self.is_slow else 50)

    def append_many(self) -> float:
        documents = [document(next(self.numbers)) for _ in range(1000)]
        return timed(lambda: self.engine.append(documents), 1)

    def search(self) -> float:
        return timed(lambda: self.engine.search("Gazette 7"), 1)

    def scan(self) -> float:
        return timed(lambda: sum(1 for _ in self.engine.scan()), 1)


def serve(kind: str, folder: str, size: int, pipe: Connection) -> None:
    """Make the store, and give the figures that are asked for."""
    bench = Bench(kind, folder, size)
    pipe.send(0.0)
    while (wanted := pipe.recv()) is not None:
        pipe.send(getattr(bench, COLUMNS[wanted])())
    bench.engine.close()


def run(size: int, kinds: list[str], folder: Path | None) -> dict[str, dict[str, float]]:
    """Every figure of every engine at one size."""
    context = multiprocessing.get_context("spawn")
    with ExitStack() as stack:
        pipes = {}
        for kind in kinds:
            place = stack.enter_context(tempfile.TemporaryDirectory(dir=folder))
            ours, theirs = context.Pipe()
            process = context.Process(target=serve, args=(kind, place, size, theirs), daemon=True)
            process.start()
            stack.callback(process.join)
            theirs.close()
            ours.recv()
            pipes[kind] = ours
        figures: dict[str, dict[str, float]] = {kind: {} for kind in kinds}
        for column in COLUMNS:
            taken: dict[str, list[float]] = {kind: [] for kind in kinds}
            for _ in range(3 if size > 100_000 else 7):
                for kind, pipe in pipes.items():
                    pipe.send(column)
                    taken[kind].append(pipe.recv())
            for kind in kinds:
                figures[kind][column] = statistics.median(taken[kind])
        for pipe in pipes.values():
            pipe.send(None)
    return figures


def say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def judge(all_figures: dict[tuple[str, int], dict[str, float]], largest: int) -> None:
    """The targets, each with what was reached."""
    at = min(100_000, largest)
    ours = all_figures["journal", at]
    sqlite = {kind: all_figures[kind, at] for kind in ENGINES if kind.startswith("SQLite")}
    smallest = all_figures["journal", SIZES[0]]["open"]

    def line(what: str, value: float, target: str, reached: bool) -> None:
        say(f"  {what:<58}{value:>10.2f}   {target:<14}{'reached' if reached else 'NOT REACHED'}")

    say(f"Targets (ratios of this run; at {at:,} documents where nothing else is said)")
    ratio = all_figures["journal", largest]["open"] / smallest
    line(f"open: {largest:,} against 1,000 documents", ratio, "≤ 3", ratio <= 3)
    private = all_figures["journal", largest]["private"]
    line(f"private memory after opening {largest:,}, MB", private, "< 10", private < 10)
    stock = all_figures["TinyDB", at]["append 1"] / ours["append 1"]
    line("append 1: times as fast as stock TinyDB", stock, "≥ 1000", stock >= 1000)
    for column in ("get µs", "append 1", "scan"):
        for kind, figures in sqlite.items():
            ratio = ours[column] / figures[column]
            line(f"{column}: against {kind}", ratio, "≤ 1", ratio <= 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=int, default=SIZES[-1], help="the largest size")
    parser.add_argument("--folder", type=Path, help="where to write; on a local disk")
    options = parser.parse_args()
    all_figures = {}
    sizes = [size for size in SIZES if size <= options.limit]
    for size in sizes:
        say(f"{size:,} documents")
        say(f"  {'':<20}" + "".join(f"{column:>13}" for column in COLUMNS))
        kinds = [k for k, e in ENGINES.items() if size <= STOCK_LIMIT or not issubclass(e, Stock)]
        for kind, figures in run(size, kinds, options.folder).items():
            all_figures[kind, size] = figures
            say(f"  {kind:<20}" + "".join(f"{figures[column]:>13.3f}" for column in COLUMNS))
        if size > STOCK_LIMIT:
            say("  (TinyDB's own storage is not run: minutes for each step)")
        say()
    judge(all_figures, sizes[-1])


if __name__ == "__main__":
    main()
