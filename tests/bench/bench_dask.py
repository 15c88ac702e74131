"""Two workers of a Dask cluster on this machine against two local readers: articles a second.

    python -m tests.bench.bench_dask [FILE] [--articles 300] [--turns 3]

FILE has an article on each line, as JSON (`open_news` beside the checkout if it is left out). The
scheduler and the workers are processes of their own, started by `dask scheduler` and `dask worker`.
The two take turns, and the median of the ratios counts. The clock runs from the first result to
the last, so the model is loaded. On a machine that does other work the clock says little.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from store.ingest.workers import Read, read_together
from store.reading import Article
from tests.bench.bench_heideltime import OPEN_NEWS, articles_of
from tests.store.ingest.test_cluster import DaskCluster

_WAIT = 60.0
"""Seconds that scheduler and workers have to start."""


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """Start a scheduler and workers, and yield the address."""
    from distributed import Client

    with tempfile.TemporaryDirectory() as folder, closing(DaskCluster(Path(folder))) as dask:
        for _ in range(workers):
            dask.start_worker()
        with Client(dask.address, timeout=_WAIT) as client:
            client.wait_for_workers(workers, timeout=_WAIT)
        yield dask.address


def rate(batches: Iterable[list[Read]]) -> float:
    """Return the articles a second after the first batch."""
    read = iter(batches)
    next(read)
    began, count = time.perf_counter(), 0
    for batch in read:
        count += len(batch)
    return count / (time.perf_counter() - began)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path, nargs="?", default=OPEN_NEWS)
    options.add_argument("--articles", type=int, default=300)
    options.add_argument("--turns", type=int, default=3)
    chosen = options.parse_args()
    if not chosen.file.exists() or importlib.util.find_spec("distributed") is None:
        print("bench_dask: needs ../shared and dateline[dask]; nothing was measured")
        return
    from store.ingest.cluster import read_on_cluster

    articles: list[Article] = articles_of(chosen.file, chosen.articles)
    ratios = []
    for _ in range(chosen.turns):
        local = rate(read_together(articles, jobs=2))
        with cluster(2) as address:
            there = rate(read_on_cluster(articles, address=address))
        ratios.append(there / local)
        print(f"two local readers {local:6.1f}, two workers {there:6.1f} articles a second")
    print(f"two workers: {statistics.median(ratios):.2f} of two local readers; asked 0.9")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} of {os.cpu_count()}")


if __name__ == "__main__":
    main()
