"""Two readers against one, forked from one loaded process: words a second, and who computes.

    python -m tests.bench.bench_readers [FILE] [--articles 150] [--turns 3]

FILE has an article on each line, as JSON; without it, articles of the Reuters corpus are read. One
and two readers take turns, and the median of the ratios counts. The clock runs from the first
result to the last, so the model is loaded. On a machine that does other work the clock says
little: then look at the processor time. `possible` is how often as fast two readers are on two
cores of their own, if the readers' processor time is as measured, and that of the importing process
comes on top.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from pathlib import Path
from typing import NamedTuple

from store.ingest.workers import read_together
from store.reading import Article
from tests.bench.bench_writing import corpus
from tests.bench.table import Table
from tests.server.processes import command_of, private_memory, running_for, ticks

MARK = f"DATELINE_BENCH={os.getpid()}"


class Taken(NamedTuple):
    wall: float
    readers: float
    """Processor seconds of the readers."""
    here: float
    """Processor seconds of this process."""
    memory: float
    """Megabytes of a reader's own memory."""


def helpers() -> list[int]:
    """The fork server and its readers."""
    return [pid for pid in running_for(Path(), mark=MARK) if "fork_server" in command_of(pid)]


def read(articles: list[Article], jobs: int) -> Taken:
    together = read_together(articles, jobs=jobs)
    first = next(together)
    before = {pid: ticks(pid) for pid in helpers()}
    began, here = time.perf_counter(), time.process_time()
    left = len(articles) - len(first)
    for batch in together:
        left -= len(batch)
        if not left:  # the readers are still there
            wall, here = time.perf_counter() - began, time.process_time() - here
            now = {pid: ticks(pid) for pid in helpers()}
            memory = min(private_memory(pid) for pid in now) / 2**20
    used = sum(now[pid] - before.get(pid, 0) for pid in now) / os.sysconf("SC_CLK_TCK")
    return Taken(wall, used, here, memory)


def articles_of(path: str | None, number: int) -> list[Article]:
    if path is None:
        return corpus(number)
    fields = ("id", "text", "title", "source", "published")
    with Path(path).open(encoding="utf-8") as lines:
        known = [json.loads(line) for _, line in zip(range(number), lines, strict=False)]
    return [Article(**{name: each.get(name) for name in fields}) for each in known]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?")
    parser.add_argument("--articles", type=int, default=150)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    name, value = MARK.split("=")
    os.environ[name] = value
    articles = articles_of(options.file, options.articles)
    taken = {jobs: [read(articles, jobs)] for jobs in (1, 2)}
    for _ in range(options.turns - 1):
        for jobs, found in taken.items():
            found.append(read(articles, jobs))
    middle = {
        jobs: Taken(*(statistics.median(column) for column in zip(*found, strict=True)))
        for jobs, found in taken.items()
    }
    table = Table(["1 reader", "2 readers"])
    for row in Taken._fields:
        figures = {
            f"{jobs} reader{'s' * (jobs > 1)}": getattr(middle[jobs], row) for jobs in middle
        }
        table.row(f"{row}, {'MB' if row == 'memory' else 's'}", figures, "", digits=2)
    pairs = zip(taken[1], taken[2], strict=True)
    ratio = statistics.median(one.wall / two.wall for one, two in pairs)
    one, two = middle[1], middle[2]
    possible = one.readers / ((two.readers + two.here) / 2)
    print(f"two readers: {ratio:.2f} times one by the clock, {possible:.2f} possible; asked 1.8")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} of {os.cpu_count()}")


if __name__ == "__main__":
    main()
