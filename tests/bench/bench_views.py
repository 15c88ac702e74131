"""How long the panes wait: `python -m tests.bench.bench_views [--articles 100000]`."""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from store.views import Filter, Term, Views
from tests.bench.synthetic import TENTH, SyntheticJournal


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--folder", type=Path, help="keep the index here and use it again")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = chosen.folder or Path(made)
        folder.mkdir(exist_ok=True)
        journal = SyntheticJournal(folder, chosen.articles)
        building(journal)
        opening(journal)
        panes(journal)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(f"size on disk                     {size / 1e6:9.1f} MB")


def building(journal: SyntheticJournal) -> None:
    views = Views.open(journal)
    began = time.perf_counter()
    views.update()
    took = time.perf_counter() - began
    print(f"articles                         {journal.articles:9,}")
    print(f"taking them in                   {took:9.1f} s")
    views.close()


def opening(journal: SyntheticJournal) -> None:
    def first_page() -> None:
        views = Views.open(journal)
        views.counts(Filter())
        views.articles(Filter())
        views.entities(Filter())
        views.events(Filter())
        views.close()

    report("opening and first pages", first_page, 20)


def panes(journal: SyntheticJournal) -> None:
    views = Views.open(journal)
    filters = {
        "nothing": Filter(),
        "a tenth, by entity": Filter((Term("entity", TENTH),)),
        "all but a tenth": Filter((Term("entity", TENTH, exclude=True),)),
        "a sixth, by source": Filter((Term("source", "Wire"),)),
        "an event type": Filter((Term("type", "CONSULT"),)),
        "a month": Filter((Term("date", "2019-07"),)),
        "entity, type and month": Filter(
            (Term("entity", TENTH), Term("type", "CONSULT"), Term("date", "2019-07"))
        ),
        "one article": Filter((Term("article", "77"),)),
        "pub": Filter((Term("pub", "2019"),)),
        "query": Filter((Term("query", "place:tenthland OR type:aid"),)),
    }
    for name, filter_ in filters.items():
        def ask(filter_: Filter = filter_) -> None:
            views._selections.clear()
            views.counts(filter_)
            views.articles(filter_)
            views.entities(filter_)
            views.events(filter_)
            views.histogram(filter_)

        report(f"all panes: {name}", ask, 7)
    views.close()


def report(name: str, ask: Callable[[], object], times: int) -> None:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        ask()
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    print(f"{name:<32} {statistics.median(took):9.1f} ms   worst {took[-1]:7.1f}")


if __name__ == "__main__":
    main()
